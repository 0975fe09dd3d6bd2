package io.tocsin.testkit.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The limit rules of a script's site, their timings and score tables; each time of a higher version. */
final class ScriptRules {
    private final SplittableRandom random;
    private final Entries entries = new Entries();
    private final ScriptProfiles profiles;
    private long version;

    ScriptRules(final SplittableRandom random) {
        this.random = random;
        profiles = new ScriptProfiles(random);
    }

    /** The last that was written. */
    long version() {
        return version;
    }

    /** Rules, timings for half of them, score tables, and profiles. */
    void add(final List<byte[]> list) {
        final boolean isFirst = version == 0;
        version += 1 + random.nextInt(2);
        final List<Entries.Rule> rules = new ArrayList<>();
        final int count = random.nextInt(8);
        for (int i = 0; i < count; i++) {
            rules.add(ScriptReadings.rule(random));
        }
        final long ageMs = 500L * (1 + random.nextInt(20));
        final byte[] entry = entries.rules(version, random.nextInt(5) == 0 ? 0 : 1, ageMs, 2 * ageMs, 3 * ageMs, rules);
        list.add(ScriptReadings.inSomeForm(random, entry));
        for (int i = 0; i < rules.size(); i++) {
            if (random.nextBoolean()) {
                list.add(timing(i + 1, rules.get(i)));
            }
        }
        // From what the rules are: so scripts that there were before tables stay as they were.
        final ScriptTables tables = new ScriptTables(new SplittableRandom(Arrays.hashCode(entry)));
        if (isFirst) {
            // A site that there never was shows little.
            tables.good(list, version);
        } else {
            tables.some(list, version);
        }
        profiles.add(list, version, rules);
    }

    /** A profile with a fault, of the rules that were written last. */
    byte[] badProfile() {
        return profiles.bad(version);
    }

    private byte[] timing(final int place, final Entries.Rule rule) {
        final boolean isCritical = rule.severity() == 1;
        final int inwards = random.nextInt(3) * 300 * (rule.bound() == 0 ? 1 : -1);
        final int window = 1 + random.nextInt(random.nextBoolean() ? 1 : 5);
        return entries.timing(
                version,
                place,
                rule.limitValue() + inwards,
                random.nextInt(3) == 0 ? 0 : random.nextInt(isCritical ? 5_000 : 8_000),
                random.nextBoolean() ? 0 : random.nextInt(4_000),
                isCritical || random.nextBoolean() ? 0 : random.nextInt(8_000),
                1 + random.nextInt(window),
                window);
    }
}
