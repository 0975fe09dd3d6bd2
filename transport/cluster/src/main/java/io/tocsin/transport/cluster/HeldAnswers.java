package io.tocsin.transport.cluster;

import io.tocsin.pipeline.Delivery;
import io.tocsin.pipeline.OutputStage;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Answers that wait until a majority of engines has carried out what they answer, in their order. Bounded: while it is half full the node takes no more commands whose
 * answers would wait here. An answer is told after the events of its command, as without waiting.
 */
final class HeldAnswers {
    private static final int TYPE = 1;
    private static final int LIMIT = 256;
    private static final int OUTPUTS_OFFSET = Long.BYTES;
    private static final int ANSWER_OFFSET = 2 * Long.BYTES;

    private final AppliedQuorum quorum;
    private final OneToOneRingBuffer outputs;
    private final OneToOneRingBuffer ring;
    private final ControlledMessageHandler onHeld = this::onHeld;
    private @Nullable Delivery delivery;

    /** @param outputs what the same reader reads from. */
    HeldAnswers(final AppliedQuorum quorum, final OneToOneRingBuffer outputs) {
        this.quorum = quorum;
        this.outputs = outputs;
        ring = OutputStage.newRing(outputs.capacity());
    }

    /** Whether it takes no more. Any thread. */
    boolean isHalfFull() {
        return ring.size() > ring.capacity() / 2;
    }

    /** Bytes that wait, a little more than the answers' own. Any thread. */
    int size() {
        return ring.size();
    }

    /**
     * Keeps an answer. Service thread, once the events of its command are in the outputs.
     *
     * @param position up to where the log has to be carried out.
     * @return whether there was room.
     */
    boolean hold(final long position, final DirectBuffer answer, final int offset, final int length) {
        final int index = ring.tryClaim(TYPE, ANSWER_OFFSET + length);
        if (index < 0) {
            return false;
        }
        ring.buffer().putLong(index, position);
        ring.buffer().putLong(index + OUTPUTS_OFFSET, outputs.producerPosition());
        ring.buffer().putBytes(index + ANSWER_OFFSET, answer, offset, length);
        ring.commit(index);
        return true;
    }

    /** Tells what need not wait any more. Reader's thread. */
    int tell(final Delivery to) {
        delivery = to;
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
        if (delivery == null
                || buffer.getLong(index) > quorum.position()
                || buffer.getLong(index + OUTPUTS_OFFSET) > outputs.consumerPosition()) {
            return ControlledMessageHandler.Action.ABORT;
        }
        delivery.deliverAnswer(buffer, index + ANSWER_OFFSET, length - ANSWER_OFFSET);
        return ControlledMessageHandler.Action.CONTINUE;
    }
}
