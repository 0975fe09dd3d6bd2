package io.tocsin.engine.ingress;

import org.agrona.DirectBuffer;

/** How long a text may be that whoever hosts the engine may have sealed: what is sealed is longer than what was typed, and begins with a byte that no UTF-8 has. */
public final class SealedText {
    /** By which a sealed text is longer: mark, key's number, nonce, tag. */
    public static final int HEAD_BYTES = 33;

    private static final byte MARK = (byte) 0xFF;

    private SealedText() {}

    /**
     * Whether a text is longer than it may be.
     *
     * @param buffer    holds the message.
     * @param layout    of the message.
     * @param text      its number.
     * @param mostBytes that may be typed.
     * @return {@code false} also of a sealed one of which no more was typed.
     */
    public static boolean isTooLong(
            final DirectBuffer buffer, final MessageLayout layout, final int text, final int mostBytes) {
        final int length = layout.textLength(text);
        return length > mostBytes
                && (length > mostBytes + HEAD_BYTES || buffer.getByte(layout.textOffset(text)) != MARK);
    }
}
