package io.tocsin.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The words of a text are its bytes and nothing of its neighbours. */
final class WordsTest {
    private static final int LONGEST = 40;

    @Test
    void shouldHoldTheBytesOfTextsOfEveryLength() {
        for (int length = 0; length <= LONGEST; length++) {
            final byte[] text = new byte[length];
            for (int i = 0; i < length; i++) {
                text[i] = (byte) (0xF1 + 37 * i);
            }
            // Alone in its buffer: a byte read before or behind it would be out of bounds.
            check(new UnsafeBuffer(text), 0, text);

            final byte[] around = new byte[length + 20];
            java.util.Arrays.fill(around, (byte) 0xFF);
            System.arraycopy(text, 0, around, 9, length);
            check(new UnsafeBuffer(around), 9, text);
        }
    }

    private static void check(final UnsafeBuffer buffer, final int offset, final byte[] text) {
        for (int from = 0; from < LONGEST; from += Long.BYTES) {
            long expected = 0;
            for (int i = from; i < Math.min(text.length, from + Long.BYTES); i++) {
                expected |= (text[i] & 0xFFL) << (Byte.SIZE * (i - from));
            }
            assertThat(Words.word(buffer, offset, text.length, from))
                    .as("length %d, word at %d", text.length, from)
                    .isEqualTo(expected);
        }
    }
}
