package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.DeviceKind;
import io.tocsin.codecs.sbe.GrantViewersEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.MonitoringList;
import io.tocsin.codecs.sbe.MonitoringStatus;
import io.tocsin.codecs.sbe.MonitoringType;
import io.tocsin.codecs.sbe.StartMonitoringEncoder;
import io.tocsin.codecs.sbe.StopMonitoringEncoder;
import io.tocsin.codecs.text.EdgeText;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;

/** Reads, writes and encodes what messages say of monitoring sessions. Any thread. */
final class Monitorings {
    private static final Names<MonitoringType> TYPE = Names.of(MonitoringType.class);
    private static final Names<DeviceKind> KIND = Names.of(DeviceKind.class);
    private static final Names<MonitoringList> LIST = Names.of(MonitoringList.class);
    private static final Names<MonitoringStatus> STATUS = Names.of(MonitoringStatus.class);

    private Monitorings() {}

    static StartMonitoring start(final Fields fields) throws ProtocolException {
        return new StartMonitoring(
                fields.unsigned("commandId"),
                fields.optionalInstant("claimedNs"),
                fields.constant("monitoring", TYPE),
                fields.optionalId("patient"),
                fields.optionalId("bed"),
                devices(fields));
    }

    static StopMonitoring stop(final Fields fields) throws ProtocolException {
        return new StopMonitoring(
                fields.unsigned("commandId"), fields.optionalInstant("claimedNs"), fields.unsigned("monitoringId"));
    }

    static GrantViewers grant(final Fields fields) throws ProtocolException {
        final List<String> people = fields.ids("people");
        if (people.size() > GrantViewers.MAX_PEOPLE) {
            throw fields.invalid("people", "at most " + GrantViewers.MAX_PEOPLE);
        }
        return new GrantViewers(
                fields.unsigned("commandId"),
                fields.optionalInstant("claimedNs"),
                fields.unsigned("monitoringId"),
                fields.constant("list", LIST),
                people);
    }

    private static List<MonitoringReport.Device> devices(final Fields fields) throws ProtocolException {
        final List<MonitoringReport.Device> devices = new ArrayList<>();
        if (fields.has("devices")) {
            for (final Fields device : fields.objects("devices", StartMonitoring.MAX_DEVICES)) {
                devices.add(new MonitoringReport.Device(device.constant("kind", KIND), device.id("id")));
            }
        }
        return devices;
    }

    static String type(final ClientMessage.Monitor command) {
        if (command instanceof SetLimit) {
            return "setLimit";
        }
        return command instanceof StartMonitoring
                ? "startMonitoring"
                : command instanceof StopMonitoring ? "stopMonitoring" : "grantViewers";
    }

    static void command(final ClientMessage.Monitor command, final JsonOut out) {
        if (command instanceof StartMonitoring start) {
            out.word("monitoring", start.monitoring())
                    .text("patient", start.patient())
                    .text("bed", start.bed());
            devices(start.devices(), out);
        } else if (command instanceof StopMonitoring stop) {
            out.sequence("monitoringId", stop.monitoringId());
        } else if (command instanceof GrantViewers grant) {
            out.sequence("monitoringId", grant.monitoringId()).word("list", grant.list());
            out.texts("people", grant.people());
        } else if (command instanceof SetLimit limit) {
            PatientLimits.command(limit, out);
        }
    }

    private static void devices(final List<MonitoringReport.Device> devices, final JsonOut out) {
        if (!devices.isEmpty()) {
            out.objects(
                    "devices",
                    devices,
                    device -> out.word("kind", device.kind()).text("id", device.id()));
        }
    }

    /** Encodes a command; answers the bytes of its block, group and texts. */
    static int encode(
            final ClientMessage.Monitor command,
            final MutableDirectBuffer buffer,
            final int offset,
            final MessageHeaderEncoder header) {
        if (command instanceof StartMonitoring start) {
            final StartMonitoringEncoder encoder =
                    new StartMonitoringEncoder().wrapAndApplyHeader(buffer, offset, header);
            encoder.type(start.monitoring());
            final StartMonitoringEncoder.DevicesEncoder devices =
                    encoder.devicesCount(start.devices().size());
            for (final MonitoringReport.Device device : start.devices()) {
                devices.next().kind(device.kind()).deviceId(EdgeText.requiredId("device", device.id()));
            }
            encoder.patientId(EdgeText.optionalId("patient", start.patient()))
                    .bedId(EdgeText.optionalId("bed", start.bed()));
            return encoder.encodedLength();
        }
        if (command instanceof GrantViewers grant) {
            final GrantViewersEncoder encoder = new GrantViewersEncoder().wrapAndApplyHeader(buffer, offset, header);
            encoder.monitoringId(grant.monitoringId()).list(grant.list());
            final GrantViewersEncoder.PeopleEncoder people =
                    encoder.peopleCount(grant.people().size());
            for (final String person : grant.people()) {
                people.next().personId(EdgeText.requiredId("person", person));
            }
            return encoder.encodedLength();
        }
        if (command instanceof SetLimit limit) {
            return PatientLimits.encode(limit, buffer, offset, header);
        }
        return new StopMonitoringEncoder()
                .wrapAndApplyHeader(buffer, offset, header)
                .monitoringId(((StopMonitoring) command).monitoringId())
                .encodedLength();
    }

    static MonitoringReport report(final Fields fields) throws ProtocolException {
        return new MonitoringReport(
                fields.unsigned("monitoringId"),
                fields.constant("status", STATUS),
                fields.constant("monitoring", TYPE),
                fields.optionalId("patient"),
                fields.optionalId("bed"),
                fields.optionalInstant("startedNs"),
                fields.optionalInstant("updatedNs"),
                fields.optionalId("startedBy"),
                fields.optionalId("changedBy"),
                devices(fields),
                fields.ids("viewers"),
                fields.ids("family"),
                fields.ids("recipients"));
    }

    static void report(final MonitoringReport report, final JsonOut out) {
        out.sequence("monitoringId", report.monitoringId())
                .word("status", report.status())
                .word("monitoring", report.monitoring())
                .text("patient", report.patient())
                .text("bed", report.bed())
                .instant("startedNs", report.startedNs())
                .instant("updatedNs", report.updatedNs())
                .text("startedBy", report.startedBy())
                .text("changedBy", report.changedBy());
        devices(report.devices(), out);
        people("viewers", report.viewers(), out);
        people("family", report.family(), out);
        people("recipients", report.recipients(), out);
    }

    private static void people(final String list, final List<String> people, final JsonOut out) {
        if (!people.isEmpty()) {
            out.texts(list, people);
        }
    }

    static ServerMessage.Monitorings answer(final Fields fields) throws ProtocolException {
        final List<MonitoringReport> reports = new ArrayList<>();
        for (final Fields report : fields.objects("monitorings", ClientMessage.MAX_ALERTS)) {
            reports.add(report(report));
        }
        return new ServerMessage.Monitorings(
                fields.id("ref"), fields.optionalUnsigned("asOfEventSeq"), reports, fields.flag("more"));
    }

    static void answer(final ServerMessage.Monitorings answer, final JsonOut out) {
        out.text("type", "monitorings").text("ref", answer.ref()).sequence("asOfEventSeq", answer.asOfEventSeq());
        out.objects("monitorings", answer.monitorings(), report -> report(report, out));
        out.flag("more", answer.more());
    }
}
