package io.tocsin;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps a router told of who is on duty: sends what a rota says from now on as far as its horizon, and again before that comes near. What is sent is a command like
 * every other, so that the log alone says who was on duty when.
 *
 * <p>Any thread. If it fails, who is on duty stays as it was told last, until the horizon: so one day missed is no harm, and the failure is told.
 */
public final class DutyRoll {
    private final DutyDesk desk;
    private final Rota rota;
    private final Duration ahead;
    private final InstantSource time;

    /**
     * Nothing is sent yet.
     *
     * @param desk  of the router.
     * @param rota  to send.
     * @param ahead the horizon, from an hour to a year; 14 days are usual.
     * @param time  of the wall.
     */
    public DutyRoll(final DutyDesk desk, final Rota rota, final Duration ahead, final InstantSource time) {
        this.desk = requireNonNull(desk, "desk");
        this.rota = requireNonNull(rota, "rota");
        this.ahead = ahead;
        this.time = requireNonNull(time, "time");
        if (ahead.compareTo(Duration.ofHours(1)) < 0 || ahead.compareTo(Duration.ofDays(366)) > 0) {
            throw new IllegalArgumentException("ahead: " + ahead + " is not from an hour to a year");
        }
    }

    /**
     * Sends what the rota says from now on.
     *
     * @return completed when it is in force; fails as {@link DutyDesk#replace}, and with a {@link io.tocsin.schedule.ScheduleException} if schedules contradict
     *     themselves or each other. One that has ended names nobody, and the others go on.
     */
    public CompletableFuture<Configured> send() {
        try {
            return desk.replace(rota.rosters(time.instant(), ahead));
        } catch (final IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Sends it again and again.
     *
     * @param timer    that runs it; what it runs does not wait.
     * @param every    how often, less than the horizon; a day is usual.
     * @param onFailed told of each failure.
     * @return to be cancelled.
     */
    public ScheduledFuture<?> every(
            final ScheduledExecutorService timer, final Duration every, final Consumer<Throwable> onFailed) {
        if (every.isNegative() || every.isZero() || every.compareTo(ahead) >= 0) {
            throw new IllegalArgumentException("every: " + every + " is not less than the horizon, " + ahead);
        }
        return timer.scheduleAtFixedRate(
                () -> send().whenComplete((configured, thrown) -> {
                    if (thrown != null) {
                        onFailed.accept(thrown);
                    }
                }),
                every.toMillis(),
                every.toMillis(),
                TimeUnit.MILLISECONDS);
    }
}
