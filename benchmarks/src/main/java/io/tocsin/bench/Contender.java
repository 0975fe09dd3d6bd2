package io.tocsin.bench;

/** One way that readings can go, measured in windows. */
abstract class Contender implements AutoCloseable {
    private static final int BETWEEN_CLOCK_READS = 256;

    private final String name;

    Contender(final String name) {
        this.name = name;
    }

    /** What it is called in reports. */
    final String name() {
        return name;
    }

    /** Runs for a while; answers the mean time per command in ns. */
    final double window(final long durationNs) {
        awake(true);
        final long passedBefore = passed();
        final long startNs = System.nanoTime();
        long nowNs = startNs;
        while (nowNs - startNs < durationNs) {
            for (int i = 0; i < BETWEEN_CLOCK_READS; i++) {
                next();
            }
            nowNs = System.nanoTime();
        }
        final long passed = passed() - passedBefore;
        final double perCommandNs = (System.nanoTime() - startNs) / (double) Math.max(1, passed);
        drain();
        awake(false);
        return perCommandNs;
    }

    /** Sends one reading; waits while there is no room. */
    abstract void next();

    /** Commands that have gone all the way. */
    abstract long passed();

    /** Waits until everything has. */
    abstract void drain();

    /** Whether threads of its own are to be ready. */
    abstract void awake(boolean isAwake);

    @Override
    public abstract void close();
}
