package io.tocsin.journal;

/** How much room a journal has left to grow. */
public enum StorageState {
    /** Enough. */
    AMPLE,
    /** Running out: only what is critical is still taken. */
    LOW,
    /** Out: nothing from outside is taken; deadlines still fire as long as they can be recorded. */
    FULL
}
