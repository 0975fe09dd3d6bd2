package io.tocsin.transport.server.config;

import io.tocsin.audit.AuditSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads how the audit is kept. One thread. */
final class AuditSection {
    private static final int MAX_DAYS = 36_500;
    private static final long LEAST_FILE_BYTES = 64 << 10;
    private static final long MOST_FILE_BYTES = 1 << 30;

    private AuditSection() {}

    /**
     * As the section says.
     *
     * @param folder  of the configuration's file.
     * @param data    folder of the journal.
     * @param notKept why there is nothing to follow; {@code null} = there is.
     */
    static @Nullable AuditSettings read(
            final Section section, final Path folder, final Path data, final @Nullable String notKept) {
        final Path fallback = data.resolveSibling(data.getFileName() + ".audit-key");
        final Item keyFile = section.item("key-file");
        final long fileBytes = section.size("file-size", AuditSettings.FILE_BYTES, LEAST_FILE_BYTES, MOST_FILE_BYTES);
        final int sixYears = (int) AuditSettings.SIX_YEARS.toDays();
        final int days = section.integer("keep-days", sixYears, 1, MAX_DAYS);
        final boolean less = section.flag("keep-less-than-six-years", false);
        final boolean hold = section.flag("hold", false);
        section.end();
        if (notKept != null) {
            section.problem("", "there can be no audit: " + notKept);
            return null;
        }
        if (days < sixYears && !less) {
            section.problem(
                    "keep-days",
                    "is " + days + ": such records are kept for six years, " + sixYears
                            + " days (45 CFR 164.316), unless keep-less-than-six-years = true says that they need not be");
            return null;
        }
        final Path key = keyFile == null ? fallback : folder.resolve(keyFile.text());
        if (key.toAbsolutePath().normalize().startsWith(data.toAbsolutePath().normalize())) {
            section.problem(
                    "key-file",
                    "lies in " + data
                            + ": whoever could change the audit there would have the key that vouches for it");
            return null;
        }
        return new AuditSettings(data.resolve("audit"), key, fileBytes, Duration.ofDays(days), hold);
    }
}
