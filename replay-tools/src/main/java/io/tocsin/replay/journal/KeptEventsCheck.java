package io.tocsin.replay.journal;

import io.tocsin.engine.EngineOutput;
import io.tocsin.journal.JournalException;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Compares what an engine says in a replay with what was kept, byte by byte, and remembers the first difference. One thread. */
final class KeptEventsCheck implements EngineOutput {
    private final Events kept;
    private long compared;
    private long lacking;
    private @Nullable String difference;

    /**
     * Stands before the first event.
     *
     * @param log that keeps them.
     */
    KeptEventsCheck(final KeptLog log) {
        kept = new Events(log);
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        if (difference != null) {
            return;
        }
        final UnsafeBuffer event;
        try {
            event = kept.nextOf(Long.MAX_VALUE);
        } catch (final JournalException damaged) {
            difference = String.valueOf(damaged.getMessage());
            return;
        }
        if (event == null) {
            lacking++;
        } else if (event.capacity() != length) {
            difference = "event " + eventSeq + " (" + name(buffer, offset, length) + ") has " + event.capacity()
                    + " bytes as kept, " + length + " in the replay";
        } else {
            compare(eventSeq, event, buffer, offset, length);
            compared++;
        }
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        // Answers are not kept; they are part of the event hash.
    }

    /** How many were compared. */
    long compared() {
        return compared;
    }

    /** How many the replay says that were not kept: the last ones, which a router that was killed had not kept yet. */
    long lacking() {
        return lacking;
    }

    /**
     * To be called behind the last command.
     *
     * @return the first difference in one line; {@code null} if there is none.
     */
    @Nullable
    String finish() {
        try {
            if (difference == null) {
                final UnsafeBuffer more = kept.peek();
                if (more != null) {
                    difference = "event " + (compared + 1) + " (" + name(more, 0, more.capacity())
                            + ") is kept, but the replay ends before it: the journal has lost its end";
                }
            }
        } catch (final JournalException damaged) {
            difference = String.valueOf(damaged.getMessage());
        }
        return difference;
    }

    private void compare(
            final long eventSeq,
            final UnsafeBuffer event,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        for (int i = 0; i < length; i++) {
            if (event.getByte(i) != buffer.getByte(offset + i)) {
                difference = "event " + eventSeq + ": byte " + i + " is " + (event.getByte(i) & 0xFF) + " as kept ("
                        + name(event, 0, length) + "), " + (buffer.getByte(offset + i) & 0xFF) + " in the replay ("
                        + name(buffer, offset, length) + ")";
                return;
            }
        }
    }

    private static String name(final DirectBuffer buffer, final int offset, final int length) {
        return Schema.current().name(MessageReader.templateId(buffer, offset, length));
    }
}
