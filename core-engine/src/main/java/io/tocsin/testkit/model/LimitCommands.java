package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.SetPatientLimitEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** Limits of one patient as bytes; values need not be valid. */
final class LimitCommands {
    private static final int HEADER = 8;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    /** What is set; enums come raw. */
    record Limit(
            long untilNs,
            int value,
            int parameter,
            int bound,
            int reason,
            String patientId,
            String bedId,
            String comment) {}

    byte[] set(final From from, final Limit limit) {
        final SetPatientLimitEncoder set = new SetPatientLimitEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(set.envelope());
        set.untilNs(limit.untilNs).value(limit.value);
        buffer.putByte(HEADER + SetPatientLimitEncoder.parameterEncodingOffset(), (byte) limit.parameter);
        buffer.putByte(HEADER + SetPatientLimitEncoder.boundEncodingOffset(), (byte) limit.bound);
        buffer.putByte(HEADER + SetPatientLimitEncoder.reasonEncodingOffset(), (byte) limit.reason);
        set.patientId(limit.patientId)
                .bedId(limit.bedId)
                .putComment(OracleFields.bytes(limit.comment), 0, limit.comment.length());
        return Commands.copy(buffer, set.limit());
    }
}
