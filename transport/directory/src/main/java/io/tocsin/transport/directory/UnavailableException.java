package io.tocsin.transport.directory;

/** A read model cannot say now: it is not open yet, has ended, is not kept, or too many have asked. */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnavailableException() {
        super("not now");
    }
}
