package io.tocsin.codecs.json;

/**
 * Whom an alert is about.
 *
 * @param kind patient, or what stands for one that is not known.
 * @param id   of that kind.
 * @param name of a patient, as the router's directory has it, where it was asked for; empty = not known, or not asked.
 */
public record Subject(Kind kind, String id, String name) {
    /** Without a name. */
    public Subject(final Kind kind, final String id) {
        this(kind, id, "");
    }

    /** What the id names. */
    public enum Kind {
        /** A patient; written as {@code "patient"}. */
        PATIENT,
        /** The bed of an unknown patient. */
        BED,
        /** The device on an unknown patient. */
        DEVICE
    }
}
