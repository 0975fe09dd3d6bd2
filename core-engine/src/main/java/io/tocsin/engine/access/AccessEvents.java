package io.tocsin.engine.access;

import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.RevocationChangedEncoder;
import io.tocsin.codecs.sbe.RevocationKind;
import io.tocsin.codecs.sbe.RevocationState;
import io.tocsin.engine.event.EventStream;
import org.agrona.DirectBuffer;

/** Events of whose access is revoked. Arguments are raw values of the schema's enums. */
public final class AccessEvents {
    private static final int BLOCK = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int NOBODY = -1;

    private final EventStream stream;
    private final RevocationChangedEncoder changed = new RevocationChangedEncoder();
    private long sourceId;
    private int person = NOBODY;

    /**
     * Events that go to a stream.
     *
     * @param stream that numbers them.
     */
    public AccessEvents(final EventStream stream) {
        this.stream = stream;
    }

    /**
     * Whose command the next event is of; every other is of nobody's.
     *
     * @param source of the command; 0 = none.
     * @param who    index, or -1.
     */
    void by(final long source, final int who) {
        sourceId = source;
        person = who;
    }

    /**
     * Emits {@code RevocationChanged}.
     *
     * @param clauses        why.
     * @param kind           of the revocation.
     * @param state          that it has come to.
     * @param sessionId      of kind SESSION.
     * @param issuedBeforeNs of kinds SUBJECT and EVERYBODY.
     * @param untilNs        how long it is kept.
     * @param text           holds the subject, or the token's id.
     * @param offset         of its first byte.
     * @param length         of it.
     */
    void changed(
            final long clauses,
            final int kind,
            final RevocationState state,
            final long sessionId,
            final long issuedBeforeNs,
            final long untilNs,
            final DirectBuffer text,
            final int offset,
            final int length) {
        stream.start(RevocationChangedEncoder.TEMPLATE_ID, RevocationChangedEncoder.BLOCK_LENGTH, clauses);
        changed.wrap(stream.buffer(), BLOCK)
                .sessionId(sessionId)
                .issuedBeforeNs(issuedBeforeNs)
                .untilNs(untilNs)
                .sourceId(sourceId)
                .person(person)
                .kind(RevocationKind.get((short) kind))
                .state(state)
                .putSubject(text, offset, kind == Revocations.SUBJECT ? length : 0)
                .putTokenId(text, offset, kind == Revocations.TOKEN ? length : 0);
        stream.emit(changed.encodedLength());
        sourceId = 0;
        person = NOBODY;
    }
}
