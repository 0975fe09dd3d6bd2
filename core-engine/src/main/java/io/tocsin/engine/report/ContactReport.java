package io.tocsin.engine.report;

import io.tocsin.codecs.sbe.ChannelKind;
import io.tocsin.codecs.sbe.ContactEntryEncoder;
import io.tocsin.codecs.sbe.ContactUnless;
import io.tocsin.codecs.sbe.DeliveryEntryEncoder;
import io.tocsin.codecs.sbe.EmergencyContactEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.PrecedenceEntryEncoder;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.engine.config.ConfigState;
import io.tocsin.engine.delivery.ContactMethods;
import io.tocsin.engine.event.SystemEvents;
import io.tocsin.engine.site.Assignments;
import io.tocsin.engine.site.DeliveryRules;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.store.IdTable;
import org.agrona.ExpandableArrayBuffer;

/** Says how people are told beside the WebSocket, as entries that make the same configuration. */
final class ContactReport {
    private static final long NS_PER_MS = 1_000_000L;

    private ContactReport() {}

    /** Emits a {@code PrecedenceEntry} of everybody who has another than NORMAL, and the {@code DeliveryEntry}, if the site has said one. */
    static void deliveries(final Site site, final DeliveryRules rules, final SystemEvents events) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final IdTable ids = site.people();
        for (int person = 0; person < ids.size(); person++) {
            if (site.precedence(person) != 0) {
                final PrecedenceEntryEncoder entry = new PrecedenceEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
                entry.precedence(Priority.get((short) (Priority.NORMAL.value() + site.precedence(person))))
                        .putPersonId(ids.records(), ids.idOffset(person), ids.idLength(person));
                events.configEntry(buffer, entry.limit());
            }
        }
        if (rules.isSaid()) {
            final DeliveryEntryEncoder entry = new DeliveryEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
            final DeliveryEntryEncoder.CoversEncoder group = entry.heldSeverities(rules.heldSeverities())
                    .droppedSeverities(rules.droppedSeverities())
                    .coversCount(rules.covers());
            for (int i = 0; i < rules.covers(); i++) {
                group.next().facility(rules.facility(i) & 0xFFFF_FFFFL).coveredBy(rules.coveredBy(i) & 0xFFFF_FFFFL);
            }
            events.configEntry(buffer, entry.limit());
        }
    }

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
        for (int row = 0; methods.isUsed() && row < ContactMethods.PLANS * ids.size(); row++) {
            final int person = row / ContactMethods.PLANS;
            if (methods.count(row) > 0) {
                final ContactEntryEncoder entry = new ContactEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
                final ContactEntryEncoder.MethodsEncoder group = entry.plan((short) (row % ContactMethods.PLANS))
                        .bundleMs(methods.bundleNs(row) / NS_PER_MS)
                        .methodsCount(methods.count(row));
                for (int place = 0; place < methods.count(row); place++) {
                    group.next()
                            .afterMs(methods.afterNs(row, place) / NS_PER_MS)
                            .channel(ChannelKind.get((short) methods.channel(row, place)))
                            .unless(ContactUnless.get((short) methods.unless(row, place)));
                }
                entry.putPersonId(ids.records(), ids.idOffset(person), ids.idLength(person));
                events.configEntry(buffer, entry.limit());
            }
        }
    }
}
