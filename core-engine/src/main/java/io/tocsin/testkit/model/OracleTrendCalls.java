package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.NewsBand;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.TrendMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one method found in a patient's readings. */
record OracleTrendCalls(TrendMethod method, int parameter, int value, int reference, long seconds) {
    private static final int RUN = 3;

    /** Of one parameter. */
    static List<OracleTrendCalls> of(
            final OracleMovement movement, final Parameter parameter, final int floor, final OracleTrendRules rules) {
        final List<OracleTrendCalls> calls = new ArrayList<>();
        final List<Double> deviations = movement.deviations(rules.tauNs(), floor);
        final int count = deviations.size();
        final double bound = rules.unusual() / 100.0;
        if (count >= RUN) {
            final List<Double> last = deviations.subList(count - RUN, count);
            if (last.stream().allMatch(z -> z > bound) || last.stream().allMatch(z -> z < -bound)) {
                final int z = hundredths(last.get(RUN - 1));
                calls.add(new OracleTrendCalls(TrendMethod.UNUSUAL, parameter.value(), z, movement.lastValue(), 0));
            }
        }
        final double shift = movement.shift(rules.slack(), rules.threshold());
        if (shift != 0) {
            calls.add(new OracleTrendCalls(
                    TrendMethod.SHIFTED, parameter.value(), hundredths(shift), movement.usual(), 0));
        }
        final Integer limit = movement.crossing;
        if (limit != null) {
            final OracleMovement.Line line = movement.line(rules.horizonNs(), floor);
            final double hours = (limit / 100.0 - line.level()) / (line.slope() * 9_000 / 10_000);
            calls.add(new OracleTrendCalls(
                    TrendMethod.CROSSING, parameter.value(), hundredths(line.slope()), limit, (long)
                            Math.rint(hours * 3_600)));
        }
        return calls;
    }

    /** The event. */
    static void tell(
            final OracleState state,
            final int subject,
            final List<Clause> clauses,
            final long alertId,
            final int points,
            final NewsBand band,
            final NewsBand ofScore,
            final NewsBand risk,
            final List<OracleTrendCalls> calls) {
        final List<Map<String, Object>> listed = new ArrayList<>();
        for (final OracleTrendCalls call : calls) {
            final Map<String, Object> each = new LinkedHashMap<>();
            each.put("value", call.value);
            each.put("reference", call.reference);
            each.put("seconds", call.seconds);
            each.put("parameter", call.parameter);
            each.put("method", call.method);
            each.put("points", OracleTrendRules.points(call.method));
            listed.add(each);
        }
        state.event(
                "TrendNoted",
                clauses,
                "alertId",
                alertId,
                "subject",
                subject,
                "points",
                points,
                "band",
                band,
                "scoreBand",
                ofScore,
                "risk",
                risk,
                "calls",
                listed);
    }

    private static int hundredths(final double number) {
        return (int) Math.rint(number * 100);
    }
}
