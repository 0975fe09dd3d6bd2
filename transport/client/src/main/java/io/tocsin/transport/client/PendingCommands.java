package io.tocsin.transport.client;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ClientMessageWriter;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.ServerMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Commands without a final answer. A command gets its number when it is first sent and keeps it, so that sending it again has no second effect. The router forgets
 * numbers that are far below the highest it has seen, so no number is sent that is a window or more above the lowest unanswered one.
 *
 * <p>A client that starts may have lived before, and what it sent then may still be on its way, at a node that looks for a leader: it begins far above all that the router
 * has seen of it, so that no command of the former life has a number of this one, and no answer of the one is taken for the other's. The client's thread only.
 */
final class PendingCommands {
    /** Keys of numbers that a router gives. */
    private static final List<String> GIVEN = List.of("\"alertId\":", "\"silenceId\":", "\"monitoringId\":");

    /** How far above what the router has seen a client begins. There are so many lives in what JavaScript counts exactly: 2^33. */
    static final long LIFE = 1L << 20;

    private static final long FIRST_RETRY_MS = 50;
    private static final int MAX_DOUBLINGS = 5;
    private static final long NANOS_PER_MS = 1_000_000;

    private final Deque<Pending> unnumbered = new ArrayDeque<>();
    private final TreeMap<Long, Pending> numbered = new TreeMap<>(Long::compareUnsigned);
    private final MessageCodec codec;
    private final int window;
    private final int most;
    private long highest;
    private boolean hasBegun;

    PendingCommands(final MessageCodec codec, final int window, final int most) {
        this.codec = codec;
        this.window = window;
        this.most = most;
    }

    private static final class Pending {
        final LongFunction<? extends ClientMessage.Command> command;
        final CompletableFuture<ServerMessage.Answer> future;
        byte[] encoded = {};
        boolean inFlight;
        int retries;
        boolean isRepeated;
        long notBeforeNs;

        Pending(
                final LongFunction<? extends ClientMessage.Command> command,
                final CompletableFuture<ServerMessage.Answer> future) {
            this.command = command;
            this.future = future;
        }
    }

    void submit(
            final LongFunction<? extends ClientMessage.Command> command,
            final CompletableFuture<ServerMessage.Answer> future) {
        if (unnumbered.size() + numbered.size() >= most) {
            future.completeExceptionally(CommandFailedException.of(
                    CommandFailedException.Reason.CLIENT_FULL, most + " commands wait for answers already"));
        } else {
            unnumbered.add(new Pending(command, future));
        }
    }

    /** The router has counted so far; what was sent is to be sent again. */
    void welcomed(final long highestCommandId) {
        if (!hasBegun) {
            hasBegun = true;
            // Whoever has counted to the end has nowhere to go.
            highest = Long.compareUnsigned(highestCommandId + LIFE, LIFE) < 0
                    ? highestCommandId
                    : highestCommandId + LIFE;
        } else if (Long.compareUnsigned(highestCommandId, highest) > 0) {
            highest = highestCommandId;
        }
        for (final Pending pending : numbered.values()) {
            pending.inFlight = false;
            pending.notBeforeNs = Long.MIN_VALUE;
        }
    }

    /** It is another log, as after a restore: what names something by a number that the router gave would mean something else there, and fails. */
    void otherLog() {
        final Collection<Pending> failed = new ArrayList<>();
        numbered.values().removeIf(pending -> namesByNumber(pending) && failed.add(pending));
        unnumbered.removeIf(pending -> namesByNumber(pending) && failed.add(pending));
        failed.forEach(pending -> pending.future.completeExceptionally(CommandFailedException.of(
                CommandFailedException.Reason.OTHER_LOG,
                "the router goes on with another log, where the numbers of alerts and the like may mean others: ask"
                        + " what is open, and say it anew")));
    }

    /** As JSON spells it, whatever it is sent in: quotes within texts are escaped there, so that these are keys. One that cannot be made names nothing, and says so when its turn comes. */
    private static boolean namesByNumber(final Pending pending) {
        try {
            final String text = new String(ClientMessageWriter.write(pending.command.apply(1)), StandardCharsets.UTF_8);
            return GIVEN.stream().anyMatch(text::contains);
        } catch (final RuntimeException impossible) {
            return false;
        }
    }

