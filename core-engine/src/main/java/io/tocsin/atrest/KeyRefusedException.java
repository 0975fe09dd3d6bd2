package io.tocsin.atrest;

import java.io.Serial;

/** A key is missing, is not what it says, or lies where others could read it. The message says which, where, and what to do. */
public final class KeyRefusedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Without a cause.
     *
     * @param message which key, where, and what to do.
     */
    public KeyRefusedException(final String message) {
        super(message);
    }

    /**
     * With a cause.
     *
     * @param message which key, where, and what to do.
     * @param cause   what the operating system or the JDK said.
     */
    public KeyRefusedException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
