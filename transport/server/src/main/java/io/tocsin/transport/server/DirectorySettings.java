package io.tocsin.transport.server;

import static java.util.Objects.requireNonNull;

import io.tocsin.transport.directory.ReadModelSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a server's patient directory and history of alerts are made from. Immutable; any thread.
 *
 * @param kind     where they are kept; on the disk beside the journal, if there is one.
 * @param patients most patients.
 * @param alerts   most alerts.
 * @param register file of the hospital's register; {@code null} = there is none.
 * @param operators whether clients that greet as operators may look anybody up.
 */
public record DirectorySettings(
        ReadModelSettings.Kind kind,
        long patients,
        long alerts,
        @Nullable Path register,
        boolean operators) {
    /** Patients, and alerts, by default. */
    public static final int DEFAULT_ENTRIES = 100_000;

    /** Checks that they are there. */
    public DirectorySettings {
        requireNonNull(kind, "kind");
    }
}
