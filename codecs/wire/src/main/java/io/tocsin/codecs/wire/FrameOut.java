package io.tocsin.codecs.wire;

import io.tocsin.codecs.wire.frames.Flag;
import io.tocsin.codecs.wire.frames.MessageHeaderEncoder;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** Where one message is written: it grows as it must. One thread; once. */
final class FrameOut {
    private static final int USUAL_BYTES = 512;
    /** One more than a reader takes: what is cut here is refused there, whole, and never taken in part. */
    private static final int MAX_CHARS = 8_193;

    /** What 16 bits can say. */
    private static final int MAX_LENGTH = 65_534;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(USUAL_BYTES);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    ExpandableArrayBuffer buffer() {
        return buffer;
    }

    MessageHeaderEncoder header() {
        return header;
    }

    /** What was written, from the header at 0 to where this message ends. */
    byte[] bytes(final MessageEncoderFlyweight message) {
        return Arrays.copyOf(buffer.byteArray(), message.limit());
    }

    /** Writes no message where one could be inside another. */
    void nothing(final MessageEncoderFlyweight outer) {
        inside(outer, at -> at);
    }

    /** Writes a message inside another: given where it begins, it answers where it ends. */
    void inside(final MessageEncoderFlyweight outer, final IntUnaryOperator message) {
        final int at = outer.limit();
        buffer.checkLimit(at + Short.BYTES);
        final int from = at + Short.BYTES;
        final int end = message.applyAsInt(from);
        if (end - from > MAX_LENGTH) {
            throw new IllegalArgumentException("a message of " + (end - from) + " bytes does not fit inside another");
        }
        buffer.putShort(at, (short) (end - from), ByteOrder.LITTLE_ENDIAN);
        outer.limit(end);
    }

    static Flag flag(final boolean isSo) {
        return isSo ? Flag.YES : Flag.NO;
    }

    /** A text that can be written: halves of surrogate pairs become replacement characters. */
    static String text(final String text) {
        return wellFormed(text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text);
    }

    /** How many entries a group has; more than it can say are an {@link IllegalArgumentException}. */
    static int count(final int size) {
        if (size > MAX_LENGTH) {
            throw new IllegalArgumentException(size + " entries do not fit one message");
        }
        return size;
    }

    private static String wellFormed(final String text) {
        StringBuilder mended = null;
        for (int i = 0; i < text.length(); i++) {
            final char next = text.charAt(i);
            if (Character.isHighSurrogate(next)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(next)) {
                mended = mended == null ? new StringBuilder(text) : mended;
                mended.setCharAt(i, '\uFFFD');
            }
        }
        return mended == null ? text : mended.toString();
    }
}
