package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.LimitProfileEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.ExpandableArrayBuffer;
import org.jspecify.annotations.Nullable;

/** Limit profiles of scripts: near the limits of their rules, for some of the patients that a script's site has; and what is wrong with a profile. */
final class ScriptProfiles {
    /** A limit of a profile: the place of the rule, and hundredths. */
    record Limit(int rule, int value) {}

    /** A profile as its entry says it. */
    record Profile(int ageGroups, int spo2Scale, int news2, String unit, List<Limit> limits) {}

    private static final int SPO2 = 2;

    private final SplittableRandom random;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(512);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    ScriptProfiles(final SplittableRandom random) {
        this.random = random;
    }

    byte[] entry(final long rulesVersion, final Profile profile) {
        final LimitProfileEntryEncoder entry = new LimitProfileEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        final LimitProfileEntryEncoder.LimitsEncoder limits = entry.rulesVersion(rulesVersion)
                .ageGroups((short) profile.ageGroups)
                .spo2Scale((short) profile.spo2Scale)
                .news2((short) profile.news2)
                .limitsCount(profile.limits.size());
        profile.limits.forEach(each -> limits.next().limitValue(each.value).rule((short) each.rule));
        entry.unitId(profile.unit);
        return Commands.copy(buffer, entry.limit());
    }

    /** A few for rules that were written just now. */
    void add(final List<byte[]> list, final long rulesVersion, final List<Entries.Rule> rules) {
        for (int i = random.nextInt(4); i > 0 && !rules.isEmpty(); i--) {
            final Profile profile = good(rules);
            if (profile != null) {
                list.add(entry(rulesVersion, profile));
            }
        }
    }

    /** Null where a limit on the other side could be crossed, or a graver rule would be moved too far. */
    private @Nullable Profile good(final List<Entries.Rule> rules) {
        final int place = 1 + random.nextInt(rules.size());
        final Entries.Rule rule = rules.get(place - 1);
        if (rules.stream().anyMatch(other -> other.parameter() == rule.parameter() && !other.equals(rule))) {
            return null;
        }
        final int outwards = rule.bound() == 0 ? -1 : 1;
        final int away = rule.severity() == 1 ? -random.nextInt(3) : random.nextInt(5) - 2;
        final boolean isOfScale = random.nextInt(4) == 0 && random.nextInt(2) == 0;
        final int scale = isOfScale && rule.parameter() == SPO2 ? 2 : 0;
        final int one = 2 << random.nextInt(5);
        final int ages = random.nextInt(3) == 0 ? one | 2 << random.nextInt(5) : 0;
        return new Profile(
                ages,
                scale,
                random.nextInt(4) == 0 ? 1 : 0,
                random.nextInt(3) == 0 && (ages != 0 || scale != 0) ? "" : "u" + random.nextInt(3),
                List.of(new Limit(place, Math.min(10_000, rule.limitValue() + outwards * 200 * away))));
    }

    /** One with one fault, or without its rules. */
    byte[] bad(final long rulesVersion) {
        final Limit limit = new Limit(1, 4_000);
        return switch (random.nextInt(4)) {
            case 0 -> entry(rulesVersion, new Profile(1, 0, 0, "", List.of(limit)));
            case 1 -> entry(rulesVersion, new Profile(0, 1, 0, "", List.of(limit)));
            case 2 -> entry(rulesVersion, new Profile(2, 0, 0, "nowhere", List.of(limit)));
            default -> entry(rulesVersion, new Profile(2, 0, 0, "", List.of(limit)));
        };
    }
}
