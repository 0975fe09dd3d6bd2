package io.tocsin.transport.aeron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.Level;
import io.tocsin.journal.StorageState;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a running store sees of itself, and what its steady state costs. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class WatchTest {
    private static final long LOOK_NS = 5_000_000;

    private final UnsafeBuffer record = new UnsafeBuffer(new byte[Stores.RECORD_LENGTH]);

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void shouldTellHowMuchRoomThereIs() {
        assertThat(stateWith(0, 0)).isEqualTo(StorageState.AMPLE);
        assertThat(stateWith(Long.MAX_VALUE, 0)).isEqualTo(StorageState.LOW);
        // It opens all the same: what is open must be escalated.
        assertThat(stateWith(Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(StorageState.FULL);
    }

    @Test
    void shouldStopWhenTheRecordingStandsStill() {
        final Brake brake = new Brake();
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder)
                .watchIntervalNs(LOOK_NS)
                .stallTimeoutNs(50_000_000)
                .idleStrategySupplier(() -> brake))) {
            final Journal journal = store.journal();
            Stores.append(journal, 1, 10);
            final long recorded = journal.recordedPosition();
            brake.on = true;
            await(() -> brake.stands);
            final long position = journal.append(11, record, 0, record.capacity());
            assertThat(position).isGreaterThan(recorded);

            assertThatThrownBy(() -> await(() -> journal.recordedPosition() >= position))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("the journal has not moved from position " + recorded);
            assertThatThrownBy(() -> journal.append(12, record, 0, record.capacity()))
                    .isInstanceOf(JournalException.class);
            store.check().look(1 << 20);
            assertThat(store.check().verifiedBytes())
                    .as("nothing of it counts as recorded any more")
                    .isZero();
            brake.on = false;
        }
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder))) {
            assertThat(Stores.read(store.journal(), 0)).startsWith(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        }
    }

    @Test
    void shouldTakeNothingThatSpinsBesideADisk() {
        assertThatThrownBy(() -> ArchiveStore.open(
                        Stores.context(folder).level(Level.DISK).idleStrategySupplier(BusySpinIdleStrategy::new)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("idleStrategySupplier spins");
    }

    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"OS", "DISK"})
    void shouldAppendWithoutAllocating(final Level level) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (ArchiveStore store = ArchiveStore.open(Stores.context(folder).level(level))) {
            long leastBytes = Long.MAX_VALUE;
            for (int round = 0; round < 20; round++) {
                final long before = threads.getCurrentThreadAllocatedBytes();
                appendBoth(store, round * 500L, 500);
                leastBytes = Math.min(leastBytes, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(leastBytes).isZero();
        }
    }

    private void appendBoth(final ArchiveStore store, final long before, final int count) {
        long position = 0;
        for (long number = before + 1; number <= before + count; number++) {
            do {
                position = store.journal().append(number, record, 0, Stores.RECORD_LENGTH);
            } while (position == Journal.BACK_PRESSURED);
            while (!store.eventLog().append(number, record, 0, Stores.RECORD_LENGTH)) {
                Thread.onSpinWait();
            }
        }
        while (store.journal().recordedPosition() < position || store.eventLog().recordedEventSeq() < before + count) {
            Thread.onSpinWait();
        }
    }

    private StorageState stateWith(final long lowWaterBytes, final long fullWaterBytes) {
        try (ArchiveStore store = ArchiveStore.open(
                Stores.context(folder).lowWaterBytes(lowWaterBytes).fullWaterBytes(fullWaterBytes))) {
            assertThat(store.usableBytes()).isPositive();
            return store.journal().storageState();
        }
    }

    private static void await(final BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(100_000);
        }
    }

    /** Holds the archive's thread while it is on. */
    private static final class Brake implements IdleStrategy {
        private volatile boolean on;
        private volatile boolean stands;

        @Override
        public void idle(final int workCount) {
            while (on) {
                stands = true;
                LockSupport.parkNanos(100_000);
            }
            if (workCount <= 0) {
                LockSupport.parkNanos(100_000);
            }
        }

        @Override
        public void idle() {
            idle(0);
        }

        @Override
        public void reset() {}
    }
}
