package io.tocsin.transport.aeron;

import static io.aeron.protocol.DataHeaderFlyweight.HEADER_LENGTH;

import io.aeron.logbuffer.FrameDescriptor;
import io.tocsin.journal.JournalException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.function.LongSupplier;

/** Reads one stream again and again, from its first segment to where it is recorded. One thread looks, at a time; any closes. */
final class StreamCheck implements AutoCloseable {
    private final StreamFiles files;
    private final FrameCheck frames;
    private final StreamWindow window;
    private final LongSupplier recorded;
    private final long first;
    private long position;
    private String damage = "";
    private String unread = "";
    private boolean isRoundOver;
    private volatile boolean closed;

    /**
     * Has read nothing.
     *
     * @param files    of the stream.
     * @param first    where the first segment begins.
     * @param recorded up to where nobody changes anything any more; 0 if that cannot be told. Not asked once this is closed.
     */
    StreamCheck(final StreamFiles files, final long first, final LongSupplier recorded) {
        this.files = files;
        this.first = first;
        this.recorded = recorded;
        frames = new FrameCheck(files);
        window = new StreamWindow(files);
        position = first;
    }

    /** Reads on, from the beginning again if the last look came to the end; answers how much was whole. */
    long look(final long mostBytes) {
        final long end = end();
        if (!damage.isEmpty() || end <= first) {
            return 0;
        }
        if (isRoundOver) {
            isRoundOver = false;
            position = first;
        }
        final long from = position;
        // Of an earlier look it would hold what was not recorded then. Closed behind each look: no file stays open.
        try (window) {
            while (!closed && position < end && position - from < mostBytes) {
                position += checkFrame(end);
            }
            unread = "";
        } catch (final JournalException | DamagedFrame damaged) {
            damage = String.valueOf(damaged.getMessage());
        } catch (final ClosedByInterruptException over) {
            // Whoever is interrupted has seen nothing of the file.
            unread = "";
        } catch (final IOException failed) {
            if (files.isMissing(files.base(position))) {
                damage = String.valueOf(missing(end).getMessage());
            } else {
                unread = "the " + files.kind().label() + " cannot be read at position " + position + " ("
                        + files.file(files.base(position)) + "): " + failed;
            }
        }
        // Also of a stream that grows all the time: otherwise nothing would be read twice.
        isRoundOver = position >= end;
        return position - from;
    }

    /** What is not what was written; empty if all was. Stays. */
    String damage() {
        return damage;
    }

    /** Why the last look could not go on; empty if it could. Says nothing of what is there. */
    String unread() {
        return unread;
    }

    /** Ends a look that has begun after what it waits for just now, without waiting for it. */
    @Override
    public synchronized void close() {
        closed = true;
    }

    /** Not beside closing: behind it there are no counters to ask any more. */
    private synchronized long end() {
        return closed ? 0 : recorded.getAsLong();
    }

    /** Answers the length of the frame at the position. */
    private int checkFrame(final long end) throws IOException {
        final int header = window.hold(position, HEADER_LENGTH, end);
        if (FrameDescriptor.frameLength(window.buffer(), header) == 0) {
            throw missing(end);
        }
        final int length = frames.requireHeader(window.buffer(), header, position);
        final boolean isPadding = FrameCheck.isPadding(window.buffer(), header);
        if (length > end - position || (!isPadding && length > StreamWindow.LENGTH)) {
            throw frames.badHeader(position);
        }
        if (isPadding) {
            requireEmpty(position + HEADER_LENGTH, position + length, end);
        } else {
            final int offset = window.hold(position, length, end);
            if (!frames.matches(window.buffer(), offset, length)) {
                throw frames.badChecksum(position, 0);
            }
            frames.requireReadable(window.buffer(), offset, position);
        }
        return length;
    }

    private void requireEmpty(final long from, final long to, final long end) throws IOException {
        for (long at = from; at < to; at += Long.BYTES) {
            if (window.buffer().getLong(window.hold(at, Long.BYTES, end)) != 0) {
                throw frames.notEmpty(position);
            }
        }
    }

    private DamagedFrame missing(final long end) {
        return new DamagedFrame(
                position,
                0,
                "the " + files.kind().label() + " has nothing at position " + position
                        + ", though it was recorded up to " + end + " (" + files.file(files.base(position)) + ")");
    }
}
