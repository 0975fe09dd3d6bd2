package io.tocsin.transport.aeron;

import io.tocsin.journal.EventLog;
import io.tocsin.journal.Journal;
import io.tocsin.journal.Level;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

/** Small stores, and records that say which they are. */
final class Stores {
    static final int TERM_LENGTH = 64 * 1024;
    static final int SEGMENT_LENGTH = 128 * 1024;
    static final int RECORD_LENGTH = 150;

    private static final UnsafeBuffer BYTES = new UnsafeBuffer(new byte[RECORD_LENGTH]);

    private Stores() {}

    static ArchiveStore.Context context(final Path folder) {
        return new ArchiveStore.Context()
                .folder(folder)
                .level(Level.OS)
                .termLength(TERM_LENGTH)
                .segmentLength(SEGMENT_LENGTH)
                .lowWaterBytes(1 << 20)
                .fullWaterBytes(1 << 20)
                // As good as never, unless a test wants it to look.
                .watchIntervalNs(3_600_000_000_000L);
    }

    /** Appends records numbered from first to last and waits until they are recorded. */
    static void append(final Journal journal, final long first, final long last) {
        long position = 0;
        for (long number = first; number <= last; number++) {
            fill(number);
            do {
                position = journal.append(number, BYTES, 0, RECORD_LENGTH);
            } while (position == Journal.BACK_PRESSURED);
        }
        while (journal.recordedPosition() < position) {
            LockSupport.parkNanos(10_000);
        }
    }

    /**
     * Appends records, each once the one before is recorded, until one does not fit into the term any more, and waits until what fills the term up is recorded.
     *
     * @return the position after the last record that fits.
     */
    static long fillTerm(final Journal journal, final Path segment) throws IOException {
        long last = 0;
        long number = 1;
        fill(number);
        for (long next = journal.append(number, BYTES, 0, RECORD_LENGTH); next != Journal.BACK_PRESSURED; ) {
            last = next;
            while (journal.recordedPosition() < last) {
                LockSupport.parkNanos(10_000);
            }
            number++;
            fill(number);
            next = journal.append(number, BYTES, 0, RECORD_LENGTH);
        }
        final ByteBuffer frameLength = ByteBuffer.allocate(Integer.BYTES);
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ)) {
            while (channel.read(frameLength.clear(), last) < Integer.BYTES || frameLength.getInt(0) == 0) {
                LockSupport.parkNanos(10_000);
            }
        }
        return last;
    }

    static void append(final EventLog events, final long first, final long last) {
        for (long number = first; number <= last; number++) {
            fill(number);
            while (!events.append(number, BYTES, 0, RECORD_LENGTH)) {
                LockSupport.parkNanos(10_000);
            }
        }
        while (events.recordedEventSeq() < last) {
            LockSupport.parkNanos(10_000);
        }
    }

    /** The numbers of the records of a journal; -1 for one that is not what was appended. */
    static List<Long> read(final Journal journal, final long from) {
        final List<Long> numbers = new ArrayList<>();
        journal.replay(from, (position, timestampNs, buffer, offset, length) -> {
            fill(timestampNs);
            final boolean same = length == RECORD_LENGTH && new UnsafeBuffer(buffer, offset, length).equals(BYTES);
            numbers.add(same ? timestampNs : -1);
        });
        return numbers;
    }

    static List<Long> read(final EventLog events, final long from) {
        final List<Long> numbers = new ArrayList<>();
        events.replay(from, (eventSeq, buffer, offset, length) -> {
            fill(eventSeq);
            final boolean same = length == RECORD_LENGTH && new UnsafeBuffer(buffer, offset, length).equals(BYTES);
            numbers.add(same ? eventSeq : -1);
        });
        return numbers;
    }

    /** What another process would find if this one were killed now; once nothing moves. */
    static void copyAsIfKilled(final Path from, final Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (final Path file : files.toList()) {
                final Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void fill(final long number) {
        fill(BYTES, number);
    }

    /** Makes the record of a number. */
    static void fill(final UnsafeBuffer bytes, final long number) {
        for (int at = 0; at + Long.BYTES <= RECORD_LENGTH; at += Long.BYTES) {
            bytes.putLong(at, number * 0x9E3779B97F4A7C15L + at);
        }
    }
}
