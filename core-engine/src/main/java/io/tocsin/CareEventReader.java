package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.DoseChangedDecoder;
import io.tocsin.codecs.sbe.DoseOutcome;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.WeightNotedDecoder;
import io.tocsin.router.IdBook;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Decodes events of what is planned for patients, and of weights that rise. Delivery thread only. */
final class CareEventReader {
    private final IdBook ids;
    private final CommentReader comments;
    private final DoseChangedDecoder changed = new DoseChangedDecoder();
    private final WeightNotedDecoder weight = new WeightNotedDecoder();

    CareEventReader(final IdBook ids, final CommentReader comments) {
        this.ids = ids;
        this.comments = comments;
    }

    /** {@code null}: it is no event of a dose or a weight. */
    @Nullable
    RouterEvent read(
            final RouterEvent.Stamp stamp,
            final MessageHeaderDecoder header,
            final DirectBuffer buffer,
            final int offset) {
        if (header.templateId() == WeightNotedDecoder.TEMPLATE_ID) {
            weight.wrapAndApplyHeader(buffer, offset, header);
            return new RouterEvent.WeightNoted(
                    stamp,
                    weight.alertId(),
                    requireNonNull(Subject.parse(ids.id(IdTable.SUBJECT, weight.subject())), "subject"),
                    weight.weight(),
                    weight.lowest(),
                    weight.lowestNs(),
                    weight.active() != 0);
        }
        if (header.templateId() != DoseChangedDecoder.TEMPLATE_ID) {
            return null;
        }
        changed.wrapAndApplyHeader(buffer, offset, header);
        final DoseOutcome outcome = changed.outcome();
        final Subject patient = requireNonNull(Subject.parse(ids.id(IdTable.SUBJECT, changed.subject())), "subject");
        final String doseId = changed.doseId();
        final byte[] medication = new byte[changed.medicationLength()];
        changed.getMedication(medication, 0, medication.length);
        final byte[] comment = new byte[changed.commentLength()];
        changed.getComment(comment, 0, comment.length);
        return new RouterEvent.DoseChanged(
                stamp,
                new DoseState(
                        doseId,
                        patient,
                        comments.read(medication),
                        changed.dueNs(),
                        changed.windowMs(),
                        changed.critical() != 0,
                        changed.phase(),
                        outcome == DoseOutcome.NULL_VAL ? null : outcome,
                        changed.atNs(),
                        changed.alertId(),
                        changed.missed(),
                        comments.read(comment)),
                changed.author() < 0 ? "" : ids.id(IdTable.PERSON, changed.author()),
                changed.sourceId());
    }
}
