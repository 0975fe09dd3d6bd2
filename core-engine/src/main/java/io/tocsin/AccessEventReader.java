package io.tocsin;

import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.RevocationChangedDecoder;
import io.tocsin.router.IdBook;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Decodes events of who is let in. Delivery thread only. */
final class AccessEventReader {
    private final IdBook ids;
    private final RevocationChangedDecoder changed = new RevocationChangedDecoder();

    AccessEventReader(final IdBook ids) {
        this.ids = ids;
    }

    /** {@code null}: it is no event of access. */
    @Nullable
    RouterEvent read(
            final RouterEvent.Stamp stamp,
            final MessageHeaderDecoder header,
            final DirectBuffer buffer,
            final int offset) {
        if (header.templateId() != RevocationChangedDecoder.TEMPLATE_ID) {
            return null;
        }
        changed.wrapAndApplyHeader(buffer, offset, header);
        final String subject = changed.subject();
        return new RouterEvent.RevocationChanged(
                stamp,
                new Revocation(
                        changed.kind(),
                        subject,
                        changed.tokenId(),
                        changed.sessionId(),
                        changed.issuedBeforeNs(),
                        changed.untilNs()),
                changed.state(),
                changed.person() < 0 ? "" : ids.id(IdTable.PERSON, changed.person()),
                changed.sourceId());
    }
}
