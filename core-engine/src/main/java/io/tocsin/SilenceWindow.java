package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceOrigin;
import io.tocsin.codecs.text.EdgeText;
import io.tocsin.schedule.WindowTimes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A window of maintenance or of a calendar: what is silenced while it is open, by nobody's hand. Since no second person looks at it, it never covers CRITICAL alerts.
 * Immutable; any thread.
 *
 * @param name    1 to 36 bytes, without apostrophe; says in the comment which window it was.
 * @param origin  MAINTENANCE or CALENDAR.
 * @param scope   what it covers; at least one thing is named beside the severity.
 * @param times   when it is open.
 * @param comment why; not empty.
 */
public record SilenceWindow(String name, SilenceOrigin origin, SilenceScope scope, WindowTimes times, String comment) {
    /** A silence lasts a day at most (section 17 of the engine's specification): what is longer is several. */
    private static final Duration LONGEST = Duration.ofDays(1);
    /** They overlap, so that nothing is told between one and the next. */
    private static final Duration STEP = Duration.ofHours(23);

    private static final Pattern OWN = Pattern.compile("window '[^']*': .+", Pattern.DOTALL);

    /**
     * Checks everything but whether the site knows unit, bed and patient.
     *
     * @throws IllegalArgumentException that begins with the name of what is wrong.
     */
    public SilenceWindow {
        EdgeText.requiredId("name", name);
        requireNonNull(times, "times");
        check(name.indexOf('\'') < 0, "name: has an apostrophe");
        check(
                origin == SilenceOrigin.MAINTENANCE || origin == SilenceOrigin.CALENDAR,
                "origin: is neither MAINTENANCE nor CALENDAR");
        check(
                scope.severityAtMost() != Severity.CRITICAL,
                "severityAtMost: a window never covers CRITICAL alerts: a person silences them, and a second one confirms");
        check(
                scope.type() != EmergencyType.CARDIAC_ARREST && scope.type() != EmergencyType.CHOKING,
                "type: " + scope.type() + " is never silenced");
        check(
                scope.cause() != Cause.TECHNICAL && scope.cause() != Cause.TREND && scope.cause() != Cause.CARE,
                "cause: no silence names TECHNICAL, TREND or CARE alerts");
        check(
                !scope.unit().isEmpty()
                        || !scope.bed().isEmpty()
                        || !scope.patient().isEmpty()
                        || scope.type() != null
                        || scope.cause() != null
                        || scope.parameter() != null,
                "scope: names nothing: say what is covered, such as a unit");
        check(!comment.isBlank(), "comment: is missing: say why");
        final int most = Silence.MAX_COMMENT_BYTES - text(name, "").getBytes(StandardCharsets.UTF_8).length;
        check(
                comment.getBytes(StandardCharsets.UTF_8).length <= most,
                "comment: is longer than " + most + " bytes, which are left beside the window's name");
    }

    /**
     * The silences of this window that are not over, dated.
     *
     * @param now   what is over by then is left out.
     * @param ahead how far.
     * @return of each time that it is open, by its begin, the parts by theirs; what lasts longer than a day is several, which overlap by an hour.
     */
    Map<WindowTimes.Time, List<WindowTimes.Time>> dated(final Instant now, final Duration ahead) {
        final Instant horizon = now.plus(ahead);
        final Map<WindowTimes.Time, List<WindowTimes.Time>> dated = new LinkedHashMap<>();
        for (final WindowTimes.Time whole : times.between(now, horizon)) {
            final List<WindowTimes.Time> parts = new ArrayList<>();
            Instant from = whole.from();
            for (; from.plus(LONGEST).isBefore(whole.until()); from = from.plus(STEP)) {
                parts.add(new WindowTimes.Time(from, from.plus(LONGEST)));
            }
            parts.add(new WindowTimes.Time(from, whole.until()));
            parts.removeIf(part -> !part.until().isAfter(now) || !part.from().isBefore(horizon));
            dated.put(whole, parts);
        }
        return dated;
    }

    /** The silence of one time. */
    Silence silence(final WindowTimes.Time time) {
        return Silence.until(time.until(), text(name, comment))
                .from(time.from())
                .origin(origin)
                .scope(scope);
    }

    /** Whether a silence that the router holds is that of a time; one that has begun may have begun late. */
    boolean isOf(final RouterEvent.SilenceChanged held, final WindowTimes.Time time, final Instant now) {
        final long fromNs = Checks.epochNs("from", time.from());
        final long nowNs = Checks.epochNs("now", now);
        return isOfAny(held)
                && held.origin() == origin
                && held.scope().equals(scope)
                && held.comment().equals(text(name, comment))
                && held.endNs() == Checks.epochNs("until", time.until())
                && (held.startNs() == fromNs || (fromNs <= nowNs && held.startNs() <= nowNs));
    }

    /** Whether a silence is that of a window, though it be in no configuration any more. */
    static boolean isOfAny(final RouterEvent.SilenceChanged held) {
        return held.origin() != SilenceOrigin.PERSON
                && held.author().isEmpty()
                && OWN.matcher(held.comment()).matches();
    }

    private static String text(final String name, final String comment) {
        return "window '" + name + "': " + comment;
    }

    private static void check(final boolean isRight, final String message) {
        if (!isRight) {
            throw new IllegalArgumentException(message);
        }
    }
}
