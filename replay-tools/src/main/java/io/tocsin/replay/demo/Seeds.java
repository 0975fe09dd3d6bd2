package io.tocsin.replay.demo;

import java.util.Random;

/** Random numbers that depend on the demo's seed and on what they are for, and on nothing else. */
final class Seeds {
    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

    private Seeds() {}

    /**
     * Random numbers of one use: others do not change when a use is added or one takes more of its own.
     *
     * @param seed of the demo.
     * @param use  what for.
     * @param who  number of the patient or person; 0 = nobody in particular.
     * @return the same sequence on every machine.
     */
    static Random random(final long seed, final String use, final int who) {
        return new Random(mix(mix(seed + GOLDEN_GAMMA) ^ (long) use.hashCode() << 32 ^ who));
    }

    /** An exponentially distributed distance to the next of events that come at random. */
    static double untilNext(final Random random, final double mean) {
        return -mean * StrictMath.log(1 - random.nextDouble());
    }

    /** The finalizer of SplitMix64: neighbouring seeds would otherwise begin alike. */
    private static long mix(final long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ mixed >>> 31;
    }
}
