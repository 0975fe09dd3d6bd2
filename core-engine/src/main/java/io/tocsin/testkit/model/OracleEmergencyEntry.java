package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.EmergencyContactEntryDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Whom a patient wants told of an emergency, as an entry says. */
final class OracleEmergencyEntry {
    private final OracleEntries entries;
    private final OracleSite site;

    OracleEmergencyEntry(final OracleEntries entries, final OracleSite site) {
        this.entries = entries;
        this.site = site;
    }

    void apply(final DirectBuffer buffer) {
        final EmergencyContactEntryDecoder entry =
                new EmergencyContactEntryDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        final int consent = entry.consent();
        final List<String> names = new ArrayList<>();
        for (final EmergencyContactEntryDecoder.PeopleDecoder each : entry.people()) {
            names.add(OracleFields.latin(buffer, entry.limit(), each.personIdLength()));
            each.skipPersonId();
        }
        final String patient = OracleFields.latin(buffer, entry.limit(), entry.patientIdLength());
        OracleEntries.require(
                names.size() <= 4 && consent <= 1 && (names.isEmpty() || consent == 1), ConfigRefusal.BAD_VALUE);
        final List<Integer> people = entries.people(names);
        final int index = entries.subject("P" + OracleEntries.id(patient));
        site.emergencyContacts.put(index, people);
        entries.requireRoomFor(people, new OracleRosters.Place("CONTACTS", -1, index));
    }
}
