package io.tocsin;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.CommandAnsweredDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Answers to orders to forget a patient: nobody hears that it is done before the patient's keys are gone from the disk. As long as the disk does not take it, no answer comes:
 * the order stands in the log, so none could say that nothing was changed. Nobody waits, and all other answers go their way. Delivery thread only.
 */
final class HeldAnswers {
    private static final long NONE = -1;

    /** Takes an answer. */
    interface To {
        void answer(DirectBuffer buffer, int offset, int length);
    }

    private record Held(UnsafeBuffer answer, long sourceId, long commandId, long destruction) {}

    private final @Nullable PatientTexts texts;
    private final List<Held> held = new ArrayList<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CommandAnsweredDecoder answered = new CommandAnsweredDecoder();
    /** The command that had a patient forgotten, until it is answered. */
    private long forgetting = NONE;

    HeldAnswers(final @Nullable PatientTexts texts) {
        this.texts = texts;
    }

    /** An event of the stream, not of a recovered state; the keys of who was forgotten are ordered to be destroyed by now. */
    void on(final RouterEvent event) {
        if (event instanceof RouterEvent.PatientForgotten) {
            forgetting = event.stamp().commandSeq();
        } else if (event.stamp().commandSeq() != forgetting) {
            forgetting = NONE;
        }
    }

    /** Whether an answer is kept back: that of such an order, which comes behind its event, or the same again. */
    boolean keeps(final DirectBuffer buffer, final int offset, final int length) {
        final boolean isOfOrder = forgetting != NONE;
        forgetting = NONE;
        if (texts == null || (!isOfOrder && held.isEmpty())) {
            return false;
        }
        answered.wrapAndApplyHeader(buffer, offset, header.wrap(buffer, offset));
        if (!isOfOrder && !isHeld(answered.sourceId(), answered.commandId())) {
            return false;
        }
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
        copy.putBytes(0, buffer, offset, length);
        held.add(new Held(copy, answered.sourceId(), answered.commandId(), texts.ordered()));
        return true;
    }

    /** Gives those on whose keys are gone. */
    void release(final To to) {
        for (final Iterator<Held> all = held.iterator(); all.hasNext(); ) {
            final Held next = all.next();
            if (texts == null || texts.isDestroyed(next.destruction())) {
                all.remove();
                to.answer(next.answer(), 0, next.answer().capacity());
            }
        }
    }

    private boolean isHeld(final long sourceId, final long commandId) {
        return commandId != 0
                && held.stream().anyMatch(each -> each.sourceId == sourceId && each.commandId == commandId);
    }
}
