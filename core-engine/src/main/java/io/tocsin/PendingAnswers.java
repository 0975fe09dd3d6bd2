package io.tocsin;

import io.tocsin.codecs.sbe.CommandAnsweredDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.agrona.DirectBuffer;

/** Futures that wait for the engine's answer, by correlation. Any thread, except as said. */
final class PendingAnswers {
    /** Set in every correlation of the router's own, so that those of commands that callers encode themselves do not meet them. */
    static final long OWN = 1L << 63;

    private final Map<Long, Pending<?>> pending = new ConcurrentHashMap<>();
    private final AtomicLong lastCorrelation = new AtomicLong();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CommandAnsweredDecoder answered = new CommandAnsweredDecoder();

    /** Begins to wait, under a new correlation. */
    <T> long expect(final CompletableFuture<T> future, final Function<Answer, T> reader) {
        final long correlation = OWN | lastCorrelation.incrementAndGet();
        pending.put(correlation, new Pending<>(future, reader));
        return correlation;
    }

    /** No answer will come: the command was not taken. */
    void forget(final long correlation) {
        pending.remove(correlation);
    }

    /** Completes whoever waits for this answer; answers whether it is one of the router's own. Delivery thread. */
    boolean onAnswer(final DirectBuffer buffer, final int offset) {
        answered.wrapAndApplyHeader(buffer, offset, header.wrap(buffer, offset));
        if ((answered.correlation() & OWN) == 0) {
            return false;
        }
        final Pending<?> waiting = pending.remove(answered.correlation());
        if (waiting != null) {
            waiting.complete(Answer.of(answered));
        }
        return true;
    }

    /** Completes everybody who still waits. */
    void closeAll() {
        List.copyOf(pending.keySet()).forEach(this::close);
    }

    /** Completes who waits for this answer, because it will not come. */
    void close(final long correlation) {
        final Pending<?> waiting = pending.remove(correlation);
        if (waiting != null) {
            waiting.future.completeExceptionally(new RefusedException(
                    Refusal.CLOSED,
                    0,
                    "CLOSED: the router closed before it answered; whether the command was carried out is not known"));
        }
    }

    private record Pending<T>(CompletableFuture<T> future, Function<Answer, T> reader) {
        void complete(final Answer answer) {
            if (answer.isOk()) {
                future.complete(reader.apply(answer));
            } else {
                future.completeExceptionally(RefusedException.of(Refusal.of(answer.result()), answer.detail()));
            }
        }
    }
}
