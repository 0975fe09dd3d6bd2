package io.tocsin.replay.simulate;

/** Something that must not be: an invariant that does not hold, a difference to the model, or an end that was not reached. */
final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Found.
     *
     * @param message what, for people.
     */
    Fault(final String message) {
        super(message);
    }

    /**
     * Found by an exception.
     *
     * @param message what, for people.
     * @param cause   that was thrown.
     */
    Fault(final String message, final Throwable cause) {
        super(message, cause);
    }
}
