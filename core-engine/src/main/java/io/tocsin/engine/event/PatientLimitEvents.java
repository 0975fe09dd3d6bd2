package io.tocsin.engine.event;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.PatientLimitChangedEncoder;
import org.agrona.DirectBuffer;

/** Events of limits that patients have of their own. Arguments are the raw values of the schema's enums; clauses are packed by {@link Because}. */
public final class PatientLimitEvents {
    private static final int BLOCK = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventStream stream;
    private final PatientLimitChangedEncoder changed = new PatientLimitChangedEncoder();

    /**
     * Events that go to a stream.
     *
     * @param stream that numbers them.
     */
    public PatientLimitEvents(final EventStream stream) {
        this.stream = stream;
    }

    /**
     * Emits {@code PatientLimitChanged}.
     *
     * @param clauses       why.
     * @param subject       index.
     * @param parameter     value of the enum Parameter.
     * @param bound         value of the enum Bound.
     * @param value         hundredths, or the null value.
     * @param untilNs       epoch ns, or 0.
     * @param author        person, or -1.
     * @param sourceId      that sent it.
     * @param reason        value of the enum LimitReason.
     * @param comments      holds the comment.
     * @param commentOffset of it.
     * @param commentLength of it, 0 = none.
     */
    public void changed(
            final long clauses,
            final int subject,
            final int parameter,
            final int bound,
            final int value,
            final long untilNs,
            final int author,
            final long sourceId,
            final int reason,
            final DirectBuffer comments,
            final int commentOffset,
            final int commentLength) {
        stream.start(PatientLimitChangedEncoder.TEMPLATE_ID, PatientLimitChangedEncoder.BLOCK_LENGTH, clauses);
        changed.wrap(stream.buffer(), BLOCK)
                .untilNs(untilNs)
                .sourceId(sourceId)
                .subject(subject)
                .author(author)
                .value(value)
                .parameter(Parameter.get((short) parameter))
                .bound(Bound.get((short) bound))
                .reason(LimitReason.get((short) reason))
                .putComment(comments, commentOffset, commentLength);
        stream.emit(changed.encodedLength());
    }
}
