package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Parameter;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes what messages say of histories of readings. Any thread. */
final class Histories {
    private static final Names<Parameter> PARAMETER = Names.of(Parameter.class);

    private Histories() {}

    static ClientMessage.HistoryQuery query(final Fields fields) throws ProtocolException {
        final String ref = fields.id("ref");
        final Subject subject = subject(fields);
        final Parameter parameter = fields.constant("parameter", PARAMETER);
        final long fromNs = fields.optionalInstant("fromNs");
        final long toNs = fields.optionalInstant("toNs");
        if (toNs != 0 && toNs <= fromNs) {
            throw fields.invalid("toNs", "is not behind fromNs");
        }
        final int points = (int) fields.optionalNumber("points", 1, HistoryRange.MAX_POINTS, HistoryRange.MAX_POINTS);
        return new ClientMessage.HistoryQuery(ref, new HistoryRange(subject, parameter, fromNs, toNs, points));
    }

    static void query(final ClientMessage.HistoryQuery query, final JsonOut out) {
        final HistoryRange range = query.range();
        out.text("type", "history").text("ref", query.ref());
        out.text(
                switch (range.subject().kind()) {
                    case PATIENT -> "patient";
                    case BED -> "bed";
                    case DEVICE -> "device";
                },
                range.subject().id());
        out.word("parameter", range.parameter())
                .instant("fromNs", range.fromNs())
                .instant("toNs", range.toNs())
                .count("points", range.points());
    }

    static ServerMessage.History history(final Fields fields) throws ProtocolException {
        final List<HistoryPoint> points = new ArrayList<>();
        for (final Fields point : fields.objects("points", HistoryRange.MAX_POINTS)) {
            points.add(new HistoryPoint(
                    point.optionalInstant("fromNs"),
                    point.optionalInstant("untilNs"),
                    AlertReader.hundredths(point, "lowest"),
                    AlertReader.hundredths(point, "highest"),
                    AlertReader.hundredths(point, "last"),
                    point.optionalInstant("lastNs"),
                    point.number("count", 1, Long.MAX_VALUE)));
        }
        return new ServerMessage.History(
                fields.id("ref"), fields.optionalInstant("asOfNs"), fields.flag("catchingUp"), points);
    }

    static void history(final ServerMessage.History history, final JsonOut out) {
        out.text("type", "history").text("ref", history.ref()).instant("asOfNs", history.asOfNs());
        out.flag("catchingUp", history.catchingUp());
        out.objects(
                "points",
                history.points(),
                point -> out.instant("fromNs", point.fromNs())
                        .instant("untilNs", point.untilNs())
                        .hundredths("lowest", point.lowest())
                        .hundredths("highest", point.highest())
                        .hundredths("last", point.last())
                        .instant("lastNs", point.lastNs())
                        .count("count", point.count()));
    }

    static ServerMessage.VitalsShown shown(final Fields fields) throws ProtocolException {
        final List<ShownReading> readings = new ArrayList<>();
        for (final Fields reading : fields.objects("readings", ClientMessage.MAX_READINGS)) {
            final Parameter parameter = reading.constant("parameter", PARAMETER);
            readings.add(new ShownReading(
                    parameter,
                    AlertReader.reading(reading, parameter),
                    reading.optionalInstant("atNs"),
                    Accuracy.of(reading)));
        }
        return new ServerMessage.VitalsShown(
                fields.optionalId("ref"),
                fields.unsigned("monitoringId"),
                fields.optionalInstant("asOfNs"),
                fields.flag("catchingUp"),
                fields.flag("over"),
                readings);
    }

    static void shown(final ServerMessage.VitalsShown shown, final JsonOut out) {
        out.text("type", "vitalsShown").text("ref", shown.ref()).id("monitoringId", shown.monitoringId());
        out.instant("asOfNs", shown.asOfNs())
                .flag("catchingUp", shown.catchingUp())
                .flag("over", shown.over());
        out.objects("readings", shown.readings(), reading -> {
            out.word("parameter", reading.parameter());
            AlertWriter.reading("value", reading.parameter(), reading.hundredths(), out);
            out.instant("atNs", reading.atNs());
            final Integer accuracy = reading.accuracy();
            if (accuracy != null) {
                out.hundredths("accuracy", accuracy);
            }
        });
    }

    private static Subject subject(final Fields fields) throws ProtocolException {
        final String patient = fields.optionalId("patient");
        final String bed = fields.optionalId("bed");
        final String device = fields.optionalId("device");
        if (patient.isEmpty() && bed.isEmpty() && device.isEmpty()) {
            throw fields.missing("patient");
        }
        if (!patient.isEmpty()) {
            requireNone(fields, bed.isEmpty() ? "device" : "bed", bed + device);
            return new Subject(Subject.Kind.PATIENT, patient);
        }
        if (!bed.isEmpty()) {
            requireNone(fields, "device", device);
            return new Subject(Subject.Kind.BED, bed);
        }
        return new Subject(Subject.Kind.DEVICE, device);
    }

    private static void requireNone(final Fields fields, final String name, final String id) throws ProtocolException {
        if (!id.isEmpty()) {
            throw fields.invalid(name, "is one too many: a history is of one subject");
        }
    }
}
