package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.NewsBand;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Phase;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TrendMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How readings move, and the advisories of it. */
final class OracleTrends {
    /** When an advisory was told of who has no place any more. */
    private record Late(int subject, long atNs, NewsBand band) {}

    private static final int RULE = 127;
    private static final int RUN = 3;
    private static final long HOUR_MS = 3_600_000;
    private static final int SAMPLES = 12;
    private static final int INDEX_FLOOR = 500;
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final Map<TrendMethod, Clause> CLAUSES = Map.of(
            TrendMethod.UNUSUAL, Clause.TREND_UNUSUAL,
            TrendMethod.SHIFTED, Clause.TREND_SHIFTED,
            TrendMethod.CROSSING, Clause.TREND_CROSSING,
            TrendMethod.SCORE_ROSE, Clause.TREND_SCORE,
            TrendMethod.SHOCK_INDEX, Clause.TREND_SHOCK_INDEX);

    private final OracleState state;
    private final OracleAlerts alerts;
    private final OraclePatientLimits limits;
    private final OracleMonitored monitored;
    /** By the index of the subject, modulo the number of places. */
    private final TreeMap<Integer, Late> late = new TreeMap<>();

    OracleTrends(
            final OracleState state,
            final OracleAlerts alerts,
            final OraclePatientLimits limits,
            final OracleMonitored monitored) {
        this.state = state;
        this.alerts = alerts;
        this.limits = limits;
        this.monitored = monitored;
    }

    /** What is known of a patient, if anything is followed and the patient is monitored. */
    private @Nullable OracleTrendKnown known(final int subject) {
        final OracleMonitored.Kept kept = monitored.of(subject);
        final OracleTrendRules rules = state.site.trends;
        if (kept == null || rules == null || rules.methods().isEmpty()) {
            return null;
        }
        final OracleTrendKnown known = kept.of(OracleTrendKnown.class, OracleTrendKnown::new);
        if (known.entry != state.site.trendEntries) {
            known.entry = state.site.trendEntries;
            known.forget(rules);
        }
        return known;
    }

    /** There is another entry: open advisories end; one that follows nothing has it forgotten when any was told. */
    void configured() {
        if (state.site.trends == null || state.site.trends.methods().isEmpty()) {
            late.clear();
            monitored.all().forEach(kept -> {
                final OracleTrendKnown known = kept.of(OracleTrendKnown.class, OracleTrendKnown::new);
                known.advisedNs = 0;
                known.advised = NewsBand.ZERO;
            });
        }
        for (int subject = 0; subject < state.site.subjects.size(); subject++) {
            end(open(subject), Clause.CONFIGURED);
        }
    }

    /** Somebody else lies in a bed from now on. */
    void bedTaken(final String bed) {
        final int subject = state.site.subjects.indexOf("B" + bed);
        final OracleTrendKnown known = known(subject);
        if (known != null) {
            known.forget(state.site.trends);
            known.advisedNs = 0;
            known.advised = NewsBand.ZERO;
        }
        late.values().removeIf(told -> told.subject == subject);
        end(open(subject), Clause.CONFIGURED);
    }

    /** A subject is read, perhaps in the place of another. */
    void monitored(final int subject) {
        final int before = monitored.evicted;
        final OracleMonitored.Kept left = monitored.left;
        final int places = (int) state.limits().monitored();
        if (left != null) {
            final OracleTrendKnown known = left.of(OracleTrendKnown.class, OracleTrendKnown::new);
            if (known.advisedNs != 0) {
                late.put(before % places, new Late(before, known.advisedNs, known.advised));
            }
            end(open(before), Clause.SUBJECT_SILENT);
        }
        final OracleMonitored.Kept kept = monitored.of(subject);
        final Late told = late.get(subject % places);
        if (monitored.isNew && kept != null && told != null && told.subject == subject) {
            final OracleTrendKnown known = kept.of(OracleTrendKnown.class, OracleTrendKnown::new);
            known.advisedNs = told.atNs;
            known.advised = told.band;
        }
    }

