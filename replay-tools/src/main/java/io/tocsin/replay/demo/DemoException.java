package io.tocsin.replay.demo;

/** The demo cannot go on; the message says why, in one line. */
final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Ends the demo.
     *
     * @param message for people.
     * @param cause   of it.
     */
    DemoException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
