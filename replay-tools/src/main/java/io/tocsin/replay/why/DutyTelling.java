package io.tocsin.replay.why;

import io.tocsin.replay.journal.EventFields;

/** Sentences about an alert that goes from one person to another, because somebody says so or is gone. */
final class DutyTelling {
    private DutyTelling() {}

    /** Whom it goes to. */
    static String handedOn(final EventFields event, final String person, final String to) {
        final String chosen = event.number("chosen", 0) == 1 ? ", who is chosen." : ", who was asked already.";
        if (event.header().containsValue("HANDED_OVER")) {
            return person + " is off duty; it goes to " + to + chosen;
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
        return AlertTale.isRelease(event) ? " gives it back." : " has not answered.";
    }
}
