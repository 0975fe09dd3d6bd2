package io.tocsin.audit;

import io.tocsin.codecs.sbe.AuditKind;
import io.tocsin.codecs.sbe.AuditRecordEncoder;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** A record that is being written. One thread; used again and again. */
final class AuditDraft {
    /** Not stated: what came of it stands with the events, or in the answer. */
    static final int NO_OUTCOME = AuditRecordEncoder.outcomeNullValue();

    static final int SUCCESS = 0;
    static final int MINOR_FAILURE = 4;
    static final int SERIOUS_FAILURE = 8;

    /** What one read shows at most. */
    static final int MAX_SHOWN = 64;

    /** Of a text of the record. */
    private static final int MAX_TEXT_BYTES = 254;

    private final ByteBuffer bytes = ByteBuffer.allocate(Chain.MAX_PAYLOAD_BYTES);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AuditRecordEncoder record = new AuditRecordEncoder();

    /** When, epoch ns. */
    long atNs;

    long commandSeq;
    long throughSeq;
    long position;
    long eventSeq;
    long sourceId;
    long sessionId;
    long alertId;
    long detail;
    int template;
    AuditKind kind = AuditKind.ROUTINE;
    int outcome;
    AuthorityRole role = AuthorityRole.NULL_VAL;
    int emergency;
    IdTable table = IdTable.NULL_VAL;
    String who = "";
    String patient = "";
    String place = "";
    String to = "";
    String comment = "";
    /** What is shown, and how much of it. */
    final long[] shown = new long[MAX_SHOWN];

    int shownCount;

    /** Says nothing yet but what it is about. Returns this. */
    AuditDraft begin(final AuditKind about, final long whenNs) {
        atNs = whenNs;
        commandSeq = 0;
        throughSeq = 0;
        position = 0;
        eventSeq = 0;
        sourceId = 0;
        sessionId = 0;
        alertId = 0;
        detail = 0;
        template = 0;
        kind = about;
        outcome = NO_OUTCOME;
        role = AuthorityRole.NULL_VAL;
        emergency = 0;
        table = IdTable.NULL_VAL;
        who = "";
        patient = "";
        place = "";
        to = "";
        comment = "";
        shownCount = 0;
        return this;
    }

    /** The record; until the next. */
    ByteBuffer encode() {
        record.wrapAndApplyHeader(buffer, 0, header)
                .commandSeq(commandSeq)
                .throughSeq(throughSeq)
                .position(position)
                .eventSeq(eventSeq)
                .sourceId(sourceId)
                .sessionId(sessionId)
                .alertId(alertId)
                .detail(detail)
                .template(template)
                .kind(kind)
                .outcome((short) outcome)
                .role(role)
                .emergency((short) emergency)
                .table(table);
        final AuditRecordEncoder.ShownEncoder group = record.shownCount(shownCount);
        for (int i = 0; i < shownCount; i++) {
            group.next().shownId(shown[i]);
        }
        put(who, record::putWho);
        put(patient, record::putPatientId);
        put(place, record::putPlace);
        put(to, record::putTo);
        put(comment, record::putComment);
        return bytes.clear().limit(MessageHeaderEncoder.ENCODED_LENGTH + record.encodedLength());
    }

    private interface Put {
        AuditRecordEncoder of(byte[] source, int offset, int length);
    }

    /** Ids are never longer than this; a list of people may be, and loses its end. */
    private static void put(final String text, final Put put) {
        final byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        put.of(utf8, 0, Math.min(utf8.length, MAX_TEXT_BYTES));
    }
}
