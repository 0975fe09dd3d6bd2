package io.tocsin.codecs.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * The byte limits of ids and texts, applied before a command is encoded. Ids that are too long are refused, because a cut id is another id; keys of alerts are hashed,
 * because sources do not choose their length; all other text is cut, because an emergency is never refused for its wording. Any thread; allocates.
 */
public final class EdgeText {
    /** Longest id in bytes of UTF-8. */
    public static final int MAX_ID_BYTES = 36;

    /** Most bytes that are read back of a critical result. */
    public static final int MAX_READ_BACK_BYTES = 72;

    /** Separates the pairs of metadata. */
    public static final char PAIR_SEPARATOR = '\u001F';

    private static final int HASH_BYTES = 16;
    private static final int SHOWN_CHARS = 48;

    private EdgeText() {}

    /**
     * Checks an id that may be empty.
     *
     * @param field name of the field, for the message.
     * @param id    opaque.
     * @return the id.
     * @throws IllegalArgumentException if it is longer than {@value #MAX_ID_BYTES} bytes; the message names the field.
     */
    public static String optionalId(final String field, final String id) {
        if (id == null) {
            throw new NullPointerException(field + " is null");
        }
        final int bytes = utf8Length(id);
        if (bytes > MAX_ID_BYTES) {
            throw new IllegalArgumentException(
                    field + " '" + shown(id) + "' is " + bytes + " bytes long: an id has at most " + MAX_ID_BYTES);
        }
        return id;
    }

    /**
     * Checks an id that must be there.
     *
     * @param field name of the field, for the message.
     * @param id    opaque.
     * @return the id.
     * @throws IllegalArgumentException if it is empty or longer than {@value #MAX_ID_BYTES} bytes; the message names the field.
     */
    public static String requiredId(final String field, final String id) {
        if (optionalId(field, id).isEmpty()) {
            throw new IllegalArgumentException(field + " is empty: an id has 1 to " + MAX_ID_BYTES + " bytes");
        }
        return id;
    }

    /**
     * The key of an alert as the engine knows it: itself, or if it is longer than {@value #MAX_ID_BYTES} bytes the first 128 bits of its SHA-256 as 32 lower-case
     * hexadecimal digits. The same key always gives the same answer, on every edge.
     *
     * @param key as the source names it.
     * @return 1 to {@value #MAX_ID_BYTES} bytes.
     * @throws IllegalArgumentException if it is empty.
     */
    public static String alertKey(final String key) {
        if (key == null) {
            throw new NullPointerException("alertKey is null");
        }
        if (key.isEmpty()) {
            throw new IllegalArgumentException("alertKey is empty: every alert has a name of its source's own");
        }
        if (utf8Length(key) <= MAX_ID_BYTES) {
            return key;
        }
        try {
            final byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (final NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /**
     * Cuts a text behind its last whole character that fits.
     *
     * @param text     any.
     * @param maxBytes of UTF-8.
     * @return the text itself if it fits.
     */
    public static String cut(final String text, final int maxBytes) {
        int bytes = 0;
        int index = 0;
        while (index < text.length()) {
            final int codePoint = text.codePointAt(index);
            bytes += utf8Length(codePoint);
            if (bytes > maxBytes) {
                return text.substring(0, index);
            }
            index += Character.charCount(codePoint);
        }
        return text;
    }

    /**
     * Checks what somebody reads back of a critical result. It is never cut: what is left of it might be right.
     *
     * @param text any.
     * @return the text itself.
     * @throws IllegalArgumentException if it is longer than {@value #MAX_READ_BACK_BYTES} bytes of UTF-8; the message names the field.
     */
    public static String readBack(final String text) {
        final int bytes = utf8Length(text);
        if (bytes > MAX_READ_BACK_BYTES) {
            throw new IllegalArgumentException(
                    "readBack is " + bytes + " bytes long: it has at most " + MAX_READ_BACK_BYTES);
        }
        return text;
    }

    /**
     * Writes pairs as {@code key=value}, separated by U+001F, as many whole ones as fit, in order. What would be read as a separator ({@code =} in a key, U+001F
     * anywhere) becomes a space.
     *
     * @param pairs    in the order that matters.
     * @param maxBytes of UTF-8.
     * @return the text, and whether pairs were left out or changed.
     */
    public static Metadata metadata(final Map<String, String> pairs, final int maxBytes) {
        final StringBuilder text = new StringBuilder();
        boolean whole = true;
        int bytes = 0;
        for (final Map.Entry<String, String> pair : pairs.entrySet()) {
            final String key = pair.getKey().replace(PAIR_SEPARATOR, ' ').replace('=', ' ');
            final String value = pair.getValue().replace(PAIR_SEPARATOR, ' ');
            final int added = (text.isEmpty() ? 0 : 1) + utf8Length(key) + 1 + utf8Length(value);
            if (bytes + added > maxBytes) {
                whole = false;
                break;
            }
            whole &= key.equals(pair.getKey()) && value.equals(pair.getValue());
            if (!text.isEmpty()) {
                text.append(PAIR_SEPARATOR);
            }
            text.append(key).append('=').append(value);
            bytes += added;
        }
        return new Metadata(text.toString(), !whole);
    }

    /**
     * How long a text is.
     *
     * @param text any; a lone surrogate counts as the question mark it becomes.
     * @return bytes of UTF-8.
     */
    public static int utf8Length(final String text) {
        int bytes = 0;
        for (int index = 0; index < text.length(); ) {
            final int codePoint = text.codePointAt(index);
            bytes += utf8Length(codePoint);
            index += Character.charCount(codePoint);
        }
        return bytes;
    }

    private static int utf8Length(final int codePoint) {
        if (codePoint < 0x80 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }

    private static String shown(final String id) {
        return id.length() <= SHOWN_CHARS ? id : id.substring(0, SHOWN_CHARS) + "…";
    }

    /**
     * Metadata that fits.
     *
     * @param text    to encode.
     * @param changed whether it is less than what was given.
     */
    public record Metadata(String text, boolean changed) {}
}
