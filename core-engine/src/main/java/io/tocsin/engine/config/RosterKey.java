package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.DutyScope;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.site.Assignments;
import io.tocsin.engine.store.IdTable;
import org.agrona.DirectBuffer;

/** Which list of people the roster of an entry takes the place of: its unit and role, bed, or patient are the two texts. */
final class RosterKey {
    /** No list can have this key: something of what it is for is not known. */
    static final long NONE = -1;

    private RosterKey() {}

    static long find(final ConfigState state, final DirectBuffer buffer, final MessageLayout entry, final int scope) {
        if (scope == DutyScope.BED.value()) {
            final int bed = find(buffer, entry, 1, (byte) 0, state.site().beds());
            return bed == IdTable.ABSENT ? NONE : Assignments.ofBed(bed);
        }
        if (scope == DutyScope.PATIENT.value()) {
            final int patient =
                    find(buffer, entry, 1, Subjects.PATIENT, state.subjects().ids());
            return patient == IdTable.ABSENT ? NONE : Assignments.ofPatient(patient);
        }
        final int unit = find(buffer, entry, 0, (byte) 0, state.site().units());
        final int role = find(buffer, entry, 1, (byte) 0, state.site().roles());
        return unit == IdTable.ABSENT || role == IdTable.ABSENT ? NONE : Assignments.ofRole(unit, role);
    }

    private static int find(
            final DirectBuffer buffer, final MessageLayout entry, final int text, final byte kind, final IdTable ids) {
        return ids.find(kind, buffer, entry.textOffset(text), entry.textLength(text));
    }
}
