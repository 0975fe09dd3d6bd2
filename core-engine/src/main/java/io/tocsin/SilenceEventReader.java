package io.tocsin;

import io.tocsin.codecs.sbe.AlertMutedDecoder;
import io.tocsin.codecs.sbe.AlertSnoozedDecoder;
import io.tocsin.codecs.sbe.AlertUnmutedDecoder;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.SilenceChangedDecoder;
import io.tocsin.codecs.sbe.SnoozeEndedDecoder;
import io.tocsin.router.IdBook;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Decodes the events of silences and snoozes. Delivery thread only; allocates what it answers. */
final class SilenceEventReader {
    private static final int ANY_CAUSE = 255;

    private final IdBook ids;
    private final CommentReader comments;
    private final SilenceChangedDecoder changed = new SilenceChangedDecoder();
    private final AlertMutedDecoder muted = new AlertMutedDecoder();
    private final AlertUnmutedDecoder unmuted = new AlertUnmutedDecoder();
    private final AlertSnoozedDecoder snoozed = new AlertSnoozedDecoder();
    private final SnoozeEndedDecoder snoozeEnded = new SnoozeEndedDecoder();

    SilenceEventReader(final IdBook ids, final CommentReader comments) {
        this.ids = ids;
        this.comments = comments;
    }

    /** {@code null}: it is no event of a silence. */
    @Nullable
    RouterEvent read(
            final RouterEvent.Stamp stamp,
            final MessageHeaderDecoder header,
            final DirectBuffer buffer,
            final int offset) {
        return switch (header.templateId()) {
            case SilenceChangedDecoder.TEMPLATE_ID ->
                changed(stamp, changed.wrapAndApplyHeader(buffer, offset, header));
            case AlertMutedDecoder.TEMPLATE_ID -> {
                muted.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.AlertMuted(
                        stamp,
                        muted.alertId(),
                        muted.silenceId(),
                        muted.untilNs(),
                        muted.inhibitedBy(),
                        muted.inhibition());
            }
            case AlertUnmutedDecoder.TEMPLATE_ID -> {
                unmuted.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.AlertUnmuted(
                        stamp, unmuted.alertId(), unmuted.silenceId(), unmuted.inhibitedBy());
            }
            case AlertSnoozedDecoder.TEMPLATE_ID -> {
                snoozed.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.AlertSnoozed(
                        stamp, snoozed.alertId(), ids.id(IdTable.PERSON, snoozed.person()), snoozed.untilNs());
            }
            case SnoozeEndedDecoder.TEMPLATE_ID -> {
                snoozeEnded.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.SnoozeEnded(
                        stamp, snoozeEnded.alertId(), ids.id(IdTable.PERSON, snoozeEnded.person()));
            }
            default -> null;
        };
    }

    private RouterEvent changed(final RouterEvent.Stamp stamp, final SilenceChangedDecoder event) {
        final byte[] comment = new byte[event.commentLength()];
        event.getComment(comment, 0, comment.length);
        return new RouterEvent.SilenceChanged(
                stamp,
                event.silenceId(),
                event.state(),
                event.startNs(),
                event.endNs(),
                id(IdTable.PERSON, event.author()),
                id(IdTable.PERSON, event.confirmedBy()),
                event.origin(),
                scope(event),
                comments.read(comment));
    }

    private SilenceScope scope(final SilenceChangedDecoder event) {
        final Subject subject = Subject.parse(id(IdTable.SUBJECT, event.subject()));
        return new SilenceScope(
                id(IdTable.UNIT, event.unit()),
                subject == null ? "" : subject.id(),
                id(IdTable.BED, event.bed()),
                event.emergencyType() == 0 ? null : EmergencyType.get(event.emergencyType()),
                event.severityAtMost(),
                event.cause() == ANY_CAUSE ? null : Cause.get(event.cause()),
                event.parameter() == 0 ? null : Parameter.get(event.parameter()));
    }

    private String id(final IdTable table, final int index) {
        return index < 0 ? "" : ids.id(table, index);
    }
}
