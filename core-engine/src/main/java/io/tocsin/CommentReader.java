package io.tocsin;

import io.tocsin.atrest.PatientTexts;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Opens the comments of events that are sealed. Delivery thread only. */
final class CommentReader {
    private static final PatientTexts NO_KEYS = PatientTexts.withoutKeys();

    private final PatientTexts texts;
    private int key;

    /** Of what is sealed it is said that it is, without {@code texts}. */
    CommentReader(final @Nullable PatientTexts texts) {
        this.texts = texts == null ? NO_KEYS : texts;
    }

    /** Of the event that comes nothing is known. */
    void reset() {
        key = 0;
    }

    /** The words of a comment, or what stands in their place. */
    String read(final byte[] comment) {
        key = PatientTexts.keyOf(comment);
        return key == 0 ? new String(comment, StandardCharsets.UTF_8) : texts.comment(comment);
    }

    /** Number of the key that sealed the comment of the event that was read last; 0 = it has none, or one in the clear. */
    int key() {
        return key;
    }
}
