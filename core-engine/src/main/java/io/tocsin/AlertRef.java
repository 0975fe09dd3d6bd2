package io.tocsin;

import io.tocsin.codecs.text.EdgeText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names an open alert of a source: by the id it was answered, or by the source's own key.
 *
 * @param alertId  as answered to the raise; 0 = by key.
 * @param alertKey the source's name for it; empty = by id.
 * @param key      the caller's idempotency key; {@code null}: the router makes one under its own source.
 */
public record AlertRef(
        long alertId, String alertKey, @Nullable CommandKey key) {
    /** Checks that it names something; a key that is longer than 36 bytes is hashed as in {@link Raise#alert}. */
    public AlertRef {
        Objects.requireNonNull(alertKey, "alertKey");
        if (alertId == 0) {
            alertKey = EdgeText.alertKey(alertKey);
        }
    }

    /**
     * By the alert's id.
     *
     * @param alertId as answered to the raise.
     * @return a reference under the router's own source.
     * @throws IllegalArgumentException if it is 0.
     */
    public static AlertRef id(final long alertId) {
        if (alertId == 0) {
            throw new IllegalArgumentException("alertId is 0: alerts are numbered from 1");
        }
        return new AlertRef(alertId, "", null);
    }

    /**
     * By the source's key.
     *
     * @param alertKey as given to {@link Raise#alert}.
     * @return a reference under the router's own source.
     */
    public static AlertRef key(final String alertKey) {
        return new AlertRef(0, alertKey, null);
    }

    /**
     * The same alert, for a command of another source or under an idempotency key of the caller's.
     *
     * @param sourceId  who sends.
     * @param commandId rises with each command of the source.
     * @return a new reference.
     */
    public AlertRef from(final long sourceId, final long commandId) {
        return new AlertRef(alertId, alertKey, new CommandKey(sourceId, commandId));
    }
}
