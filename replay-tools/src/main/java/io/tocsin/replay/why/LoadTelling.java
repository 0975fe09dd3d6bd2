package io.tocsin.replay.why;

import io.tocsin.replay.journal.EventFields;
import java.util.Locale;

/** The sentences of the promise that an alert is received in time, and of what load puts off. */
final class LoadTelling {
    private static final double NS_PER_S = 1e9;
    private static final double PER_CENT = 10.0;

    private LoadTelling() {}

    /** How an alert's clock stands. */
    static String clock(final EventFields event, final String person) {
        final String waited = seconds(event.number("waitedNs", 0));
        if (event.number("person", -1) < 0) {
            return "Nobody has received it after " + waited + ": the breach line passes.";
        }
        return "First received, by " + person + ", after " + waited
                + switch (event.text("state")) {
                    case "MET" -> ", within the target";
                    case "LATE" -> ", later than the target";
                    default -> ", past the breach line";
                }
                + delay(event) + ".";
    }

    private static String delay(final EventFields event) {
        final long delayNs = event.number("delayNs", 0);
        return delayNs == 0 ? "" : "; held back on purpose for " + seconds(delayNs) + " before";
    }

    /** What the mode puts off: channels that wait, or an update that nobody is sent. */
    static String shed(final EventFields event, final long raisedNs) {
        final String what = event.name().equals("NoticeDropped")
                ? "That it has changed is told later, to " + event.text("people")
                : "Every way but the screen waits until " + Since.raised(raisedNs, event.number("notBeforeNs", 0));
        return what + figures(event) + ".";
    }

    private static String figures(final EventFields event) {
        return ", because the router is in mode " + Wording.words(event.text("mode")) + " ("
                + event.text("connections") + " connections, backlog " + perCent(event, "backlogPermille")
                + ", processors " + perCent(event, "cpuPermille") + ")";
    }

    private static String perCent(final EventFields event, final String field) {
        return String.format(Locale.ROOT, "%.1f %%", event.number(field, 0) / PER_CENT);
    }

    private static String seconds(final long ns) {
        return String.format(Locale.ROOT, "%.3f s", ns / NS_PER_S);
    }
}
