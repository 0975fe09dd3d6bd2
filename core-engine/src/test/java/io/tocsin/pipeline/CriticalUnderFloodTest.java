package io.tocsin.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.lmax.disruptor.EventPoller;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a flood of lesser commands may do to a critical one, counted: how many are carried out between its publication and its turn. The ring is first in, first out,
 * so nothing overtakes; what stands before it is bounded by the reserve that the flood's class leaves free.
 */
final class CriticalUnderFloodTest {
    private static final int CAPACITY = 8_192;
    private static final int CRITICALS = 2_000;
    private static final int FLOOD_PER_CRITICAL = 100;
    /** Fewer than arrive, so that the ring is as full as it can be. */
    private static final int DRAINED_PER_CRITICAL = 50;

    @ParameterizedTest
    @CsvSource({"LOW, 2048", "NORMAL, 4096", "HIGH, 6144"})
    void shouldDelayACriticalCommandByNoMoreThanTheRingBound(final AdmissionClass flood, final int bound)
            throws Exception {
        final CommandRing ring = new CommandRing(CAPACITY);
        final EventPoller<CommandSlot> poller = ring.newPoller();
        ring.gateProducersOn(poller.getSequence());
        final UnsafeBuffer command = Commands.query(1);
        final long[] turn = new long[CRITICALS];
        final long[] mostBefore = new long[1];
        final long[] lesserDone = new long[1];
        final long[] criticalsDone = new long[1];
        final long[] lesserDoneAtPublication = new long[CRITICALS];
        long refusedCriticals = 0;
        for (int i = 0; i < CRITICALS; i++) {
            for (int j = 0; j < FLOOD_PER_CRITICAL; j++) {
                ring.tryPublish(flood, command, 0, command.capacity());
            }
            final long ticket = ring.tryPublish(AdmissionClass.CRITICAL, command, 0, command.capacity());
            refusedCriticals += ticket > 0 ? 0 : 1;
            turn[i] = ticket - 1;
            lesserDoneAtPublication[i] = lesserDone[0];
            final int[] drained = {0};
            poller.poll((slot, sequence, endOfBatch) -> {
                final int next = (int) criticalsDone[0];
                if (next < CRITICALS && turn[next] == sequence && turn[next] > 0) {
                    // Its turn: what was carried out since it was published is what it waited for.
                    mostBefore[0] = Math.max(mostBefore[0], lesserDone[0] - lesserDoneAtPublication[next]);
                    criticalsDone[0]++;
                } else {
                    lesserDone[0]++;
                }
                return ++drained[0] < DRAINED_PER_CRITICAL;
            });
        }

        assertThat(refusedCriticals).isZero();
        assertThat(ring.refusedBusy(AdmissionClass.CRITICAL)).isZero();
        assertThat(ring.refusedBusy(flood)).isPositive();
        // The flood fills its share of the ring, and not one place more stands before a critical command.
        assertThat(mostBefore[0]).isPositive().isLessThanOrEqualTo(bound);
        assertThat(mostBefore[0]).isGreaterThan(bound - 2L * FLOOD_PER_CRITICAL);
    }
}
