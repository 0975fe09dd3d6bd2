package io.tocsin.transport.server.config;

import io.tocsin.transport.directory.ReadModelSettings;
import io.tocsin.transport.server.DirectorySettings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what the patient directory and the history of alerts are made from. One thread. */
final class DirectoryReader {
    private static final int MAX_ENTRIES = 100_000_000;

    private DirectoryReader() {}

    /**
     * As the section says.
     *
     * @param folder of the configuration's file.
     * @param notKept why nothing is kept on the disk; {@code null} = it is.
     */
    static DirectorySettings read(final Section section, final Path folder, final @Nullable String notKept) {
        final boolean isKept = notKept == null;
        final ReadModelSettings.Kind kind = section.choice(
                "store",
                isKept ? ReadModelSettings.Kind.CHRONICLE : ReadModelSettings.Kind.MEMORY,
                List.of(ReadModelSettings.Kind.values()));
        if (kind == ReadModelSettings.Kind.CHRONICLE && !isKept) {
            section.problem("store", "is chronicle, but " + notKept + ": use memory");
        }
        final int patients = section.integer("patients", DirectorySettings.DEFAULT_ENTRIES, 1, MAX_ENTRIES);
        final int alerts = section.integer("alerts", DirectorySettings.DEFAULT_ENTRIES, 1, MAX_ENTRIES);
        final Item register = section.item("register");
        final boolean operators = section.flag("operators", false);
        section.end();
        return new DirectorySettings(
                kind, patients, alerts, register == null ? null : folder.resolve(register.text()), operators);
    }
}
