package io.tocsin.replay.demo;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;

/**
 * Something that somebody, or a device, is going to declare.
 *
 * @param number     from 1.
 * @param atNs       when it is to be sent, counted from the beginning.
 * @param source     which of the sources sends it, from 0.
 * @param kind       of it.
 * @param patient    to whom it happens.
 * @param identified whether the source knows who that is; otherwise it names the bed only.
 * @param ending     what its source does later.
 * @param endingMs   how long after the answer.
 */
record Emergency(
        int number,
        long atNs,
        int source,
        Kind kind,
        Patient patient,
        boolean identified,
        Ending ending,
        long endingMs) {
    /** What its source does later. */
    enum Ending {
        /** Nothing: people deal with it. */
        NONE,
        /** Says that it is over. */
        CLEAR,
        /** Takes it back: it was raised in error. */
        CANCEL
    }

    /** What can happen; the commoner ones more than once. */
    enum Kind {
        CARDIAC_ARREST(EmergencyType.CARDIAC_ARREST, Severity.CRITICAL, "", "no pulse, resuscitation begun"),
        CHOKING(EmergencyType.CHOKING, Severity.CRITICAL, "", "airway blocked while eating"),
        STROKE(EmergencyType.STROKE, Severity.EMERGENT, "", "face droops, speech slurred"),
        SEIZURE(EmergencyType.SEIZURE, Severity.EMERGENT, "", "generalised seizure"),
        ALLERGIC_REACTION(EmergencyType.ALLERGIC_REACTION, Severity.EMERGENT, "", "rash and wheeze during infusion"),
        ASTHMA(EmergencyType.SEVERE_ASTHMA, Severity.EMERGENT, "", "cannot finish a sentence"),
        OVERDOSE(EmergencyType.OVERDOSE, Severity.EMERGENT, "", "pump gave a tenfold dose"),
        TRAUMA(EmergencyType.SEVERE_TRAUMA, Severity.EMERGENT, "", "brought in after a collision"),
        FALL(EmergencyType.OTHER, Severity.URGENT, "fall", "found on the floor"),
        FALL_WITNESSED(EmergencyType.OTHER, Severity.URGENT, "fall", "fell on the way to the bathroom"),
        CALL(EmergencyType.OTHER, Severity.SEMI_URGENT, "patient call", "pain is worse"),
        PUMP(EmergencyType.OTHER, Severity.URGENT, "infusion stopped", "line occluded");

        private final EmergencyType type;
        private final Severity severity;
        private final String typeText;
        private final String description;

        Kind(final EmergencyType type, final Severity severity, final String typeText, final String description) {
            this.type = type;
            this.severity = severity;
            this.typeText = typeText;
            this.description = description;
        }

        EmergencyType type() {
            return type;
        }

        Severity severity() {
            return severity;
        }

        /** Names it where the type is OTHER; otherwise empty. */
        String typeText() {
            return typeText;
        }

        String description() {
            return description;
        }
    }
}
