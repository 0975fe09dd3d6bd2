package io.tocsin.transport.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.PatientPlace;
import io.tocsin.journal.JournalTail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two threads over both tables. */
@Timeout(20)
final class ReadModelsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldNotCallAPatientUnknownWhoMayBeInARegisterThatCouldNotBeRead() throws Exception {
        // Broken off by nothing but what is in it: it names no patients.
        final Path register = Files.writeString(folder.resolve("register.csv"), "id,name\np-2,Bo\n");
        try (ReadModels models = ReadModels.of(settings(register), new Feed()).start()) {
            while (!models.counts().isUp() || models.isCatchingUp()) {
                TimeUnit.MILLISECONDS.sleep(2);
            }
            assertThat(models.patient("p-1").get(10, TimeUnit.SECONDS)).isNotNull();
            assertThatThrownBy(() -> models.patient("p-2").get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(UnavailableException.class);
        }
    }

    private static ReadModelSettings settings(final Path register) {
        return new ReadModelSettings(ReadModelSettings.Kind.MEMORY, null, 100, 100, 10, 100, register);
    }

    /** One patient by the configuration, and no events. */
    private static class Feed implements ReadModelFeed {
        @Override
        public LogPlace log() {
            return Models.LOG;
        }

        @Override
        public boolean hasEvents() {
            return false;
        }

        @Override
        public JournalTail events(final long fromEventSeq) {
            throw new IllegalStateException("there are none");
        }

        @Override
        public long asOfEventSeq() {
            return 1;
        }

        @Override
        public List<PatientPlace> places() {
            return List.of(Models.place("p-1", "icu-1"));
        }
    }
}
