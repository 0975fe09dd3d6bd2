package io.tocsin.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Readings near the limits and bands that scripts use, so that some are at, some beyond and some inside. */
final class ScriptReadings {
    private ScriptReadings() {}

    /** A limit of heart rate, SpO2 or temperature. */
    static int limit(final SplittableRandom random, final int parameter) {
        final int step = random.nextInt(4);
        return switch (parameter) {
            case 1 -> 5_000 + 2_500 * step;
            case 2 -> 8_800 + 300 * step;
            default -> 3_550 + 100 * step;
        };
    }

    /** A rule of heart rate, SpO2 or temperature. */
    static Entries.Rule rule(final SplittableRandom random) {
        final int parameter = 1 + random.nextInt(3);
        return new Entries.Rule(limit(random, parameter), parameter, random.nextInt(2), 1 + random.nextInt(5));
    }

    /** Rules as a former version writes them, or taking limits as they are stated, or neither. */
    static byte[] inSomeForm(final SplittableRandom random, final byte[] rules) {
        return switch (random.nextInt(6)) {
            case 0 -> FormerVersion.of(rules);
            case 1, 2 -> Entries.asStated(rules);
            default -> rules;
        };
    }

    static List<Commands.Reading> some(final SplittableRandom random) {
        final List<Commands.Reading> readings = new ArrayList<>();
        final int count = random.nextInt(8) == 0 ? 10 : 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            readings.add(one(random));
        }
        return readings;
    }

    /** What is observed: within its range. */
    static Commands.Reading observed(final SplittableRandom random) {
        final int parameter = 16 + random.nextInt(7);
        return new Commands.Reading(
                parameter,
                switch (parameter) {
                    case 16 -> 100 * random.nextInt(12);
                    case 17 -> 1_500 + 100 * random.nextInt(60);
                    case 18 -> 100 * random.nextInt(6);
                    case 19 -> 100 * random.nextInt(4);
                    case 20 -> 100 * random.nextInt(20);
                    case 21 -> 2_500 + 100 * random.nextInt(20);
                    default -> 100 * (3 + random.nextInt(13));
                });
    }

    /** What is observed: out of its range. */
    static Commands.Reading impossible(final SplittableRandom random) {
        final int[] most = {10_000, 10_000, 6_000, 300, 200_000, 25_000, 1_500};
        final int kind = random.nextInt(most.length);
        return new Commands.Reading(
                16 + kind,
                switch (random.nextInt(3)) {
                    case 0 -> most[kind] + 100;
                    case 1 -> -100;
                    default -> kind == 3 || kind == 6 ? 250 : most[kind] + 1;
                });
    }

    private static Commands.Reading one(final SplittableRandom random) {
        if (random.nextInt(8) == 0) {
            return observed(random);
        }
        final int parameter = random.nextBoolean() ? 1 + random.nextInt(3) : 1 + random.nextInt(15);
        final int jitter = random.nextInt(3) - 1;
        return new Commands.Reading(
                parameter,
                switch (parameter) {
                    case 1, 2, 3 -> limit(random, parameter) + jitter * (random.nextBoolean() ? 1 : 600);
                    case 4 -> 8_500 + 1_000 * random.nextInt(15);
                    case 7 -> 700 + 300 * random.nextInt(8);
                    case 10 -> 100 * random.nextInt(5);
                    case 12 -> 100 * random.nextInt(2);
                    default -> random.nextInt(20_000);
                });
    }

    /** A whole set of what NEWS2 needs: harmless, or not. */
    static List<Commands.Reading> full(final SplittableRandom random) {
        final boolean isBad = random.nextBoolean();
        return List.of(
                new Commands.Reading(7, isBad ? 2_500 : 1_600),
                new Commands.Reading(2, isBad && random.nextBoolean() ? 9_100 : 9_700),
                new Commands.Reading(12, isBad ? 100 : 0),
                new Commands.Reading(4, 12_000),
                new Commands.Reading(1, isBad && random.nextBoolean() ? 13_100 : 7_200),
                new Commands.Reading(10, isBad && random.nextBoolean() ? 100 : 0),
                new Commands.Reading(3, 3_700));
    }
}
