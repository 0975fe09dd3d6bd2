package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.PatientLimitChangedDecoder;
import io.tocsin.codecs.sbe.ReadingGatedDecoder;
import io.tocsin.router.IdBook;
import java.util.OptionalInt;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Decodes what is told of limits that patients have of their own, and of readings that do not count. Delivery thread only; allocates what it answers. */
final class LimitEventReader {
    private static final int NO_VALUE = PatientLimitChangedDecoder.valueNullValue();

    private final IdBook ids;
    private final CommentReader comments;
    private final PatientLimitChangedDecoder changed = new PatientLimitChangedDecoder();
    private final ReadingGatedDecoder gated = new ReadingGatedDecoder();

    LimitEventReader(final IdBook ids, final CommentReader comments) {
        this.ids = ids;
        this.comments = comments;
    }

    /** {@code null}: it is no event of a limit or of a reading that does not count. */
    @Nullable
    RouterEvent read(
            final RouterEvent.Stamp stamp,
            final MessageHeaderDecoder header,
            final DirectBuffer buffer,
            final int offset) {
        if (header.templateId() == ReadingGatedDecoder.TEMPLATE_ID) {
            return gated(stamp, gated.wrapAndApplyHeader(buffer, offset, header));
        }
        if (header.templateId() != PatientLimitChangedDecoder.TEMPLATE_ID) {
            return null;
        }
        changed.wrapAndApplyHeader(buffer, offset, header);
        final int value = changed.value();
        final byte[] comment = new byte[changed.commentLength()];
        changed.getComment(comment, 0, comment.length);
        return new RouterEvent.PatientLimitChanged(
                stamp,
                requireNonNull(Subject.parse(ids.id(IdTable.SUBJECT, changed.subject())), "subject"),
                new OwnLimit(
                        changed.parameter(),
                        changed.bound(),
                        value == NO_VALUE ? OptionalInt.empty() : OptionalInt.of(value),
                        changed.untilNs(),
                        changed.reason(),
                        comments.read(comment)),
                changed.author() < 0 ? "" : ids.id(IdTable.PERSON, changed.author()),
                changed.sourceId());
    }

    private RouterEvent gated(final RouterEvent.Stamp stamp, final ReadingGatedDecoder event) {
        return new RouterEvent.ReadingGated(
                stamp,
                requireNonNull(Subject.parse(ids.id(IdTable.SUBJECT, event.subject())), "subject"),
                new GatedReading(
                        event.parameter(),
                        event.value(),
                        event.reason(),
                        event.runLength(),
                        event.measuredNs(),
                        event.deviceId()),
                event.over() != 0);
    }
}
