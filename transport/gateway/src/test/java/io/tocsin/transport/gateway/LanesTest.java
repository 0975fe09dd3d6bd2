package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LanesTest {
    private static final int WINDOW = 1_000;

    private final LaneBudget budget = new LaneBudget(8, 4_000);
    private final Lanes lanes = new Lanes(budget, WINDOW);

    @Test
    void shouldHoldEverythingUntilTheClientIsWelcomed() {
        offer(Lane.CRITICAL, 1, 0);
        offer(Lane.OTHER, 1, 0);
        assertThat(lanes.poll()).isNull();

        lanes.start(0, 0);
        assertThat(seqs()).containsExactly("CRITICAL 1", "OTHER 1");
    }

    @Test
    void shouldNotTellWhatTheClientHasAlready() {
        offer(Lane.CRITICAL, 4, 0);
        offer(Lane.CRITICAL, 5, 4);
        offer(Lane.CRITICAL, 6, 5);
        lanes.start(5, 0);

        assertThat(seqs()).containsExactly("CRITICAL 6");
        assertThat(budget.entries(Lane.CRITICAL)).isZero();
    }

    @Test
    void shouldWriteCriticalFirst() {
        lanes.start(0, 0);
        offer(Lane.OTHER, 1, 0);
        offer(Lane.OTHER, 2, 1);
        offer(Lane.CRITICAL, 1, 0);

        assertThat(seqs()).containsExactly("CRITICAL 1", "OTHER 1", "OTHER 2");
    }

    @Test
    void shouldLetNoMoreThanAWindowOfOthersStandInFrontOfCritical() {
        lanes.start(0, 0);
        for (int seq = 1; seq <= 8; seq++) {
            offer(Lane.OTHER, seq, seq - 1);
        }
        assertThat(seqs()).containsExactly("OTHER 1", "OTHER 2", "OTHER 3", "OTHER 4", "OTHER 5");
        assertThat(lanes.unconfirmedBytes()).isLessThanOrEqualTo(WINDOW);
        offer(Lane.CRITICAL, 1, 0);
        assertThat(seqs()).containsExactly("CRITICAL 1");

        assertThat(lanes.confirm(0, 2)).isNull();
        assertThat(seqs()).containsExactly("OTHER 6", "OTHER 7");
    }

    @Test
    void shouldLetOneDeliveryThroughHoweverLongItIs() {
        lanes.start(0, 0);
        lanes.offer(taken(new Routed(Lane.OTHER, 1, 0, new byte[3_000])));
        assertThat(seqs()).containsExactly("OTHER 1");
    }

    @Test
    void shouldRefuseReceiptsOfWhatWasNotWritten() {
        lanes.start(3, 0);
        offer(Lane.CRITICAL, 4, 3);
        assertThat(lanes.confirm(4, 0)).isEqualTo(Lane.CRITICAL);
        assertThat(lanes.confirm(0, 1)).isEqualTo(Lane.OTHER);
        assertThat(lanes.confirm(3, 0)).isNull();
        seqs();
        assertThat(lanes.confirm(4, 0)).isNull();
        assertThat(lanes.confirmed(Lane.CRITICAL)).isEqualTo(4);
    }

    @Test
    void shouldAskAgainForWhatIsMissingOnceTheRestIsWritten() {
        lanes.start(0, 0);
        offer(Lane.CRITICAL, 1, 0);
        lanes.markMissing(Lane.CRITICAL);
        assertThat(lanes.offer(taken(routed(Lane.CRITICAL, 3, 2)))).isEqualTo(LaneQueue.Verdict.GAP);
        assertThat(lanes.wantsRedelivery()).isFalse();
        assertThat(seqs()).containsExactly("CRITICAL 1");
        assertThat(lanes.wantsRedelivery()).isTrue();

        lanes.askForRedelivery(0, 0);
        assertThat(lanes.wantsRedelivery()).isFalse();
        offer(Lane.CRITICAL, 1, 0);
        offer(Lane.CRITICAL, 2, 1);
        offer(Lane.CRITICAL, 3, 2);
        assertThat(seqs()).containsExactly("CRITICAL 2", "CRITICAL 3");
    }

    @Test
    void shouldNotWaitForWhatAnotherClientOfThePersonHasReceived() {
        lanes.start(0, 0);
        assertThat(lanes.offer(taken(routed(Lane.OTHER, 9, 8)))).isEqualTo(LaneQueue.Verdict.GAP);
        lanes.askForRedelivery(0, 8);
        offer(Lane.OTHER, 9, 8);
        assertThat(seqs()).containsExactly("OTHER 9");
    }

    @Test
    void shouldGiveEverythingBackWhenTheConnectionIsOver() {
        offer(Lane.CRITICAL, 1, 0);
        lanes.start(0, 0);
        offer(Lane.OTHER, 1, 0);
        lanes.clear();
        for (final Lane lane : List.of(Lane.CRITICAL, Lane.OTHER)) {
            assertThat(budget.entries(lane)).isZero();
            assertThat(budget.bytes(lane)).isZero();
        }
    }

    @Test
    void shouldRefuseWhatIsBeyondALanesShareAndNothingElse() {
        for (int seq = 1; seq <= 8; seq++) {
            assertThat(budget.tryTake(routed(Lane.OTHER, seq, seq - 1))).isTrue();
        }
        assertThat(budget.tryTake(routed(Lane.OTHER, 9, 8))).isFalse();
        assertThat(budget.tryTake(routed(Lane.CRITICAL, 1, 0))).isTrue();
        assertThat(budget.tryTake(new Routed(Lane.CRITICAL, 2, 1, new byte[4_000])))
                .isFalse();
    }

    /**
     * Against a model that keeps nothing but the engine's side of the bargain: two dense lanes, everything unreceived told again when asked, new ones told at any
     * time, some lost on the way. Whatever happens, the client sees each lane in order, without gaps and duplicates, and in the end all of it.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void shouldTellEachLaneWholeInOrderAndOnce(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final long[] dispatched = {random.nextInt(5), random.nextInt(5)};
        final long[] received = {random.nextLong(dispatched[0] + 1), random.nextLong(dispatched[1] + 1)};
        final long[] seen = received.clone();
        lanes.start(received[0], received[1]);
        lanes.markMissing(Lane.CRITICAL);
        for (int step = 0; step < 3_000; step++) {
            final boolean isSettling = step >= 2_000;
            final int lane = random.nextInt(2);
            switch (random.nextInt(isSettling ? 1 : 0, 4)) {
                case 0 -> {
                    dispatched[lane]++;
                    tell(random, lane, dispatched[lane], dispatched[lane] - 1);
                }
                case 1 -> {
                    final Routed next = lanes.poll();
                    if (next != null) {
                        final int of = next.lane().value();
                        assertThat(next.seq()).as("seed %d step %d", seed, step).isEqualTo(seen[of] + 1);
                        assertThat(of == 0 || lanes.waiting(Lane.CRITICAL) == 0).isTrue();
                        seen[of] = next.seq();
                    }
                }
                case 2 -> {
                    received[lane] = seen[lane];
                    assertThat(lanes.confirm(received[0], received[1])).isNull();
                }
                default -> {
                    if (lanes.wantsRedelivery()) {
                        lanes.askForRedelivery(received[0], received[1]);
                        for (int of = 0; of < 2; of++) {
                            for (long seq = received[of] + 1; seq <= dispatched[of]; seq++) {
                                tell(isSettling ? null : random, of, seq, seq - 1);
                            }
                        }
                    }
                }
            }
            assertThat(lanes.unconfirmedBytes()).isLessThanOrEqualTo(WINDOW);
            assertThat(budget.entries(Lane.CRITICAL)).isEqualTo(lanes.waiting(Lane.CRITICAL));
            assertThat(budget.entries(Lane.OTHER)).isEqualTo(lanes.waiting(Lane.OTHER));
        }
        assertThat(seen).as("seed %d", seed).isEqualTo(dispatched);
    }

    private void tell(final @Nullable SplittableRandom random, final int lane, final long seq, final long prev) {
        final Routed routed = routed(lane == 0 ? Lane.CRITICAL : Lane.OTHER, seq, prev);
        if ((random != null && random.nextInt(10) == 0) || !budget.tryTake(routed)) {
            lanes.markMissing(routed.lane());
        } else {
            lanes.offer(routed);
        }
    }

    private void offer(final Lane lane, final long seq, final long prev) {
        lanes.offer(taken(routed(lane, seq, prev)));
    }

    private Routed taken(final Routed routed) {
        assertThat(budget.tryTake(routed)).isTrue();
        return routed;
    }

    /** 185 bytes each. */
    private static Routed routed(final Lane lane, final long seq, final long prev) {
        return new Routed(lane, seq, prev, new byte[100]);
    }

    private List<String> seqs() {
        final List<String> written = new ArrayList<>();
        for (Routed next = lanes.poll(); next != null; next = lanes.poll()) {
            written.add(next.lane() + " " + next.seq());
        }
        return written;
    }
}
