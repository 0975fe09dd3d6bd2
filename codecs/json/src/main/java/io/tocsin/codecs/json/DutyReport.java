package io.tocsin.codecs.json;

/**
 * Somebody who is on duty, or on break. One of role, bed, patient and cover is not empty: what they are on duty for, or who is asked in their place.
 *
 * @param person  who.
 * @param untilNs when it ends, epoch ns.
 * @param unit    of the role; else empty.
 * @param role    held in the unit.
 * @param bed     cared for.
 * @param patient cared for.
 * @param cover   who is asked during the person's break.
 */
public record DutyReport(
        String person, long untilNs, String unit, String role, String bed, String patient, String cover) {
    /** Where it stands in the list. */
    public DutyKey key() {
        return new DutyKey(person, unit, role, bed, patient);
    }
}
