package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.GrantViewersEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.StartMonitoringEncoder;
import io.tocsin.codecs.sbe.StopMonitoringEncoder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Commands of monitoring sessions as bytes; values need not be valid. */
final class MonitoringMessages {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    /** A device; its kind comes raw. */
    record Device(int kind, String id) {}

    byte[] start(
            final From from, final int type, final List<Device> devices, final String patientId, final String bedId) {
        final StartMonitoringEncoder start = new StartMonitoringEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(start.envelope());
        buffer.putByte(HEADER + StartMonitoringEncoder.typeEncodingOffset(), (byte) type);
        final StartMonitoringEncoder.DevicesEncoder group = start.devicesCount(devices.size());
        for (final Device device : devices) {
            group.next();
            buffer.putByte(start.limit() - 1, (byte) device.kind);
            group.deviceId(device.id);
        }
        start.patientId(patientId).bedId(bedId);
        return Commands.copy(buffer, start.limit());
    }

    byte[] stop(final From from, final long monitoringId) {
        final StopMonitoringEncoder stop = new StopMonitoringEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(stop.envelope());
        return Commands.copy(buffer, stop.monitoringId(monitoringId).limit());
    }

    byte[] grant(final From from, final long monitoringId, final int list, final List<String> people) {
        final GrantViewersEncoder grant = new GrantViewersEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(grant.envelope());
        grant.monitoringId(monitoringId);
        buffer.putByte(HEADER + GrantViewersEncoder.listEncodingOffset(), (byte) list);
        final GrantViewersEncoder.PeopleEncoder group = grant.peopleCount(people.size());
        people.forEach(person -> group.next().personId(person));
        return Commands.copy(buffer, grant.limit());
    }
}