    /**
     * Sends what may be sent: first again, in the order of the numbers, then anew.
     *
     * @param nowNs of any clock.
     * @param sink  takes the messages.
     * @return when there is something to send next, on the same clock; {@code Long.MAX_VALUE} = when something happens.
     */
    long flush(final long nowNs, final Consumer<byte[]> sink) {
        long nextNs = Long.MAX_VALUE;
        for (final Pending pending : numbered.values()) {
            if (!pending.inFlight) {
                if (pending.notBeforeNs == Long.MIN_VALUE || pending.notBeforeNs - nowNs <= 0) {
                    pending.inFlight = true;
                    sink.accept(pending.encoded);
                } else {
                    nextNs = Math.min(nextNs, pending.notBeforeNs);
                }
            }
        }
        while (!unnumbered.isEmpty() && isInWindow(highest + 1)) {
            final Pending pending = unnumbered.remove();
            // Whoever gave up before it was sent does not want it any more.
            if (!pending.future.isDone() && isNumbered(pending)) {
                sink.accept(pending.encoded);
            }
        }
        return nextNs;
    }

    private boolean isInWindow(final long commandId) {
        return numbered.isEmpty() || commandId - numbered.firstKey() < window;
    }

    /** Gives it its number; one that cannot be made fails, and takes none. */
    private boolean isNumbered(final Pending pending) {
        try {
            pending.encoded = codec.write(pending.command.apply(highest + 1));
        } catch (final RuntimeException impossible) {
            pending.future.completeExceptionally(CommandFailedException.notMade(impossible));
            return false;
        }
        pending.inFlight = true;
        highest++;
        numbered.put(highest, pending);
        return true;
    }

    /** Takes an answer; one that may be another later keeps the command. */
    void answered(final ServerMessage.Answer answer, final long nowNs) {
        if (answer.result().isTransient()) {
            later(answer.commandId(), answer.retryAfterMs(), nowNs);
            return;
        }
        final Pending pending = numbered.remove(answer.commandId());
        if (pending == null) {
            return;
        }
        if (answer.result().isOk()) {
            pending.future.complete(answer);
        } else {
            pending.future.completeExceptionally(CommandFailedException.refused(answer));
        }
    }

    /** Whether a command may be said again by another token: once. */
    boolean mayRepeat(final long commandId) {
        final Pending pending = numbered.get(commandId);
        final boolean isFirst = pending != null && !pending.isRepeated;
        if (pending != null) {
            pending.isRepeated = true;
        }
        return isFirst;
    }

    /** Takes an error of a command; one that may be none later keeps the command. */
    void notTaken(final ServerMessage.ProtocolError error, final long nowNs) {
        if (error.code() == ErrorCode.RATE_LIMITED || error.code() == ErrorCode.UNAVAILABLE) {
            later(error.commandId(), error.retryAfterMs(), nowNs);
            return;
        }
        final Pending pending = numbered.remove(error.commandId());
        if (pending != null) {
            pending.future.completeExceptionally(CommandFailedException.notTaken(error));
        }
    }

    int size() {
        return unnumbered.size() + numbered.size();
    }

    void failAll(final CommandFailedException failure) {
        final Collection<Pending> all = new ArrayList<>(numbered.values());
        all.addAll(unnumbered);
        numbered.clear();
        unnumbered.clear();
        all.forEach(pending -> pending.future.completeExceptionally(failure));
    }

    private void later(final long commandId, final int retryAfterMs, final long nowNs) {
        final @Nullable Pending pending = numbered.get(commandId);
        if (pending != null) {
            final long ownMs = FIRST_RETRY_MS << Math.min(pending.retries, MAX_DOUBLINGS);
            pending.retries++;
            pending.inFlight = false;
            pending.notBeforeNs = nowNs + Math.max(retryAfterMs, ownMs) * NANOS_PER_MS;
        }
    }
}
