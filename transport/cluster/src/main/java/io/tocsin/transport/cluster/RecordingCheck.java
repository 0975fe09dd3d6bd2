package io.tocsin.transport.cluster;

import static io.aeron.protocol.DataHeaderFlyweight.HEADER_LENGTH;
import static io.aeron.protocol.DataHeaderFlyweight.TERM_ID_FIELD_OFFSET;
import static io.aeron.protocol.DataHeaderFlyweight.TERM_OFFSET_FIELD_OFFSET;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.aeron.archive.checksum.Checksum;
import io.aeron.archive.checksum.Checksums;
import io.aeron.archive.client.AeronArchive;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.LogBufferDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import io.tocsin.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.NavigableMap;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Whether the files of one recording can be what was recorded: each begins with the frame that belongs there, and so do all that follow. While the archive does not run, or on
 * its thread. Waits for the disk.
 */
final class RecordingCheck {
    private static final int WINDOW_BYTES = 1 << 18;

    private final Path archive;
    private final ArchiveCatalog.Recording recording;
    private final NavigableMap<Long, Path> files;
    private final boolean isOpen;
    private final long first;
    private final long until;
    private final Checksum checksum = Checksums.crc32c();

    /**
     * @param archive   folder of the archive.
     * @param recording as its catalog has it.
     */
    RecordingCheck(final Path archive, final ArchiveCatalog.Recording recording) {
        this.archive = archive;
        this.recording = recording;
        files = RecordingFiles.of(archive, recording.id());
        isOpen = recording.stop() == AeronArchive.NULL_POSITION;
        first = recording.start() - (recording.start() & (recording.termLength() - 1));
        if (isOpen) {
            // How far the last file is written, nobody has said.
            until = files.isEmpty() ? first : files.lastKey() + recording.segmentLength();
        } else {
            until = recording.stop();
        }
    }

    /**
     * Requires every file that the recording needs, by one look at the beginning of each: where two have changed places, or one is gone.
     *
     * @throws JournalException if one is not there or another; it names the file.
     */
    void requireHeads() {
        for (long base = first; Math.max(base, recording.start()) < until; base += recording.segmentLength()) {
            walk(base, HEADER_LENGTH, false);
        }
    }

    /**
     * Requires every frame from the file on that holds a position.
     *
     * @param mayBeTorn whether the very last frame of a recording that nobody has ended may be written in part, as when power is cut: whether it is needed, the archive sees.
     * @return behind the last frame that is whole.
     * @throws JournalException if one is damaged; it names the file.
     */
    long requireFrames(final long from, final boolean mayBeTorn) {
        final long offset = Math.max(0, from - first);
        long base = first + offset - offset % recording.segmentLength();
        long end = recording.start();
        for (; Math.max(base, recording.start()) < until; base += recording.segmentLength()) {
            end = walk(base, recording.segmentLength(), mayBeTorn && isLast(base));
        }
        return end;
    }

    /**
     * Requires every frame of one file, if the recording needs it.
     *
     * @param base where the file begins; nothing is looked at if none of the recording begins there.
     * @throws JournalException if one is damaged; it names the file.
     */
    void requireFile(final long base) {
        if (base >= first && base < until && (base - first) % recording.segmentLength() == 0) {
            walk(base, recording.segmentLength(), false);
        }
    }

