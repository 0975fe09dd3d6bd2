package io.tocsin.bench.load;

/** What the answer to a raise means. */
public enum JournalLevel {
    /** Held in memory; the router runs without server and journal. */
    MEMORY,

    /** Recorded. */
    OS,

    /** Recorded and forced. */
    DISK;

    /** Of a run that nobody asked otherwise. */
    public static final JournalLevel DEFAULT = OS;
}
