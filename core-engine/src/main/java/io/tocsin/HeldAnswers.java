package io.tocsin;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.CommandAnsweredDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.PatientForgottenDecoder;
import io.tocsin.codecs.sbe.Result;
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
    private final PatientForgottenDecoder forgotten = new PatientForgottenDecoder();
    /** The command that had a patient forgotten, until it is answered, and who sent it. */
    private long forgetting = NONE;

    private long forgettingSource;
    /** So many keys were ordered to be destroyed by orders of which nothing is known here, since nobody wanted an answer, or it was in a life before. */
    private long unknown;

    HeldAnswers(final @Nullable PatientTexts texts) {
        this.texts = texts;
    }

    /** An event of a recovered state, so of who was forgotten in a life before; the keys are ordered to be destroyed by now. */
    void recovered(final RouterEvent event) {
        if (texts != null && event instanceof RouterEvent.PatientForgotten) {
            unknown = texts.ordered();
        }
    }

    /** An event of the stream, as it was read there; the keys of who was forgotten are ordered to be destroyed by now. */
    void on(final RouterEvent event, final DirectBuffer buffer, final int offset) {
        if (texts == null) {
            return;
        }
        if (forgetting != NONE && event.stamp().commandSeq() != forgetting) {
            leaveUnanswered(texts);
        }
        if (event instanceof RouterEvent.PatientForgotten) {
            forgetting = event.stamp().commandSeq();
            forgettingSource = forgotten
                    .wrapAndApplyHeader(buffer, offset, header.wrap(buffer, offset))
                    .sourceId();
        }
    }

    /** Whether an answer is kept back: that of such an order, which comes behind its event, or the same again. */
    boolean keeps(final DirectBuffer buffer, final int offset, final int length) {
        if (texts == null || (forgetting == NONE && held.isEmpty() && texts.isDestroyed(unknown))) {
            return false;
        }
        answered.wrapAndApplyHeader(buffer, offset, header.wrap(buffer, offset));
        if (!isOfOrder(texts) && !isOfOneBefore(texts)) {
            return false;
        }
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
        copy.putBytes(0, buffer, offset, length);
        held.add(new Held(copy, answered.sourceId(), answered.commandId(), texts.ordered()));
        return true;
    }

    /** Gives those on whose keys are gone. */
    void release(final To to) {
        if (held.isEmpty()) {
            return;
        }
        for (final Iterator<Held> all = held.iterator(); all.hasNext(); ) {
            final Held next = all.next();
            if (texts == null || texts.isDestroyed(next.destruction())) {
                all.remove();
                to.answer(next.answer(), 0, next.answer().capacity());
            }
        }
    }

    /** Orders get answers that say no more than OK. An order that wanted none is followed by somebody else's. */
    private boolean isOfOrder(final PatientTexts of) {
        if (forgetting == NONE) {
            return false;
        }
        if (isBare(0) && answered.sourceId() == forgettingSource) {
            forgetting = NONE;
            return true;
        }
        leaveUnanswered(of);
        return false;
    }

    /** Of one that is not known here there is nothing to go by but that it is answered as an order is that comes again, as others are: those wait as well, once in a while. */
    private boolean isOfOneBefore(final PatientTexts of) {
        return isHeld(answered.sourceId(), answered.commandId()) || (isBare(1) && !of.isDestroyed(unknown));
    }

    private boolean isBare(final int repeated) {
        return answered.result() == Result.OK && answered.repeated() == repeated && answered.alertId() == 0;
    }

    private void leaveUnanswered(final PatientTexts of) {
        forgetting = NONE;
        unknown = of.ordered();
    }

    private boolean isHeld(final long sourceId, final long commandId) {
        return commandId != 0
                && held.stream().anyMatch(each -> each.sourceId == sourceId && each.commandId == commandId);
    }
}
