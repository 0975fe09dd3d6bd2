package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.ChannelReportedEncoder;
import io.tocsin.codecs.sbe.ContactEntryEncoder;
import io.tocsin.codecs.sbe.DeliveryEntryEncoder;
import io.tocsin.codecs.sbe.EmergencyContactEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.PrecedenceEntryEncoder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** What is said of the channels over which people are told, as bytes; values need not be valid. */
final class ContactMessages {
    /** A contact method. */
    record Method(long afterMs, int channel, int unless) {}

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    /** Whose messages never wait for others. */
    byte[] contact(final String personId, final int plan, final List<Method> methods) {
        return contact(personId, plan, 0, methods);
    }

    byte[] contact(final String personId, final int plan, final long bundleMs, final List<Method> methods) {
        final ContactEntryEncoder entry = new ContactEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        final ContactEntryEncoder.MethodsEncoder group =
                entry.plan((short) plan).bundleMs(bundleMs).methodsCount(methods.size());
        for (final Method method : methods) {
            final int at = entry.limit();
            group.next().afterMs(method.afterMs);
            buffer.putByte(at + ContactEntryEncoder.MethodsEncoder.channelEncodingOffset(), (byte) method.channel);
            buffer.putByte(at + ContactEntryEncoder.MethodsEncoder.unlessEncodingOffset(), (byte) method.unless);
        }
        entry.personId(personId);
        return Commands.copy(buffer, entry.limit());
    }

    byte[] precedence(final String personId, final int precedence) {
        final PrecedenceEntryEncoder entry = new PrecedenceEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        buffer.putByte(HEADER + PrecedenceEntryEncoder.precedenceEncodingOffset(), (byte) precedence);
        entry.personId(personId);
        return Commands.copy(buffer, entry.limit());
    }

    /** Pairs of a facility and one that covers it, one after the other. */
    byte[] delivery(final int held, final int dropped, final List<Integer> covers) {
        final DeliveryEntryEncoder entry = new DeliveryEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        final DeliveryEntryEncoder.CoversEncoder group =
                entry.heldSeverities(held).droppedSeverities(dropped).coversCount(covers.size() / 2);
        for (int i = 0; i + 1 < covers.size(); i += 2) {
            group.next().facility(covers.get(i)).coveredBy(covers.get(i + 1));
        }
        return Commands.copy(buffer, entry.limit());
    }

    byte[] emergencyContacts(final int consent, final String patientId, final List<String> people) {
        final EmergencyContactEntryEncoder entry =
                new EmergencyContactEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        final EmergencyContactEntryEncoder.PeopleEncoder group =
                entry.consent((short) consent).peopleCount(people.size());
        people.forEach(person -> group.next().personId(person));
        entry.patientId(patientId);
        return Commands.copy(buffer, entry.limit());
    }

    byte[] reported(final From from, final long alertId, final long run, final int channel, final int state) {
        final ChannelReportedEncoder report = new ChannelReportedEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(report.envelope());
        report.alertId(alertId).run(run);
        buffer.putByte(HEADER + ChannelReportedEncoder.channelEncodingOffset(), (byte) channel);
        buffer.putByte(HEADER + ChannelReportedEncoder.stateEncodingOffset(), (byte) state);
        return Commands.copy(buffer, report.limit());
    }
}
