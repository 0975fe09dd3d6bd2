package io.tocsin.replay.evaluate;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The lines of a file, plain or gzip, as bytes in place: no text is made of what nobody will read. Gzip is recognised
 * by its first bytes; a file whose name ends in {@code .gz} must be gzip.
 */
final class LineReader implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 17;
    private static final int MAX_LINE_BYTES = 1 << 20;
    private static final int GZIP_FIRST = 0x1F;
    private static final int GZIP_SECOND = 0x8B;

    private final Path file;
    private final InputStream in;
    private byte[] bytes = new byte[BUFFER_BYTES];
    private int start;
    private int end;
    private int next;
    private int limit;
    private boolean ended;
    private long line;

    LineReader(final Path file) throws InputException {
        this.file = file;
        in = open(file);
    }

    /**
     * Moves to the next line.
     *
     * @return whether there is one.
     * @throws InputException if the file cannot be read on; names the line and the column reached.
     */
    boolean next() throws InputException {
        start = next;
        int at = next;
        while (true) {
            while (at < limit) {
                if (bytes[at] == '\n') {
                    found(at, at + 1);
                    return true;
                }
                at++;
            }
            if (ended) {
                if (start == limit) {
                    return false;
                }
                found(limit, limit);
                return true;
            }
            at -= start;
            refill();
        }
    }

    /** Holds the line; valid until the next one. */
    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    /** Behind the line's last byte; neither line feed nor carriage return are part of it. */
    int end() {
        return end;
    }

    /** Number of the line, from 1. */
    long line() {
        return line;
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (final IOException ignored) {
            // Everything that was wanted has been read.
        }
    }

    private void found(final int lineEnd, final int nextLine) {
        end = lineEnd > start && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        next = nextLine;
        line++;
    }

    /** Moves the line begun to the front and reads on behind it. */
    private void refill() throws InputException {
        final int kept = limit - start;
        if (kept == bytes.length) {
            if (kept >= MAX_LINE_BYTES) {
                throw bad("the line is longer than " + MAX_LINE_BYTES + " bytes");
            }
            bytes = Arrays.copyOf(bytes, 2 * kept);
        }
        System.arraycopy(bytes, start, bytes, 0, kept);
        start = 0;
        limit = kept;
        try {
            final int count = in.read(bytes, kept, bytes.length - kept);
            ended = count < 0;
            limit += Math.max(count, 0);
        } catch (final EOFException truncated) {
            throw bad("the gzip data ends in the midst: the file is truncated");
        } catch (final ZipException damaged) {
            throw bad("the gzip data is damaged: " + damaged.getMessage());
        } catch (final IOException failed) {
            throw bad("cannot be read on: " + failed);
        }
    }

    private InputException bad(final String what) {
        int column = 1;
        for (int i = start; i < limit; i++) {
            if (bytes[i] == PsvLayout.SEPARATOR) {
                column++;
            }
        }
        return InputException.at(file, line + 1, column, what);
    }

    private static InputStream open(final Path file) throws InputException {
        if (Files.isDirectory(file)) {
            throw InputException.at(file, "is a folder");
        }
        try {
            final InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
            try {
                return unzipped(file, raw);
            } catch (final InputException | IOException failed) {
                raw.close();
                throw failed;
            }
        } catch (final NoSuchFileException absent) {
            throw InputException.at(file, "no such file");
        } catch (final EOFException truncated) {
            throw InputException.at(file, "the gzip data ends in its header: the file is truncated");
        } catch (final IOException failed) {
            throw InputException.at(file, "cannot be read: " + failed);
        }
    }

    private static InputStream unzipped(final Path file, final InputStream raw) throws InputException, IOException {
        raw.mark(2);
        final int first = raw.read();
        final int second = raw.read();
        raw.reset();
        if (first < 0) {
            throw InputException.at(file, "the file is empty");
        }
        if (first == GZIP_FIRST && second == GZIP_SECOND) {
            return new GZIPInputStream(raw, BUFFER_BYTES);
        }
        if (InputFiles.isNamedGzip(file)) {
            throw InputException.at(file, "is not gzip, as its name says it is");
        }
        return raw;
    }
}