    /** Looks at the first frame of a file, or at all: so many of its bytes; answers up to where. */
    private long walk(final long base, final int length, final boolean mayBeTorn) {
        final Path file = file(base);
        final ByteBuffer bytes = ByteBuffer.allocateDirect(Math.min(length, WINDOW_BYTES));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final Window window = new Window(channel, bytes);
            final int begin = (int) Math.max(0, recording.start() - base);
            final long end = length == HEADER_LENGTH ? begin + 1 : Math.min(length, until - base);
            int at = begin;
            while (at < end) {
                final int frame = window.at(at, HEADER_LENGTH);
                final int frameLength = frame < 0 ? 0 : FrameDescriptor.frameLength(window.buffer, frame);
                if (frameLength == 0 && isLast(base)) {
                    return base + at;
                }
                final int aligned = BitUtil.align(frameLength, FrameDescriptor.FRAME_ALIGNMENT);
                final String damage = damage(window, frame, at, base, aligned, length > HEADER_LENGTH);
                if (damage != null) {
                    if (mayBeTorn && canBeTorn(window, at, base, aligned)) {
                        return base + at;
                    }
                    throw new JournalException(file + " is damaged at byte " + at + damage);
                }
                at += aligned;
            }
            return base + at;
        } catch (final NoSuchFileException gone) {
            throw new JournalException(file + " is gone", gone);
        } catch (final IOException failed) {
            throw new JournalException(file + " cannot be read: " + failed, failed);
        } finally {
            BufferUtil.free(bytes);
        }
    }

    private @Nullable String damage(
            final Window window,
            final int frame,
            final int at,
            final long base,
            final int aligned,
            final boolean isWithContent)
            throws IOException {
        if (frame < 0 || !isFrameAt(window.buffer, frame, base + at)) {
            return ": there is not the frame that belongs there, as if the file had changed places with another";
        }
        if (!isWithContent || aligned == HEADER_LENGTH) {
            return null;
        }
        final boolean isPadding = FrameDescriptor.frameType(window.buffer, frame) == DataHeaderFlyweight.HDR_TYPE_PAD;
        // Where a frame of content has its checksum, padding has something else.
        if (isPadding == isWhole(window, at, aligned)) {
            return isPadding ? ": there is content as if it were padding" : ": its checksum is another";
        }
        return null;
    }

    /** Its header is whole, as none lies over two pages, and nothing follows: a length that is wrong would lead over frames that are whole. */
    private boolean canBeTorn(final Window window, final int at, final long base, final int aligned)
            throws IOException {
        final int frame = window.at(at, HEADER_LENGTH);
        return frame >= 0
                && isFrameAt(window.buffer, frame, base + at)
                && aligned <= recording.mtuLength()
                && isNothingAt(window, at + (long) aligned);
    }

    /** Whether nothing was written for as long as a frame may be: where a length is wrong, there is content or another frame. */
    private boolean isNothingAt(final Window window, final long at) throws IOException {
        for (long place = at; place < at + recording.mtuLength(); place += Long.BYTES) {
            final int here = window.at(place, Long.BYTES);
            if (here >= 0 && window.buffer.getLong(here) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a file is the last of a recording of which nobody has said how far it is written. */
    private boolean isLast(final long base) {
        return isOpen && base + recording.segmentLength() >= until;
    }

    private Path file(final long base) {
        return archive.resolve(recording.id() + "-" + base + ".rec");
    }

    private boolean isFrameAt(final UnsafeBuffer frames, final int at, final long position) {
        final int shift = LogBufferDescriptor.positionBitsToShift(recording.termLength());
        final int type = FrameDescriptor.frameType(frames, at);
        final int termOffset = (int) (position & (recording.termLength() - 1));
        return FrameDescriptor.frameLength(frames, at) >= HEADER_LENGTH
                && FrameDescriptor.frameLength(frames, at) <= recording.termLength() - termOffset
                && (type == DataHeaderFlyweight.HDR_TYPE_DATA || type == DataHeaderFlyweight.HDR_TYPE_PAD)
                && frames.getInt(at + TERM_OFFSET_FIELD_OFFSET, LITTLE_ENDIAN) == termOffset
                && frames.getInt(at + TERM_ID_FIELD_OFFSET, LITTLE_ENDIAN)
                        == LogBufferDescriptor.computeTermIdFromPosition(position, shift, recording.initialTermId());
    }

    private boolean isWhole(final Window window, final int at, final int aligned) throws IOException {
        final int frame = window.at(at, aligned);
        return frame >= 0
                && checksum.compute(window.buffer.addressOffset(), frame + HEADER_LENGTH, aligned - HEADER_LENGTH)
                        == FrameDescriptor.frameSessionId(window.buffer, frame);
    }

    /** A part of a file, in memory. */
    private static final class Window {
        private final FileChannel channel;
        private final ByteBuffer bytes;
        private final UnsafeBuffer buffer;
        private long from;

        Window(final FileChannel channel, final ByteBuffer bytes) {
            this.channel = channel;
            this.bytes = bytes;
            buffer = new UnsafeBuffer(bytes);
            bytes.limit(0);
        }

        /** Where in the buffer a place of the file is, with so many bytes behind it; -1 if the file has not so many. */
        int at(final long place, final int length) throws IOException {
            if (place < from || place + length > from + bytes.limit()) {
                if (length > bytes.capacity()) {
                    return -1;
                }
                bytes.clear();
                from = place;
                int read = 0;
                while (bytes.hasRemaining() && read >= 0) {
                    read = channel.read(bytes, place + bytes.position());
                }
                bytes.flip();
            }
            return place + length > from + bytes.limit() ? -1 : (int) (place - from);
        }
    }
}
