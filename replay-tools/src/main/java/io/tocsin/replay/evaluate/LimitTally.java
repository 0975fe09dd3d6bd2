package io.tocsin.replay.evaluate;

import io.tocsin.Counters;
import io.tocsin.LimitRules;
import io.tocsin.LimitRules.Rule;
import io.tocsin.RouterEvent;
import io.tocsin.RouterEvent.AlertClosed;
import io.tocsin.RouterEvent.AlertRaised;
import io.tocsin.RouterEvent.AlertStale;
import io.tocsin.RouterEvent.LimitViolated;
import io.tocsin.RouterEvent.ScoreChanged;
import io.tocsin.Subject;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Cause;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** What a router said of limits, scores and the alerts that they raised, counted from its events and from nothing else. One thread. */
public final class LimitTally {
    private static final int COMPLETE = 0;
    private static final int DECIMALS = 2;

    private final List<Rule> rules;
    private final long[] violatingReadings;
    private final long[] episodes;
    private final List<Set<Subject>> patients = new ArrayList<>();
    private final Map<String, Integer> highestScores = new HashMap<>();
    private long scoreChanges;
    private long completeScores;
    private long raised;
    private long raisedByScore;
    private long stale;
    private long closed;

    /** @param rules that the router was given. */
    public LimitTally(final LimitRules rules) {
        this.rules = rules.rules();
        violatingReadings = new long[this.rules.size()];
        episodes = new long[this.rules.size()];
        this.rules.forEach(rule -> patients.add(new HashSet<>()));
    }

    /** An event of the router. */
    public void add(final RouterEvent event) {
        if (event instanceof LimitViolated violated) {
            final int rule = violated.rule() - 1;
            violatingReadings[rule]++;
            episodes[rule] += violated.first() ? 1 : 0;
            patients.get(rule).add(violated.subject());
        } else if (event instanceof ScoreChanged changed && changed.subject() != null) {
            scoreChanges++;
            completeScores += changed.missingMask() == COMPLETE ? 1 : 0;
            highestScores.merge(changed.subject().id(), changed.score(), Math::max);
        } else if (event instanceof AlertRaised alert) {
            raised++;
            raisedByScore += alert.cause().kind() == Cause.SCORE ? 1 : 0;
        } else if (event instanceof AlertStale) {
            stale++;
        } else if (event instanceof AlertClosed) {
            closed++;
        }
    }

    /** Alerts so far. */
    public long raised() {
        return raised;
    }

    /** Alerts that were marked stale so far. */
    public long stale() {
        return stale;
    }

    /** Patients who violated a limit at least once. */
    public int patients(final int rule) {
        return patients.get(rule).size();
    }

    /** The highest NEWS2 of a patient, as far as its inputs were known; 0 if none was ever told. */
    public int highestScore(final String patientId) {
        return highestScores.getOrDefault(patientId, 0);
    }

    /**
     * Writes {@code thresholds}: for each limit {@code readings, violating_readings, episodes, patients}.
     *
     * @param json     inside an object.
     * @param counters of the router, at the end.
     */
    public void writeThresholds(final JsonGenerator json, final Counters counters) {
        json.writeObjectPropertyStart("thresholds");
        for (int i = 0; i < rules.size(); i++) {
            json.writeObjectPropertyStart(name(rules.get(i)));
            json.writeNumberProperty(
                    "readings", counters.readings().getOrDefault(rules.get(i).parameter(), 0L));
            json.writeNumberProperty("violating_readings", violatingReadings[i]);
            json.writeNumberProperty("episodes", episodes[i]);
            json.writeNumberProperty("patients", patients(i));
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /**
     * Writes {@code alerts}: how many were raised, by NEWS2 among them, marked stale, closed and left open; and raised per day of a bed.
     *
     * @param json    inside an object.
     * @param bedDays observed.
     */
    public void writeAlerts(final JsonGenerator json, final BigDecimal bedDays) {
        json.writeObjectPropertyStart("alerts");
        json.writeNumberProperty("raised", raised);
        json.writeNumberProperty("raisedByScore", raisedByScore);
        json.writeNumberProperty("stale", stale);
        json.writeNumberProperty("closed", closed);
        json.writeNumberProperty("open", raised - closed);
        json.writeNumberProperty("perBedDay", perDay(raised, bedDays));
        json.writeEndObject();
    }

    /** Writes how often NEWS2 changed, and how often all seven inputs of it were known and young enough. */
    public void writeScores(final JsonGenerator json) {
        json.writeNumberProperty("changes", scoreChanges);
        json.writeNumberProperty("complete", completeScores);
    }

    /** So many a day, to two decimals; 0 of no time. */
    public static BigDecimal perDay(final long count, final BigDecimal days) {
        return days.signum() == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(count).divide(days, DECIMALS, RoundingMode.HALF_UP);
    }

    private static String name(final Rule rule) {
        return rule.parameter()
                + (rule.bound() == Bound.BELOW ? "<" : ">")
                + BigDecimal.valueOf(rule.limitHundredths(), 2)
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
