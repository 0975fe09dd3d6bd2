package io.tocsin.transport.cluster;

import static io.tocsin.codecs.sbe.Level.APPLIED;
import static io.tocsin.codecs.sbe.Level.COMMITTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Level;
import io.tocsin.pipeline.Delivery;
import io.tocsin.pipeline.OutputHandler;
import io.tocsin.pipeline.OutputStage;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.junit.jupiter.api.Test;

/** Answers by their number, and at which level they are told. */
final class HeldAnswersTest implements OutputHandler {
    private static final long PATIENCE_NS = 100;

    private final AppliedQuorum quorum = new AppliedQuorum(3, 0);
    private final OneToOneRingBuffer outputs = OutputStage.newRing(1 << 16);
    private final NodeLevels levels = new NodeLevels(false, AppliedAnswers.ALERTS);
    private final Delivery delivery = new Delivery(outputs, this, thrown -> {
        throw new AssertionError(thrown);
    });
    private final UnsafeBuffer answer = new UnsafeBuffer(new byte[Long.BYTES]);
    private final List<String> told = new ArrayList<>();
    private long nowNs;

    @Test
    void shouldTellWhatAMajorityHasCarriedOutInItsOrderAndBehindItsEvents() {
        final HeldAnswers held = new HeldAnswers(quorum, outputs, PATIENCE_NS, () -> nowNs);
        hold(held, 1, 100);
        outputs.write(1, new UnsafeBuffer(new byte[16]), 0, 16);
        hold(held, 2, 200);
        hold(held, 3, 300);
        applied(200);

        assertThat(held.tell(delivery, levels, true)).isOne();
        requireTold(1, APPLIED);
        outputs.read((type, buffer, index, length) -> {});
        held.tell(delivery, levels, true);
        requireTold(2, APPLIED);
        applied(300);
        held.tell(delivery, levels, true);
        requireTold(3, APPLIED);
        assertThat(levels.told()).as("between answers").isEqualTo(COMMITTED);
        assertThat(held.notAwaited()).isZero();
        assertThat(held.size()).isZero();
    }

    @Test
    void shouldWaitNoLongerThanIsOfUseWhileTheNodeTakesPart() {
        final HeldAnswers held = new HeldAnswers(quorum, outputs, PATIENCE_NS, () -> nowNs);
        hold(held, 1, 100);
        nowNs = PATIENCE_NS - 1;
        held.tell(delivery, levels, true);
        hold(held, 2, 200);
        nowNs = PATIENCE_NS;
        held.tell(delivery, levels, false);
        assertThat(told).as("it has no leader, and might have been alone").isEmpty();

        held.tell(delivery, levels, true);
        requireTold(1, COMMITTED);
        assertThat(held.notAwaited()).isOne();
        applied(200);
        held.tell(delivery, levels, true);
        requireTold(2, APPLIED);
    }

    @Test
    void shouldNeitherGiveLessThanWasAskedNorTakeMoreThanItHasRoomFor() {
        final HeldAnswers held = new HeldAnswers(quorum, outputs, HeldAnswers.FOREVER, () -> nowNs);
        int count = 0;
        while (held.hasRoom()) {
            hold(held, count++, 100);
        }
        nowNs = Long.MAX_VALUE / 2;

        assertThat(held.tell(delivery, levels, true)).isZero();
        assertThat(held.notAwaited()).isOne();
        applied(100);
        while (held.tell(delivery, levels, true) > 0) {
            // All of them.
        }
        assertThat(told).hasSize(count);
        hold(held, count, 200);
        held.clear();
        assertThat(held.size()).isZero();
    }

    private void applied(final long position) {
        quorum.say(1, 1, position);
        quorum.say(0, 1, position);
    }

    private void hold(final HeldAnswers held, final long number, final long position) {
        answer.putLong(0, number);
        held.hold(position, answer, 0, Long.BYTES);
    }

    private void requireTold(final long number, final Level level) {
        assertThat(told).last().isEqualTo(number + " " + level);
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {}

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        told.add(buffer.getLong(offset) + " " + levels.told());
    }
}
