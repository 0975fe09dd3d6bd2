package io.tocsin.journal;

/** What a journal promises of a record that it calls recorded. */
public enum Level {
    /** Nothing: gone with the process. */
    NONE(io.tocsin.codecs.sbe.Level.MEMORY),
    /** In the page cache: survives the process, not the power. */
    OS(io.tocsin.codecs.sbe.Level.OS),
    /** Forced to the disk: survives the power. */
    DISK(io.tocsin.codecs.sbe.Level.DISK);

    private final io.tocsin.codecs.sbe.Level schemaLevel;

    Level(final io.tocsin.codecs.sbe.Level schemaLevel) {
        this.schemaLevel = schemaLevel;
    }

    /**
     * The level at which a router with such a journal answers.
     *
     * @return the schema's name for it.
     */
    public io.tocsin.codecs.sbe.Level schemaLevel() {
        return schemaLevel;
    }
}
