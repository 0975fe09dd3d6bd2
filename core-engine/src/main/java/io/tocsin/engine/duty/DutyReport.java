package io.tocsin.engine.duty;

import io.tocsin.codecs.sbe.DutyEntryEncoder;
import io.tocsin.codecs.sbe.DutyScope;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.RosterChange;
import io.tocsin.codecs.sbe.ShiftEnd;
import io.tocsin.engine.event.SystemEvents;
import io.tocsin.engine.site.Assignments;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.store.IdTable;
import org.agrona.concurrent.UnsafeBuffer;

/** The rosters in force as entries, for a report: the duties that are not over. Allocates. */
public final class DutyReport {
    private static final int MOST_DUTIES = 16;
    private static final int MAX_ENTRY_BYTES = 1_152;

    private final Rosters rosters;
    private final Assignments assignments;
    private final Site site;
    private final IdTable subjects;
    private final SystemEvents events;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MAX_ENTRY_BYTES]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    /**
     * Reports rosters.
     *
     * @param rosters     in force.
     * @param assignments whose lists they take the place of.
     * @param site        with people, units, beds and roles.
     * @param subjects    ids of patients.
     * @param events      of the report's stream.
     */
    public DutyReport(
            final Rosters rosters,
            final Assignments assignments,
            final Site site,
            final IdTable subjects,
            final SystemEvents events) {
        this.rosters = rosters;
        this.assignments = assignments;
        this.site = site;
        this.subjects = subjects;
        this.events = events;
    }

    /** Emits a {@code ConfigEntryReported} for every roster, and more for those that go on. */
    public void report() {
        for (int list = 0; list < assignments.lists(); list++) {
            if (rosters.isKept(list)) {
                int duty = entry(list, nextLeft(rosters.first(list)), RosterChange.REPLACE);
                while (duty != Rosters.NONE) {
                    duty = entry(list, duty, RosterChange.CONTINUE);
                }
            }
        }
    }

    /** One entry that begins with a duty; the duty that the next one begins with. */
    private int entry(final int list, final int first, final RosterChange change) {
        final boolean isFirst = change == RosterChange.REPLACE;
        final long key = assignments.key(list);
        int count = 0;
        for (int duty = first; duty != Rosters.NONE && count < MOST_DUTIES; duty = nextLeft(rosters.next(duty))) {
            count++;
        }
        final DutyEntryEncoder entry = new DutyEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        final DutyEntryEncoder.DutiesEncoder duties = entry.scope(isFirst ? DutyEvents.scopeOf(key) : DutyScope.ROLE)
                .change(change)
                .atEnd(isFirst && rosters.handsOver(list) ? ShiftEnd.HAND_OVER : ShiftEnd.ASK_AGAIN)
                .dutiesCount(count);
        int duty = first;
        for (int i = 0; i < count; i++) {
            final IdTable people = site.people();
            final int person = rosters.person[duty];
            duties.next()
                    .startNs(rosters.startNs[duty])
                    .endNs(rosters.endNs[duty])
                    .putPersonId(people.records(), people.idOffset(person), people.idLength(person));
            duty = nextLeft(rosters.next(duty));
        }
        if (isFirst && Assignments.isOfRole(key)) {
            final int unit = Assignments.unitOf(key);
            entry.putUnitId(
                    site.units().records(),
                    site.units().idOffset(unit),
                    site.units().idLength(unit));
        } else {
            entry.unitId("");
        }
        if (isFirst) {
            name(entry, key);
        } else {
            entry.nameId("");
        }
        events.configEntry(buffer, entry.limit());
        return duty;
    }

    private void name(final DutyEntryEncoder entry, final long key) {
        final int index = Assignments.indexOf(key);
        final IdTable ids =
                Assignments.isOfRole(key) ? site.roles() : Assignments.isOfBed(key) ? site.beds() : subjects;
        // The ids of subjects have their kind before them, one byte.
        final int kind = Assignments.isOfRole(key) || Assignments.isOfBed(key) ? 0 : 1;
        entry.putNameId(ids.records(), ids.idOffset(index) + kind, ids.idLength(index) - kind);
    }

    /** A duty that is left from this one on, or none. */
    private int nextLeft(final int from) {
        int duty = from;
        while (duty != Rosters.NONE && !rosters.isLeft(duty)) {
            duty = rosters.next(duty);
        }
        return duty;
    }
}
