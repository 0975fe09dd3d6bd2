package io.tocsin.engine.event;

import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.NewsBand;
import io.tocsin.codecs.sbe.TrendNotedEncoder;

/** Events of how readings move. Arguments are the raw values of the schema's enums; clauses are packed by {@link Because}. */
public final class TrendEvents {
    private static final int BLOCK = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventStream stream;
    private final TrendNotedEncoder noted = new TrendNotedEncoder();

    /**
     * Events that go to a stream.
     *
     * @param stream that numbers them.
     */
    public TrendEvents(final EventStream stream) {
        this.stream = stream;
    }

    /**
     * Emits {@code TrendNoted}.
     *
     * @param clauses   why.
     * @param alertId   of the advisory, or 0.
     * @param subject   index.
     * @param points    of all calls.
     * @param band      of the points.
     * @param scoreBand of NEWS2.
     * @param risk      the higher of both, or that of the points.
     * @param calls     what calls.
     */
    public void noted(
            final long clauses,
            final long alertId,
            final int subject,
            final int points,
            final int band,
            final int scoreBand,
            final int risk,
            final TrendCalls calls) {
        stream.start(TrendNotedEncoder.TEMPLATE_ID, TrendNotedEncoder.BLOCK_LENGTH, clauses);
        noted.wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .subject(subject)
                .points((short) points)
                .band(NewsBand.get((short) band))
                .scoreBand(NewsBand.get((short) scoreBand))
                .risk(NewsBand.get((short) risk));
        calls.encode(noted);
        stream.emit(noted.encodedLength());
    }
}
