package io.tocsin.codecs.json;

/**
 * Whom an alert is about.
 *
 * @param kind patient, or what stands for one that is not known.
 * @param id   of that kind.
 */
public record Subject(Kind kind, String id) {
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
