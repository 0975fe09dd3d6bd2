package io.tocsin.engine.audit;

import io.tocsin.codecs.sbe.AuditCheckpointedEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.ReadKind;
import io.tocsin.codecs.sbe.ReadRecordedEncoder;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import org.agrona.DirectBuffer;

/** Events of how far the audit has come, and of who reads what. Arguments are raw values of the schema's enums. */
public final class AuditEvents {
    private static final int BLOCK = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventStream stream;
    private final AuditCheckpointedEncoder checkpointed = new AuditCheckpointedEncoder();
    private final ReadRecordedEncoder read = new ReadRecordedEncoder();

    /**
     * Events that go to a stream.
     *
     * @param stream that numbers them.
     */
    public AuditEvents(final EventStream stream) {
        this.stream = stream;
    }

    /**
     * Emits {@code AuditCheckpointed}.
     *
     * @param clauses   why.
     * @param member    which node keeps the chain.
     * @param head      how far it has come.
     * @param signature holds the signature.
     * @param offset    of its first byte.
     * @param length    of it; 0 = it is not told.
     */
    public void checkpointed(
            final long clauses,
            final int member,
            final AuditHead head,
            final DirectBuffer signature,
            final int offset,
            final int length) {
        stream.start(AuditCheckpointedEncoder.TEMPLATE_ID, AuditCheckpointedEncoder.BLOCK_LENGTH, clauses);
        checkpointed
                .wrap(stream.buffer(), BLOCK)
                .chainHigh(head.chainHigh())
                .chainLow(head.chainLow())
                .seq(head.seq())
                .keyId(head.keyId())
                .member((short) member)
                .putHead(head.head(), 0, AuditHead.HEAD_DIGITS)
                .putSignature(signature, offset, length);
        stream.emit(checkpointed.encodedLength());
    }

    /**
     * Emits {@code ReadRecorded}.
     *
     * @param sourceId of the command.
     * @param person   index, or -1.
     * @param kind     of what is read.
     * @param shown    how much is shown.
     */
    public void readRecorded(final long sourceId, final int person, final int kind, final int shown) {
        stream.start(ReadRecordedEncoder.TEMPLATE_ID, ReadRecordedEncoder.BLOCK_LENGTH, Because.NOTHING);
        read.wrap(stream.buffer(), BLOCK)
                .sourceId(sourceId)
                .person(person)
                .kind(ReadKind.get((short) kind))
                .shown((short) shown);
        stream.emit(read.encodedLength());
    }
}
