package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.NewsBand;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Phase;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What becomes of NEWS2: section 11. */
final class OracleNews2Scores {
    /** What was read of somebody, if it is not older. */
    interface Values {
        @Nullable
        Integer fresh(Parameter parameter, long ageMs);
    }

    private record Held(int score, NewsBand band, boolean singleThree, int missingMask, NewsBand ofWhatIsKnown) {}

    private static final Held NOTHING_KNOWN = new Held(0, NewsBand.ZERO, false, 0b111_1111, NewsBand.ZERO);
    private static final Set<Parameter> PARAMETERS = EnumSet.of(
            Parameter.HEART_RATE,
            Parameter.SPO2,
            Parameter.TEMPERATURE,
            Parameter.SYSTOLIC,
            Parameter.RESPIRATORY_RATE,
            Parameter.CONSCIOUSNESS,
            Parameter.OXYGEN_THERAPY);
    private static final long FOR_EVER_MS = Long.MAX_VALUE / 1_000_000;

    private final OracleState state;
    private final OracleMonitoring monitoring;
    private final OracleAlerts alerts;
    private final TreeMap<Integer, Held> held = new TreeMap<>();
    /** Whose alert found no room. */
    private final TreeSet<Integer> waiting = new TreeSet<>();

    OracleNews2Scores(final OracleState state, final OracleMonitoring monitoring, final OracleAlerts alerts) {
        this.state = state;
        this.monitoring = monitoring;
        this.alerts = alerts;
    }

    /** The rules of a subject are others now. */
    void forget(final int index) {
        held.remove(index);
        waiting.remove(index);
    }

    NewsBand band(final int index) {
        return held.getOrDefault(index, NOTHING_KNOWN).band;
    }

    /** A batch of a subject that it is meant for, or not; or what nothing bears out, by which it does not fall. */
    void read(final int bed, final int index, final Values values, final Set<Parameter> unsure) {
        final Held before = held.getOrDefault(index, NOTHING_KNOWN);
        if (OracleProfiles.isWithoutNews2(state.site, OracleProfiles.who(state, index))) {
            excluded(index, before);
            monitoring.trends.unscored(index);
            return;
        }
        final OracleSite.Patient patient = state.site.patients.get(index);
        final OracleNews2.Score score = OracleNews2.score(inputs(values), patient == null ? 1 : patient.spo2Scale());
        final boolean isSure = Collections.disjoint(unsure, PARAMETERS);
        if (isSure) {
            monitoring.trends.scored(index, score.total(), score.missingMask());
        }
        final boolean keeps = (score.missingMask() != 0 || !isSure) && before.band.compareTo(score.band()) > 0;
        final NewsBand band = keeps ? before.band : score.band();
        final Held now = new Held(score.total(), band, score.singleThree(), score.missingMask(), score.band());
        OracleMonitoring.watchIfOff(monitoring.open(index, Cause.SCORE, 0), state.nowNs);
        if (!now.equals(before)) {
            changed(bed, index, before, now);
        } else if (waiting.remove(index)) {
            rose(bed, index, null, now, now.band);
        }
        OracleMonitoring.watchIfOff(monitoring.open(index, Cause.SCORE, 0), state.nowNs);
    }

    /** Whatever was known of a score when it was meant for the subject. */
    private void excluded(final int index, final Held before) {
        if (before.equals(NOTHING_KNOWN)) {
            return;
        }
        forget(index);
        tell(index, NOTHING_KNOWN, Clause.SCORE_NOT_MEANT);
        final OracleAlert open = monitoring.open(index, Cause.SCORE, 0);
        if (open != null) {
            open.value = 0;
            alerts.conditionEnds(open, Clause.SCORE_NOT_MEANT);
        }
    }

    private void tell(final int index, final Held now, final Clause clause) {
        OracleScoreTold.ofNews2(now.score, now.band, now.singleThree, now.missingMask)
                .tell(state, index, OracleState.clauses(clause));
    }

    private void changed(final int bed, final int index, final Held before, final Held now) {
        final NewsBand band = now.band;
        final OracleAlert open = monitoring.open(index, Cause.SCORE, 0);
        held.put(index, now);
        tell(index, now, clauseOf(band));
        if (open != null) {
            open.value = now.score;
        }
        final boolean waited = waiting.remove(index);
        final boolean falls = band.compareTo(before.band) < 0;
        final NewsBand risenTo = waited ? band : now.ofWhatIsKnown;
        final boolean rises = waited || now.ofWhatIsKnown.compareTo(before.ofWhatIsKnown) > 0;
        if (rises && risenTo.compareTo(NewsBand.LOW_MEDIUM) >= 0 && (open == null || !falls)) {
            rose(bed, index, open, now, risenTo);
        } else if (falls && open != null) {
            fell(open, before.band, now);
        }
    }

    private void rose(
            final int bed, final int index, final @Nullable OracleAlert open, final Held now, final NewsBand to) {
        final Severity severity = to == NewsBand.HIGH ? Severity.EMERGENT : Severity.URGENT;
        if (open != null) {
            if (severity.value() < open.severity.value()) {
                alerts.changed(open, severity, Phase.ESCALATE, new byte[0], OracleState.clauses(clauseOf(to)));
            }
            if (open.condition != Condition.ACTIVE) {
                alerts.reactivate(open);
            }
        } else if (alerts.mayOpen(severity)) {
            final OracleAlert alert = new OracleAlert();
            alert.cause = Cause.SCORE;
            alert.severity = severity;
            alert.value = now.score;
            alerts.placeSubject(alert, index, bed, -1);
            alerts.open(alert, OracleState.clauses(clauseOf(to)));
        } else {
            waiting.add(index);
        }
    }

    private void fell(final OracleAlert open, final NewsBand from, final Held now) {
        final NewsBand to = now.band;
        if (to.compareTo(NewsBand.LOW_MEDIUM) < 0) {
            alerts.conditionEnds(open, Clause.NEWS2_FELL);
        } else if (from == NewsBand.HIGH && open.severity == Severity.EMERGENT) {
            alerts.changed(open, Severity.URGENT, Phase.DEESCALATE, new byte[0], OracleState.clauses(clauseOf(to)));
        }
    }

    private static Clause clauseOf(final NewsBand band) {
        return switch (band) {
            case HIGH -> Clause.NEWS2_HIGH;
            case MEDIUM -> Clause.NEWS2_MEDIUM;
            case LOW_MEDIUM -> Clause.NEWS2_SINGLE_THREE;
            default -> Clause.NEWS2_FELL;
        };
    }

    private List<@Nullable Integer> inputs(final Values values) {
        final OracleSite.Rules rules = state.site.rules;
        final List<@Nullable Integer> inputs = new ArrayList<>();
        inputs.add(values.fresh(Parameter.RESPIRATORY_RATE, rules.fastAgeMs()));
        inputs.add(values.fresh(Parameter.SPO2, rules.fastAgeMs()));
        inputs.add(values.fresh(Parameter.OXYGEN_THERAPY, FOR_EVER_MS));
        inputs.add(values.fresh(Parameter.SYSTOLIC, rules.pressureAgeMs()));
        inputs.add(values.fresh(Parameter.HEART_RATE, rules.fastAgeMs()));
        inputs.add(values.fresh(Parameter.CONSCIOUSNESS, FOR_EVER_MS));
        inputs.add(values.fresh(Parameter.TEMPERATURE, rules.temperatureAgeMs()));
        return inputs;
    }
}
