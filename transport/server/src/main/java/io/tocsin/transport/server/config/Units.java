package io.tocsin.transport.server.config;

import java.time.Duration;

/** Durations and sizes as a configuration writes them. Any thread. */
final class Units {
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final long NS_PER_MS = 1_000_000;
    private static final long MS_PER_S = 1_000;
    private static final long MS_PER_MIN = 60_000;
    private static final long MS_PER_H = 3_600_000;
    private static final long MS_PER_DAY = 86_400_000;

    private Units() {}

    static String duration(final Duration value) {
        final long ns = value.toNanos();
        if (ns % NS_PER_MS != 0) {
            return ns + " ns";
        }
        final long ms = ns / NS_PER_MS;
        if (ms != 0 && ms % MS_PER_DAY == 0) {
            return ms / MS_PER_DAY + " d";
        }
        if (ms != 0 && ms % MS_PER_H == 0) {
            return ms / MS_PER_H + " h";
        }
        if (ms != 0 && ms % MS_PER_MIN == 0) {
            return ms == MS_PER_MIN ? "1 minute" : ms / MS_PER_MIN + " minutes";
        }
        return ms % MS_PER_S == 0 ? ms / MS_PER_S + " s" : ms + " ms";
    }

    static String size(final long bytes) {
        if (bytes != 0 && bytes % GIB == 0) {
            return bytes / GIB + " GiB";
        }
        if (bytes != 0 && bytes % MIB == 0) {
            return bytes / MIB + " MiB";
        }
        return bytes != 0 && bytes % KIB == 0 ? bytes / KIB + " KiB" : bytes + " B";
    }
}
