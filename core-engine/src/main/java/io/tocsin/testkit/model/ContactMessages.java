package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.ChannelReportedEncoder;
import io.tocsin.codecs.sbe.ContactEntryEncoder;
import io.tocsin.codecs.sbe.EmergencyContactEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** What is said of the channels over which people are told, as bytes; values need not be valid. */
final class ContactMessages {
    /** A contact method. */
    record Method(long afterMs, int channel, int unless) {}

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    byte[] contact(final String personId, final List<Method> methods) {
        final ContactEntryEncoder entry = new ContactEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        final ContactEntryEncoder.MethodsEncoder group = entry.methodsCount(methods.size());
        for (final Method method : methods) {
            final int at = entry.limit();
            group.next().afterMs(method.afterMs);
            buffer.putByte(at + ContactEntryEncoder.MethodsEncoder.channelEncodingOffset(), (byte) method.channel);
            buffer.putByte(at + ContactEntryEncoder.MethodsEncoder.unlessEncodingOffset(), (byte) method.unless);
        }
        entry.personId(personId);
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
