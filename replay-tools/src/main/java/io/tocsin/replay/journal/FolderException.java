package io.tocsin.replay.journal;

/** A folder that cannot be used; the message says why, in one line. */
public final class FolderException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Cannot be used.
     *
     * @param message for people.
     */
    public FolderException(final String message) {
        super(message);
    }

    /**
     * Cannot be used.
     *
     * @param message for people.
     * @param cause   of it.
     */
    public FolderException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
