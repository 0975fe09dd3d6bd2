package io.tocsin.transport.cluster;

import static io.aeron.protocol.DataHeaderFlyweight.HEADER_LENGTH;

import io.aeron.archive.checksum.Checksum;
import io.aeron.archive.checksum.Checksums;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import io.tocsin.journal.JournalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a recording of an archive from its files, each frame against its checksum, while the archive may write behind them or delete what is before: it maps nothing, and
 * what is not whole is not there yet. One thread; waits for the disk.
 */
final class RecordingFiles implements AutoCloseable {
    private static final int WINDOW_BYTES = 1 << 18;
    private static final String SUFFIX = ".rec";

    private final Path archive;
    private final long recordingId;
    private final Checksum checksum = Checksums.crc32c();
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(WINDOW_BYTES);
    private final UnsafeBuffer window = new UnsafeBuffer(bytes);
    private @Nullable FileChannel segment;
    private long segmentAt;
    private long segmentLength;
    private long windowAt;
    private int windowLength;
    private long position;
    private int frameAt;
    private int frameLength;

    /**
     * @param archive     folder of the archive.
     * @param recordingId of the recording.
     */
    RecordingFiles(final Path archive, final long recordingId) {
        this.archive = archive;
        this.recordingId = recordingId;
    }

    /** Where the first file that is there begins; -1 if none is. */
    long first() {
        final NavigableMap<Long, Path> files = files();
        return files.isEmpty() ? -1 : files.firstKey();
    }

    /** Goes where a frame begins, or will. */
    void seek(final long to) {
        position = to;
        windowLength = 0;
        closeSegment();
    }

    /** Goes to the next frame that holds something; false: nothing that is whole is there. */
    boolean next() {
        return next(Long.MAX_VALUE);
    }

    /**
     * Goes to the next frame that holds something, of a log that others may still cut off behind a place and write anew: nothing that was read behind it is kept.
     *
     * @param limit position where a frame begins, or will: up to where nothing changes any more.
     * @return false: nothing that is whole is there before it.
     */
    boolean next(final long limit) {
        try {
            while (position < limit && open()) {
                final int aligned = frame(limit);
                if (aligned < 0) {
                    return false;
                }
                frameAt = (int) (position - windowAt);
                position += aligned;
                if (FrameDescriptor.frameType(window, frameAt) != DataHeaderFlyweight.HDR_TYPE_PAD) {
                    return true;
                }
            }
            return false;
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Behind the frame. */
    long position() {
        return position;
    }

    /** Holds the frame, until the next. */
    DirectBuffer buffer() {
        return window;
    }

    /** Where in the buffer its content begins. */
    int offset() {
        return frameAt + HEADER_LENGTH;
    }

    /** Bytes of its content. */
    int length() {
        return frameLength - HEADER_LENGTH;
    }

    @Override
    public void close() {
        closeSegment();
        BufferUtil.free(bytes);
    }

    /** The aligned length of the frame at the position, once it stands whole in the window; -1 if it is not there. */
    private int frame(final long limit) throws IOException {
        for (int attempt = 0; attempt < 2; attempt++) {
            final int aligned = whole();
            if (aligned > 0) {
                return aligned;
            }
            // What was read before may have been written since.
            fill(limit);
        }
        return whole();
    }

    private int whole() {
        final long from = position - windowAt;
        if (from < 0 || from + HEADER_LENGTH > windowLength) {
            return -1;
        }
        final int at = (int) from;
        final int length = FrameDescriptor.frameLength(window, at);
        if (length < HEADER_LENGTH) {
            return -1;
        }
        final int aligned = BitUtil.align(length, FrameDescriptor.FRAME_ALIGNMENT);
        if (FrameDescriptor.frameType(window, at) == DataHeaderFlyweight.HDR_TYPE_PAD) {
            return aligned;
        }
        if (aligned > windowLength - at
                || checksum.compute(window.addressOffset(), at + HEADER_LENGTH, aligned - HEADER_LENGTH)
                        != FrameDescriptor.frameSessionId(window, at)) {
            return -1;
        }
        frameLength = length;
        return aligned;
    }

    private void fill(final long limit) throws IOException {
        final FileChannel from = segment;
        windowAt = position;
        windowLength = 0;
        bytes.clear();
        int read = 0;
        while (from != null && bytes.hasRemaining() && read >= 0) {
            read = from.read(bytes, position - segmentAt + bytes.position());
        }
        windowLength = (int) Math.min(bytes.position(), limit - windowAt);
    }

    /** Opens the file of the position; false if it is not there. */
    private boolean open() throws IOException {
        if (segment != null && position >= segmentAt && position < segmentAt + segmentLength) {
            return true;
        }
        closeSegment();
        windowLength = 0;
        final Map.Entry<Long, Path> found = files().floorEntry(position);
        if (found == null) {
            return false;
        }
        try {
            final FileChannel opened = FileChannel.open(found.getValue(), StandardOpenOption.READ);
            segment = opened;
            segmentAt = found.getKey();
            segmentLength = opened.size();
        } catch (final NoSuchFileException gone) {
            return false;
        }
        if (position >= segmentAt + segmentLength) {
            closeSegment();
            return false;
        }
        return true;
    }

    private NavigableMap<Long, Path> files() {
        return of(archive, recordingId);
    }

    /**
     * The files of a recording, by the position at which each begins.
     *
     * @param archive     folder of the archive.
     * @param recordingId of the recording.
     */
    static NavigableMap<Long, Path> of(final Path archive, final long recordingId) {
        final String prefix = recordingId + "-";
        final NavigableMap<Long, Path> found = new TreeMap<>();
        if (Files.isDirectory(archive)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(archive, prefix + "*" + SUFFIX)) {
                for (final Path file : files) {
                    final String name = String.valueOf(file.getFileName());
                    found.put(Long.parseLong(name.substring(prefix.length(), name.length() - SUFFIX.length())), file);
                }
            } catch (final IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (final NumberFormatException strange) {
                throw new JournalException(archive + " holds a file that no archive names so", strange);
            }
        }
        return found;
    }

    private void closeSegment() {
        final FileChannel open = segment;
        segment = null;
        if (open != null) {
            try {
                open.close();
            } catch (final IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
