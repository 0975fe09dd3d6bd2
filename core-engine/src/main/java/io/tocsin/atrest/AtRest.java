package io.tocsin.atrest;

import org.jspecify.annotations.Nullable;

/**
 * What is done with what is kept: with which keys it is read, and whether what is written is sealed. Immutable; any thread.
 *
 * @param keys  that there are; {@code null} = none: what is sealed cannot be read, and nothing is sealed.
 * @param seals whether what is written from now on is sealed, if there are keys.
 */
public record AtRest(@Nullable AtRestKeys keys, boolean seals) {
    /** No keys. */
    public static final AtRest OPEN = new AtRest(null, false);

    /**
     * What is written is sealed with the key in force.
     *
     * @param keys that there are.
     * @return both read and written with them.
     */
    public static AtRest sealed(final AtRestKeys keys) {
        return new AtRest(keys, true);
    }

    /**
     * What is written is not sealed; what is sealed can be read.
     *
     * @param keys that there are; {@code null} = none.
     * @return read with them alone.
     */
    public static AtRest readWith(final @Nullable AtRestKeys keys) {
        return new AtRest(keys, false);
    }

    /** Keys for what is written; {@code null} = it is not sealed. */
    public @Nullable AtRestKeys forWriting() {
        return seals ? keys : null;
    }
}
