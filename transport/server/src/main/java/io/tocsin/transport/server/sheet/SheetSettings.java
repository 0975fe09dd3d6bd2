package io.tocsin.transport.server.sheet;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How downtime sheets are kept. Immutable; any thread.
 *
 * @param folder     where they lie; made for its owner alone if it is missing.
 * @param every      how often a new one is made.
 * @param keep       how many stay, the newest among them.
 * @param telephones the site's list of people's telephone numbers, a line each; {@code null} = none.
 * @param names      whether patients' names and contacts are printed, where a directory knows them.
 * @param zone       of the times that are printed.
 */
public record SheetSettings(
        Path folder, Duration every, int keep, @Nullable Path telephones, boolean names, ZoneId zone) {
    /** Checks that they are there. */
    public SheetSettings {
        requireNonNull(folder, "folder");
        requireNonNull(every, "every");
        requireNonNull(zone, "zone");
        if (keep < 1) {
            throw new IllegalArgumentException("keep is " + keep + ": one sheet stays at least");
        }
    }

    /** After which one that was not followed by another is not to be relied on. */
    public Duration holds() {
        return every.multipliedBy(2);
    }
}
