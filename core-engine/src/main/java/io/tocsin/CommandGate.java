package io.tocsin;

import io.tocsin.codecs.sbe.Level;
import io.tocsin.pipeline.AdmissionClass;
import io.tocsin.pipeline.AnswerLevels;
import io.tocsin.pipeline.EngineHost;
import io.tocsin.pipeline.Pipeline;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where commands leave for the ring. Numbers those of the router's own source, so that they enter the ring in the order of their numbers; keeps the host's own
 * commands that found no room until the next delivery cycle. Any thread; nobody waits longer than a publication takes.
 */
final class CommandGate {
    private final PendingAnswers pending = new PendingAnswers();
    private final Queue<OutgoingCommand> retries = new ConcurrentLinkedQueue<>();
    private final Object order = new Object();
    private final long sourceId;
    private final Level defaultLevel;
    private final AnswerLevels levels;
    private long lastCommandId;
    private volatile @Nullable EngineHost host;

    CommandGate(final long sourceId, final Level defaultLevel, final AnswerLevels levels) {
        this.sourceId = sourceId;
        this.defaultLevel = defaultLevel;
        this.levels = levels;
    }

    void open(final EngineHost value) {
        host = value;
    }

    /** What answers mean. */
    AnswerLevels levels() {
        return levels;
    }

    PendingAnswers pending() {
        return pending;
    }

    /** The number of the router's own last command; the next is one higher. Before the first. */
    void continueAfter(final long commandId) {
        synchronized (order) {
            lastCommandId = commandId;
        }
    }

    /** A command that must get through, behind all that are waiting to get through, and that is answered. */
    <T> CompletableFuture<T> sendAndAsk(final OutgoingCommand command, final Function<Answer, T> reader) {
        final CompletableFuture<T> future = new CompletableFuture<>();
        command.correlation(pending.expect(future, reader)).envelope().sourceId(sourceId);
        send(command);
        return future;
    }

    /** Publishes bytes as they are; BUSY before the host is there. */
    long publish(final DirectBuffer buffer, final int offset, final int length) {
        final EngineHost target = host;
        return target == null ? Pipeline.BUSY : target.tryPublish(buffer, offset, length);
    }

    /** A command that happens once per key: the caller's, or the next of the router's own. */
    <T> CompletableFuture<T> submit(
            final OutgoingCommand command,
            final @Nullable Level asked,
            final @Nullable CommandKey key,
            final Function<Answer, T> reader) {
        final Level level = asked == null ? defaultLevel : asked;
        if (!levels.gives(level)) {
            return CompletableFuture.failedFuture(RefusedException.of(Refusal.LEVEL_UNAVAILABLE, level.value()));
        }
        command.level(level);
        if (key != null && key.sourceId() == sourceId) {
            throw new IllegalArgumentException("sourceId " + Long.toUnsignedString(sourceId)
                    + " is the router's own: its commandIds are its own too");
        }
        final CompletableFuture<T> future = new CompletableFuture<>();
        final long correlation = pending.expect(future, reader);
        command.correlation(correlation);
        final long ticket = key == null ? publishNumbered(command) : publishAs(key, command);
        if (ticket < 0) {
            pending.forget(correlation);
            future.completeExceptionally(refused(ticket));
        }
        return future;
    }

    /** A command that is not deduplicated and is answered. */
    <T> CompletableFuture<T> ask(final OutgoingCommand command, final Function<Answer, T> reader) {
        command.envelope().sourceId(sourceId);
        return askAsHost(command, reader);
    }

    /** A command of the host itself that is answered. */
    <T> CompletableFuture<T> askAsHost(final OutgoingCommand command, final Function<Answer, T> reader) {
        final CompletableFuture<T> future = new CompletableFuture<>();
        final long correlation = pending.expect(future, reader);
        command.correlation(correlation);
        final long ticket = publish(command);
        if (ticket < 0) {
            pending.forget(correlation);
            future.completeExceptionally(refused(ticket));
        }
        return future;
    }

    /** A command of the host's own that must get through: if there is no room now it is tried again, in order, after the next delivery cycle. */
    void send(final OutgoingCommand command) {
        if (!retries.isEmpty() || !isDone(command)) {
            retries.add(command);
        }
    }

    /** Tries again what found no room. Delivery thread only. */
    void retry() {
        OutgoingCommand next = retries.peek();
        while (next != null && isDone(next)) {
            retries.remove();
            next = retries.peek();
        }
    }

    private boolean isDone(final OutgoingCommand command) {
        final long ticket = publish(command);
        if (ticket == Pipeline.CLOSED) {
            pending.close(command.correlation());
        }
        return ticket != Pipeline.BUSY && ticket != Pipeline.STORAGE_FULL;
    }

    long publish(final OutgoingCommand command) {
        final EngineHost target = host;
        return target != null && command.isNeededToLaunch()
                ? target.tryPublish(AdmissionClass.SYSTEM, command.buffer(), 0, command.length())
                : publish(command.buffer(), 0, command.length());
    }

    static RefusedException refused(final long ticket) {
        if (ticket == Pipeline.BUSY) {
            return RefusedException.of(Refusal.BUSY, 0);
        }
        if (ticket == Pipeline.STORAGE_FULL) {
            return RefusedException.of(Refusal.STORAGE_FULL, 0);
        }
        return RefusedException.of(ticket == Pipeline.TOO_LONG ? Refusal.TOO_LONG : Refusal.CLOSED, 0);
    }

    private long publishNumbered(final OutgoingCommand command) {
        command.envelope().sourceId(sourceId);
        // Numbers must reach the engine in order: in a window of a source a number that comes late is stale.
        synchronized (order) {
            command.envelope().commandId(lastCommandId + 1);
            final long ticket = publish(command);
            if (ticket >= 0) {
                lastCommandId++;
            }
            return ticket;
        }
    }

    private long publishAs(final CommandKey key, final OutgoingCommand command) {
        command.envelope().sourceId(key.sourceId()).commandId(key.commandId());
        return publish(command);
    }
}
