package io.tocsin;

import org.jspecify.annotations.Nullable;

/**
 * Whom an alert or a reading is about.
 *
 * @param kind patient, or what stands for one that is not known.
 * @param id   of that kind.
 */
public record Subject(Kind kind, String id) {
    /** What the id names. */
    public enum Kind {
        /** A patient. */
        PATIENT,
        /** The bed of an unknown patient. */
        BED,
        /** The device on an unknown patient. */
        DEVICE;

        /** In front of the id in the engine's name of a subject. */
        byte letter() {
            return switch (this) {
                case PATIENT -> 'P';
                case BED -> 'B';
                case DEVICE -> 'D';
            };
        }
    }

    /** Reads the engine's name of a subject: a letter, then the id. */
    static @Nullable Subject parse(final String interned) {
        if (interned.isEmpty()) {
            return null;
        }
        final Kind kind = switch (interned.charAt(0)) {
            case 'P' -> Kind.PATIENT;
            case 'B' -> Kind.BED;
            default -> Kind.DEVICE;
        };
        return new Subject(kind, interned.substring(1));
    }
}
