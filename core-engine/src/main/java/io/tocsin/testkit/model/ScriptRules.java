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
            final Entries.Rule rule = ScriptReadings.rule(random);
            final boolean isCrossing = rules.stream().anyMatch(other -> cross(rule, other));
            // On the other side it crosses none, as those before it do not cross each other.
            final int bound = isCrossing ? 1 - rule.bound() : rule.bound();
            rules.add(new Entries.Rule(rule.limitValue(), rule.parameter(), bound, rule.severity()));
        }
        final long ageMs = 500L * (1 + random.nextInt(20));
        final byte[] entry = entries.rules(version, random.nextInt(5) == 0 ? 0 : 1, ageMs, 2 * ageMs, 3 * ageMs, rules);
        list.add(ScriptReadings.inSomeForm(random, personal(entry, rules)));
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

    /** The same entry, or one by which what is usual for patients gives them limits, for rules of which one may be too many. Draws of its own: the script stays as it is. */
    private static byte[] personal(final byte[] entry, final List<Entries.Rule> rules) {
        final SplittableRandom own = new SplittableRandom(Arrays.hashCode(entry));
        long asked = 0;
        for (int i = 0; i < rules.size(); i++) {
            asked |= isOrdinary(rules, i) && own.nextInt(3) > 0 ? 2L << i : 0;
        }
        if (asked == 0 || own.nextBoolean()) {
            return entry;
        }
        return Entries.personal(
                own.nextInt(30) == 0 ? asked | 1L << own.nextInt(10) : asked,
                1_000L * (1 + own.nextInt(8)),
                100 * (1 + own.nextInt(4)),
                1 + own.nextInt(2),
                entry);
    }

    /** Whether a lower limit of a parameter would not be below a higher one, which is refused. */
    private static boolean cross(final Entries.Rule one, final Entries.Rule other) {
        final Entries.Rule low = one.bound() == 0 ? one : other;
        final Entries.Rule high = one.bound() == 0 ? other : one;
        return one.parameter() == other.parameter()
                && one.bound() != other.bound()
                && low.limitValue() >= high.limitValue();
    }

    private static boolean isOrdinary(final List<Entries.Rule> rules, final int index) {
        final Entries.Rule rule = rules.get(index);
        for (int i = 0; i < rules.size(); i++) {
            final Entries.Rule other = rules.get(i);
            final boolean isAlike = other.parameter() == rule.parameter() && other.bound() == rule.bound();
            if (isAlike && (other.severity() > rule.severity() || (other.severity() == rule.severity() && i < index))) {
                return false;
            }
        }
        return rule.severity() != 1;
    }

    /** A profile with a fault, of the rules that were written last. */
    byte[] badProfile() {
        return profiles.bad(version);
    }

    private byte[] timing(final int place, final Entries.Rule rule) {
        final boolean isCritical = rule.severity() == 1;
        final int inwards = random.nextInt(3) * 300 * (rule.bound() == 0 ? 1 : -1);
        final int window = 1 + random.nextInt(random.nextBoolean() ? 1 : 5);
        final int delayMs = random.nextInt(3) == 0 ? 0 : random.nextInt(isCritical ? 5_000 : 8_000);
        final byte[] timing = entries.timing(
                version,
                place,
                rule.limitValue() + inwards,
                delayMs,
                random.nextBoolean() ? 0 : random.nextInt(4_000),
                isCritical || random.nextBoolean() ? 0 : random.nextInt(8_000),
                1 + random.nextInt(window),
                window);
        // Draws of its own: the script stays as it is. Readings are some units beyond their limits, and some seconds
        // apart.
        final SplittableRandom own = new SplittableRandom(Arrays.hashCode(timing));
        final boolean isDeep = own.nextInt(3) == 0 && (!isCritical || delayMs > 0 || own.nextInt(20) == 0);
        return isDeep ? Entries.deep(timing, 1 + own.nextInt(own.nextBoolean() ? 3_000 : 30_000)) : timing;
    }
}
