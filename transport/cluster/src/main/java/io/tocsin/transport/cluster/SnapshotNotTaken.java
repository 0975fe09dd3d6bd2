package io.tocsin.transport.cluster;

/** A snapshot could not be taken. The engine is as it was, the log has everything, the node goes on. */
final class SnapshotNotTaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    SnapshotNotTaken(final String message) {
        super(message);
    }
}
