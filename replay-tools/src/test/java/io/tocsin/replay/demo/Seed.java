package io.tocsin.replay.demo;

/** The seed of a random test: always the same one, unless {@code -Dseed=} says otherwise. */
final class Seed {
    private Seed() {}

    static long value() {
        return Long.getLong("seed", DemoSettings.DEFAULT_SEED);
    }

    /** Said by an assertion that fails. */
    static String told() {
        return "again with -Dseed=" + value();
    }
}
