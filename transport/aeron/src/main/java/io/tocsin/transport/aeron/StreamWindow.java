package io.tocsin.transport.aeron;

import io.tocsin.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A part of a stream, read from its files into memory of its own. Nothing is mapped: a sector that the disk does not give, or a file that becomes shorter, is an
 * exception here and not the end of the process, and who waits for the disk keeps no other thread from its safepoint. One thread.
 */
final class StreamWindow implements AutoCloseable {
    /** Most that it holds; no record takes more, since a record is one message of the driver. */
    static final int LENGTH = 64 << 10;

    private final StreamFiles files;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(LENGTH);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private @Nullable FileChannel channel;
    private long base;
    private long start;
    private int length;

    StreamWindow(final StreamFiles files) {
        this.files = files;
    }

    /**
     * Makes a part readable; reads on if it is not held yet.
     *
     * @param position where the part begins.
     * @param wanted   its length, at most {@link #LENGTH}; within one segment.
     * @param end      where nothing is read any more; not before the part's end.
     * @return where in the buffer it begins.
     * @throws IOException      if it cannot be read, now at least.
     * @throws JournalException if the file has a wrong length.
     */
    int hold(final long position, final int wanted, final long end) throws IOException {
        if (position < start || position + wanted > start + length) {
            read(position, (int)
                    Math.min(LENGTH, Math.min(end, files.base(position) + files.segmentLength()) - position));
        }
        return (int) (position - start);
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    /** Forgets what it holds, and closes the file. It can be used again. */
    @Override
    public void close() throws IOException {
        length = 0;
        final FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }

    private void read(final long position, final int toRead) throws IOException {
        length = 0;
        final FileChannel file = open(files.base(position));
        bytes.clear().limit(toRead);
        int last = 0;
        while (bytes.hasRemaining() && last >= 0) {
            last = file.read(bytes, position - base + bytes.position());
        }
        // Once it could be read: what is no file at all, but stands in its place, has some size, too.
        final long size = file.size();
        if (size != files.segmentLength()) {
            throw new JournalException(files.file(base) + " has " + size + " bytes instead of " + files.segmentLength()
                    + ": it was cut or changed");
        }
        if (bytes.hasRemaining()) {
            throw new IOException("it ended early");
        }
        start = position;
        length = toRead;
    }

    private FileChannel open(final long wanted) throws IOException {
        FileChannel open = channel;
        if (open == null || base != wanted) {
            close();
            open = FileChannel.open(files.file(wanted), StandardOpenOption.READ);
            channel = open;
            base = wanted;
        }
        return open;
    }
}
