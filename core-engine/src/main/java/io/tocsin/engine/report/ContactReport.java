package io.tocsin.engine.report;

import io.tocsin.codecs.sbe.ChannelKind;
import io.tocsin.codecs.sbe.ContactEntryEncoder;
import io.tocsin.codecs.sbe.ContactUnless;
import io.tocsin.codecs.sbe.EmergencyContactEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.engine.config.ConfigState;
import io.tocsin.engine.delivery.ContactMethods;
import io.tocsin.engine.event.SystemEvents;
import io.tocsin.engine.site.Assignments;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.store.IdTable;
import org.agrona.ExpandableArrayBuffer;

/** Says how people are told beside the WebSocket, as entries that make the same configuration. */
final class ContactReport {
    private static final long NS_PER_MS = 1_000_000L;

    private ContactReport() {}

    /** Emits the {@code EmergencyContactEntry} of a list. */
    static void emergencyContacts(final ConfigState state, final long key, final SystemEvents events) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final EmergencyContactEntryEncoder entry =
                new EmergencyContactEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final Assignments lists = state.assignments();
        final IdTable people = state.site().people();
        int count = 0;
        for (int place = lists.head(key); place != Assignments.END; place = lists.next(place)) {
            count++;
        }
        final EmergencyContactEntryEncoder.PeopleEncoder group =
                entry.consent((short) (count > 0 ? 1 : 0)).peopleCount(count);
        for (int place = lists.head(key); place != Assignments.END; place = lists.next(place)) {
            final int person = lists.person(place);
            group.next().putPersonId(people.records(), people.idOffset(person), people.idLength(person));
        }
        final IdTable subjects = state.subjects().ids();
        final int patient = Assignments.indexOf(key);
        // The id of a subject is preceded by its kind.
        entry.putPatientId(subjects.records(), subjects.idOffset(patient) + 1, subjects.idLength(patient) - 1);
        events.configEntry(buffer, entry.limit());
    }

    /** Emits a {@code ContactEntry} of everybody who has methods. */
    static void report(final Site site, final ContactMethods methods, final SystemEvents events) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final IdTable ids = site.people();
        for (int person = 0; methods.isUsed() && person < ids.size(); person++) {
            if (methods.count(person) > 0) {
                final ContactEntryEncoder entry = new ContactEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
                final ContactEntryEncoder.MethodsEncoder group = entry.methodsCount(methods.count(person));
                for (int place = 0; place < methods.count(person); place++) {
                    group.next()
                            .afterMs(methods.afterNs(person, place) / NS_PER_MS)
                            .channel(ChannelKind.get((short) methods.channel(person, place)))
                            .unless(ContactUnless.get((short) methods.unless(person, place)));
                }
                entry.putPersonId(ids.records(), ids.idOffset(person), ids.idLength(person));
                events.configEntry(buffer, entry.limit());
            }
        }
    }
}
