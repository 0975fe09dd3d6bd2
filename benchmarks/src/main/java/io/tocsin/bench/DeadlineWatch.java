package io.tocsin.bench;

import io.tocsin.bench.report.LatencyWindows;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.OutputDispatchedDecoder;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.StepStartedDecoder;
import io.tocsin.engine.EngineOutput;
import io.tocsin.pipeline.OutputHandler;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Notes when the first step of each alert ends and how long after that the desk's offer leaves. Alert ids are dense from 1. Told by one thread; what it has counted may be read by others.
 */
final class DeadlineWatch implements OutputHandler, EngineOutput {
    private static final long NOT_STARTED = Long.MIN_VALUE;
    private static final long FIRED = Long.MAX_VALUE;
    private static final long WINDOW_NS = 1_000_000_000;

    private final long[] deadlineNs;
    private final EpochNanoClock clock;
    private final Output output = new Output();
    private final LatencyWindows latencies = new LatencyWindows();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final StepStartedDecoder started = new StepStartedDecoder();
    private final OutputDispatchedDecoder dispatched = new OutputDispatchedDecoder();
    private volatile long startNs = Long.MAX_VALUE;
    private volatile long fired;
    private volatile long early;
    private volatile long answers;

    DeadlineWatch(final int alerts, final EpochNanoClock clock) {
        deadlineNs = new long[alerts + 1];
        Arrays.fill(deadlineNs, NOT_STARTED);
        this.clock = clock;
    }

    /** Latencies count from that time on, in windows of a second. */
    void begin(final long fromNs) {
        startNs = fromNs;
    }

    /** One that goes on where this one ends; it notes no latencies. */
    DeadlineWatch successor() {
        final DeadlineWatch next = new DeadlineWatch(deadlineNs.length - 1, clock);
        System.arraycopy(deadlineNs, 0, next.deadlineNs, 0, deadlineNs.length);
        next.fired = fired;
        return next;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        output.onEvent(eventSeq, buffer, offset, length);
        final int template =
                buffer.getShort(offset + MessageHeaderDecoder.templateIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN)
                        & 0xFFFF;
        if (template == StepStartedDecoder.TEMPLATE_ID) {
            started.wrapAndApplyHeader(buffer, offset, header);
            final int alert = (int) started.alertId();
            if (deadlineNs[alert] == NOT_STARTED) {
                deadlineNs[alert] = started.deadlineNs();
            }
        } else if (template == OutputDispatchedDecoder.TEMPLATE_ID) {
            dispatched.wrapAndApplyHeader(buffer, offset, header);
            if (dispatched.kind() == OutputKind.OFFER && dispatched.step() > 0) {
                fired((int) dispatched.alertId(), dispatched.header().timestampNs());
            }
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
    private void fired(final int alert, final long timestampNs) {
        final long dueNs = deadlineNs[alert];
        if (dueNs == FIRED || dueNs == NOT_STARTED) {
            return;
        }
        deadlineNs[alert] = FIRED;
        if (timestampNs < dueNs) {
            early++;
        }
        if (startNs != Long.MAX_VALUE) {
            latencies.record((int) ((dueNs - startNs) / WINDOW_NS), Math.max(0, clock.nanoTime() - dueNs));
        }
        fired++;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        output.onAnswer(buffer, offset, length);
        answers++;
    }

    Output output() {
        return output;
    }

    LatencyWindows latencies() {
        return latencies;
    }

    long fired() {
        return fired;
    }

    long early() {
        return early;
    }

    long answers() {
        return answers;
    }
}
