package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.PatientKeys;
import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.ForgetReason;
import io.tocsin.journal.InMemoryJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever hears that a patient is forgotten can rely on it: the key is gone from the disk by then. */
@Timeout(60)
final class ForgottenAnswerTest {
    @TempDir
    private Path temp;

    private Path folder;
    private AtRestKeys site;

    @BeforeEach
    void begin() {
        folder = temp.resolve("patients");
        AtRestKeys.makeFirst(temp.resolve("keys"));
        site = AtRestKeys.in(temp.resolve("keys"));
        PatientKeys.begin(folder, site);
    }

    private PatientTexts texts() {
        return new PatientTexts(PatientKeys.open(folder, site, false, System::currentTimeMillis), 0);
    }

    private static AlertRouter launch(final PatientTexts texts) {
        return AlertRouter.launch(new AlertRouter.Context()
                .site(North.site())
                .journal(new InMemoryJournal())
                .patientTexts(texts));
    }

    private static void raiseAndCancel(final PatientTexts texts, final AlertRouter router) throws Exception {
        router.raise(North.arrest("k1").description("Jane Doe")).join();
        router.cancel("k1").join();
        texts.keys().force();
    }

    private static CompletableFuture<Confirmed> forget(final AlertRouter router) {
        return router.operation().access().forget("p-17", ForgetReason.ASKED_FOR, "");
    }

    @Test
    void shouldAnswerOnceTheFileOfKeysHasTheKeyNoMore() throws Exception {
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            for (int i = 0; i < 20; i++) {
                raiseAndCancel(texts, router);
                final byte[] before = Files.readAllBytes(folder.resolve(PatientKeys.FILE_NAME));
                assertThat(PatientKeys.readOnly(folder, site).count()).isEqualTo(1);

                forget(router).join();

                assertThat(texts.keys().undestroyed()).isZero();
                final PatientKeys onDisk = PatientKeys.readOnly(folder, site);
                assertThat(onDisk.count()).isZero();
                assertThat(onDisk.destroyed()).isEqualTo(i + 1);
                assertThat(Files.readAllBytes(folder.resolve(PatientKeys.FILE_NAME)))
                        .isNotEqualTo(before);
            }
            forget(router).join();
        }
    }

    /** The log has the order, so it cannot be taken back; nobody is told that it is done. Alerts go on meanwhile. */
    @Test
    void shouldNotSayThatItIsDoneWhileTheDiskDoesNotTakeIt() throws Exception {
        final CompletableFuture<Confirmed> asked;
        try (PatientTexts texts = texts()) {
            try (AlertRouter router = launch(texts)) {
                raiseAndCancel(texts, router);
                closeFileOfKeys();

                asked = forget(router);

                assertThatThrownBy(() -> asked.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
                assertThat(texts.keys().count()).as("in memory it is gone").isZero();
                assertThat(texts.keys().undestroyed()).isEqualTo(1);
                assertThat(router.raise(North.arrest("k2").description("Jane Doe"))
                                .join()
                                .isNew())
                        .isTrue();
                assertThat(asked).isNotDone();
            }
            assertThatThrownBy(asked::join).hasMessageContaining("CLOSED");
        }
    }

    /** As a disk that fails: what writes the file ends, and nothing is written any more. */
    private static void closeFileOfKeys() throws InterruptedException {
        final Thread[] all = new Thread[Thread.activeCount() * 2];
        final int count = Thread.enumerate(all);
        for (final Thread thread : Arrays.asList(all).subList(0, count)) {
            if (thread.getName().equals("tocsin-patient-keys")) {
                thread.interrupt();
                thread.join();
            }
        }
    }
}
