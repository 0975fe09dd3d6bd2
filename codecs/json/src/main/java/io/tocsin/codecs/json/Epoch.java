package io.tocsin.codecs.json;

import java.util.HexFormat;

/**
 * Which log sequences belong to: minted when the log is created, or restored with possible loss. Sequences of different epochs cannot be compared.
 *
 * @param high the first 64 bits.
 * @param low  the last 64 bits.
 */
public record Epoch(long high, long low) {
    private static final int DIGITS = 32;

    /**
     * Reads one.
     *
     * @param hex as {@link #toString()} writes it; upper case is taken too.
     * @return the epoch.
     * @throws IllegalArgumentException if it is not 32 hexadecimal digits.
     */
    public static Epoch parse(final String hex) {
        if (hex.length() != DIGITS) {
            throw new IllegalArgumentException("an epoch has 32 hexadecimal digits");
        }
        return new Epoch(
                HexFormat.fromHexDigitsToLong(hex, 0, DIGITS / 2),
                HexFormat.fromHexDigitsToLong(hex, DIGITS / 2, DIGITS));
    }

    /** 32 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
