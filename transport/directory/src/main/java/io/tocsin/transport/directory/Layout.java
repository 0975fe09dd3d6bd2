package io.tocsin.transport.directory;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * How values are laid out: 4 bytes CRC32C of the rest, 1 byte version, 3 bytes to spare, 8 bytes sequence of the last event that was applied, then fields, then texts of one byte
 * length each. Little endian. One per thread that reads or writes.
 */
final class Layout {
    /** Of every layout here; another is rebuilt. */
    static final int VERSION = 1;

    static final int MAX_ID_BYTES = 36;
    /** Of the text in a key: the engine puts a letter in front of whom an alert is about. */
    static final int MAX_KEY_BYTES = 1 + MAX_ID_BYTES;

    static final int CRC_OFFSET = 0;
    static final int VERSION_OFFSET = 4;
    static final int APPLIED_OFFSET = 8;
    static final int FIELDS_OFFSET = 16;
    /** Keys: the model's own record; a patient; an alert; the newest alert of a subject, of a unit; an interned id. */
    static final char META = '\0';

    static final char PATIENT = 'p';
    static final char ALERT = 'a';
    static final char NEWEST_OF_SUBJECT = 's';
    static final char NEWEST_OF_UNIT = 'u';
    static final char ID = 'i';

    private final CRC32C crc = new CRC32C();

    /** Marks as whole what a value holds now. */
    void seal(final Slice value) {
        value.buffer().putByte(VERSION_OFFSET, (byte) VERSION);
        value.buffer().putInt(CRC_OFFSET, crcOf(value), ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Checks a value that was read.
     *
     * @throws DamagedException if it is not what was sealed.
     */
    void check(final Slice value) {
        if (value.length() < FIELDS_OFFSET
                || value.buffer().getByte(VERSION_OFFSET) != VERSION
                || value.buffer().getInt(CRC_OFFSET, ByteOrder.LITTLE_ENDIAN) != crcOf(value)) {
            throw new DamagedException("an entry of " + value.length() + " bytes is not what was written");
        }
    }

    private int crcOf(final Slice value) {
        crc.reset();
        crc.update(value.bytes(), VERSION_OFFSET, value.length() - VERSION_OFFSET);
        return (int) crc.getValue();
    }

    static long getLong(final Slice value, final int offset) {
        return value.buffer().getLong(offset, ByteOrder.LITTLE_ENDIAN);
    }

    static void putLong(final Slice value, final int offset, final long number) {
        value.buffer().putLong(offset, number, ByteOrder.LITTLE_ENDIAN);
    }

    static int getInt(final Slice value, final int offset) {
        return value.buffer().getInt(offset, ByteOrder.LITTLE_ENDIAN);
    }

    static void putInt(final Slice value, final int offset, final int number) {
        value.buffer().putInt(offset, number, ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes a text of at most so many bytes, cut at a character; answers where the next begins. */
    static int putText(final Slice value, final int offset, final String text, final int most) {
        final byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(encoded.length, most);
        while (length > 0 && length < encoded.length && (encoded[length] & 0xC0) == 0x80) {
            length--;
        }
        value.bytes()[offset] = (byte) length;
        System.arraycopy(encoded, 0, value.bytes(), offset + 1, length);
        return offset + 1 + length;
    }

    /** Writes a list of at most so many texts; answers where the next begins. */
    static int putTexts(
            final Slice value, final int offset, final List<String> texts, final int most, final int bytes) {
        final int count = Math.min(texts.size(), most);
        value.bytes()[offset] = (byte) count;
        int next = offset + 1;
        for (int i = 0; i < count; i++) {
            next = putText(value, next, texts.get(i), bytes);
        }
        return next;
    }

    static String text(final Slice value, final int offset) {
        return new String(value.bytes(), offset + 1, value.bytes()[offset] & 0xFF, StandardCharsets.UTF_8);
    }

    static int afterText(final Slice value, final int offset) {
        return offset + 1 + (value.bytes()[offset] & 0xFF);
    }

    static List<String> texts(final Slice value, final int offset) {
        final int count = value.bytes()[offset] & 0xFF;
        final List<String> texts = new ArrayList<>(count);
        int next = offset + 1;
        for (int i = 0; i < count; i++) {
            texts.add(text(value, next));
            next = afterText(value, next);
        }
        return texts;
    }

    static int afterTexts(final Slice value, final int offset) {
        final int count = value.bytes()[offset] & 0xFF;
        int next = offset + 1;
        for (int i = 0; i < count; i++) {
            next = afterText(value, next);
        }
        return next;
    }
}
