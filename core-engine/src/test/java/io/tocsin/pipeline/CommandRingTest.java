package io.tocsin.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lmax.disruptor.EventPoller;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class CommandRingTest {
    private static final UnsafeBuffer QUERY = Commands.query(1);

    @ParameterizedTest
    @CsvSource({
        "LOW, 8192, 2048", "NORMAL, 8192, 4096", "HIGH, 8192, 6144", "CRITICAL, 8192, 7700", "SYSTEM, 8192, 8192",
        "LOW, 16, 4", "NORMAL, 16, 8", "HIGH, 16, 12", "CRITICAL, 16, 15", "SYSTEM, 16, 16",
    })
    void shouldAdmitAClassUntilItsReserveIsAllThatIsLeft(
            final AdmissionClass admissionClass, final int capacity, final int admitted) {
        final CommandRing ring = ringWithPoller(capacity, new ArrayList<>());

        for (int i = 1; i <= admitted; i++) {
            assertThat(publish(ring, admissionClass)).isEqualTo(i);
        }
        assertThat(publish(ring, admissionClass)).isEqualTo(CommandRing.BUSY);
        assertThat(publish(ring, admissionClass)).isEqualTo(CommandRing.BUSY);
        assertThat(ring.refusedBusy(admissionClass)).isEqualTo(2);
        assertThat(ring.claimed()).isEqualTo(admitted);
    }

    @Test
    void shouldLetMoreUrgentClassesInWhereLesserOnesAreRefused() {
        final CommandRing ring = ringWithPoller(64, new ArrayList<>());
        long published = 0;
        for (final AdmissionClass admissionClass : AdmissionClass.values()) {
            while (publish(ring, admissionClass) > 0) {
                published++;
            }
            assertThat(ring.refusedBusy(admissionClass)).isEqualTo(1);
            assertThat(64 - published).isEqualTo(admissionClass.reserve(64));
        }
    }

    @Test
    void shouldHandOverWhatWasPublishedInOrder() throws Exception {
        final List<EventPoller<CommandSlot>> pollers = new ArrayList<>();
        final CommandRing ring = ringWithPoller(16, pollers);
        final List<Long> seen = new ArrayList<>();
        long next = 0;
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 16; i++) {
                final UnsafeBuffer command = Commands.query(next++);
                assertThat(ring.tryPublish(AdmissionClass.SYSTEM, command, 0, command.capacity()))
                        .isEqualTo(next);
            }
            pollers.get(0).poll((slot, sequence, endOfBatch) -> {
                assertThat(slot.length()).isEqualTo(Commands.QUERY_LENGTH);
                seen.add(Commands.correlationOf(slot.buffer(), 0));
                return true;
            });
        }
        assertThat(seen).hasSize(160).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void shouldRefuseWhatIsLongerThanASlotAndTakeWhatFillsIt() {
        final CommandRing ring = ringWithPoller(16, new ArrayList<>());
        final UnsafeBuffer longest = new UnsafeBuffer(new byte[CommandRing.SLOT_LENGTH + 1]);

        assertThat(ring.tryPublish(AdmissionClass.LOW, longest, 0, CommandRing.SLOT_LENGTH + 1))
                .isEqualTo(CommandRing.TOO_LONG);
        assertThat(ring.tryPublish(AdmissionClass.LOW, longest, 1, CommandRing.SLOT_LENGTH))
                .isEqualTo(1);
    }

    @Test
    void shouldRefuseAProgrammersMistakeBeforeItTakesASlot() {
        final CommandRing ring = ringWithPoller(16, new ArrayList<>());

        assertThatThrownBy(() -> ring.tryPublish(AdmissionClass.LOW, QUERY, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ring.tryPublish(AdmissionClass.LOW, QUERY, 1, QUERY.capacity()))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(ring.claimed()).isZero();
    }

    @ParameterizedTest
    @EnumSource(AdmissionClass.class)
    void shouldRefuseEveryClassOnceClosed(final AdmissionClass admissionClass) {
        final CommandRing ring = ringWithPoller(16, new ArrayList<>());
        publish(ring, AdmissionClass.LOW);

        ring.close();

        assertThat(publish(ring, admissionClass)).isEqualTo(CommandRing.CLOSED);
        assertThat(ring.refusedBusy(admissionClass)).isZero();
        assertThat(ring.tryMarkEnd()).isEqualTo(1);
    }

    @Test
    void shouldPromiseNothingBehindTheMarkedEnd() {
        final CommandRing ring = ringWithPoller(16, new ArrayList<>());
        // Closed by another thread after the producer found it open and before it claims.
        final UnsafeBuffer query = new UnsafeBuffer(QUERY) {
            @Override
            public void boundsCheck(final int index, final int length) {
                ring.close();
                assertThat(ring.tryMarkEnd()).isZero();
            }
        };

        assertThat(ring.tryPublish(AdmissionClass.CRITICAL, query, 0, query.capacity()))
                .isEqualTo(CommandRing.CLOSED);
        assertThat(ring.claimed()).isEqualTo(2);
        assertThat(ring.slot(1).length()).isEqualTo(CommandSlot.VOID);
    }

    @Test
    void shouldMarkTheEndOnlyWhereThereIsRoom() throws Exception {
        final List<EventPoller<CommandSlot>> pollers = new ArrayList<>();
        final CommandRing ring = ringWithPoller(16, pollers);
        while (publish(ring, AdmissionClass.SYSTEM) > 0) {}
        ring.close();
        assertThat(ring.tryMarkEnd()).isEqualTo(CommandRing.BUSY);

        pollers.get(0).poll((slot, sequence, endOfBatch) -> false);

        assertThat(ring.tryMarkEnd()).isEqualTo(16);
        assertThat(ring.slot(16).length()).isEqualTo(CommandSlot.VOID);
    }

    private static CommandRing ringWithPoller(final int capacity, final List<EventPoller<CommandSlot>> pollers) {
        final CommandRing ring = new CommandRing(capacity);
        final EventPoller<CommandSlot> poller = ring.newPoller();
        ring.gateProducersOn(poller.getSequence());
        pollers.add(poller);
        return ring;
    }

    private static long publish(final CommandRing ring, final AdmissionClass admissionClass) {
        return ring.tryPublish(admissionClass, QUERY, 0, QUERY.capacity());
    }
}