    /** The time has come after which the subject of an advisory is silent. */
    void silentDue(final OracleAlert alert, final long lastSeenNs) {
        final OracleTrendRules rules = state.site.trends;
        final long dueNs = lastSeenNs + (rules == null ? 0 : rules.gapNs());
        alert.staleDeadlineNs = dueNs > state.nowNs ? dueNs : OracleAlert.NEVER;
        if (dueNs <= state.nowNs) {
            final OracleTrendKnown known = known(alert.subject);
            if (known != null) {
                known.silent();
            }
            end(alert, Clause.SUBJECT_SILENT);
        }
    }

    void rulesChanged(final int subject) {
        final OracleTrendKnown known = known(subject);
        if (known != null) {
            known.forgetScores();
        }
    }

    void read(final int subject, final Parameter parameter, final int value) {
        final OracleTrendKnown known = known(subject);
        if (known == null || known.rules == null) {
            return;
        }
        final Integer floor = known.rules.floors().get(parameter);
        if (floor != null) {
            final OracleMovement movement = known.movements.computeIfAbsent(parameter, none -> new OracleMovement());
            if (movement.read(value, state.nowNs, known.rules, floor)) {
                known.hasTaken = true;
                movement.crossing = crossing(subject, movement, parameter, floor, known.rules);
            }
        }
    }

    void scored(final int subject, final int total, final int missing) {
        final OracleTrendKnown known = known(subject);
        if (known == null) {
            return;
        }
        final long nowMs = state.nowNs / 1_000_000;
        final int least = known.scores.stream()
                .filter(each -> each.missing() == missing)
                .filter(each -> nowMs - each.atMs() >= 4 * HOUR_MS && nowMs - each.atMs() <= 12 * HOUR_MS)
                .mapToInt(OracleTrendKnown.Score::total)
                .min()
                .orElse(total);
        if (known.scores.isEmpty()
                || nowMs - known.scores.get(known.scores.size() - 1).atMs() >= HOUR_MS) {
            known.scores.add(new OracleTrendKnown.Score(nowMs, total, missing));
        }
        if (known.scores.size() > SAMPLES) {
            known.scores.remove(0);
        }
        final int risen = total - least;
        known.risen = risen >= 3 || (risen == 2 && total >= 4) ? risen : 0;
        known.total = total;
    }

    void unscored(final int subject) {
        final OracleTrendKnown known = known(subject);
        if (known != null) {
            known.risen = 0;
        }
    }

    /** A batch ends; band of NEWS2, or null where it is not computed. */
    void finish(final int subject, final int bed, final @Nullable NewsBand ofScore, final boolean isIndexSure) {
        final OracleTrendKnown known = known(subject);
        if (known == null || known.rules == null) {
            return;
        }
        if (ofScore == null) {
            known.risen = 0;
        }
        index(subject, known, known.rules, isIndexSure);
        final boolean isLooked = known.hasTaken || state.nowNs - known.judgedNs >= MINUTE_NS;
        known.hasTaken = false;
        if (!isLooked) {
            return;
        }
        known.judgedNs = state.nowNs;
        judge(subject, bed, known, known.rules, ofScore == null ? NewsBand.ZERO : ofScore);
    }

    private void index(
            final int subject, final OracleTrendKnown known, final OracleTrendRules rules, final boolean isSure) {
        final Map<Parameter, OracleState.Kept> kept = state.readings.getOrDefault(subject, new TreeMap<>());
        final OracleState.Kept rate = kept.get(Parameter.HEART_RATE);
        final OracleState.Kept pressure = kept.get(Parameter.SYSTOLIC);
        if (!isSure || rate == null || pressure == null || rate.value() < 0 || pressure.value() <= 0) {
            return;
        }
        final boolean isNow = rate.atNs() == state.nowNs || pressure.atNs() == state.nowNs;
        if (!isNow || state.nowNs - Math.min(rate.atNs(), pressure.atNs()) > rules.gapNs()) {
            return;
        }
        if (!known.index.isEmpty() && state.nowNs - lastOf(known.index) > rules.gapNs()) {
            known.index.clear();
        }
        if (known.index.isEmpty() || state.nowNs - lastOf(known.index) >= MINUTE_NS) {
            final long index = Math.min(10_000_000L, rate.value() * 10_000L / pressure.value());
            known.index.add(new OracleMovement.Reading((int) index, state.nowNs));
            known.hasTaken = true;
        }
    }

