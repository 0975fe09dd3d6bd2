package io.tocsin.transport.cluster;

import io.tocsin.pipeline.Delivery;
import io.tocsin.pipeline.OutputStage;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Answers that wait until a majority of engines has carried out what they answer, in their order. An answer is told after the events of its command, as without waiting.
 *
 * <p>No alert waits because an answer does: clients have so many commands in flight and no more. So what was not asked for in so many words waits for {@code patienceNs}
 * while the node takes part, and is given then at the level that it has; and for what finds no room nothing is waited. Both are counted.
 */
final class HeldAnswers {
    /** Never gives up. */
    static final long FOREVER = Long.MAX_VALUE;

    private static final int CAPACITY_BYTES = 1 << 22;
    private static final int TYPE = 1;
    private static final int LIMIT = 256;
    private static final int OUTPUTS_OFFSET = Long.BYTES;
    private static final int SINCE_OFFSET = 2 * Long.BYTES;
    private static final int ANSWER_OFFSET = 3 * Long.BYTES;

    private final AppliedQuorum quorum;
    private final OneToOneRingBuffer outputs;
    private final OneToOneRingBuffer ring = OutputStage.newRing(CAPACITY_BYTES);
    private final long patienceNs;
    private final NanoClock clock;
    private final AtomicLong notAwaited = new AtomicLong();
    private final ControlledMessageHandler onHeld = this::onHeld;
    private @Nullable Delivery delivery;
    private @Nullable NodeLevels levels;
    private boolean isTakingPart;
    private long nowNs;

    /**
     * @param outputs    what the same reader reads from.
     * @param patienceNs how long an answer waits at most; {@link #FOREVER}.
     */
    HeldAnswers(
            final AppliedQuorum quorum,
            final OneToOneRingBuffer outputs,
            final long patienceNs,
            final NanoClock clock) {
        this.quorum = quorum;
        this.outputs = outputs;
        this.patienceNs = patienceNs;
        this.clock = clock;
    }

    /** Bytes that wait, a little more than the answers' own. Any thread. */
    int size() {
        return ring.size();
    }

    /** Answers that waited in vain, or found no room to. Any thread. */
    long notAwaited() {
        return notAwaited.get();
    }

    /** Whether an answer finds room; it does until the next one is kept. If not, it is counted. Service thread. */
    boolean hasRoom() {
        if (ring.size() < CAPACITY_BYTES / 2) {
            return true;
        }
        notAwaited.incrementAndGet();
        return false;
    }

    /**
     * Keeps an answer for which there is room. Service thread, once the events of its command are in the outputs.
     *
     * @param position up to where the log has to be carried out.
     */
    void hold(final long position, final DirectBuffer answer, final int offset, final int length) {
        final int index = ring.tryClaim(TYPE, ANSWER_OFFSET + length);
        if (index < 0) {
            throw new IllegalStateException("half of " + CAPACITY_BYTES + " bytes has no room for " + length);
        }
        ring.buffer().putLong(index, position);
        ring.buffer().putLong(index + OUTPUTS_OFFSET, outputs.producerPosition());
        ring.buffer().putLong(index + SINCE_OFFSET, clock.nanoTime());
        ring.buffer().putBytes(index + ANSWER_OFFSET, answer, offset, length);
        ring.commit(index);
    }

    /** Tells what need not wait any more. Reader's thread. */
    int tell(final Delivery to, final NodeLevels as, final boolean takesPart) {
        delivery = to;
        levels = as;
        isTakingPart = takesPart;
        nowNs = clock.nanoTime();
        return ring.controlledRead(onHeld, LIMIT);
    }

    /** Forgets everything. Reader's thread, while the service's writes nothing. */
    void clear() {
        while (ring.read((type, buffer, index, length) -> {}) > 0 || ring.size() > 0) {
            // Until it is empty.
        }
    }

    private ControlledMessageHandler.Action onHeld(
            final int type, final MutableDirectBuffer buffer, final int index, final int length) {
        if (delivery == null || levels == null || buffer.getLong(index + OUTPUTS_OFFSET) > outputs.consumerPosition()) {
            return ControlledMessageHandler.Action.ABORT;
        }
        final boolean isApplied = buffer.getLong(index) <= quorum.position();
        if (!isApplied && (!isTakingPart || nowNs - buffer.getLong(index + SINCE_OFFSET) < patienceNs)) {
            return ControlledMessageHandler.Action.ABORT;
        }
        if (!isApplied) {
            notAwaited.incrementAndGet();
        }
        levels.telling(isApplied);
        delivery.deliverAnswer(buffer, index + ANSWER_OFFSET, length - ANSWER_OFFSET);
        levels.telling(false);
        return ControlledMessageHandler.Action.CONTINUE;
    }
}
