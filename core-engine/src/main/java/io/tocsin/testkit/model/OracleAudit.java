package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AuditCheckpointDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.ReadKind;
import io.tocsin.codecs.sbe.RecordReadDecoder;
import io.tocsin.codecs.sbe.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/** How far the audit has come, and who reads what: section 40. */
final class OracleAudit {
    /** A checkpoint. */
    private record Last(long chainHigh, long chainLow, long seq, String head) {}

    private final OracleState state;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    /** The last checkpoint of each node. */
    private final Map<Integer, Last> lasts = new HashMap<>();

    OracleAudit(final OracleState state) {
        this.state = state;
    }

    static boolean isCommand(final int template) {
        return template == AuditCheckpointDecoder.TEMPLATE_ID || template == RecordReadDecoder.TEMPLATE_ID;
    }

    OracleAnswer carryOut(final int template, final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        return template == RecordReadDecoder.TEMPLATE_ID ? read(buffer, envelope) : checkpoint(buffer, envelope);
    }

    private OracleAnswer checkpoint(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final AuditCheckpointDecoder said = new AuditCheckpointDecoder().wrapAndApplyHeader(buffer, 0, header);
        final String head = OracleFields.latin(buffer, said.limit(), said.headLength());
        said.skipHead();
        final String previousHead = OracleFields.latin(buffer, said.limit(), said.previousHeadLength());
        said.skipPreviousHead();
        final String signature = OracleFields.latin(buffer, said.limit(), said.signatureLength());
        if (said.seq() == 0) {
            return OracleAnswer.invalid(4);
        }
        if (Long.compareUnsigned(said.previousSeq(), said.seq()) >= 0) {
            return OracleAnswer.invalid(5);
        }
        if (!isDigest(head)) {
            return OracleAnswer.invalid(40);
        }
        if (said.previousSeq() == 0 ? !previousHead.isEmpty() : !isDigest(previousHead)) {
            return OracleAnswer.invalid(41);
        }
        if (signature.isEmpty() || signature.length() > 88) {
            return OracleAnswer.invalid(42);
        }
        final int member = header.blockLength() > AuditCheckpointDecoder.memberEncodingOffset() ? said.member() : 0;
        if (member > 15) {
            return OracleAnswer.invalid(7);
        }
        if (!envelope.isHost()) {
            return OracleAnswer.of(Result.NOT_ADMINISTRATOR);
        }
        final Last before = lasts.get(member);
        final boolean goesOn =
                before != null && before.chainHigh == said.chainHigh() && before.chainLow == said.chainLow();
        if (before != null && goesOn) {
            if (before.seq == said.seq()) {
                return before.head.equals(head) ? OracleAnswer.OK : OracleAnswer.invalid(40);
            }
            if (Long.compareUnsigned(said.seq(), before.seq) < 0) {
                return OracleAnswer.invalid(4);
            }
            if (said.previousSeq() != before.seq) {
                return OracleAnswer.invalid(5);
            }
            if (!previousHead.equals(before.head)) {
                return OracleAnswer.invalid(41);
            }
        }
        lasts.put(member, new Last(said.chainHigh(), said.chainLow(), said.seq(), head));
        state.event(
                "AuditCheckpointed",
                goesOn ? List.of() : List.of(Clause.AUDIT_CHAIN_BEGUN),
                "chainHigh",
                Long.toUnsignedString(said.chainHigh()),
                "chainLow",
                Long.toUnsignedString(said.chainLow()),
                "seq",
                Long.toUnsignedString(said.seq()),
                "keyId",
                Long.toUnsignedString(said.keyId()),
                "member",
                member,
                "head",
                head,
                "signature",
                signature);
        return OracleAnswer.OK;
    }

    private OracleAnswer read(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final RecordReadDecoder said = new RecordReadDecoder().wrapAndApplyHeader(buffer, 0, header);
        final int kind = said.kindRaw();
        if (kind < 1 || kind > 9) {
            return OracleAnswer.invalid(2);
        }
        final RecordReadDecoder.ShownDecoder group = said.shown();
        final int shown = group.count();
        if (shown > 64) {
            return OracleAnswer.invalid(30);
        }
        group.forEach(each -> {});
        final List<Integer> lengths = new ArrayList<>();
        lengths.add(said.patientIdLength());
        said.skipPatientId();
        lengths.add(said.unitIdLength());
        said.skipUnitId();
        lengths.add(said.bedIdLength());
        said.skipBedId();
        lengths.add(said.deviceIdLength());
        said.skipDeviceId();
        lengths.add(said.whoLength());
        final int[] fields = {41, 43, 44, 45, 46};
        for (int i = 0; i < fields.length; i++) {
            if (lengths.get(i) > 36) {
                return OracleAnswer.of(Result.ID_TOO_LONG, fields[i]);
            }
        }
        int person = -1;
        if (envelope.actorSession() != 0) {
            final OracleState.Session session = state.session(envelope.actorSession());
            if (session == null) {
                return OracleAnswer.of(Result.UNKNOWN_SESSION);
            }
            person = session.person();
        }
        state.event(
                "ReadRecorded",
                List.of(),
                "sourceId",
                Long.toUnsignedString(envelope.sourceId()),
                "person",
                person,
                "kind",
                ReadKind.get((short) kind),
                "shown",
                shown);
        return OracleAnswer.OK;
    }

    private static boolean isDigest(final String text) {
        return text.matches("[0-9a-f]{64}");
    }
}
