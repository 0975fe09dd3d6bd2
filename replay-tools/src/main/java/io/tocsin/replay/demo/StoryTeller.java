package io.tocsin.replay.demo;

import io.tocsin.RouterEvent;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.Phase;
import io.tocsin.codecs.sbe.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells what became of an alert, line by line, from its events. */
final class StoryTeller {
    private static final int LINES = 14;
    private static final double NS_PER_SECOND = 1e9;
    private static final int DESK_STEP = 2;

    private StoryTeller() {}

    /**
     * Which stories are worth telling: one that a source declared, one found in readings, one that went as far as the desk; of each kind one in which as much as
     * possible happens.
     *
     * @param stories of all alerts.
     * @return at most three.
     */
    static List<AlertStory> best(final List<AlertStory> stories) {
        final List<AlertStory> chosen = new ArrayList<>();
        choose(chosen, stories.stream().filter(StoryTeller::isDeclared).toList());
        choose(chosen, stories.stream().filter(story -> !isDeclared(story)).toList());
        choose(
                chosen,
                stories.stream()
                        .filter(story -> story.furthestStep() == DESK_STEP)
                        .toList());
        return chosen;
    }

    /** First what it is about, then what happened, each with the seconds since it was raised; the middle of a long story is left out. */
    static List<String> tell(final AlertStory story) {
        final RouterEvent.AlertRaised raised = story.raised();
        final List<String> told = new ArrayList<>();
        told.add(String.format(
                Locale.ROOT,
                "Alert %d: %s, %s, %s in bed %s",
                raised.alertId(),
                Words.title(raised.type(), raised.details(), raised.cause()),
                Words.plain(raised.severity()),
                raised.unidentified() ? "a patient nobody knows" : "patient " + subject(raised),
                raised.bed()));
        final List<String> lines = lines(story);
        if (lines.size() <= LINES) {
            told.addAll(lines);
        } else {
            told.addAll(lines.subList(0, LINES - 2));
            told.add("             … " + (lines.size() - LINES + 1) + " more");
            told.add(lines.get(lines.size() - 1));
        }
        return told;
    }

    private static List<String> lines(final AlertStory story) {
        final List<String> lines = new ArrayList<>();
        final List<String> silent = new ArrayList<>();
        String reason = "";
        for (final RouterEvent event : story.events()) {
            final double seconds =
                    (event.stamp().timestampNs() - story.raised().stamp().timestampNs()) / NS_PER_SECOND;
            if (event instanceof RouterEvent.OfferAnswered answered && answered.response() == Response.UNDEFINED) {
                silent.add(answered.person());
            } else if (event instanceof RouterEvent.StepEnded ended) {
                reason = reason(ended.stamp().clauses());
                if (!silent.isEmpty()) {
                    lines.add(line(seconds, "no answer from " + String.join(", ", silent)));
                    silent.clear();
                }
            } else if (!what(event, reason).isEmpty()) {
                lines.add(line(seconds, what(event, reason)));
            }
        }
        return lines;
    }

    private static String line(final double seconds, final String what) {
        return String.format(Locale.ROOT, "%+9.3f s  %s", seconds, what);
    }

    private static void choose(final List<AlertStory> chosen, final List<AlertStory> from) {
        from.stream()
                .filter(story -> !chosen.contains(story))
                .max(Comparator.comparingInt(StoryTeller::worth))
                .ifPresent(chosen::add);
    }

    private static int worth(final AlertStory story) {
        return (story.wasRejected() ? 4 : 0)
                + (story.wasEscalated() ? 4 : 0)
                + (story.wasAccepted() ? 2 : 0)
                + (story.outcome() == Outcome.RESOLVED ? 4 : 0);
    }

    private static boolean isDeclared(final AlertStory story) {
        return story.raised().cause().kind() == Cause.DECLARED;
    }

    private static String subject(final RouterEvent.AlertRaised raised) {
        return raised.subject() == null ? "" : raised.subject().id();
    }

    /** What happened, for people; empty if it is not worth a line. */
    private static String what(final RouterEvent event, final String reason) {
        if (event instanceof RouterEvent.AlertRaised raised) {
            return isDeclared(raised) ? "raised: " + raised.details().description() : "raised: found in readings";
        } else if (event instanceof RouterEvent.StepStarted started && started.step() > 0) {
            return (started.round() > 1 ? "told again: " : "escalated to ") + Hospital.stepName(started.step()) + " ("
                    + reason + ')';
        } else if (event instanceof RouterEvent.OutputDispatched output) {
            return (output.redelivery() ? "offered again, after an absence, to " : "offered to ")
                    + output.recipients().stream()
                            .map(RouterEvent.Recipient::person)
                            .collect(Collectors.joining(", "));
        } else if (event instanceof RouterEvent.OfferAnswered answered) {
            return answer(answered);
        } else if (event instanceof RouterEvent.ConditionChanged changed) {
            return changed.phase() == Phase.RESET
                    ? ""
                    : changed.to() == Condition.ACTIVE ? "the condition is back" : "the condition is over";
        } else if (event instanceof RouterEvent.AlertClosed closed) {
            return switch (closed.outcome()) {
                case RESOLVED -> "resolved by " + closed.person();
                case CANCELLED -> "cancelled by its source";
                case EXPIRED, NULL_VAL -> "closed: over by itself before anybody took it";
            };
        }
        return "";
    }

    private static boolean isDeclared(final RouterEvent.AlertRaised raised) {
        return raised.cause().kind() == Cause.DECLARED;
    }

    private static String answer(final RouterEvent.OfferAnswered answered) {
        return switch (answered.response()) {
            case ACCEPTED -> "accepted by " + answered.person();
            case REJECTED ->
                (answered.stamp().clauses().contains(Clause.OWNER_REJECTED) ? "given back by " : "rejected by ")
                        + answered.person() + ": " + Words.plain(answered.reason());
            case WAITING, OFFERED, UNDEFINED, WITHDRAWN, NULL_VAL -> "";
        };
    }

    private static String reason(final List<Clause> clauses) {
        if (clauses.contains(Clause.STEP_TIMED_OUT)) {
            return "nobody accepted in time";
        } else if (clauses.contains(Clause.STEP_REJECTED)) {
            return "rejected";
        } else if (clauses.contains(Clause.OWNER_REJECTED)) {
            return "given back";
        } else if (clauses.contains(Clause.NOBODY_REACHABLE)) {
            return "nobody there is connected";
        }
        return clauses.contains(Clause.FAIL_SAFE_REPEAT) ? "nobody has accepted" : "nobody to ask";
    }
}
