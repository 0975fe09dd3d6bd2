package io.tocsin.engine.store;

/** A part of the engine in which something becomes due as time passes. Instants are absolute, so what became due while the engine was down happens when it is back. */
public interface Due {
    /** Nothing will ever be due. */
    long NEVER = DeadlineHeap.NEVER;

    /**
     * When the first is due.
     *
     * @return epoch ns, or {@link #NEVER}.
     */
    long firstNs();

    /**
     * Carries out what is due first, which it is by now; afterwards it is due later, or no more.
     *
     * @param nowNs engine time.
     */
    void fire(long nowNs);
}
