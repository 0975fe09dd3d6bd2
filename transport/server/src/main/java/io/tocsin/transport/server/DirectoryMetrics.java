package io.tocsin.transport.server;

import io.tocsin.transport.directory.ReadModelCounts;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** The figures of a patient directory and a history of alerts. */
final class DirectoryMetrics {
    private final DirectoryKeeper directory;

    DirectoryMetrics(final DirectoryKeeper directory) {
        this.directory = directory;
    }

    /** Where figures go. */
    interface Registry {
        void add(String name, String help, Supplier<Long> value);
    }

    void addTo(final Registry registry) {
        add(
                registry,
                "directory_up",
                "1 = directory and history of alerts follow and answer",
                counts -> counts.isUp() ? 1 : 0);
        add(
                registry,
                "directory_catching_up",
                "1 = they take over what was before the start",
                counts -> counts.catchingUp() ? 1 : 0);
        add(registry, "directory_patients", "Patients that the directory knows", ReadModelCounts::patients);
        add(
                registry,
                "directory_patients_refused_total",
                "Times that there was no room for a patient",
                ReadModelCounts::patientsRefused);
        add(
                registry,
                "directory_register_bad_lines",
                "Lines of the register that could not be used, at its last reading",
                ReadModelCounts::badLines);
        add(registry, "directory_alerts", "Alerts that the history has", ReadModelCounts::alerts);
        add(registry, "directory_alerts_let_go_total", "Alerts that made room", ReadModelCounts::alertsLetGo);
        add(
                registry,
                "directory_alerts_refused_total",
                "Times that there was no room for an entry of the history",
                ReadModelCounts::alertsRefused);
        add(registry, "directory_as_of_event", "The last event that is in the history", ReadModelCounts::appliedSeq);
        add(
                registry,
                "directory_queries_refused_total",
                "Questions that found too many before them, or came too early",
                ReadModelCounts::refused);
    }

    private void add(
            final Registry registry,
            final String name,
            final String help,
            final ToLongFunction<ReadModelCounts> value) {
        registry.add(name, help, () -> value.applyAsLong(directory.counts()));
    }
}
