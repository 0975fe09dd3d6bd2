package io.tocsin;

import io.tocsin.pipeline.OutputHandler;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.jspecify.annotations.Nullable;

/**
 * What happens on the delivery thread: events are decoded once, then the view of open alerts, the listener and the people's sessions hear of them, in this order;
 * answers complete futures; at the end of a cycle receipts and whatever found no room go to the ring.
 */
final class RouterHub implements OutputHandler {
    private final EventReader reader = new EventReader();
    private final AlertBook book = new AlertBook();
    private final CommandGate gate;
    private final ConfigSender configs;
    private final SessionDesk desk;
    private final @Nullable RouterListener listener;
    private final ErrorHandler errorHandler;
    private @Nullable Counters counters;
    private volatile boolean failed;

    RouterHub(final CommandGate gate, final @Nullable RouterListener listener, final ErrorHandler errorHandler) {
        this.gate = gate;
        this.listener = listener;
        this.errorHandler = errorHandler;
        configs = new ConfigSender(gate);
        desk = new SessionDesk(gate, book, this::report);
    }

    AlertBook book() {
        return book;
    }

    ConfigSender configs() {
        return configs;
    }

    SessionDesk desk() {
        return desk;
    }

    /** The totals last reported; for the answer that follows the report. Delivery thread. */
    Counters counters() {
        if (counters == null) {
            throw new IllegalStateException("the answer to a query for counters came before the report");
        }
        return counters;
    }

    /** The node has stopped: nobody will be answered once what is on its way has come. Any thread. */
    void markFailed() {
        failed = true;
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        final RouterEvent event = reader.read(buffer, offset);
        book.on(event);
        if (event instanceof RouterEvent.CountersReported reported) {
            counters = reported.counters();
        } else if (event instanceof RouterEvent.ConfigRefused refused) {
            configs.on(refused);
        }
        if (listener != null) {
            try {
                listener.onEvent(event);
            } catch (final Throwable thrown) {
                report(thrown);
            }
        }
        desk.on(event);
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        if (!gate.pending().onAnswer(buffer, offset) && listener != null) {
            try {
                listener.onAnswer(buffer, offset, length);
            } catch (final Throwable thrown) {
                report(thrown);
            }
        }
    }

    @Override
    public void onCycleEnd(final int outputs) {
        gate.retry();
        desk.flush();
        configs.pump();
        if (failed && outputs == 0) {
            gate.pending().closeAll();
        }
    }

    private void report(final Throwable thrown) {
        try {
            errorHandler.onError(thrown);
        } catch (final Throwable alsoThrown) {
            // Whoever reports errors by throwing has no other place to report to.
            thrown.addSuppressed(alsoThrown);
        }
    }
}
