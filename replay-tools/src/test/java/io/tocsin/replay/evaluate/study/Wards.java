package io.tocsin.replay.evaluate.study;

import io.tocsin.codecs.sbe.Parameter;
import java.util.List;
import java.util.SplittableRandom;

/** Populations for tests. */
final class Wards {
    private Wards() {}

    /** Patients with 20 rows, of whom every fourth becomes septic at an hour from 7 on; each row's heart rate is its number. */
    static Stays stays(final int patients, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final StaysBuilder builder = new StaysBuilder(List.of(Parameter.HEART_RATE));
        for (int patient = 0; patient < patients; patient++) {
            final int firstLabel = patient % 4 == 0 ? 1 + random.nextInt(20) : Integer.MAX_VALUE;
            for (int hour = 1; hour <= 20; hour++) {
                builder.add(id(patient), hour, hour >= firstLabel, 100 * (patient * 20 + hour));
            }
        }
        return builder.build();
    }

    private static byte[] id(final int patient) {
        return new byte[] {(byte) (patient >> 8), (byte) patient};
    }

    static int[] random(final int count, final int bound, final long seed) {
        return new SplittableRandom(seed).ints(count, 0, bound).toArray();
    }
}
