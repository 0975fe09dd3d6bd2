package io.tocsin.replay.evaluate;

import java.io.Serial;

/** The engine did not do what a data set asks of it, or what it did cannot be kept. Its message is one line. */
public final class EvaluationException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param message one line. */
    public EvaluationException(final String message) {
        super(message);
    }

    /**
     * @param message one line.
     * @param cause   why.
     */
    public EvaluationException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
