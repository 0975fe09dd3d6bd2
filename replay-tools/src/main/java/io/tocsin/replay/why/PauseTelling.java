package io.tocsin.replay.why;

import io.tocsin.replay.journal.EventFields;

/** The sentences of what holds an alert back: a silence, or an owner who puts it off. */
final class PauseTelling {
    private PauseTelling() {}

    /** Of AlertMuted and AlertUnmuted. */
    static String muted(final EventFields event, final long raisedNs) {
        final String silence = "Silence " + event.text("silenceId");
        return event.name().equals("AlertUnmuted")
                ? silence + " holds it back no longer."
                : silence + " holds it back until " + Since.raised(raisedNs, event.number("untilNs", 0))
                        + ": nobody is asked before.";
    }

    /** Of AlertSnoozed and SnoozeEnded. */
    static String snoozed(final EventFields event, final String person, final long raisedNs) {
        return event.name().equals("SnoozeEnded")
                ? "It is put off by " + person + " no longer."
                : person + " puts it off until " + Since.raised(raisedNs, event.number("untilNs", 0)) + ".";
    }
}
