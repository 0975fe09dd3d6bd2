package io.tocsin.replay.why;

import io.tocsin.replay.journal.EventFields;
import java.math.BigDecimal;
import java.util.Map;
import java.util.StringJoiner;

/** Says in words how a patient's readings move: what each method found, and what that adds up to. */
final class TrendTelling {
    private static final int HUNDREDTHS = 2;
    private static final long SECONDS_PER_MINUTE = 60;

    private TrendTelling() {}

    static String noted(final EventFields event) {
        final StringJoiner calls = new StringJoiner("; ");
        event.list("calls").forEach(call -> calls.add(call(call)));
        final String what = calls.length() == 0 ? "Nothing moves any more" : Wording.capital(calls.toString());
        final String sum = ". Together " + event.text("points") + " points: by trends "
                + Telling.words(event, "band") + ", by NEWS2 " + Telling.words(event, "scoreBand") + ", risk "
                + Telling.words(event, "risk") + ".";
        return what + sum;
    }

    private static String call(final Map<String, Object> call) {
        final String parameter = Telling.parameter(number(call, "parameter"), "");
        final long value = number(call, "value");
        final String reference = hundredths(number(call, "reference"));
        return switch (String.valueOf(call.get("method"))) {
            case "UNUSUAL" ->
                parameter + " " + reference + " is " + hundredths(Math.abs(value)) + " deviations "
                        + (value < 0 ? "below" : "above") + " its recent mean, like the two readings before";
            case "SHIFTED" ->
                parameter + " has moved " + (value < 0 ? "below" : "above") + " this patient's own baseline of "
                        + reference + " (sum of deviations " + hundredths(Math.abs(value)) + ")";
            case "CROSSING" ->
                parameter + " " + (value < 0 ? "falls" : "rises") + " by " + hundredths(Math.abs(value))
                        + " an hour, and would reach its limit of " + reference + " in "
                        + number(call, "seconds") / SECONDS_PER_MINUTE + " min";
            case "SCORE_ROSE" -> "NEWS2 has risen by " + value + " within hours, to " + number(call, "reference");
            case "SHOCK_INDEX" ->
                "heart rate over systolic pressure is " + hundredths(value) + ", rising by " + reference + " an hour";
            default -> "a method that this version does not know calls";
        };
    }

    private static long number(final Map<String, Object> call, final String field) {
        return EventFields.numberOf(call.get(field), 0);
    }

    private static String hundredths(final long value) {
        return BigDecimal.valueOf(value, HUNDREDTHS).stripTrailingZeros().toPlainString();
    }
}
