package io.tocsin.transport.directory;

/** A read model cannot say now: it is not open yet, has ended, is not kept, too many have asked, or it would take too long. */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnavailableException() {
        super("not now");
    }
}
