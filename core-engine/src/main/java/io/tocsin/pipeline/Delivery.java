package io.tocsin.pipeline;

import io.tocsin.engine.StateSink;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes outputs from the ring and gives them to the handler, whose exceptions are counted and harm nobody else. One thread at a time. */
public final class Delivery implements Agent, StateSink {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int LIMIT = 256;

    private final OneToOneRingBuffer ring;
    private final OutputHandler handler;
    private final ErrorHandler errorHandler;
    private final MessageHandler onMessage = this::onMessage;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();

    /**
     * Between a ring and a handler.
     *
     * @param ring         that an {@link OutputStage} writes to.
     * @param handler      of events and answers.
     * @param errorHandler told what the handler throws.
     */
    public Delivery(final OneToOneRingBuffer ring, final OutputHandler handler, final ErrorHandler errorHandler) {
        this.ring = ring;
        this.handler = handler;
        this.errorHandler = errorHandler;
    }

    @Override
    public int doWork() {
        final int outputs = read();
        try {
            handler.onCycleEnd(outputs);
        } catch (final Throwable thrown) {
            errors.lazySet(errors.get() + 1);
            report(thrown);
        }
        return outputs;
    }

    /** What a recovered engine holds, for the handler; on the launching thread, before the first cycle. */
    @Override
    public void onState(final DirectBuffer buffer, final int offset, final int length) {
        try {
            handler.onState(buffer, offset, length);
        } catch (final Throwable thrown) {
            errors.lazySet(errors.get() + 1);
            report(thrown);
        }
    }

    @Override
    public String roleName() {
        return "tocsin-delivery";
    }

    /** Whether everything was delivered. Any thread. */
    public boolean isDrained() {
        return ring.size() == 0;
    }

    /** Outputs given to the handler. Any thread. */
    public long delivered() {
        return delivered.get();
    }

    /** How often the handler threw. Any thread. */
    public long errors() {
        return errors.get();
    }

    /** An answer that came another way than by the ring. On the thread of {@link #doWork()}. */
    public void deliverAnswer(final DirectBuffer buffer, final int offset, final int length) {
        try {
            handler.onAnswer(buffer, offset, length);
        } catch (final Throwable thrown) {
            errors.lazySet(errors.get() + 1);
            report(thrown);
        }
        delivered.lazySet(delivered.get() + 1);
    }

    private int read() {
        final int count = ring.read(onMessage, LIMIT);
        // A read ends at the ring's edge, and may have found nothing but the padding before it: that is not idle.
        return count == 0 && ring.size() > 0 ? ring.read(onMessage, LIMIT) : count;
    }

    private void onMessage(final int type, final MutableDirectBuffer buffer, final int index, final int length) {
        if (type != OutputStage.EVENT) {
            deliverAnswer(buffer, index, length);
            return;
        }
        try {
            handler.onEvent(buffer.getLong(index), buffer, index + Long.BYTES, length - Long.BYTES);
        } catch (final Throwable thrown) {
            errors.lazySet(errors.get() + 1);
            report(thrown);
        }
        delivered.lazySet(delivered.get() + 1);
    }

    private void report(final Throwable thrown) {
        try {
            errorHandler.onError(thrown);
        } catch (final Throwable alsoThrown) {
            LOG.error("the delivery error handler threw as well; the next output follows", alsoThrown);
        }
    }
}
