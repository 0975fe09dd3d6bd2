package io.tocsin.engine.authority;

import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.ViewGrantedEncoder;
import io.tocsin.codecs.sbe.ViewReason;
import io.tocsin.codecs.sbe.ViewRevokedEncoder;
import io.tocsin.engine.event.EventStream;
import org.agrona.DirectBuffer;

/** Events of who may see a patient for a time. */
public final class ViewEvents {
    private static final int BLOCK = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventStream stream;
    private final ViewGrantedEncoder granted = new ViewGrantedEncoder();
    private final ViewRevokedEncoder revoked = new ViewRevokedEncoder();

    /**
     * Events that go to a stream.
     *
     * @param stream that numbers them.
     */
    public ViewEvents(final EventStream stream) {
        this.stream = stream;
    }

    /**
     * Emits {@code ViewGranted}.
     *
     * @param clauses why.
     * @param views   holds it.
     * @param place   of the view.
     * @param comment holds why, in words.
     * @param offset  of its first byte.
     * @param length  of it.
     */
    void granted(
            final long clauses,
            final Views views,
            final int place,
            final DirectBuffer comment,
            final int offset,
            final int length) {
        stream.start(ViewGrantedEncoder.TEMPLATE_ID, ViewGrantedEncoder.BLOCK_LENGTH, clauses);
        granted.wrap(stream.buffer(), BLOCK)
                .viewId(views.viewId[place])
                .sinceNs(views.sinceNs[place])
                .untilNs(views.untilNs[place])
                .person(Views.personOf(place))
                .subject(views.subject[place])
                .reason(ViewReason.get(views.reason[place]))
                .putComment(comment, offset, length);
        stream.emit(granted.encodedLength());
    }

    /**
     * Emits {@code ViewRevoked}.
     *
     * @param clauses  why.
     * @param views    holds it.
     * @param place    of the view.
     * @param sourceId of the command; 0 = none.
     * @param endedBy  person index, or -1.
     */
    void revoked(final long clauses, final Views views, final int place, final long sourceId, final int endedBy) {
        stream.start(ViewRevokedEncoder.TEMPLATE_ID, ViewRevokedEncoder.BLOCK_LENGTH, clauses);
        revoked.wrap(stream.buffer(), BLOCK)
                .viewId(views.viewId[place])
                .sourceId(sourceId)
                .person(Views.personOf(place))
                .subject(views.subject[place])
                .endedBy(endedBy);
        stream.emit(revoked.encodedLength());
    }
}
