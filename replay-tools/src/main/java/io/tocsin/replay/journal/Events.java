package io.tocsin.replay.journal;

import io.tocsin.codecs.sbe.EventHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import java.util.ArrayDeque;
import java.util.Queue;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The kept events one by one, for whoever walks over the commands beside them. A log gives its events to a reader and cannot be asked for the next; so a window of
 * them is read ahead, and the next one where that ended. One thread.
 */
final class Events {
    private static final int WINDOW = 1 << 16;

    private final KeptLog log;
    private final Queue<UnsafeBuffer> window = new ArrayDeque<>();
    private long nextToRead = 1;
    private boolean ended;

    /**
     * Stands before the first event.
     *
     * @param log that keeps them.
     */
    Events(final KeptLog log) {
        this.log = log;
    }

    /** The next event without passing it; {@code null} at the end. */
    @Nullable
    UnsafeBuffer peek() {
        if (window.isEmpty() && !ended) {
            fill();
        }
        return window.peek();
    }

    /** Passes the next event if a command up to this one led to it, and answers it; otherwise {@code null}. */
    @Nullable
    UnsafeBuffer nextOf(final long commandSeq) {
        final UnsafeBuffer next = peek();
        return next != null && commandSeq(next) <= commandSeq ? window.remove() : null;
    }

    /** The command that led to an event. */
    static long commandSeq(final DirectBuffer event) {
        return header(event).commandSeq();
    }

    /** The header of an event; an event too short for one is damaged, and says 0 everywhere. */
    static EventHeaderDecoder header(final DirectBuffer event) {
        final EventHeaderDecoder header = new EventHeaderDecoder();
        return event.capacity() < MessageHeaderDecoder.ENCODED_LENGTH + EventHeaderDecoder.ENCODED_LENGTH
                ? header.wrap(new UnsafeBuffer(new byte[EventHeaderDecoder.ENCODED_LENGTH]), 0)
                : header.wrap(event, MessageHeaderDecoder.ENCODED_LENGTH);
    }

    private void fill() {
        try {
            log.events(nextToRead, (eventSeq, buffer, offset, length) -> {
                if (window.size() == WINDOW) {
                    throw new Enough();
                }
                final byte[] event = new byte[length];
                buffer.getBytes(offset, event);
                window.add(new UnsafeBuffer(event));
                nextToRead = eventSeq + 1;
            });
            ended = true;
        } catch (final Enough full) {
            // The next window begins where this one ended.
        }
    }

    /** Ends a reading. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super("enough", null, false, false);
        }
    }
}
