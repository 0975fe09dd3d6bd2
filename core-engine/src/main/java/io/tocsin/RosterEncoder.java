package io.tocsin;

import io.tocsin.codecs.sbe.DutyEntryDecoder;
import io.tocsin.codecs.sbe.DutyEntryEncoder;
import io.tocsin.codecs.sbe.DutyScope;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.RosterChange;
import io.tocsin.codecs.sbe.ShiftEnd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes rosters as entries of a configuration, sixteen shifts each. */
final class RosterEncoder {
    private static final int MOST_SHIFTS = 16;
    private static final int MAX_ENTRY_BYTES = 1_152;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MAX_ENTRY_BYTES]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final List<SiteEntry> entries = new ArrayList<>();

    private RosterEncoder() {}

    /** The entries that replace rosters, and those that remove others. */
    static List<SiteEntry> encode(final List<Roster> rosters, final List<DutyPlace> removed) {
        final RosterEncoder encoder = new RosterEncoder();
        rosters.forEach(encoder::roster);
        removed.forEach(place -> encoder.entry(place, RosterChange.REMOVE, ShiftEnd.ASK_AGAIN, List.of(), place));
        return List.copyOf(encoder.entries);
    }

    /** Adds what a roster is for that an entry begins to places that have one, or removes what it removes; other entries do nothing. */
    static void apply(final byte[] message, final Set<DutyPlace> rostered) {
        final UnsafeBuffer buffer = new UnsafeBuffer(message);
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
        if (header.templateId() != DutyEntryDecoder.TEMPLATE_ID) {
            return;
        }
        final DutyEntryDecoder entry = new DutyEntryDecoder().wrapAndApplyHeader(buffer, 0, header);
        final DutyScope scope = entry.scope();
        final RosterChange change = entry.change();
        for (final DutyEntryDecoder.DutiesDecoder duty : entry.duties()) {
            duty.skipPersonId();
        }
        final String unit = entry.unitId();
        final DutyPlace place = new DutyPlace(scope, unit, entry.nameId());
        if (change == RosterChange.REPLACE) {
            rostered.add(place);
        } else if (change == RosterChange.REMOVE) {
            rostered.remove(place);
        }
    }

    private void roster(final Roster roster) {
        final List<Roster.Shift> shifts = roster.shifts();
        int done = Math.min(MOST_SHIFTS, shifts.size());
        final ShiftEnd atEnd = roster.handsOver() ? ShiftEnd.HAND_OVER : ShiftEnd.ASK_AGAIN;
        entry(roster.place(), RosterChange.REPLACE, atEnd, shifts.subList(0, done), roster.place());
        while (done < shifts.size()) {
            final int next = Math.min(done + MOST_SHIFTS, shifts.size());
            final DutyPlace same = new DutyPlace(DutyScope.ROLE, "", "");
            entry(same, RosterChange.CONTINUE, ShiftEnd.ASK_AGAIN, shifts.subList(done, next), roster.place());
            done = next;
        }
    }

    private void entry(
            final DutyPlace place,
            final RosterChange change,
            final ShiftEnd atEnd,
            final List<Roster.Shift> shifts,
            final DutyPlace of) {
        final DutyEntryEncoder entry = new DutyEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        final DutyEntryEncoder.DutiesEncoder group =
                entry.scope(place.scope()).change(change).atEnd(atEnd).dutiesCount(shifts.size());
        for (final Roster.Shift shift : shifts) {
            group.next().startNs(ns(shift.from())).endNs(ns(shift.until())).personId(shift.person());
        }
        entry.unitId(place.unit()).nameId(place.name());
        final byte[] bytes = new byte[entry.limit()];
        buffer.getBytes(0, bytes);
        entries.add(new SiteEntry("roster of " + of + about(shifts), SiteEntry.Kind.PLAIN, bytes, SiteEncoder.NOTHING));
    }

    private static String about(final List<Roster.Shift> shifts) {
        return shifts.isEmpty() ? "" : ", shifts from " + shifts.get(0).from();
    }

    private static long ns(final Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }
}
