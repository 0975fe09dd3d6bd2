package io.tocsin.transport.directory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** The lines of a file, whatever is in it: a line that is no UTF-8 is given with marks in place of what is not, and of one that is too long its beginning. One thread. */
final class RegisterLines implements AutoCloseable {
    /** Longest line: many times what a patient's columns may hold. */
    static final int MAX_BYTES = 16_384;

    private static final int BUFFER_BYTES = 65_536;

    private final InputStream file;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final byte[] line = new byte[MAX_BYTES];
    private final CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
    private int at;
    private int end;
    private int length;
    private boolean isWhole;
    private boolean isUtf8;
    private String text = "";

    RegisterLines(final InputStream file) {
        this.file = file;
    }

    /** Reads the next line; answers whether there is one. */
    boolean next() throws IOException {
        length = 0;
        isWhole = true;
        int next = read();
        if (next < 0) {
            return false;
        }
        while (next >= 0 && next != '\n' && next != '\r') {
            if (length < MAX_BYTES) {
                line[length++] = (byte) next;
            } else {
                isWhole = false;
            }
            next = read();
        }
        if (next == '\r') {
            final int behind = read();
            if (behind >= 0 && behind != '\n') {
                at--;
            }
        }
        decode();
        return true;
    }

    /** The line, without what ends it. */
    String text() {
        return text;
    }

    /** Whether all of the line is there. */
    boolean isWhole() {
        return isWhole;
    }

    /** Whether it is UTF-8. */
    boolean isUtf8() {
        return isUtf8;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void decode() {
        try {
            text = strict.decode(ByteBuffer.wrap(line, 0, length)).toString();
            isUtf8 = true;
        } catch (final CharacterCodingException not) {
            text = new String(line, 0, length, StandardCharsets.UTF_8);
            isUtf8 = false;
        }
    }

    /** The next byte; below 0 at the end. */
    private int read() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, file.read(buffer));
            if (end == 0) {
                return -1;
            }
        }
        return buffer[at++] & 0xFF;
    }
}
