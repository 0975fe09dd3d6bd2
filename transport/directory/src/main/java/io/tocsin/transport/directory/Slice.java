package io.tocsin.transport.directory;

import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Some bytes, in memory that is used again and again: a key or a value of a {@link ReadModelStore}. One thread at a time. */
public final class Slice {
    /** Most bytes of a key or a value. */
    public static final int MOST = 2_048;

    private final byte[] bytes = new byte[MOST];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private int length;

    /** Nothing, with room for the most. */
    public Slice() {}

    /** The memory itself; the first {@link #length()} bytes count. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes count. */
    public int length() {
        return length;
    }

    /** Says how many bytes count; 0 to {@value #MOST}. */
    public void length(final int value) {
        if (value < 0 || value > MOST) {
            throw new IllegalArgumentException("a slice holds at most " + MOST + " bytes, not " + value);
        }
        length = value;
    }

    /** Takes what another holds. */
    public void copy(final Slice other) {
        System.arraycopy(other.bytes, 0, bytes, 0, other.length);
        length = other.length;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    /** One letter and a text; answers whether it fits. Allocates only for a text that is not ASCII. */
    boolean key(final char kind, final String text) {
        final int characters = text.length();
        if (characters > Layout.MAX_KEY_BYTES) {
            return false;
        }
        bytes[0] = (byte) kind;
        for (int i = 0; i < characters; i++) {
            final char character = text.charAt(i);
            if (character >= 0x80) {
                final byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
                if (encoded.length > Layout.MAX_KEY_BYTES) {
                    return false;
                }
                System.arraycopy(encoded, 0, bytes, 1, encoded.length);
                length = 1 + encoded.length;
                return true;
            }
            bytes[i + 1] = (byte) character;
        }
        length = 1 + characters;
        return true;
    }

    /** One letter and a number. */
    void key(final char kind, final long number) {
        bytes[0] = (byte) kind;
        buffer.putLong(1, number);
        length = 1 + Long.BYTES;
    }
}
