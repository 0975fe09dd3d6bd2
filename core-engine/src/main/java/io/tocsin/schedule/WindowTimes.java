package io.tocsin.schedule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a window is open: on some days of the week, or once; by the clock on the wall, in the night of a clock change too. Immutable; any thread. */
public final class WindowTimes {
    private final LocalClock clock;
    private final @Nullable Window weekly;
    private final @Nullable Time once;

    /**
     * One time.
     *
     * @param from  its begin.
     * @param until its end, after that.
     */
    public record Time(Instant from, Instant until) {
        /**
         * Checks the order.
         *
         * @throws IllegalArgumentException if it does not end after it begins.
         */
        public Time {
            if (!requireNonNull(from, "from").isBefore(requireNonNull(until, "until"))) {
                throw new IllegalArgumentException("until: " + until + " is not after " + from);
            }
        }
    }

    private WindowTimes(final LocalClock clock, final @Nullable Window weekly, final @Nullable Time once) {
        this.clock = clock;
        this.weekly = weekly;
        this.once = once;
    }

    /**
     * Comes again every week.
     *
     * @param window days and times; a time that the clock skips is that of the jump, one that it shows twice the first.
     * @param zone   of the times.
     * @return these times.
     */
    public static WindowTimes weekly(final Window window, final ZoneId zone) {
        return new WindowTimes(new LocalClock(zone), requireNonNull(window, "window"), null);
    }

    /**
     * Comes once.
     *
     * @param from  its begin.
     * @param until its end.
     * @param zone  of both.
     * @return this time.
     * @throws IllegalArgumentException if it does not end after it begins; the message names {@code until}.
     */
    public static WindowTimes once(final LocalDateTime from, final LocalDateTime until, final ZoneId zone) {
        final LocalClock clock = new LocalClock(zone);
        return new WindowTimes(clock, null, new Time(clock.instant(from), clock.instant(until)));
    }

    /**
     * Whether it never comes again.
     *
     * @param now at this instant.
     * @return once, and over.
     */
    public boolean isOver(final Instant now) {
        return once != null && !once.until().isAfter(now);
    }

    /**
     * The times that are not over at one instant, and begin before another.
     *
     * @param now what is over by then is left out.
     * @param end what begins later is left out, too.
     * @return whole times, by their begin.
     */
    public List<Time> between(final Instant now, final Instant end) {
        final List<Time> times = new ArrayList<>();
        if (once != null) {
            times.add(once);
        } else if (weekly != null) {
            // A window of a whole day may have begun yesterday, and lasts 25 hours if the clock is put back.
            weekly.between(
                            clock,
                            clock.local(now.minus(Duration.ofDays(2))).toLocalDate(),
                            clock.local(end).toLocalDate())
                    .forEach(span -> times.add(new Time(span.from(), span.until())));
        }
        times.removeIf(time -> !time.until().isAfter(now) || !time.from().isBefore(end));
        return List.copyOf(times);
    }
}
