package io.tocsin.replay.evaluate;

import java.io.Serial;

/** The engine did not do what a data set asks of it, or what it did cannot be kept. Its message is one line. */
final class EvaluationException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    EvaluationException(final String message) {
        super(message);
    }

    EvaluationException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
