package io.tocsin.engine;

import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Seeds of random tests: a few fixed ones, so that every build does the same, and one fresh one, so that every build does something new. The name of each test is
 * its seed; {@code -Dseed=} plays that one alone, {@code -Dseeds=} so many fresh ones.
 */
public final class Seeds {
    private static final int FRESH = 1;

    private Seeds() {}

    /**
     * A test for each seed.
     *
     * @param fixed how many fixed seeds, from 1.
     * @param body  of the test.
     * @return named tests.
     */
    public static Stream<DynamicTest> each(final int fixed, final LongConsumer body) {
        return of(fixed).mapToObj(seed -> DynamicTest.dynamicTest("-Dseed=" + seed, () -> play(seed, body)));
    }

    /**
     * The seeds themselves.
     *
     * @param fixed how many fixed seeds, from 1.
     * @return seeds.
     */
    public static LongStream of(final int fixed) {
        final Long only = Long.getLong("seed");
        return only != null
                ? LongStream.of(only)
                : LongStream.concat(
                        LongStream.rangeClosed(1, fixed),
                        LongStream.generate(() -> System.nanoTime() & 0xFFFF_FFFFFL)
                                .limit(Integer.getInteger("seeds", FRESH)));
    }

    private static void play(final long seed, final LongConsumer body) {
        try {
            body.accept(seed);
        } catch (final RuntimeException e) {
            throw new IllegalStateException("with -Dseed=" + seed, e);
        }
    }
}
