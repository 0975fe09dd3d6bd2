package io.tocsin.engine.snapshot;

/** A snapshot that cannot be what the engine wrote: cut short, changed, of a newer layout or of another size. The engine it was meant for is not usable. */
public final class SnapshotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong and where.
     *
     * @param message for the operator.
     */
    public SnapshotException(final String message) {
        super("snapshot: " + message);
    }
}
