package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.DutyScope;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.site.Assignments;
import io.tocsin.engine.store.IdTable;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Whether what a configuration adds to patients, lists of people and sources finds a place, entry by entry. On the safe side: the people that a list replaces do not
 * count as free, and a list or a source that is new counts for every entry that names it. What is held already takes nothing. Duties of a roster that is replaced
 * count as free from there on, but for those whose people are on duty.
 */
final class ConfigRoom {
    private final ConfigState state;
    private final NewPatients newPatients;
    private int newLists;
    private int newPlaces;
    private int newSources;
    private int newWatches;
    private int newDevices;
    private int newDuties;
    private int freedDuties;
    private final boolean[] isFreed;

    ConfigRoom(final ConfigState state, final int maxSubjects, final int configBytes) {
        this.state = state;
        newPatients = new NewPatients(maxSubjects, configBytes);
        isFreed = new boolean[state.assignments().capacity()];
    }

    void begin() {
        newPatients.clear();
        newLists = 0;
        newPlaces = 0;
        newSources = 0;
        newWatches = 0;
        newDevices = 0;
        newDuties = 0;
        freedDuties = 0;
        Arrays.fill(isFreed, 0, state.assignments().lists(), false);
    }

    /** The patient that a text names. */
    ConfigRefusal patient(final DirectBuffer buffer, final MessageLayout entry, final int text) {
        final IdTable ids = state.subjects().ids();
        if (ids.find(Subjects.PATIENT, buffer, entry.textOffset(text), entry.textLength(text)) == IdTable.ABSENT) {
            newPatients.add(buffer, entry.textOffset(text), entry.textLength(text));
        }
        return newPatients.count() + newDevices > ids.free() ? ConfigRefusal.TABLE_FULL : ConfigRefusal.NONE;
    }

    /** A role's list: the unit and the role are the first two texts. */
    ConfigRefusal role(final DirectBuffer buffer, final MessageLayout entry) {
        final int unit = find(buffer, entry, 0, (byte) 0, state.site().units());
        final int role = find(buffer, entry, 1, (byte) 0, state.site().roles());
        final boolean isKnown = unit != IdTable.ABSENT && role != IdTable.ABSENT;
        return list(entry, isKnown && state.assignments().isHeld(Assignments.ofRole(unit, role)));
    }

    /** A bed's list: the bed is the first text. */
    ConfigRefusal careOfBed(final DirectBuffer buffer, final MessageLayout entry) {
        final int bed = find(buffer, entry, 0, (byte) 0, state.site().beds());
        return list(entry, bed != IdTable.ABSENT && state.assignments().isHeld(Assignments.ofBed(bed)));
    }

    /** A patient's list, and the patient, who is the first text. */
    ConfigRefusal careOfPatient(final DirectBuffer buffer, final MessageLayout entry) {
        return ofPatient(buffer, entry, false);
    }

    /** The list of a patient's emergency contacts, and the patient, who is the first text. */
    ConfigRefusal contactsOfPatient(final DirectBuffer buffer, final MessageLayout entry) {
        return ofPatient(buffer, entry, true);
    }

    private ConfigRefusal ofPatient(final DirectBuffer buffer, final MessageLayout entry, final boolean isOfContacts) {
        final ConfigRefusal refusal = patient(buffer, entry, 0);
        if (refusal != ConfigRefusal.NONE) {
            return refusal;
        }
        final int subject =
                find(buffer, entry, 0, Subjects.PATIENT, state.subjects().ids());
        final long key = isOfContacts ? Assignments.ofContacts(subject) : Assignments.ofPatient(subject);
        return list(entry, subject != IdTable.ABSENT && state.assignments().isHeld(key));
    }

    /** A roster in the place of a list, or the end of one: unit and role, bed, or patient are the texts. */
    ConfigRefusal roster(
            final DirectBuffer buffer, final MessageLayout entry, final int scope, final boolean isRemoved) {
        if (!isRemoved && scope == DutyScope.PATIENT.value()) {
            final ConfigRefusal refusal = patient(buffer, entry, 1);
            if (refusal != ConfigRefusal.NONE) {
                return refusal;
            }
        }
        final int list = listOf(buffer, entry, scope);
        if (list == IdTable.ABSENT) {
            newLists += isRemoved ? 0 : 1;
        } else if (!isFreed[list]) {
            isFreed[list] = true;
            freedDuties += state.rosters().replaceable(list);
        }
        return newLists > state.assignments().freeLists() ? ConfigRefusal.TABLE_FULL : ConfigRefusal.NONE;
    }

    /** The duties of an entry. */
    ConfigRefusal duties(final MessageLayout entry) {
        newDuties += entry.groupCount();
        return newDuties > state.rosters().free() + freedDuties ? ConfigRefusal.TABLE_FULL : ConfigRefusal.NONE;
    }

    private int listOf(final DirectBuffer buffer, final MessageLayout entry, final int scope) {
        final long key = RosterKey.find(state, buffer, entry, scope);
        return key == RosterKey.NONE ? IdTable.ABSENT : state.assignments().find(key);
    }

    /** A source that is to have a long window: one that has sent with a short one keeps that. */
    ConfigRefusal source(final long sourceId) {
        if (state.windows().isInterface(sourceId)) {
            return ConfigRefusal.NONE;
        }
        if (state.windows().isClient(sourceId)) {
            return ConfigRefusal.BAD_VALUE;
        }
        return ++newSources > state.windows().freeInterfaces() ? ConfigRefusal.TABLE_FULL : ConfigRefusal.NONE;
    }

    /** A source that is watched, and the device that stands for it, which is the first text. */
    ConfigRefusal watch(final DirectBuffer buffer, final MessageLayout entry, final long sourceId) {
        final boolean isNew = !state.watch().isHeld(sourceId);
        if (isNew && ++newWatches > state.watch().free()) {
            return ConfigRefusal.TABLE_FULL;
        }
        // Not told apart from each other: every device that is new counts as a subject of its own.
        final int device =
                find(buffer, entry, 0, Subjects.DEVICE, state.subjects().ids());
        newDevices += device == IdTable.ABSENT ? 1 : 0;
        return newPatients.count() + newDevices > state.subjects().ids().free()
                ? ConfigRefusal.TABLE_FULL
                : ConfigRefusal.NONE;
    }

    private ConfigRefusal list(final MessageLayout entry, final boolean isHeld) {
        newLists += isHeld ? 0 : 1;
        newPlaces += entry.groupCount();
        return newLists > state.assignments().freeLists()
                        || newPlaces > state.assignments().freePlaces()
                ? ConfigRefusal.TABLE_FULL
                : ConfigRefusal.NONE;
    }

    private static int find(
            final DirectBuffer buffer, final MessageLayout entry, final int text, final byte kind, final IdTable ids) {
        return ids.find(kind, buffer, entry.textOffset(text), entry.textLength(text));
    }
}
