package io.tocsin.atrest;

import java.io.IOException;
import java.io.Serial;

/** Something in a sealed file is not what was sealed there, or is not all there. */
public final class SealDamageException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final long at;
    private final boolean isTorn;

    SealDamageException(final String message, final long at, final boolean isTorn) {
        super(message);
        this.at = at;
        this.isTorn = isTorn;
    }

    /** The byte of the file at which the piece or head begins that is wrong. */
    public long at() {
        return at;
    }

    /** Whether the file ends in it: its writer may not have come further. */
    public boolean isTorn() {
        return isTorn;
    }
}
