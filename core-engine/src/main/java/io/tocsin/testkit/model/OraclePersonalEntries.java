package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.ContactEntryDecoder;
import io.tocsin.codecs.sbe.DeliveryEntryDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.PrecedenceEntryDecoder;
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
        final int plan = entry.plan();
        final long bundleMs = entry.bundleMs();
        final List<OracleContacts.Method> methods = OracleContacts.Method.of(entry);
        final String personId = OracleFields.latin(buffer, entry.limit(), entry.personIdLength());
        final int person = OracleEntries.known(site.people, personId, ConfigRefusal.UNKNOWN_PERSON);
        OracleEntries.require(OracleContacts.Method.areGood(methods), ConfigRefusal.BAD_VALUE);
        OracleEntries.require(plan <= 1, ConfigRefusal.BAD_VALUE);
        OracleEntries.require(bundleMs <= (methods.isEmpty() ? 0 : 600_000), ConfigRefusal.BAD_VALUE);
        final int key = OracleSite.contactKey(person, plan);
        site.contacts.remove(key);
        site.bundleMs.remove(key);
        if (!methods.isEmpty()) {
            site.contacts.put(key, methods);
            site.bundleMs.put(key, bundleMs);
        }
    }

    void precedence(final DirectBuffer buffer) {
        final PrecedenceEntryDecoder entry = new PrecedenceEntryDecoder().wrapAndApplyHeader(buffer, 0, header);
        final int precedence = entry.precedenceRaw();
        final String personId = OracleFields.latin(buffer, entry.limit(), entry.personIdLength());
        final int person = OracleEntries.known(site.people, personId, ConfigRefusal.UNKNOWN_PERSON);
        OracleEntries.require(precedence <= 3, ConfigRefusal.BAD_VALUE);
        site.precedence.put(person, precedence);
    }

    void delivery(final DirectBuffer buffer) {
        final DeliveryEntryDecoder entry = new DeliveryEntryDecoder().wrapAndApplyHeader(buffer, 0, header);
        final int held = entry.heldSeverities();
        final int dropped = entry.droppedSeverities();
        OracleEntries.require((held & 0xFFC7) == 0 && (dropped & 0xFFC7) == 0, ConfigRefusal.BAD_VALUE);
        OracleEntries.require((held & dropped) == 0, ConfigRefusal.BAD_VALUE);
        final TreeSet<String> covers = new TreeSet<>();
        int pairs = 0;
        for (final DeliveryEntryDecoder.CoversDecoder pair : entry.covers()) {
            pairs++;
            OracleEntries.require(pair.facility() != pair.coveredBy(), ConfigRefusal.BAD_VALUE);
            covers.add(pair.facility() + ">" + pair.coveredBy());
        }
        OracleEntries.require(pairs <= 64, ConfigRefusal.BAD_VALUE);
        site.covers.clear();
        site.covers.addAll(covers);
        site.heldSeverities = held;
        site.droppedSeverities = dropped;
        site.areDeliveriesNew = true;
    }
}