    private static long lastOf(final List<OracleMovement.Reading> readings) {
        return readings.get(readings.size() - 1).atNs();
    }

    private void judge(
            final int subject,
            final int bed,
            final OracleTrendKnown known,
            final OracleTrendRules rules,
            final NewsBand ofScore) {
        final List<OracleTrendCalls> calls = calls(known, rules);
        final int points = calls.stream()
                .mapToInt(call -> OracleTrendRules.points(call.method()))
                .sum();
        final NewsBand band = points == 0
                ? NewsBand.ZERO
                : points >= rules.highPoints()
                        ? NewsBand.HIGH
                        : points >= rules.mediumPoints() ? NewsBand.MEDIUM : NewsBand.LOW;
        final NewsBand risk = rules.isComposite() && ofScore.compareTo(band) > 0 ? ofScore : band;
        final NewsBand decides = calls.isEmpty() ? NewsBand.ZERO : risk;
        final boolean isHighNow = decides.compareTo(NewsBand.MEDIUM) >= 0;
        if (isHighNow == known.isHigh) {
            known.changedNs = 0;
        } else if (known.changedNs == 0) {
            known.changedNs = state.nowNs;
        } else if (state.nowNs - known.changedNs >= rules.tauNs() / 4) {
            known.changedNs = 0;
            known.isHigh = isHighNow;
        }
        final boolean isHigh = known.isHigh;
        final NewsBand before = known.decided;
        if (isHigh == isHighNow) {
            known.decided = isHigh ? decides : NewsBand.ZERO;
        }
        final boolean isOther = known.decided != before;
        final OracleAlert open = open(subject);
        final boolean mayTell = isHigh
                && isHighNow
                && (decides.compareTo(known.advised) > 0
                        || (!known.isTold && state.nowNs - known.advisedNs >= rules.everyNs()));
        final boolean tells = mayTell && (open != null || hasRoom());
        final boolean isOver = !isHigh && open != null && open.condition != Condition.INACTIVE;
        final List<Clause> methods = new ArrayList<>();
        final TreeSet<TrendMethod> calling = new TreeSet<>();
        calls.forEach(call -> calling.add(call.method()));
        calling.forEach(method -> methods.add(CLAUSES.get(method)));
        if (isOther || tells || isOver) {
            final List<Clause> clauses = new ArrayList<>();
            if (isOver) {
                clauses.add(Clause.TREND_OVER);
            } else if (isHigh && !mayTell && !known.isTold) {
                clauses.add(Clause.TREND_RECENT);
            }
            clauses.addAll(methods);
            final long alertId = open != null ? open.alertId : tells ? state.alertsRaised + 1 : 0;
            if (open != null) {
                open.value = points;
            }
            OracleTrendCalls.tell(state, subject, first4(clauses), alertId, points, band, ofScore, risk, calls);
        }
        if (!isHigh) {
            known.isTold = false;
            end(open, Clause.TREND_OVER);
        } else if (tells) {
            known.isTold = true;
            known.advised = decides;
            known.advisedNs = state.nowNs;
            advise(subject, bed, open, first4(methods), points, rules);
        }
    }

    private static List<Clause> first4(final List<Clause> clauses) {
        return new ArrayList<>(clauses.subList(0, Math.min(4, clauses.size())));
    }

    private boolean hasRoom() {
        final long advice =
                state.alerts.values().stream().filter(OracleAlert::isAdvice).count();
        return advice < OracleAlerts.placesOfAdvice(state.limits().alerts());
    }

