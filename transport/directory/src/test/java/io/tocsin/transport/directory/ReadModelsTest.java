package io.tocsin.transport.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.PatientPlace;
import io.tocsin.journal.JournalTail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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

    @Test
    void shouldLetTheRouterEndWhileItIsBusyAndBeClosedInOrderAfterIt() throws Exception {
        final CountDownLatch isBusy = new CountDownLatch(1);
        final CountDownLatch routerEnded = new CountDownLatch(1);
        final Feed busy = new Feed() {
            @Override
            public List<PatientPlace> places() {
                isBusy.countDown();
                try {
                    routerEnded.await();
                } catch (final InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
                return super.places();
            }
        };
        final ReadModelSettings settings =
                new ReadModelSettings(ReadModelSettings.Kind.CHRONICLE, folder, 100, 100, 10, 100, null);
        final ReadModels models = ReadModels.of(settings, busy).start();
        isBusy.await();
        models.stop();
        routerEnded.countDown();
        models.close();
        try (ModelStore model = ModelStore.inFolder(folder, StoredDirectory.shape(100), Models.LOG)) {
            assertThat(new StoredDirectory(model).patients())
                    .as("closed in order")
                    .isEqualTo(1);
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
