package io.tocsin.codecs.json;

import java.util.ArrayList;
import java.util.List;

/** Reads and writes what messages say of duty and breaks. Any thread. */
final class Duties {
    private Duties() {}

    static ClientMessage.BeginBreak beginBreak(final Fields fields) throws ProtocolException {
        return new ClientMessage.BeginBreak(
                fields.unsigned("commandId"),
                fields.optionalInstant("claimedNs"),
                (int) fields.number("durationMs", ClientMessage.MIN_BREAK_MS, ClientMessage.MAX_BREAK_MS),
                fields.id("cover"));
    }

    static DutyKey key(final Fields fields) throws ProtocolException {
        return new DutyKey(
                fields.id("person"),
                fields.optionalId("unit"),
                fields.optionalId("role"),
                fields.optionalId("bed"),
                fields.optionalId("patient"));
    }

    static void key(final DutyKey key, final JsonOut out) {
        out.text("person", key.person()).text("unit", key.unit()).text("role", key.role());
        out.text("bed", key.bed()).text("patient", key.patient());
    }

    static ServerMessage.Duty duty(final Fields fields) throws ProtocolException {
        final List<DutyReport> reports = new ArrayList<>();
        for (final Fields report : fields.objects("duty", ClientMessage.MAX_ALERTS)) {
            reports.add(new DutyReport(
                    report.id("person"),
                    report.optionalInstant("untilNs"),
                    report.optionalId("unit"),
                    report.optionalId("role"),
                    report.optionalId("bed"),
                    report.optionalId("patient"),
                    report.optionalId("cover")));
        }
        return new ServerMessage.Duty(
                fields.id("ref"), fields.optionalUnsigned("asOfEventSeq"), reports, fields.flag("more"));
    }

    static void duty(final ServerMessage.Duty duty, final JsonOut out) {
        out.text("type", "duty").text("ref", duty.ref()).sequence("asOfEventSeq", duty.asOfEventSeq());
        out.objects(
                "duty",
                duty.duty(),
                report -> out.text("person", report.person())
                        .instant("untilNs", report.untilNs())
                        .text("unit", report.unit())
                        .text("role", report.role())
                        .text("bed", report.bed())
                        .text("patient", report.patient())
                        .text("cover", report.cover()));
        out.flag("more", duty.more());
    }
}