    private void advise(
            final int subject,
            final int bed,
            final @Nullable OracleAlert open,
            final List<Clause> clauses,
            final int points,
            final OracleTrendRules rules) {
        if (open == null) {
            final OracleAlert alert = new OracleAlert();
            alert.cause = Cause.TREND;
            alert.severity = Severity.get((short) rules.severity());
            alert.rule = RULE;
            alert.value = points;
            alerts.placeSubject(alert, subject, bed, -1);
            alerts.open(alert, clauses);
            watch(alert, rules);
            return;
        }
        if (open.condition == Condition.ACTIVE) {
            alerts.changed(open, open.severity, Phase.UPDATE, new byte[0], clauses);
        }
        if (open.condition != Condition.ACTIVE) {
            alerts.reactivate(open);
        }
        watch(open, rules);
    }

    private void watch(final OracleAlert alert, final OracleTrendRules rules) {
        if (alert.staleDeadlineNs == OracleAlert.NEVER) {
            alert.staleDeadlineNs = state.nowNs + rules.gapNs();
        }
    }

    private void end(final @Nullable OracleAlert open, final Clause clause) {
        if (open != null) {
            alerts.conditionEnds(open, clause);
        }
    }

    private @Nullable OracleAlert open(final int subject) {
        return state.alerts.values().stream()
                .filter(alert -> alert.cause == Cause.TREND && alert.subject == subject)
                .findFirst()
                .orElse(null);
    }

    private List<OracleTrendCalls> calls(final OracleTrendKnown known, final OracleTrendRules rules) {
        final List<OracleTrendCalls> calls = new ArrayList<>();
        rules.floors().forEach((parameter, floor) -> {
            final OracleMovement movement = known.movements.get(parameter);
            if (movement != null && movement.isRead() && state.nowNs - movement.lastNs() <= rules.gapNs()) {
                calls.addAll(OracleTrendCalls.of(movement, parameter, floor, rules));
            }
        });
        if (known.risen > 0) {
            calls.add(new OracleTrendCalls(TrendMethod.SCORE_ROSE, 0, known.risen, known.total, 0));
        }
        final OracleMovement.Line line = OracleMovement.line(known.index, rules.horizonNs(), INDEX_FLOOR);
        if (!known.index.isEmpty()
                && state.nowNs - lastOf(known.index) <= rules.gapNs()
                && line.run() >= RUN
                && OracleMovement.isMoving(known.index, rules.horizonNs(), rules.horizonNs() / 2, INDEX_FLOOR)
                && line.level() >= 90
                && line.slope() >= 20) {
            calls.add(new OracleTrendCalls(
                    TrendMethod.SHOCK_INDEX, 0, (int) Math.rint(line.level()), (int) Math.rint(line.slope()), 0));
        }
        calls.removeIf(call -> !rules.uses(call.method()));
        return calls;
    }

    /** The limit beyond which a parameter leads now; null = beyond none. */
    private @Nullable Integer crossing(
            final int subject,
            final OracleMovement movement,
            final Parameter parameter,
            final int floor,
            final OracleTrendRules rules) {
        final OracleMovement.Line line = movement.line(rules.horizonNs(), floor);
        final int number = !movement.isMoving(rules.horizonNs(), floor) || !rules.uses(TrendMethod.CROSSING)
                ? 0
                : new OracleLimitPolicy(state).ordinaryNumber(parameter, line.run() > 0 ? Bound.ABOVE : Bound.BELOW);
        if (number == 0) {
            return null;
        }
        final int limit = limits.limit(subject, number).limitValue();
        final double there = limit / 100.0;
        final double then = line.at(rules.horizonNs() / 3_600_000_000_000.0);
        final boolean crosses =
                line.run() > 0 ? line.level() <= there && then > there : line.level() >= there && then < there;
        return crosses ? (Integer) limit : null;
    }
}
