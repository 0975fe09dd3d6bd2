package io.tocsin.coverage;

/**
 * Who is assigned to a place: those of its patient if there are any then, otherwise those of its bed.
 *
 * @param ofPatient the patient's.
 * @param ofBed     the bed's.
 */
record Care(Crew ofPatient, Crew ofBed) {
    /** Who is assigned at an instant, in order; not to be changed. */
    int[] at(final long atNs) {
        final int[] own = ofPatient.at(atNs);
        return own.length == 0 ? ofBed.at(atNs) : own;
    }

    /** The first instant after another at which somebody may come or go. */
    long changesAtNs(final long afterNs) {
        return Math.min(ofPatient.changesAtNs(afterNs), ofBed.changesAtNs(afterNs));
    }

    /** Whether a roster says who is assigned. */
    boolean isRostered() {
        return ofPatient.isRostered() || ofBed.isRostered();
    }

    /** Whether all rosters of it have run out. */
    boolean isOver(final long atNs) {
        return isRostered()
                && (ofPatient.isOver(atNs) || !ofPatient.isRostered())
                && (ofBed.isOver(atNs) || !ofBed.isRostered());
    }
}
