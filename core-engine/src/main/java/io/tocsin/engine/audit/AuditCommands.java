package io.tocsin.engine.audit;

import io.tocsin.codecs.sbe.AuditCheckpointDecoder;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.ReadKind;
import io.tocsin.codecs.sbe.RecordReadDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.engine.command.Answer;
import io.tocsin.engine.delivery.Sessions;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.store.IdTable;
import org.agrona.DirectBuffer;

/** {@code AuditCheckpoint} and {@code RecordRead}. A refusal names the field. */
public final class AuditCommands {
    private static final int MAX_SHOWN = 64;
    private static final int MAX_SIGNATURE_BYTES = 88;
    private static final int NOBODY = -1;

    // Texts of AuditCheckpoint.
    private static final int HEAD = 0;
    private static final int PREVIOUS_HEAD = 1;
    private static final int SIGNATURE = 2;

    private final AuditHeads heads = new AuditHeads();
    private final Sessions sessions;
    private final AuditEvents events;
    private final AuditCheckpointDecoder checkpoint = new AuditCheckpointDecoder();
    private final RecordReadDecoder read = new RecordReadDecoder();

    /**
     * Carries both out.
     *
     * @param sessions of people.
     * @param stream   of events.
     */
    public AuditCommands(final Sessions sessions, final EventStream stream) {
        this.sessions = sessions;
        events = new AuditEvents(stream);
    }

    /**
     * How far the audits have come.
     *
     * @return always the same.
     */
    public AuditHeads heads() {
        return heads;
    }

    /**
     * Carries {@code AuditCheckpoint} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void checkpoint(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        checkpoint.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final int wrong = wrongField(buffer, layout);
        if (wrong != 0) {
            answer.refuse(Result.INVALID_FIELD, wrong);
            return;
        }
        if (envelope.sourceId() != 0 || envelope.actorSession() != 0) {
            answer.refuse(Result.NOT_ADMINISTRATOR, 0);
            return;
        }
        final AuditHead head = heads.of(member(layout));
        final boolean isSameChain = head.isOf(checkpoint.chainHigh(), checkpoint.chainLow());
        if (isSameChain) {
            if (checkpoint.seq() == head.seq() && isHead(head, buffer, layout, HEAD)) {
                // Said again.
                return;
            }
            final int broken = brokenField(head, buffer, layout);
            if (broken != 0) {
                answer.refuse(Result.INVALID_FIELD, broken);
                return;
            }
        }
        head.take(
                checkpoint.chainHigh(),
                checkpoint.chainLow(),
                checkpoint.seq(),
                checkpoint.keyId(),
                buffer,
                layout.textOffset(HEAD));
        events.checkpointed(
                isSameChain ? Because.NOTHING : Because.of(Clause.AUDIT_CHAIN_BEGUN),
                member(layout),
                head,
                buffer,
                layout.textOffset(SIGNATURE),
                layout.textLength(SIGNATURE));
    }

    /**
     * Carries {@code RecordRead} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void read(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        read.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        if (read.kindRaw() == 0 || read.kindRaw() > ReadKind.VIEWS.value()) {
            answer.refuse(Result.INVALID_FIELD, RecordReadDecoder.kindId());
            return;
        }
        if (layout.groupCount() > MAX_SHOWN) {
            answer.refuse(Result.INVALID_FIELD, (int) RecordReadDecoder.shownDecoderId());
            return;
        }
        if (!isId(layout, 0, RecordReadDecoder.patientIdId(), answer)
                || !isId(layout, 1, RecordReadDecoder.unitIdId(), answer)
                || !isId(layout, 2, RecordReadDecoder.bedIdId(), answer)
                || !isId(layout, 3, RecordReadDecoder.deviceIdId(), answer)
                || !isId(layout, 4, RecordReadDecoder.whoId(), answer)) {
            return;
        }
        int person = NOBODY;
        if (envelope.actorSession() != 0) {
            final int session = sessions.slotOf(envelope.actorSession());
            if (session == Sessions.NONE) {
                answer.refuse(Result.UNKNOWN_SESSION, 0);
                return;
            }
            person = sessions.person(session);
        }
        events.readRecorded(envelope.sourceId(), person, read.kindRaw(), layout.groupCount());
    }

    /** The first field that is out of its range; 0 = none. */
    private int wrongField(final DirectBuffer buffer, final MessageLayout layout) {
        if (checkpoint.seq() == 0) {
            return AuditCheckpointDecoder.seqId();
        }
        if (Long.compareUnsigned(checkpoint.previousSeq(), checkpoint.seq()) >= 0) {
            return AuditCheckpointDecoder.previousSeqId();
        }
        if (!isDigits(buffer, layout, HEAD)) {
            return AuditCheckpointDecoder.headId();
        }
        final boolean isFirst = checkpoint.previousSeq() == 0;
        if (isFirst ? layout.textLength(PREVIOUS_HEAD) > 0 : !isDigits(buffer, layout, PREVIOUS_HEAD)) {
            return AuditCheckpointDecoder.previousHeadId();
        }
        final int signed = layout.textLength(SIGNATURE);
        if (signed == 0 || signed > MAX_SIGNATURE_BYTES) {
            return AuditCheckpointDecoder.signatureId();
        }
        return member(layout) >= AuditHeads.MEMBERS ? AuditCheckpointDecoder.memberId() : 0;
    }

    /** Which node keeps the chain; whoever wrote the command may not have known that there are several. */
    private int member(final MessageLayout layout) {
        return layout.blockLength() > AuditCheckpointDecoder.memberEncodingOffset() ? checkpoint.member() : 0;
    }

    /** The field in which the checkpoint does not go on from the last one of its chain; 0 = it does. */
    private int brokenField(final AuditHead head, final DirectBuffer buffer, final MessageLayout layout) {
        if (checkpoint.seq() == head.seq()) {
            return AuditCheckpointDecoder.headId();
        }
        if (Long.compareUnsigned(checkpoint.seq(), head.seq()) < 0) {
            return AuditCheckpointDecoder.seqId();
        }
        if (checkpoint.previousSeq() != head.seq()) {
            return AuditCheckpointDecoder.previousSeqId();
        }
        return isHead(head, buffer, layout, PREVIOUS_HEAD) ? 0 : AuditCheckpointDecoder.previousHeadId();
    }

    private static boolean isHead(
            final AuditHead head, final DirectBuffer buffer, final MessageLayout layout, final int text) {
        return head.isHead(buffer, layout.textOffset(text), layout.textLength(text));
    }

    private static boolean isDigits(final DirectBuffer buffer, final MessageLayout layout, final int text) {
        if (layout.textLength(text) != AuditHead.HEAD_DIGITS) {
            return false;
        }
        final int from = layout.textOffset(text);
        for (int i = 0; i < AuditHead.HEAD_DIGITS; i++) {
            final byte digit = buffer.getByte(from + i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isId(final MessageLayout layout, final int text, final int field, final Answer answer) {
        if (layout.textLength(text) > IdTable.MAX_ID_BYTES) {
            answer.refuse(Result.ID_TOO_LONG, field);
            return false;
        }
        return true;
    }
}
