package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.SetPatientLimitEncoder;
import io.tocsin.codecs.text.EdgeText;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;

/** Reads, writes and encodes what messages say of limits of one patient. Any thread. */
final class PatientLimits {
    private static final int MAX_COMMENT_BYTES = 80;
    private static final Names<Parameter> PARAMETER = Names.of(Parameter.class);
    private static final Names<Bound> BOUND = Names.of(Bound.class);
    private static final Names<LimitReason> REASON = Names.of(LimitReason.class);
    /** Both bounds of every parameter that there can be. */
    private static final int MOST = 512;

    private PatientLimits() {}

    static SetLimit command(final Fields fields) throws ProtocolException {
        final String patient = fields.optionalId("patient");
        final String bed = fields.optionalId("bed");
        if (patient.isEmpty() && bed.isEmpty()) {
            throw fields.missing("patient");
        }
        final Parameter parameter = fields.constant("parameter", PARAMETER);
        return new SetLimit(
                fields.unsigned("commandId"),
                fields.optionalInstant("claimedNs"),
                patient,
                bed,
                parameter,
                fields.constant("bound", BOUND),
                fields.has("value") ? (Integer) AlertReader.reading(fields, parameter) : null,
                fields.optionalInstant("untilNs"),
                fields.constant("reason", REASON, LimitReason.UNSTATED),
                fields.optionalText("comment"));
    }

    static void command(final SetLimit limit, final JsonOut out) {
        out.text("patient", limit.patient()).text("bed", limit.bed());
        out.word("parameter", limit.parameter()).word("bound", limit.bound());
        final Integer hundredths = limit.hundredths();
        if (hundredths != null) {
            AlertWriter.reading("value", limit.parameter(), hundredths, out);
        }
        out.instant("untilNs", limit.untilNs());
        why(limit.reason(), limit.comment(), out);
    }

    private static void why(final LimitReason reason, final String comment, final JsonOut out) {
        if (reason != LimitReason.UNSTATED) {
            out.word("reason", reason);
        }
        out.text("comment", comment);
    }

    /** Encodes the command; answers the bytes of its block and texts. */
    static int encode(
            final SetLimit limit,
            final MutableDirectBuffer buffer,
            final int offset,
            final MessageHeaderEncoder header) {
        final Integer hundredths = limit.hundredths();
        final SetPatientLimitEncoder encoder = new SetPatientLimitEncoder().wrapAndApplyHeader(buffer, offset, header);
        return encoder.untilNs(limit.untilNs())
                .value(hundredths == null ? SetPatientLimitEncoder.valueNullValue() : hundredths)
                .parameter(limit.parameter())
                .bound(limit.bound())
                .reason(limit.reason())
                .patientId(EdgeText.optionalId("patient", limit.patient()))
                .bedId(EdgeText.optionalId("bed", limit.bed()))
                .comment(EdgeText.cut(limit.comment(), MAX_COMMENT_BYTES))
                .encodedLength();
    }

    static LimitsQuery query(final Fields fields) throws ProtocolException {
        return new LimitsQuery(fields.id("ref"), subject(fields));
    }

    private static Subject subject(final Fields fields) throws ProtocolException {
        final String patient = fields.optionalId("patient");
        return patient.isEmpty()
                ? new Subject(Subject.Kind.BED, fields.id("bed"))
                : new Subject(Subject.Kind.PATIENT, patient);
    }

    static void query(final LimitsQuery query, final JsonOut out) {
        out.text("type", "limits").text("ref", query.ref());
        out.text(
                query.subject().kind() == Subject.Kind.BED ? "bed" : "patient",
                query.subject().id());
    }

    static ServerMessage.Limits answer(final Fields fields) throws ProtocolException {
        final List<LimitReport> limits = new ArrayList<>();
        for (final Fields limit : fields.objects("limits", MOST)) {
            final Parameter parameter = limit.constant("parameter", PARAMETER);
            limits.add(new LimitReport(
                    parameter,
                    limit.constant("bound", BOUND),
                    AlertReader.reading(limit, parameter),
                    limit.optionalInstant("untilNs"),
                    limit.constant("reason", REASON, LimitReason.UNSTATED),
                    limit.optionalText("comment"),
                    limit.optionalId("setBy")));
        }
        return new ServerMessage.Limits(fields.id("ref"), fields.optionalUnsigned("asOfEventSeq"), limits);
    }

    static void answer(final ServerMessage.Limits answer, final JsonOut out) {
        out.text("type", "limits").text("ref", answer.ref()).sequence("asOfEventSeq", answer.asOfEventSeq());
        out.objects("limits", answer.limits(), limit -> {
            out.word("parameter", limit.parameter()).word("bound", limit.bound());
            AlertWriter.reading("value", limit.parameter(), limit.hundredths(), out);
            out.instant("untilNs", limit.untilNs());
            why(limit.reason(), limit.comment(), out);
            out.text("setBy", limit.setBy());
        });
    }
}
