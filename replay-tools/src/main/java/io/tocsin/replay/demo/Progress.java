package io.tocsin.replay.demo;

/** Is told a few times a second how a run goes. */
@FunctionalInterface
interface Progress {
    /**
     * How it stands.
     *
     * @param elapsedMs since the hospital began to send.
     * @param totals    until now.
     */
    void on(long elapsedMs, Totals totals);

    /** Nobody listens. */
    static Progress none() {
        return (elapsedMs, totals) -> {};
    }
}
