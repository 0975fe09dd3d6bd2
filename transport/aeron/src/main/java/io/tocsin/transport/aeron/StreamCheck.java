package io.tocsin.transport.aeron;

import io.tocsin.journal.JournalException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.function.LongSupplier;

/** Reads one stream again and again, from its first segment to where it is recorded. One thread looks, at a time; any closes. */
final class StreamCheck implements AutoCloseable {
    private final StreamFiles files;
    private final StreamFrames frames;
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
        window = new StreamWindow(files);
        frames = new StreamFrames(files, window);
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
                position += frames.check(position, end);
            }
            unread = "";
        } catch (final JournalException | DamagedFrame damaged) {
            damage = String.valueOf(damaged.getMessage());
        } catch (final ClosedByInterruptException over) {
            // Whoever is interrupted has seen nothing of the file.
            unread = "";
        } catch (final IOException failed) {
            if (files.isMissing(files.base(position))) {
                damage = String.valueOf(frames.missing(position, end).getMessage());
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
}
