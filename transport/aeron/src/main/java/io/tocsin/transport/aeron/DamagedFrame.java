package io.tocsin.transport.aeron;

import java.io.Serial;

/** Something in a segment is not what was written. Caught by whoever reads; what leaves the package says where. */
final class DamagedFrame extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final long position;
    private final int tornLength;

    /**
     * @param position   of the frame in its stream.
     * @param tornLength bytes that the frame would take if it was not written to its end; 0 if it cannot be that.
     * @param message    what, and where.
     */
    DamagedFrame(final long position, final int tornLength, final String message) {
        super(message);
        this.position = position;
        this.tornLength = tornLength;
    }

    long position() {
        return position;
    }

    int tornLength() {
        return tornLength;
    }
}
