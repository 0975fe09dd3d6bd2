package io.tocsin.transport.directory;

import io.tocsin.PatientPlace;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Read models to be tested, of both kinds. */
final class Models {
    static final LogPlace LOG = new LogPlace(7, 8, 1_000);

    private Models() {}

    static ModelStore open(final ReadModelSettings.Kind kind, final Path folder, final Shape shape) {
        return open(kind, folder, shape, LOG);
    }

    static ModelStore open(
            final ReadModelSettings.Kind kind, final Path folder, final Shape shape, final LogPlace log) {
        return kind == ReadModelSettings.Kind.MEMORY
                ? ModelStore.inMemory(shape, log)
                : ModelStore.inFolder(folder, shape, log);
    }

    static PatientPlace place(final String patient, final String bed, final String... care) {
        return new PatientPlace(patient, "icu", bed, List.of(care), List.of());
    }

    static @Nullable Patient find(final StoredDirectory directory, final String patient) {
        final PatientCard card = new PatientCard();
        return directory.find(patient, card) ? card.patient() : null;
    }
}
