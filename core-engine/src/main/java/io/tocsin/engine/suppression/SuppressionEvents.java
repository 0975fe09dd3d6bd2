package io.tocsin.engine.suppression;

import io.tocsin.codecs.sbe.AlertMutedEncoder;
import io.tocsin.codecs.sbe.AlertUnmutedEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceChangedEncoder;
import io.tocsin.codecs.sbe.SilenceOrigin;
import io.tocsin.codecs.sbe.SilenceState;
import io.tocsin.engine.event.EventStream;
import org.agrona.DirectBuffer;

/** Events of silences and of what they mute. */
public final class SuppressionEvents {
    private static final int BLOCK = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventStream stream;
    private final SilenceChangedEncoder silence = new SilenceChangedEncoder();
    private final AlertMutedEncoder muted = new AlertMutedEncoder();
    private final AlertUnmutedEncoder unmuted = new AlertUnmutedEncoder();

    /**
     * Events that go to a stream.
     *
     * @param stream that numbers them.
     */
    public SuppressionEvents(final EventStream stream) {
        this.stream = stream;
    }

    void silence(
            final Silences of,
            final int slot,
            final long clauses,
            final DirectBuffer comments,
            final int commentOffset,
            final int commentLength) {
        stream.start(SilenceChangedEncoder.TEMPLATE_ID, SilenceChangedEncoder.BLOCK_LENGTH, clauses);
        silence.wrap(stream.buffer(), BLOCK)
                .startNs(of.startNs[slot])
                .endNs(of.endNs[slot])
                .silenceId(of.id[slot])
                .author(of.author[slot])
                .confirmedBy(of.confirmedBy[slot])
                .unit(of.unit[slot])
                .subject(of.subject[slot])
                .bed(of.bed[slot])
                .state(SilenceState.get(of.state[slot]))
                .origin(SilenceOrigin.get(of.origin[slot]))
                .emergencyType(of.type[slot])
                .severityAtMost(Severity.get(of.severityAtMost[slot]))
                .cause(of.cause[slot])
                .parameter(of.parameter[slot])
                .putComment(comments, commentOffset, commentLength);
        stream.emit(silence.encodedLength());
    }

    void muted(
            final long clauses,
            final long alertId,
            final long untilNs,
            final int silenceId,
            final long inhibitedBy,
            final int inhibition) {
        stream.start(AlertMutedEncoder.TEMPLATE_ID, AlertMutedEncoder.BLOCK_LENGTH, clauses);
        muted.wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .untilNs(untilNs)
                .silenceId(silenceId)
                .inhibitedBy(inhibitedBy)
                .inhibition((short) inhibition);
        stream.emit(muted.encodedLength());
    }

    void unmuted(final long clauses, final long alertId, final int silenceId, final long inhibitedBy) {
        stream.start(AlertUnmutedEncoder.TEMPLATE_ID, AlertUnmutedEncoder.BLOCK_LENGTH, clauses);
        unmuted.wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .silenceId(silenceId)
                .inhibitedBy(inhibitedBy);
        stream.emit(unmuted.encodedLength());
    }
}
