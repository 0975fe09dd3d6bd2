package io.tocsin.engine.event;

import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.NewsBand;
import io.tocsin.codecs.sbe.ScoreChangedEncoder;

/** Events of scores. Arguments are the raw values of the schema's enums; clauses are packed by {@link Because}. */
public final class ScoreEvents {
    private static final int BLOCK = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventStream stream;
    private final ScoreChangedEncoder changed = new ScoreChangedEncoder();

    /**
     * Events that go to a stream.
     *
     * @param stream that numbers them.
     */
    public ScoreEvents(final EventStream stream) {
        this.stream = stream;
    }

    /**
     * Emits {@code ScoreChanged} of NEWS2.
     *
     * @param clauses     why.
     * @param subject     index.
     * @param score       total.
     * @param band        effective.
     * @param singleThree one parameter scores 3.
     * @param missingMask inputs missing or too old.
     */
    public void news2(
            final long clauses,
            final int subject,
            final int score,
            final int band,
            final boolean singleThree,
            final int missingMask) {
        stream.start(ScoreChangedEncoder.TEMPLATE_ID, ScoreChangedEncoder.BLOCK_LENGTH, clauses);
        changed.wrap(stream.buffer(), BLOCK)
                .subject(subject)
                .score((short) score)
                .band(NewsBand.get((short) band))
                .singleThree((short) (singleThree ? 1 : 0))
                .missingMask((short) missingMask)
                .table((short) 0)
                .level((short) 0)
                .tableVersion(0)
                .tableMissing(0);
        stream.emit(changed.encodedLength());
    }

    /**
     * Emits {@code ScoreChanged} of a score table.
     *
     * @param clauses why.
     * @param subject index.
     * @param score   total.
     * @param place   of the table, from 1.
     * @param level   effective.
     * @param version of the table.
     * @param missing items missing or too old.
     */
    public void table(
            final long clauses,
            final int subject,
            final int score,
            final int place,
            final int level,
            final int version,
            final int missing) {
        stream.start(ScoreChangedEncoder.TEMPLATE_ID, ScoreChangedEncoder.BLOCK_LENGTH, clauses);
        changed.wrap(stream.buffer(), BLOCK)
                .subject(subject)
                .score((short) score)
                .band(NewsBand.ZERO)
                .singleThree((short) 0)
                .missingMask((short) 0)
                .table((short) place)
                .level((short) level)
                .tableVersion(version)
                .tableMissing(missing);
        stream.emit(changed.encodedLength());
    }
}
