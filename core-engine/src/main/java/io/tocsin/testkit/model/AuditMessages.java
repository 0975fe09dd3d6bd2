package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AuditCheckpointEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.RecordReadEncoder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Commands of the audit as bytes; values need not be valid. */
final class AuditMessages {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    /** What a checkpoint says. */
    record Checkpoint(
            int member,
            long chain,
            long seq,
            long previousSeq,
            long keyId,
            String head,
            String previousHead,
            String signature) {}

    byte[] checkpoint(final From from, final Checkpoint said) {
        final AuditCheckpointEncoder checkpoint = new AuditCheckpointEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(checkpoint.envelope());
        checkpoint
                .chainHigh(said.chain)
                .chainLow(~said.chain)
                .seq(said.seq)
                .previousSeq(said.previousSeq)
                .keyId(said.keyId)
                .member((short) said.member)
                .head(said.head)
                .previousHead(said.previousHead)
                .signature(said.signature);
        return Commands.copy(buffer, checkpoint.limit());
    }

    /** @param ids of patient, unit, bed, device and reader. */
    byte[] read(final From from, final int kind, final List<Long> shown, final List<String> ids) {
        final RecordReadEncoder read = new RecordReadEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(read.envelope());
        buffer.putByte(HEADER + RecordReadEncoder.kindEncodingOffset(), (byte) kind);
        final RecordReadEncoder.ShownEncoder group = read.shownCount(shown.size());
        shown.forEach(each -> group.next().shownId(each));
        read.patientId(ids.get(0))
                .unitId(ids.get(1))
                .bedId(ids.get(2))
                .deviceId(ids.get(3))
                .who(ids.get(4));
        return Commands.copy(buffer, read.limit());
    }
}
