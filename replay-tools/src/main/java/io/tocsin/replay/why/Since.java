package io.tocsin.replay.why;

import java.util.Locale;

/** Times as a handover tells them: since the alert was raised. */
final class Since {
    private static final double NS_PER_SECOND = 1e9;
    private static final long MINUTE = 60;
    private static final long HOUR = 3_600;

    private Since() {}

    /** {@code +12.345 s}, {@code +3 min 02 s}, {@code +2 h 05 min}. */
    static String raised(final long raisedNs, final long atNs) {
        final long sinceNs = atNs - raisedNs;
        final long seconds = Math.abs(sinceNs) / 1_000_000_000L;
        final String sign = sinceNs < 0 ? "-" : "+";
        if (seconds < MINUTE) {
            return String.format(Locale.ROOT, "%s%.3f s", sign, Math.abs(sinceNs) / NS_PER_SECOND);
        }
        if (seconds < HOUR) {
            return String.format(Locale.ROOT, "%s%d min %02d s", sign, seconds / MINUTE, seconds % MINUTE);
        }
        return String.format(Locale.ROOT, "%s%d h %02d min", sign, seconds / HOUR, seconds % HOUR / MINUTE);
    }
}
