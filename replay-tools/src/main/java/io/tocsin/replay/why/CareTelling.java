package io.tocsin.replay.why;

import io.tocsin.replay.journal.EventFields;
import java.math.BigDecimal;
import java.time.Instant;

/** Says in words what became of a dose that was planned, whether more can be watched, and how far a weight has risen. */
final class CareTelling {
    private static final long MS_PER_MINUTE = 60_000;
    private static final int HUNDREDTHS = 2;

    private CareTelling() {}

    /** What a {@code WeightNoted} tells: from which weight when to which. */
    static String weight(final EventFields event) {
        final long weight = event.number("weight", 0);
        final long lowest = event.number("lowest", 0);
        if (event.number("active", 0) == 1) {
            return "A weight of " + kg(weight) + ", " + kg(weight - lowest) + " above the " + kg(lowest) + " of "
                    + Instant.ofEpochSecond(0, event.number("lowestNs", 0)) + '.';
        }
        return weight == 0
                ? "The gain of weight is not followed any more."
                : "A weight of " + kg(weight) + ": the gain is over.";
    }

    /** What a {@code TechnicalNoted} tells of the places for doses. */
    static String places(final EventFields event) {
        return event.number("active", 0) == 1
                ? "Another dose would find no place to be watched: " + event.text("value") + " are."
                : "There are places for doses again: " + event.text("value") + " are watched.";
    }

    private static String kg(final long hundredths) {
        return BigDecimal.valueOf(hundredths, HUNDREDTHS).stripTrailingZeros().toPlainString() + " kg";
    }

    /**
     * What a {@code DoseChanged} tells.
     *
     * @param event  of a dose that has, or had, an alert.
     * @param people who may say so.
     */
    static String dose(final EventFields event, final People people) {
        final long author = event.number("author", -1);
        final String dose = "the dose " + event.text("doseId") + " (" + event.text("medication") + ")";
        final String who = author < 0 ? "Source " + event.text("sourceId") : people.name(author);
        final String comment = event.text("comment").isEmpty() ? "" : ", and: " + event.text("comment");
        return switch (event.text("phase")) {
            case "MISSED" ->
                "Nobody told within " + event.number("windowMs", 0) / MS_PER_MINUTE
                        + " min after it was due what became of " + dose
                        + (event.number("critical", 0) == 1 ? ", which is time-critical." : ".");
            case "TOLD" -> who + " says of " + dose + ": " + Telling.words(event, "outcome") + comment + ".";
            case "FORGOTTEN" -> "Nobody told for a day of " + dose + "; it is waited for no more.";
            case "HANDED_ON" -> who + " says that " + dose + " is another patient's.";
            default -> who + " schedules " + dose + " anew.";
        };
    }
}
