package io.tocsin.replay.why;

import io.tocsin.replay.journal.EventFields;
import java.util.List;
import java.util.StringJoiner;

/** The parts of sentences that tell of triage, treatment limits and authority. Events before version 3 have none of it. */
final class RiskTelling {
    private static final List<String> LIMITS =
            List.of("no resuscitation", "no intubation", "no intensive care", "comfort care only");
    private static final List<String> REASONS = List.of("", " to treat", " for safety", " for another reason");

    private RiskTelling() {}

    /** What the source had declared, if triage made more of it. */
    static String declared(final EventFields event) {
        final String declared = event.text("declaredSeverity");
        return declared.isEmpty() || declared.equals(event.text("severity"))
                ? ""
                : " (declared as " + Wording.words(declared) + ")";
    }

    /** What was ordered not to be done, as it goes with an offer. */
    static String limits(final EventFields event) {
        final long limits = event.number("treatmentLimits", 0);
        final StringJoiner text = new StringJoiner(", ", "; ordered: ", "").setEmptyValue("");
        for (int bit = 0; bit < LIMITS.size(); bit++) {
            if (((limits >> bit) & 1) == 1) {
                text.add(LIMITS.get(bit));
            }
        }
        return text.toString();
    }

    /** Somebody was not allowed to. */
    static String refused(final EventFields event, final String person) {
        return as(event, person) + ", may not " + Wording.words(event.text("action")) + " here.";
    }

    /** Somebody was let through. */
    static String overridden(final EventFields event, final String person) {
        final int reason = (int) event.number("reason", 0);
        return as(event, person) + ", says that it is an emergency"
                + (reason < 0 || reason >= REASONS.size() ? "" : REASONS.get(reason)) + ", and is let through to "
                + Wording.words(event.text("action")) + ".";
    }

    private static String as(final EventFields event, final String person) {
        return person + ", as " + Wording.words(event.text("role"));
    }
}
