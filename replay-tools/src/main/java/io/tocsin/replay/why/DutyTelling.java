package io.tocsin.replay.why;

import io.tocsin.replay.journal.EventFields;
import java.util.stream.Collectors;

/** Sentences about an alert that goes from one person to another, because somebody says so or is gone. */
final class DutyTelling {
    private DutyTelling() {}

    /** Whom it goes to. */
    static String handedOn(final EventFields event, final String person, final String to) {
        final String chosen = event.number("chosen", 0) == 1 ? ", who is chosen." : ", who was asked already.";
        if (event.header().containsValue("HANDED_OVER")) {
            return person + " is off duty; it goes to " + to + chosen;
        }
        if (event.header().containsValue("RESULT_CORRECTED")) {
            return person + " had taken it as it was, and is asked again"
                    + (event.number("chosen", 0) == 1 ? "." : " later.");
        }
        return event.header().containsValue("BREAK_COVER")
                ? person + " is on break and covered by " + to + chosen
                : person + " names " + to + " instead" + chosen;
    }

    /** Why somebody is not asked any more who has not answered, or had taken it. */
    static String undefined(final EventFields event) {
        if (event.header().containsValue("SHIFT_ENDED")) {
            return " goes off duty and has it no longer.";
        }
        if (event.header().containsValue("BREAK_BEGAN")) {
            return " goes on break.";
        }
        if (event.header().containsValue("RESULT_CORRECTED")) {
            return " has it no longer, as it was corrected.";
        }
        return AlertTale.isRelease(event) ? " gives it back." : " has not answered.";
    }

    /** When somebody went who had been asked, or had taken it, and what was done about it; without a full stop. */
    static String relieved(final String name, final Part part, final People people, final long raisedNs) {
        final String went =
                (part.isOnBreak ? "went on break at " : "went off duty at ") + Since.raised(raisedNs, part.leftNs);
        final String had = part.acceptedNs > 0
                ? name + " took it at " + Since.raised(raisedNs, part.acceptedNs) + ", and " + went
                : name + " " + went;
        if (part.isAskedAgain) {
            return had + "; its steps began again";
        }
        if (!part.handedTo.isEmpty()) {
            return had + "; it was handed over to "
                    + part.handedTo.stream().map(people::name).collect(Collectors.joining(", "));
        }
        return had;
    }

    /** When somebody was off duty, or on break, while it came to steps. */
    static String away(final String name, final Away away, final People people, final long raisedNs) {
        final StringBuilder text =
                new StringBuilder(name).append(away.isBreak() ? " was on break, " : " was off duty ");
        text.append(away.isBreak() ? "covered by " + people.name(away.cover) + "," : place(away.roster, people));
        if (away.fromNs != 0) {
            text.append(" from ").append(Since.raised(raisedNs, away.fromNs));
        }
        if (away.untilNs != 0) {
            text.append(" until ").append(Since.raised(raisedNs, away.untilNs));
        } else {
            text.append(" on");
        }
        if (away.untilNs == 0 && away.atMostNs != 0) {
            text.append(" (until ")
                    .append(Since.raised(raisedNs, away.atMostNs))
                    .append(" at most)");
        }
        return text.append(away.isConfigured ? " (the roster was changed)" : "")
                .append(", when it came to step ")
                .append(away.steps.stream().map(String::valueOf).collect(Collectors.joining(", ")))
                .append('.')
                .toString();
    }

    private static String place(final Duties.Roster roster, final People people) {
        return switch (roster.scope()) {
            case "ROLE" ->
                "as " + people.name("ROLE", roster.name()) + " of unit " + people.name("UNIT", roster.unit());
            case "BED" -> "for bed " + people.name("BED", roster.name());
            default -> {
                final String patient = people.subject(roster.name());
                yield "for " + (patient.isEmpty() ? "the patient" : patient);
            }
        };
    }
}
