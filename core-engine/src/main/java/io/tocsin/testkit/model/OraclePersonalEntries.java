package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.ContactEntryDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.QualificationEntryDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.agrona.DirectBuffer;

/** Entries about what a person can do, and how they are told. */
final class OraclePersonalEntries {
    private static final int NAMES = 16;

    private final OracleSite site;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    OraclePersonalEntries(final OracleSite site) {
        this.site = site;
    }

    void qualification(final QualificationEntryDecoder entry, final DirectBuffer buffer) {
        entry.wrapAndApplyHeader(buffer, 0, header);
        final List<String> names = new ArrayList<>();
        for (final QualificationEntryDecoder.SpecializationsDecoder each : entry.specializations()) {
            names.add(OracleFields.latin(buffer, entry.limit(), each.nameLength()));
            each.skipName();
        }
        final String personId = OracleFields.latin(buffer, entry.limit(), entry.personIdLength());
        final int person = OracleEntries.known(site.people, personId, ConfigRefusal.UNKNOWN_PERSON);
        OracleEntries.require(names.size() <= NAMES, ConfigRefusal.BAD_VALUE);
        for (final String name : names) {
            OracleEntries.require(!name.isEmpty() && name.length() <= 20, ConfigRefusal.BAD_VALUE);
            site.specializations.add(name);
            OracleEntries.require(site.specializations.size() <= 64, ConfigRefusal.TABLE_FULL);
        }
        site.qualifications.put(person, new TreeSet<>(names));
    }

    void contact(final ContactEntryDecoder entry, final DirectBuffer buffer) {
        entry.wrapAndApplyHeader(buffer, 0, header);
        final List<OracleContacts.Method> methods = OracleContacts.Method.of(entry);
        final String personId = OracleFields.latin(buffer, entry.limit(), entry.personIdLength());
        final int person = OracleEntries.known(site.people, personId, ConfigRefusal.UNKNOWN_PERSON);
        OracleEntries.require(OracleContacts.Method.areGood(methods), ConfigRefusal.BAD_VALUE);
        site.contacts.remove(person);
        if (!methods.isEmpty()) {
            site.contacts.put(person, methods);
        }
    }
}
