package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.audit.AuditFeed;
import io.tocsin.audit.AuditKey;
import io.tocsin.audit.AuditLog;
import io.tocsin.audit.AuditReader;
import io.tocsin.audit.AuditSettings;
import io.tocsin.codecs.sbe.AcceptAlertDecoder;
import io.tocsin.codecs.sbe.AuditKind;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.journal.InMemoryEventLog;
import io.tocsin.journal.InMemoryJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The audit of a router that runs: who did what, and what a fault of it stops. */
@Timeout(60)
final class AuditTest {
    @TempDir
    private Path temp;

    private final InMemoryJournal journal = new InMemoryJournal();
    private final InMemoryEventLog events = new InMemoryEventLog();

    private AlertRouter launch() {
        return AlertRouter.launch(
                new AlertRouter.Context().site(North.site()).journal(journal).eventLog(events));
    }

    private AuditSettings settings() {
        return new AuditSettings(
                temp.resolve("audit"),
                temp.resolve("audit.key"),
                AuditSettings.FILE_BYTES,
                AuditSettings.SIX_YEARS,
                false);
    }

    private AuditReader.Result read(final AuditReader.Sink sink) throws IOException {
        return AuditReader.read(
                temp.resolve("audit"), List.of(AuditKey.publicIn(temp.resolve("audit.key"))), List.of(), sink);
    }

    private static void await(final BooleanSupplier held) {
        while (!held.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void acceptAsAnn(final AlertRouter router, final String key) {
        final long alert = router.raise(North.arrest(key)).join().alertId();
        try (RecipientSession ann = router.connect("ann", delivery -> {})) {
            ann.accept(alert).join();
        }
    }

    @Test
    void shouldSayWhoRaisedWhoWasToldAndWhoTookIt() throws IOException {
        try (AlertRouter router = launch();
                AuditLog audit = AuditLog.start(settings(), AuditFeed.of(router, journal, events))) {
            await(audit::isUp);
            acceptAsAnn(router, "k1");
        }
        final List<String> said = new ArrayList<>();

        final AuditReader.Result result = read((seq, micros, record) -> {
            final int template = record.template();
            if (template == RaiseAlertDecoder.TEMPLATE_ID
                    || template == AcceptAlertDecoder.TEMPLATE_ID
                    || record.kind() == AuditKind.TOLD) {
                record.shown().forEach(each -> {});
                said.add(record.kind() + " " + record.alertId() + " by '" + record.who() + "' of '" + record.patientId()
                        + "'");
            }
        });

        assertThat(result.finding()).isEmpty();
        assertThat(said).contains("RAISED 0 by '' of 'p-17'", "TOLD 1 by 'ann' of 'p-17'", "ANSWERED 1 by 'ann' of ''");
        assertThat(result.seals()).isPositive();
    }

    @Test
    void shouldHaveTheLogRefuseAnAuditThatWasShortened() throws IOException {
        try (AlertRouter router = launch()) {
            final AuditFeed feed = AuditFeed.of(router, journal, events);
            try (AuditLog audit = AuditLog.start(settings(), feed)) {
                await(audit::isUp);
                acceptAsAnn(router, "k1");
            }
            final Path file = temp.resolve("audit").resolve("audit-00000000000000000001.sbe");
            Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 2_000));

            try (AuditLog audit = AuditLog.start(settings(), feed)) {
                await(() -> audit.counts().fault().contains("shortened or rewritten"));
                assertThat(audit.isUp()).isFalse();
                acceptAsAnn(router, "k2");
            }
            assertThat(router.openAlerts()).extracting(AlertState::owner).containsExactly("ann", "ann");

            Files.move(temp.resolve("audit"), temp.resolve("aside"));
            try (AuditLog audit = AuditLog.start(settings(), feed)) {
                await(audit::isUp);
            }
            assertThat(read((seq, micros, record) -> {}).isWhole())
                    .as("another chain, of all there is")
                    .isTrue();
        }
    }

    @Test
    void shouldGoOnAfterAFaultOfTheDiskWithoutMissingAnything() throws IOException {
        try (AlertRouter router = launch()) {
            // Where its folder is to be, is a file.
            Files.writeString(temp.resolve("audit"), "");
            try (AuditLog audit = AuditLog.start(settings(), AuditFeed.of(router, journal, events))) {
                await(() -> audit.counts().fault().contains("audit"));
                acceptAsAnn(router, "k1");
                assertThat(audit.isUp()).isFalse();

                Files.delete(temp.resolve("audit"));
                await(audit::isUp);
            }
        }
        final List<Long> accepted = new ArrayList<>();
        final AuditReader.Result result = read((seq, micros, record) -> {
            if (record.template() == AcceptAlertDecoder.TEMPLATE_ID) {
                accepted.add(record.alertId());
            }
        });

        assertThat(result.finding()).isEmpty();
        assertThat(accepted).containsExactly(1L);
    }

    /** However much comes, a file gets full, and another begins. */
    @Test
    void shouldBeginAnotherFileWhileTrafficGoesOn() throws IOException {
        final AuditSettings small = new AuditSettings(
                temp.resolve("audit"), temp.resolve("audit.key"), 64 << 10, AuditSettings.SIX_YEARS, false);
        try (AlertRouter router = launch();
                AuditLog audit = AuditLog.start(small, AuditFeed.of(router, journal, events))) {
            await(audit::isUp);
            int raised = 0;
            while (files() < 2) {
                final String key = "k" + raised++;
                router.raise(North.arrest(key)).join();
                router.cancel(key).join();
            }
        }
        assertThat(read((seq, micros, record) -> {}).finding()).isEmpty();
    }

    private long files() {
        try (var files = Files.list(temp.resolve("audit"))) {
            return files.filter(file -> file.toString().endsWith(".sbe")).count();
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void shouldTakeACheckpointOnlyIfItGoesOnFromTheLast() {
        try (AlertRouter router = launch()) {
            final RouterAudit audit = router.operation().audit();
            final String one = "1".repeat(64);
            final String two = "2".repeat(64);
            audit.checkpoint(new AuditSealed(7, 7, 10, 0, 1, one, "", "c2lnbmVk"))
                    .join();
            audit.checkpoint(new AuditSealed(7, 7, 10, 0, 1, one, "", "c2lnbmVk"))
                    .join();
            audit.checkpoint(new AuditSealed(7, 7, 20, 10, 1, two, one, "c2lnbmVk"))
                    .join();

            assertThatThrownBy(() -> audit.checkpoint(new AuditSealed(7, 7, 15, 10, 1, one, one, "c2lnbmVk"))
                            .orTimeout(30, TimeUnit.SECONDS)
                            .join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.INVALID_FIELD));
        }
    }
}
