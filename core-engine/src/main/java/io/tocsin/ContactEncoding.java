package io.tocsin;

import io.tocsin.codecs.sbe.ChannelKind;
import io.tocsin.codecs.sbe.ChannelReportedEncoder;
import io.tocsin.codecs.sbe.ChannelState;
import io.tocsin.codecs.sbe.ContactEntryDecoder;
import io.tocsin.codecs.sbe.ContactEntryEncoder;
import io.tocsin.codecs.sbe.ContactUnless;
import io.tocsin.codecs.sbe.EmergencyContactEntryDecoder;
import io.tocsin.codecs.sbe.EmergencyContactEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes what is said of contact methods: the entries of a site, and what became of a channel. */
final class ContactEncoding {
    private static final int MAX_ENTRY_BYTES = 256;

    private ContactEncoding() {}

    /** How people are told, whom patients want told, who is told before whom, and what a mode does not deliver, as entries. */
    static List<SiteEntry> entries(final SiteParts parts) {
        final List<SiteEntry> entries = new ArrayList<>();
        parts.contacts.forEach((id, methods) -> entries.add(entry(id, 0, encode(parts, id, 0, methods))));
        parts.messageContacts.forEach((id, methods) -> entries.add(entry(id, 1, encode(parts, id, 1, methods))));
        parts.emergencyContacts.forEach((id, people) -> entries.add(emergency(id, encodeEmergency(id, people))));
        parts.precedence.forEach((id, precedence) -> entries.add(DeliveryEncoding.precedence(id, precedence)));
        if (!parts.deliveries.equals(Deliveries.everything())) {
            entries.add(DeliveryEncoding.entry(parts.deliveries));
        }
        return entries;
    }

    /** The entry that an engine reports. */
    static SiteEntry reported(final DirectBuffer buffer, final byte[] message) {
        final ContactEntryDecoder entry =
                new ContactEntryDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        final int plan = entry.plan();
        for (final ContactEntryDecoder.MethodsDecoder method : entry.methods()) {
            method.sbeSkip();
        }
        return entry(entry.personId(), plan, message);
    }

    private static SiteEntry entry(final String personId, final int plan, final byte[] message) {
        return new SiteEntry(
                "contact/" + plan + '/' + personId,
                SiteEntry.Kind.PEOPLE,
                message,
                encode(personId, plan, 0, List.of()));
    }

    /** The entry of emergency contacts that an engine reports. */
    static SiteEntry reportedEmergency(final DirectBuffer buffer, final byte[] message) {
        final EmergencyContactEntryDecoder entry =
                new EmergencyContactEntryDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        for (final EmergencyContactEntryDecoder.PeopleDecoder person : entry.people()) {
            person.skipPersonId();
        }
        return emergency(entry.patientId(), message);
    }

    private static SiteEntry emergency(final String patientId, final byte[] message) {
        return new SiteEntry(
                "emergency-contacts/" + patientId,
                SiteEntry.Kind.PEOPLE,
                message,
                encodeEmergency(patientId, List.of()));
    }

    private static byte[] encodeEmergency(final String patientId, final List<String> people) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MAX_ENTRY_BYTES]);
        final EmergencyContactEntryEncoder entry =
                new EmergencyContactEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final EmergencyContactEntryEncoder.PeopleEncoder group =
                entry.consent((short) (people.isEmpty() ? 0 : 1)).peopleCount(people.size());
        people.forEach(person -> group.next().personId(person));
        entry.patientId(patientId);
        final byte[] bytes = new byte[entry.limit()];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    private static byte[] encode(
            final SiteParts parts, final String personId, final int plan, final List<ContactMethod> methods) {
        return encode(personId, plan, methods.isEmpty() ? 0 : parts.bundleMs.getOrDefault(personId, 0L), methods);
    }

    private static byte[] encode(
            final String personId, final int plan, final long bundleMs, final List<ContactMethod> methods) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MAX_ENTRY_BYTES]);
        final ContactEntryEncoder entry =
                new ContactEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final ContactEntryEncoder.MethodsEncoder group =
                entry.plan((short) plan).bundleMs(bundleMs).methodsCount(methods.size());
        for (final ContactMethod method : methods) {
            group.next()
                    .afterMs(method.afterMs())
                    .channel(kind(method.channel()))
                    .unless(method.unlessReceived() ? ContactUnless.RECEIVED : ContactUnless.ANSWERED);
        }
        entry.personId(personId);
        final byte[] bytes = new byte[entry.limit()];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    static OutgoingCommand channelReported(
            final long alertId, final long run, final Channel channel, final ChannelState state) {
        final OutgoingCommand command = new OutgoingCommand();
        final ChannelReportedEncoder encoder =
                new ChannelReportedEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        encoder.alertId(alertId).run(run).channel(kind(channel)).state(state);
        return command.encoded(encoder.encodedLength());
    }

    static ChannelKind kind(final Channel channel) {
        return ChannelKind.valueOf(channel.name());
    }

    static Channel channel(final ChannelKind kind) {
        return Channel.valueOf(kind.name());
    }
}
