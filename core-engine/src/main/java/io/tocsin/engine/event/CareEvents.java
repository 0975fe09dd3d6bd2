package io.tocsin.engine.event;

import io.tocsin.codecs.sbe.CareCondition;
import io.tocsin.codecs.sbe.DoseChangedEncoder;
import io.tocsin.codecs.sbe.DoseOutcome;
import io.tocsin.codecs.sbe.DosePhase;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.WeightNotedEncoder;
import org.agrona.DirectBuffer;

/** Events of what is planned for patients, and of weights that rise. Arguments are the raw values of the schema's enums; clauses are packed by {@link Because}. */
public final class CareEvents {
    private static final int BLOCK = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventStream stream;
    private final DoseChangedEncoder changed = new DoseChangedEncoder();
    private final WeightNotedEncoder weightNoted = new WeightNotedEncoder();

    /**
     * Events that go to a stream.
     *
     * @param stream that numbers them.
     */
    public CareEvents(final EventStream stream) {
        this.stream = stream;
    }

    /**
     * Emits {@code WeightNoted}.
     *
     * @param clauses  why.
     * @param alertId  of its alert, or 0.
     * @param subject  index.
     * @param weight   hundredths of a kg; 0 = none led to it.
     * @param lowest   hundredths of a kg; 0 = none is kept.
     * @param lowestNs when that came, epoch ns, or 0.
     * @param isActive it has risen too far.
     */
    public void weight(
            final long clauses,
            final long alertId,
            final int subject,
            final int weight,
            final int lowest,
            final long lowestNs,
            final boolean isActive) {
        stream.start(WeightNotedEncoder.TEMPLATE_ID, WeightNotedEncoder.BLOCK_LENGTH, clauses);
        weightNoted
                .wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .lowestNs(lowestNs)
                .subject(subject)
                .weight(weight)
                .lowest(lowest)
                .active((short) (isActive ? 1 : 0));
        stream.emit(weightNoted.encodedLength());
    }

    /**
     * Emits {@code DoseChanged}.
     *
     * @param clauses       why.
     * @param dueNs         epoch ns, or 0.
     * @param windowMs      for how long after that.
     * @param isCritical    it is time-critical.
     * @param phase         how it stands.
     * @param sourceId      that says so.
     * @param subject       index of the patient.
     * @param alertId       of the notice, or 0.
     * @param author        person, or -1.
     * @param atNs          when what became of it was, epoch ns, or 0.
     * @param outcome       what became of it.
     * @param condition     what such a notice is about.
     * @param missed        how many of this kind are missed now.
     * @param ids           holds the id.
     * @param idOffset      of it.
     * @param idLength      of it.
     * @param texts         holds the medication.
     * @param textOffset    of it.
     * @param textLength    of it, 0 = none.
     * @param comments      holds the comment.
     * @param commentOffset of it.
     * @param commentLength of it, 0 = none.
     */
    public void dose(
            final long clauses,
            final long dueNs,
            final long windowMs,
            final boolean isCritical,
            final DosePhase phase,
            final long sourceId,
            final int subject,
            final long alertId,
            final int author,
            final long atNs,
            final DoseOutcome outcome,
            final CareCondition condition,
            final int missed,
            final DirectBuffer ids,
            final int idOffset,
            final int idLength,
            final DirectBuffer texts,
            final int textOffset,
            final int textLength,
            final DirectBuffer comments,
            final int commentOffset,
            final int commentLength) {
        stream.start(DoseChangedEncoder.TEMPLATE_ID, DoseChangedEncoder.BLOCK_LENGTH, clauses);
        changed.wrap(stream.buffer(), BLOCK)
                .dueNs(dueNs)
                .atNs(atNs)
                .sourceId(sourceId)
                .alertId(alertId)
                .windowMs(windowMs)
                .subject(subject)
                .author(author)
                .phase(phase)
                .outcome(outcome)
                .critical((short) (isCritical ? 1 : 0))
                .condition(condition)
                .missed(missed)
                .putDoseId(ids, idOffset, idLength)
                .putMedication(texts, textOffset, textLength)
                .putComment(comments, commentOffset, commentLength);
        stream.emit(changed.encodedLength());
    }
}
