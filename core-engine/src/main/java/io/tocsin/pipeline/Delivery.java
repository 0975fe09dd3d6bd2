package io.tocsin.pipeline;

import java.util.concurrent.atomic.AtomicLong;
import org.agrona.ErrorHandler;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;

/** Takes outputs from the ring and gives them to the handler, whose exceptions are counted and harm nobody else. One thread at a time. */
final class Delivery implements Agent {
    private static final int LIMIT = 256;

    private final OneToOneRingBuffer ring;
    private final OutputHandler handler;
    private final ErrorHandler errorHandler;
    private final MessageHandler onMessage = this::onMessage;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();

    Delivery(final OneToOneRingBuffer ring, final OutputHandler handler, final ErrorHandler errorHandler) {
        this.ring = ring;
        this.handler = handler;
        this.errorHandler = errorHandler;
    }

    @Override
    public int doWork() {
        return ring.read(onMessage, LIMIT);
    }

    @Override
    public String roleName() {
        return "tocsin-delivery";
    }

    boolean isDrained() {
        return ring.size() == 0;
    }

    long delivered() {
        return delivered.get();
    }

    long errors() {
        return errors.get();
    }

    private void onMessage(final int type, final MutableDirectBuffer buffer, final int index, final int length) {
        try {
            if (type == OutputStage.EVENT) {
                handler.onEvent(buffer.getLong(index), buffer, index + Long.BYTES, length - Long.BYTES);
            } else {
                handler.onAnswer(buffer, index, length);
            }
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
            // Whoever reports errors by throwing has no other place to report to: the count stands.
            thrown.addSuppressed(alsoThrown);
        }
    }
}
