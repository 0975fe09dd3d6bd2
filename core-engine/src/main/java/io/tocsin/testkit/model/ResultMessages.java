package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AcceptResultEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.ReportResultEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Commands of critical results as bytes; values need not be valid. */
final class ResultMessages {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    /** The texts in the order of the schema; kind and severity come raw. */
    byte[] report(
            final From from, final int severity, final int kind, final long resultedAtNs, final List<String> texts) {
        final ReportResultEncoder report = new ReportResultEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(report.envelope());
        report.resultedAtNs(resultedAtNs);
        buffer.putByte(HEADER + ReportResultEncoder.severityEncodingOffset(), (byte) severity);
        buffer.putByte(HEADER + ReportResultEncoder.kindEncodingOffset(), (byte) kind);
        int at = report.limit();
        for (final String text : texts) {
            final byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            buffer.putByte(at, (byte) bytes.length);
            buffer.putBytes(at + 1, bytes);
            at += 1 + bytes.length;
        }
        return Commands.copy(buffer, at);
    }

    byte[] accept(final From from, final long alertId, final String readBack, final long occurrence) {
        final AcceptResultEncoder accept = new AcceptResultEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(accept.envelope());
        accept.alertId(alertId).occurrence(occurrence).readBack(readBack);
        return Commands.copy(buffer, accept.limit());
    }
}
