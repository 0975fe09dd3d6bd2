package io.tocsin.transport.client;

import io.tocsin.codecs.json.CloseCode;
import org.jspecify.annotations.Nullable;

/**
 * The end of a connection, or of an attempt at one.
 *
 * @param code     of the close frame; 0 = there was none: the connection broke, or never came to be.
 * @param reason   for people.
 * @param welcomed whether the router had greeted back.
 * @param retryMs  when the client tries again; -1 = never, it is closed.
 */
public record Disconnect(int code, String reason, boolean welcomed, long retryMs) {
    /**
     * The close code, if the protocol knows it.
     *
     * @return {@code null} for another, or none.
     */
    public @Nullable CloseCode closeCode() {
        return CloseCode.of(code);
    }
}
