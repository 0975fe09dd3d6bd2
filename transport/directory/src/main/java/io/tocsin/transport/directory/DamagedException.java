package io.tocsin.transport.directory;

/** What a read model holds is not what was written: it is deleted and made again at the next start. */
public final class DamagedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DamagedException(final String message) {
        super(message);
    }
}
