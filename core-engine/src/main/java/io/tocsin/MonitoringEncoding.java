package io.tocsin;

import io.tocsin.codecs.sbe.GrantViewersEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.MonitoringList;
import io.tocsin.codecs.sbe.StartMonitoringEncoder;
import io.tocsin.codecs.sbe.StopMonitoringEncoder;
import io.tocsin.codecs.text.EdgeText;
import java.util.List;

/** Encodes the commands of monitoring sessions, each into a buffer of its own. Any thread. */
final class MonitoringEncoding {
    private static final int MAX_PEOPLE = 16;

    private MonitoringEncoding() {}

    static OutgoingCommand start(final long sessionId, final Monitoring monitoring) {
        final OutgoingCommand command = new OutgoingCommand();
        final StartMonitoringEncoder encoder =
                new StartMonitoringEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        encoder.type(monitoring.type);
        final StartMonitoringEncoder.DevicesEncoder devices = encoder.devicesCount(monitoring.devices.size());
        for (final MonitoringState.Device device : monitoring.devices) {
            devices.next().kind(device.kind()).deviceId(device.id());
        }
        encoder.patientId(monitoring.patient).bedId(monitoring.bed);
        return command.encoded(encoder.encodedLength()).actor(sessionId);
    }

    static OutgoingCommand stop(final long sessionId, final long monitoringId) {
        final OutgoingCommand command = new OutgoingCommand();
        final StopMonitoringEncoder encoder =
                new StopMonitoringEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        return command.encoded(encoder.monitoringId(monitoringId).encodedLength())
                .actor(sessionId);
    }

    static OutgoingCommand grant(
            final long sessionId, final long monitoringId, final MonitoringList list, final List<String> people) {
        if (people.size() > MAX_PEOPLE) {
            throw new IllegalArgumentException("a list of a session has at most " + MAX_PEOPLE + " people");
        }
        final OutgoingCommand command = new OutgoingCommand();
        final GrantViewersEncoder encoder =
                new GrantViewersEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        encoder.monitoringId(monitoringId).list(list);
        final GrantViewersEncoder.PeopleEncoder to = encoder.peopleCount(people.size());
        for (final String person : people) {
            to.next().personId(EdgeText.requiredId("personId", person));
        }
        return command.encoded(encoder.encodedLength()).actor(sessionId);
    }
}
