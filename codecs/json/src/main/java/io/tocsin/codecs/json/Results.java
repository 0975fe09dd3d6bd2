package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.ResultKind;
import io.tocsin.codecs.sbe.Severity;
import org.agrona.MutableDirectBuffer;

/** Reads, writes and encodes critical results. Any thread. */
final class Results {
    private static final Names<Severity> SEVERITY = Names.of(Severity.class);
    private static final Names<ResultKind> KIND = Names.of(ResultKind.class);
    private static final Names<Purpose> PURPOSE = Names.of(Purpose.class);

    private Results() {}

    static ReportResult read(final Fields fields) throws ProtocolException {
        final ReportResult result = new ReportResult(
                fields.unsigned("commandId"),
                fields.optionalInstant("claimedNs"),
                fields.constant("purpose", PURPOSE, Purpose.PRODUCTION),
                fields.text("key"),
                fields.constant("severity", SEVERITY),
                fields.constant("kind", KIND, ResultKind.LABORATORY),
                fields.optionalId("patient"),
                fields.optionalId("unit"),
                fields.optionalId("bed"),
                fields.optionalId("orderedBy"),
                fields.optionalText("code"),
                fields.text("name"),
                fields.text("value"),
                fields.optionalText("valueUnit"),
                fields.optionalText("comment"),
                fields.optionalInstant("resultedNs"));
        try {
            result.content();
        } catch (final IllegalArgumentException wrong) {
            throw fields.invalid("value", String.valueOf(wrong.getMessage()));
        }
        return result;
    }

    static void write(final ReportResult result, final JsonOut out) {
        AlertWriter.purpose(result.purpose(), out);
        out.text("key", result.key()).word("severity", result.severity()).word("kind", result.kind());
        out.text("patient", result.patient()).text("unit", result.unit()).text("bed", result.bed());
        out.text("orderedBy", result.orderedBy()).text("code", result.code()).text("name", result.name());
        out.text("value", result.value()).text("valueUnit", result.valueUnit()).text("comment", result.comment());
        out.instant("resultedNs", result.resultedNs());
    }

    /** Encodes the command with its header; answers its bytes. */
    static int encode(final ReportResult result, final MutableDirectBuffer buffer, final int offset) {
        return result.content().encode(buffer, offset);
    }
}
