package io.tocsin.journal;

import java.io.Serial;

/** A journal has failed or cannot be read. It stays failed: whoever writes to it stops. */
public final class JournalException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Without a cause.
     *
     * @param message what, and where.
     */
    public JournalException(final String message) {
        super(message);
    }

    /**
     * With a cause.
     *
     * @param message what, and where.
     * @param cause   what the operating system or the library said.
     */
    public JournalException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
