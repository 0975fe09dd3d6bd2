package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.text.EdgeText;
import io.tocsin.history.HistoryCounts;
import io.tocsin.history.HistoryFollower;
import io.tocsin.history.HistorySeries;
import io.tocsin.history.NewestReadings;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What was measured during the last 72 hours, as the router's journal has it: made beside the engine, and made again after a start, the past first; the same as
 * before, as long as the pool was not full. Readings of the
 * last 6 hours are held by the minute, older ones in tens of minutes: of each stretch the lowest, the highest and the last. For the program that embeds the router
 * everything; before a series is shown to a person, {@link AlertView#maySeeReadings} says whether.
 *
 * <p>Any thread; nothing waits. Futures are completed on the history's thread: never wait there, chain on them.
 */
public final class ReadingHistory {
    /** Most points of one series. */
    public static final int MAX_POINTS = 1_000;

    private final @Nullable HistoryFollower follower;

    ReadingHistory(final @Nullable HistoryFollower follower) {
        this.follower = follower;
    }

    /**
     * Asks for the readings of a subject.
     *
     * @param subject   as alerts and readings name it: the patient, else the bed, else the device.
     * @param parameter what was measured.
     * @param fromNs    UTC epoch ns of the engine's time; a stretch that contains it is part of the series.
     * @param toNs      UTC epoch ns, above {@code fromNs}; a stretch that begins at it is not.
     * @param maxPoints 1 to {@value #MAX_POINTS}: of more stretches, neighbours become one of 2 minutes to 3 days, none of its extremes lost.
     * @return the series, empty of a subject of which nothing is held. Fails with {@link RefusedException}: {@link Refusal#NO_HISTORY} if the router keeps none, or none any more, {@link
     *     Refusal#BUSY} if too many are asking, {@link Refusal#CLOSED}.
     * @throws IllegalArgumentException if an argument is out of its range.
     */
    public CompletableFuture<HistorySeries> series(
            final Subject subject, final Parameter parameter, final long fromNs, final long toNs, final int maxPoints) {
        final String id = EdgeText.requiredId(
                "subject", requireNonNull(subject, "subject").id());
        if (requireNonNull(parameter, "parameter") == Parameter.NULL_VAL) {
            throw new IllegalArgumentException("parameter is NULL_VAL: a history is of something");
        }
        if (fromNs >= toNs) {
            throw new IllegalArgumentException("fromNs is " + fromNs + ": it must be below toNs, " + toNs);
        }
        if (maxPoints < 1 || maxPoints > MAX_POINTS) {
            throw new IllegalArgumentException("maxPoints is " + maxPoints + ": it must be from 1 to " + MAX_POINTS);
        }
        if (follower == null) {
            return CompletableFuture.failedFuture(RefusedException.of(Refusal.NO_HISTORY, 0));
        }
        final CompletableFuture<HistorySeries> future = new CompletableFuture<>();
        final boolean taken = follower.ask(new HistoryFollower.Query(
                subject.kind().letter(),
                new UnsafeBuffer(id.getBytes(StandardCharsets.UTF_8)),
                parameter.value(),
                fromNs,
                toNs,
                maxPoints,
                new Answer<>(future)));
        return taken ? future : CompletableFuture.failedFuture(RefusedException.of(Refusal.BUSY, 0));
    }

    /**
     * Asks for the newest reading of each parameter of a subject.
     *
     * @param subject as alerts and readings name it: the patient, else the bed, else the device.
     * @param fromNs  UTC epoch ns of the engine's time: what was read before is left out, to the millisecond.
     * @return the readings; none of a subject of which nothing is held. Fails as {@link #series} does.
     */
    public CompletableFuture<NewestReadings> newest(final Subject subject, final long fromNs) {
        final String id = EdgeText.requiredId(
                "subject", requireNonNull(subject, "subject").id());
        if (follower == null) {
            return CompletableFuture.failedFuture(RefusedException.of(Refusal.NO_HISTORY, 0));
        }
        final CompletableFuture<NewestReadings> future = new CompletableFuture<>();
        final boolean taken = follower.ask(new HistoryFollower.Newest(
                subject.kind().letter(),
                new UnsafeBuffer(id.getBytes(StandardCharsets.UTF_8)),
                fromNs,
                new Answer<>(future)));
        return taken ? future : CompletableFuture.failedFuture(RefusedException.of(Refusal.BUSY, 0));
    }

    /**
     * What it has done and holds.
     *
     * @return as it was a moment ago; {@code null} if the router keeps no history.
     */
    public @Nullable HistoryCounts counts() {
        return follower == null || follower.state() == HistoryFollower.State.WITHOUT_JOURNAL ? null : follower.counts();
    }

    private record Answer<T>(CompletableFuture<T> future) implements HistoryFollower.Answer<T> {
        @Override
        public void onFound(final T found) {
            future.complete(found);
        }

        @Override
        public void onState(final HistoryFollower.State state) {
            future.completeExceptionally(RefusedException.of(
                    state == HistoryFollower.State.CLOSED ? Refusal.CLOSED : Refusal.NO_HISTORY, 0));
        }
    }
}
