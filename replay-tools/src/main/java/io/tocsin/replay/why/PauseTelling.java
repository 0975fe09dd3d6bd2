package io.tocsin.replay.why;

import io.tocsin.replay.journal.EventFields;

/** The sentences of what holds an alert back: a silence, another alert, or an owner who puts it off. */
final class PauseTelling {
    private PauseTelling() {}

    /** Who holds an alert back, by an event of it. */
    static String holder(final EventFields event) {
        return event.number("inhibitedBy", 0) == 0
                ? "Silence " + event.text("silenceId")
                : "Alert " + event.text("inhibitedBy");
    }

    /** Of AlertMuted and AlertUnmuted. */
    static String muted(final EventFields event, final long raisedNs) {
        if (event.name().equals("AlertUnmuted")) {
            return holder(event) + " holds it back no longer.";
        }
        final String until = Since.raised(raisedNs, event.number("untilNs", 0));
        return event.number("inhibitedBy", 0) == 0
                ? holder(event) + " holds it back until " + until + ": nobody is asked before."
                : holder(event) + " holds it back, by inhibition " + event.text("inhibition")
                        + ", while it is open; it is looked at anew at " + until + ".";
    }

    /** Of AlertSnoozed and SnoozeEnded. */
    static String snoozed(final EventFields event, final String person, final long raisedNs) {
        return event.name().equals("SnoozeEnded")
                ? "It is put off by " + person + " no longer."
                : person + " puts it off until " + Since.raised(raisedNs, event.number("untilNs", 0)) + ".";
    }
}
