package io.tocsin.engine.escalation;

/** Decides whether an alert may page anybody; asked whenever a ladder is to start. */
public interface Gate {
    /**
     * Whether the alert is to wait, decided now. What muted it before is forgotten.
     *
     * @param alert    slot.
     * @param isPaging people are being told of it already: it is not held back unless it was.
     * @return when the ladder is to start, epoch ns; 0 = now.
     */
    long mutedUntilNs(int alert, boolean isPaging);

    /**
     * Whether the alert waits.
     *
     * @param alert slot.
     * @return as {@link #mutedUntilNs} decided last, unless it was let go since.
     */
    boolean isMuted(int alert);

    /**
     * Somebody acts on the alert: nothing is held back any more.
     *
     * @param alert slot.
     */
    void letGo(int alert);

    /**
     * The alert is over, or its condition is: nothing is held back any more, and because of it neither.
     *
     * @param alert slot.
     */
    void over(int alert);

    /**
     * The alert is more or less severe than before, or its condition is back.
     *
     * @param alert slot.
     */
    void changed(int alert);
}
