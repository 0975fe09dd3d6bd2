package io.tocsin.replay.evaluate;

/**
 * Decimal text to hundredths, exactly: the digits are the value, no binary fraction comes between. A value that
 * hundredths cannot hold is refused and not rounded, because a strict limit would then be compared with another number
 * than was measured.
 */
final class Hundredths {
    /** Not digits with at most one point and a sign. */
    static final long NOT_A_NUMBER = Long.MIN_VALUE;

    /** Has more than two decimals that are not 0. */
    static final long TOO_FINE = Long.MIN_VALUE + 1;

    /** Beyond {@value #MAX_UNITS} units either way. */
    static final long OUT_OF_RANGE = Long.MIN_VALUE + 2;

    private static final int MAX_UNITS = 1_000_000;
    private static final int SCALE = 100;
    private static final int DECIMALS = 2;

    private Hundredths() {}

    /**
     * @param bytes ASCII.
     * @param from  first byte.
     * @param to    behind the last.
     * @return the value, or one of the constants, which are all below any value.
     */
    static long parse(final byte[] bytes, final int from, final int to) {
        int at = from;
        final boolean negative = at < to && bytes[at] == '-';
        if (negative || (at < to && bytes[at] == '+')) {
            at++;
        }
        long value = 0;
        int digits = 0;
        int decimals = -1;
        boolean tooFine = false;
        for (; at < to; at++) {
            final int digit = bytes[at] - '0';
            if (digit >= 0 && digit <= 9) {
                digits++;
                if (decimals >= 0) {
                    decimals++;
                }
                if (decimals > DECIMALS) {
                    tooFine |= digit != 0;
                } else {
                    // Stays at the bound instead of running over it: the text may be of any length.
                    value = Math.min(value * 10 + digit, (long) MAX_UNITS * SCALE * SCALE);
                }
            } else if (bytes[at] == '.' && decimals < 0) {
                decimals = 0;
            } else {
                return NOT_A_NUMBER;
            }
        }
        if (digits == 0) {
            return NOT_A_NUMBER;
        }
        for (int i = Math.max(decimals, 0); i < DECIMALS; i++) {
            value *= 10;
        }
        if (value > (long) MAX_UNITS * SCALE) {
            return OUT_OF_RANGE;
        }
        if (tooFine) {
            return TOO_FINE;
        }
        return negative ? -value : value;
    }
}
