package io.tocsin.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Entries that a site can do without, good and bad: watched sources, triage, treatment limits, authority. */
final class ScriptOptions {
    /** Days since 1970-01-01. */
    private static final int FIRST_DAY = (int) (ScriptGenerator.START_NS / 86_400_000_000_000L);

    private final ScriptSite site;
    private final SplittableRandom random;
    private final Entries entries = new Entries();

    ScriptOptions(final ScriptSite site, final SplittableRandom random) {
        this.site = site;
        this.random = random;
    }

    /** What a site may begin with. */
    void first(final List<byte[]> list) {
        if (random.nextInt(3) > 0) {
            list.add(watch());
        }
        if (random.nextInt(3) != 0) {
            list.add(triage());
        }
        for (int i = random.nextInt(2) * 4; i > 0; i--) {
            list.add(authority());
        }
    }

    byte[] good() {
        return switch (random.nextInt(4)) {
            case 0 -> watch();
            case 1 -> triage();
            case 2 -> patient();
            default -> authority();
        };
    }

    /** One entry with one fault. */
    byte[] bad() {
        return switch (random.nextInt(5)) {
            case 0 -> badWatch();
            case 1 -> badTriage();
            case 2 ->
                random.nextBoolean()
                        ? entries.patient(
                                site.any(site.patients),
                                random.nextBoolean() ? 16 : 0,
                                random.nextBoolean() ? 6 : 255,
                                "")
                        : entries.patient(site.any(site.patients), 0, 0, random.nextBoolean() ? -25_568 : 39_968, "");
            case 3 ->
                entries.authority(random.nextBoolean() ? "nobody" : site.any(site.people), 1 + random.nextInt(2), "");
            default -> entries.authority(site.any(site.people), 13, "");
        };
    }

    private byte[] watch() {
        return entries.watch(
                10 + random.nextInt(4),
                random.nextInt(4) == 0 ? 0 : 400L * (1 + random.nextInt(8)),
                1 + random.nextInt(5),
                "w" + random.nextInt(3),
                site.maybe(site.units));
    }

    private byte[] badWatch() {
        return switch (random.nextInt(6)) {
            case 0 -> entries.watch(0, 1_000, 3, "w1", "");
            case 1 -> entries.watch(11, random.nextBoolean() ? 99 : 86_400_001, 3, "w1", "");
            case 2 -> entries.watch(11, 1_000, random.nextBoolean() ? 0 : 6, "w1", "");
            case 3 -> entries.watch(11, 1_000, 3, random.nextBoolean() ? "" : "w".repeat(37), "");
            case 4 -> entries.watch(11, 1_000, 3, "w1", "nowhere");
            default -> entries.watch(20 + random.nextInt(30), 1_000, 3, "new" + random.nextInt(30), "");
        };
    }

    private byte[] authority() {
        final int role = random.nextInt(3) == 0 ? random.nextInt(13) : 3 + random.nextInt(4);
        return entries.authority(site.any(site.people), role, role == 1 || role == 2 ? site.any(site.patients) : "");
    }

    private byte[] patient() {
        final byte[] entry = entries.patient(
                site.any(site.patients), random.nextInt(16), random.nextInt(6), bornOnDay(), site.maybe(site.beds));
        return random.nextInt(5) == 0 ? FormerVersion.of(entry) : entry;
    }

    /** Not stated; some day; or about 3 or 16 years before the script's first day, so that an age group is about to change. */
    private int bornOnDay() {
        return switch (random.nextInt(4)) {
            case 0, 1 -> Integer.MIN_VALUE;
            case 2 -> FIRST_DAY + 5 - random.nextInt(9_000);
            default -> FIRST_DAY + 1 - random.nextInt(3) - (random.nextBoolean() ? 5_844 : 1_096);
        };
    }

    byte[] triage() {
        final List<int[]> classes = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            classes.add(new int[] {1 + random.nextInt(6), 1 + random.nextInt(3), 1 + random.nextInt(3)});
        }
        final int clauses = random.nextInt(5) == 0 ? 0 : random.nextInt(2) == 0 ? 255 : random.nextInt(256);
        final boolean isLimited = random.nextBoolean();
        return entries.triage(
                clauses,
                1_000L * random.nextInt(30),
                1 + random.nextInt(2),
                isLimited ? 2 + 2 * random.nextInt(31) : 0,
                isLimited ? 1 + random.nextInt(15) : 0,
                classes);
    }

    private byte[] badTriage() {
        return switch (random.nextInt(7)) {
            case 0 -> entries.triage(256, 1, 0, 0, 0, List.of());
            case 1 -> entries.triage(1, 1, 1, 1, 1, List.of());
            case 2 -> entries.triage(1, 1, 1, 0, 1, List.of());
            case 3 -> entries.triage(1, 1, 77, 2, 1, List.of());
            case 4 -> entries.triage(1, 1, 1, 2, 16, List.of());
            case 5 -> entries.triage(1, 1, 0, 0, 0, List.of(new int[] {7, 1, 1}));
            default -> entries.triage(1, 1, 0, 0, 0, List.of(new int[] {1, random.nextInt(2) * 4, 4}));
        };
    }
}
