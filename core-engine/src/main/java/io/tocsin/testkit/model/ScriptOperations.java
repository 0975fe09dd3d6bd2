package io.tocsin.testkit.model;

import java.util.List;
import java.util.SplittableRandom;

/** What a site promises, and what it does under load, good and bad. */
final class ScriptOperations {
    private final ScriptSite site;
    private final SplittableRandom random;
    private final Entries entries = new Entries();

    ScriptOperations(final ScriptSite site, final SplittableRandom random) {
        this.site = site;
        this.random = random;
    }

    byte[] good() {
        final long targetMs = 100L * (1 + random.nextInt(20));
        return entries.operations(new SystemEntries.Operations(
                targetMs,
                targetMs + 1 + random.nextInt(4_000),
                limits(100),
                limits(1_000),
                limits(1_000),
                500L * random.nextInt(10),
                random.nextInt(3) == 0 ? 0 : 1_000L * random.nextInt(61),
                50 + random.nextInt(51),
                random.nextInt(4) == 0 ? 0 : 1_000L * (1 + random.nextInt(4)),
                site.someOf(site.people, 3)));
    }

    /** Limits of ELEVATED and EMERGENCY. */
    private int[] limits(final int most) {
        final int elevated = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(most);
        return new int[] {elevated, random.nextInt(3) == 0 ? 0 : elevated + random.nextInt(most + 1 - elevated)};
    }

    /** One with one fault. */
    byte[] bad() {
        final long[] times = {2_000, 5_000, 1_000, 1_000, 80, 10_000};
        switch (random.nextInt(8)) {
            case 0 -> times[0] = random.nextBoolean() ? 99 : 600_001;
            case 1 -> times[1] = random.nextBoolean() ? 2_000 : 3_600_001;
            case 2 -> times[2] = 3_600_001;
            case 3 -> times[3] = 60_001;
            case 4 -> times[4] = random.nextBoolean() ? 0 : 101;
            case 5 -> times[5] = random.nextBoolean() ? 999 : 3_600_001;
            case 6 -> {
                return operations(times, new int[] {2, 1}, List.of());
            }
            default -> {
                return operations(
                        times, new int[] {1, 2}, random.nextBoolean() ? ScriptSite.names("n", 9) : List.of("nobody"));
            }
        }
        return operations(times, new int[] {1, 2}, List.of());
    }

    private byte[] operations(final long[] times, final int[] pair, final List<String> administrators) {
        return entries.operations(new SystemEntries.Operations(
                times[0], times[1], pair, pair, pair, times[2], times[3], (int) times[4], times[5], administrators));
    }
}
