package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.PatientKeys;
import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.CommandAnsweredDecoder;
import io.tocsin.codecs.sbe.ForgetPatientEncoder;
import io.tocsin.codecs.sbe.ForgetReason;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.SourceQueryEncoder;
import io.tocsin.journal.InMemoryEventLog;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.InMemorySnapshotStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever hears that a patient is forgotten can rely on it: the key is gone from the disk by then. */
@Timeout(60)
final class ForgottenAnswerTest {
    @TempDir
    private Path temp;

    private InMemoryJournal journal = new InMemoryJournal();
    private InMemoryEventLog events = new InMemoryEventLog();
    private final InMemorySnapshotStore snapshots = new InMemorySnapshotStore();
    private final Answers answers = new Answers();
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

    private AlertRouter launch(final PatientTexts texts) {
        return AlertRouter.launch(new AlertRouter.Context()
                .site(North.site())
                .journal(journal)
                .eventLog(events)
                .snapshots(snapshots)
                .listener(answers)
                .patientTexts(texts));
    }

    /** Order 1 of source 7, as a client sends it, and sends it again. */
    private static void order(final AlertRouter router, final long correlation) {
        final UnsafeBuffer command = new UnsafeBuffer(new byte[256]);
        final ForgetPatientEncoder order =
                new ForgetPatientEncoder().wrapAndApplyHeader(command, 0, new MessageHeaderEncoder());
        order.reason(ForgetReason.ASKED_FOR).patientId("p-17").comment("");
        order.envelope().sourceId(7).commandId(1).correlation(correlation);
        assertThat(router.offer(command, 0, order.limit())).isPositive();
    }

    /** Asks how far a source has counted: an answer without an event. */
    private static void query(final AlertRouter router, final long source, final long correlation) {
        final UnsafeBuffer command = new UnsafeBuffer(new byte[256]);
        final SourceQueryEncoder query =
                new SourceQueryEncoder().wrapAndApplyHeader(command, 0, new MessageHeaderEncoder());
        query.envelope().sourceId(source).commandId(41).correlation(correlation);
        assertThat(router.offer(command, 0, query.limit())).isPositive();
    }

    private void reborn() {
        journal = journal.copy(Long.MAX_VALUE);
        events = events.copy(Long.MAX_VALUE);
        answers.heard.clear();
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

    /** Of a life before there is nothing to go by but that the engine has the order. */
    @Test
    void shouldNotSaySoEitherToWhoAsksAgainAfterAStartWhileTheDiskDoesNotTakeIt() throws Exception {
        try (PatientTexts texts = texts()) {
            try (AlertRouter router = launch(texts)) {
                raiseAndCancel(texts, router);
                closeFileOfKeys();
                order(router, 5);
                router.counters().join();
            }
        }
        reborn();
        try (PatientTexts texts = texts()) {
            closeFileOfKeys();
            try (AlertRouter router = launch(texts)) {
                assertThat(texts.keys().undestroyed()).isEqualTo(1);
                order(router, 6);
                query(router, 7, 9);
                router.counters().join();
                assertThat(answers.heard).as("others are answered").containsExactly(9L);
            }
        }
        reborn();
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            order(router, 7);
            while (answers.heard.isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(answers.heard).containsExactly(7L);
            assertThat(PatientKeys.readOnly(folder, site).count()).isZero();
        }
    }

    /** Who wants no answer may ask again for one; what others ask meanwhile is no answer to the order. */
    @Test
    void shouldHoldNobodyElsesAnswerWhenTheOrderWantsNone() throws Exception {
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            raiseAndCancel(texts, router);
            closeFileOfKeys();
            order(router, 0);
            query(router, 8, 9);
            router.counters().join();
            assertThat(answers.heard).containsExactly(9L);

            order(router, 5);
            query(router, 7, 10);
            router.counters().join();
            assertThat(answers.heard).containsExactly(9L, 10L);
        }
    }

    /** Of commands that were offered: which were answered. */
    private static final class Answers implements RouterListener {
        private final List<Long> heard = new CopyOnWriteArrayList<>();
        private final CommandAnsweredDecoder answered = new CommandAnsweredDecoder();

        @Override
        public void onEvent(final RouterEvent event) {}

        @Override
        public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
            answered.wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
            assertThat(answered.result()).isEqualTo(Result.OK);
            heard.add(answered.correlation());
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
