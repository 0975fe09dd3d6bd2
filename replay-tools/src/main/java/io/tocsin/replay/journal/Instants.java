package io.tocsin.replay.journal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Epoch nanoseconds as people read them. */
final class Instants {
    private static final long NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Instants() {}

    /** UTC with all nine decimals, so that lines stand below one another. */
    static String text(final long epochNs) {
        return FORM.format(
                Instant.ofEpochSecond(Math.floorDiv(epochNs, NS_PER_SECOND), Math.floorMod(epochNs, NS_PER_SECOND)));
    }
}
