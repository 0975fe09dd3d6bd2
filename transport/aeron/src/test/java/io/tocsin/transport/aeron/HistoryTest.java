package io.tocsin.transport.aeron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.AlertRouter;
import io.tocsin.Policy;
import io.tocsin.Readings;
import io.tocsin.RefusedException;
import io.tocsin.Site;
import io.tocsin.Subject;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.history.HistoryCounts;
import io.tocsin.history.HistorySeries;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A journal on the disk is followed while it is written, and after a death makes the same history of readings again. */
@Timeout(60)
final class HistoryTest {
    private static final Subject P = new Subject(Subject.Kind.PATIENT, "p");

    @TempDir
    private Path folder;

    @Test
    void shouldGiveEveryRecordOnceWhileTheyAreWritten() {
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            final List<Long> given = new ArrayList<>();
            final JournalTail tail = tail(store, 0);
            assertThat(poll(tail, given, 7)).isZero();
            for (int round = 0; round < 6; round++) {
                Stores.append(store.journal(), 1 + round * 500L, (round + 1) * 500L);
                while (poll(tail, given, 200) > 0) {}
                assertThat(given).hasSize((round + 1) * 500);
            }
            assertThat(given).isEqualTo(numbers(1, 3_000));

            final List<Long> late = new ArrayList<>();
            final JournalTail second = tail(store, 2_800);
            while (poll(second, late, 1_000) > 0) {}
            assertThat(late)
                    .as("from the segment in which it is")
                    .hasSizeLessThan(1_200)
                    .endsWith(3_000L);
            assertThat(late.get(0)).isLessThanOrEqualTo(2_800L).isGreaterThan(1L);
            tail.close();
            Stores.append(store.journal(), 3_001, 3_001);
            assertThat(poll(tail, given, 1)).as("closed").isZero();
            assertThat(poll(second, late, 1)).isEqualTo(1);
            store.journal().close();
            assertThat(poll(second, late, 1)).as("closed with its journal").isZero();
        }
    }

    @Test
    void shouldTellDamage() throws IOException {
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            Stores.append(store.journal(), 1, 100);
            final Path segment = folder.resolve("archive/0-0.rec");
            final byte[] bytes = Files.readAllBytes(segment);
            bytes[10_000] ^= 1;
            Files.write(segment, bytes);
            final List<Long> given = new ArrayList<>();
            final JournalTail tail = tail(store, 0);
            assertThatThrownBy(() -> poll(tail, given, 100))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("damaged at position");
            assertThat(given).hasSizeBetween(30, 60);
        }
    }

    @Test
    void shouldMakeTheSameHistoryAgainAfterADeath() throws IOException {
        final Path running = folder.resolve("running");
        final Path killed = folder.resolve("killed");
        final HistorySeries before;
        try (ArchiveStore store = ArchiveStore.open(Stores.context(running));
                AlertRouter router = launch(store)) {
            for (int i = 1; i <= 2_000; i++) {
                final Readings readings =
                        Readings.ofPatient("p").device("monitor", i).value(Parameter.HEART_RATE, 50 + i % 100);
                if (i % 100 == 0) {
                    router.readings(readings).join();
                } else {
                    router.readings(readings);
                }
            }
            before = series(router, 2_000);
            Stores.copyAsIfKilled(running, killed);
        }
        try (ArchiveStore store = ArchiveStore.open(Stores.context(killed));
                AlertRouter router = launch(store)) {
            assertThat(series(router, 2_000).points()).isEqualTo(before.points());
        }
        assertThat(before.points().stream().mapToInt(point -> point.highest()).max())
                .hasValue(14_900);
    }

    @Test
    void shouldStartWithoutAHistoryIfAnOldSegmentIsDamaged() throws IOException {
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder));
                AlertRouter router = launch(store)) {
            for (int i = 1; i <= 2_000; i++) {
                router.readings(Readings.ofPatient("p").value(Parameter.HEART_RATE, 50 + i % 100));
            }
            series(router, 2_000);
        }
        // Its first frame is what is looked at to find where to begin; the engine comes back from its snapshot.
        final Path segment = folder.resolve("archive/0-" + Stores.SEGMENT_LENGTH + ".rec");
        final byte[] bytes = Files.readAllBytes(segment);
        bytes[60] ^= 1;
        Files.write(segment, bytes);
        final AlertRouter closed;
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder));
                AlertRouter router = launch(store)) {
            router.readings(Readings.ofPatient("p").value(Parameter.HEART_RATE, 60))
                    .join();
            assertNoHistory(router);
            final HistoryCounts counts = router.history().counts();
            assertThat(counts != null && counts.stopped()).isTrue();
            closed = router;
        }
        // It has no thread any more.
        assertNoHistory(closed);
    }

    private static void assertNoHistory(final AlertRouter router) {
        assertThatThrownBy(() -> router.history()
                        .series(P, Parameter.HEART_RATE, 0, Long.MAX_VALUE, 1_000)
                        .get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("NO_HISTORY");
    }

    private static AlertRouter launch(final ArchiveStore store) {
        final Site site = Site.named("s")
                .desk("desk")
                .policy(Policy.named("all")
                        .person("desk", Duration.ofMinutes(5))
                        .failSafe("desk", Duration.ofMinutes(5)))
                .build();
        return AlertRouter.launch(new AlertRouter.Context()
                .site(site)
                .journal(store.journal())
                .eventLog(store.eventLog())
                .snapshots(store.snapshots())
                .historyBytes(4 << 20));
    }

    /** Once this many readings are in it. */
    private static HistorySeries series(final AlertRouter router, final long readings) {
        while (true) {
            final HistorySeries series = router.history()
                    .series(P, Parameter.HEART_RATE, 0, Long.MAX_VALUE, 1_000)
                    .join();
            if (series.points().stream().mapToLong(point -> point.count()).sum() == readings) {
                return series;
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void shouldGiveEveryEventOnceFromWhereItIsWanted() {
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            Stores.append(store.eventLog(), 1, 2_000);
            final JournalTail tail = Objects.requireNonNull(store.eventLog().tail(1_900));
            final List<Long> given = new ArrayList<>();
            while (given.isEmpty() || given.get(given.size() - 1) < 2_000) {
                poll(tail, given, 100);
            }
            assertThat(given).hasSizeLessThan(1_300).contains(1_900L);
            Stores.append(store.eventLog(), 2_001, 2_500);
            while (given.get(given.size() - 1) < 2_500) {
                poll(tail, given, 100);
            }
            assertThat(given).isEqualTo(numbers(given.get(0), 2_500));
            store.eventLog().close();
            assertThat(poll(tail, given, 1)).as("closed with its event log").isZero();
        }
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder).readOnly(true))) {
            assertThat(store.eventLog().tail(1)).isNull();
        }
    }

    private static JournalTail tail(final ArchiveStore store, final long fromNs) {
        final JournalTail tail = store.journal().tail(fromNs);
        if (tail == null) {
            throw new IllegalStateException("no tail");
        }
        return tail;
    }

    private static int poll(final JournalTail tail, final List<Long> given, final int limit) {
        return tail.poll((position, number, buffer, offset, length) -> given.add(number), limit);
    }

    private static List<Long> numbers(final long first, final long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
