package io.tocsin.testkit.model;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Readings, limits, the score, silence: section 11. */
final class OracleMonitoring {
    /** One reading in hundredths. */
    record Reading(Parameter parameter, int value) {}

    /** A valid {@code VitalsBatch}. */
    record Batch(
            boolean isProduction,
            long deviceSequence,
            List<Reading> readings,
            String patientId,
            String bedId,
            String deviceId) {}

    private record Kept(int value, long atNs) {}

    private static final class Subject {
        long lastSeenNs;
        OracleSite.Rules rules;

        final TreeSet<Integer> violated = new TreeSet<>();
        final TreeMap<Parameter, Kept> values = new TreeMap<>();

        Subject(final OracleSite.Rules rules) {
            this.rules = rules;
        }
    }

    private static final int SUBJECT_TABLE = 5;
    private static final long MS_NS = 1_000_000L;

    private final OracleState state;
    private final OracleAlerts alerts;
    private final OracleSources sources;
    private final OracleWatches watches;
    private final OraclePatientLimits limits;
    private final OracleNews2Scores scores;
    private final OraclePersonal personal;
    private final OracleMonitored monitored = new OracleMonitored();
    private final OracleTableScores tables;
    final OracleTrends trends;
    private final TreeMap<Integer, Subject> subjects = new TreeMap<>();
    private final TreeMap<Parameter, Long> counts = new TreeMap<>();

    OracleMonitoring(
            final OracleState state,
            final OracleAlerts alerts,
            final OracleSources sources,
            final OraclePatientLimits limits) {
        this.state = state;
        this.alerts = alerts;
        this.sources = sources;
        this.limits = limits;
        personal = new OraclePersonal(state, limits);
        scores = new OracleNews2Scores(state, this, alerts);
        watches = new OracleWatches(state, this, limits);
        tables = new OracleTableScores(state, this, alerts, monitored);
        trends = new OracleTrends(state, alerts, limits, monitored);
    }

    /** How often each parameter was read, as the event lists it. */
    List<String> counts() {
        final List<String> found = new ArrayList<>();
        counts.forEach((parameter, count) -> found.add("{readCount=" + count + ", parameter=" + parameter + "}"));
        return found;
    }

    OracleAnswer read(final Batch batch) {
        if (!batch.isProduction()) {
            return OracleAnswer.of(Result.TEST_TRAFFIC);
        }
        final String name = OracleAlerts.subjectName(batch.patientId(), batch.bedId(), batch.deviceId());
        if (!state.mayIntern(name)) {
            return OracleAnswer.of(Result.TABLE_FULL, SUBJECT_TABLE);
        }
        if (state.monitorings.isStopped(batch)) {
            return OracleAnswer.of(Result.MONITORING_ENDED);
        }
        if (sources.isDuplicate(batch.deviceId(), batch.deviceSequence())) {
            return OracleAnswer.of(Result.DUPLICATE);
        }
        final int index = state.intern(name);
        sources.seen(batch.deviceId(), batch.deviceSequence());
        final Subject subject = subjects.computeIfAbsent(index, key -> new Subject(state.site.rules));
        if (batch.readings().stream().anyMatch(reading -> !OracleFields.isObserved(reading.parameter.value()))) {
            subject.lastSeenNs = state.nowNs;
        }
        final boolean hasNewRules = subject.rules.version() != state.site.rules.version();
        final OracleMonitored.Kept kept = state.site.looksOverTime()
                ? monitored.read(index, state.nowNs, state.limits().monitored())
                : null;
        if (state.site.looksOverTime()) {
            trends.monitored(index);
        }
        if (kept != null && hasNewRules) {
            kept.forget(OraclePersonal.Seen.class);
        }
        adoptRules(index, subject);
        for (final Reading reading : batch.readings()) {
            counts.merge(reading.parameter, 1L, Long::sum);
            tables.read(index, reading.parameter, reading.value);
            if (OracleFields.isObserved(reading.parameter.value())) {
                continue;
            }
            subject.values.put(reading.parameter, new Kept(reading.value, state.nowNs));
            state.readings
                    .computeIfAbsent(index, key -> new TreeMap<>())
                    .put(reading.parameter, new OracleState.Kept(reading.value, state.nowNs));
            for (int rule = 1; rule <= state.site.rules.list().size(); rule++) {
                if (state.site.rules.list().get(rule - 1).parameter() == reading.parameter) {
                    compare(batch, index, subject, reading, rule);
                }
            }
            if (kept != null) {
                personal.read(
                        kept.of(OraclePersonal.Seen.class, OraclePersonal.Seen::new),
                        index,
                        reading.parameter,
                        reading.value);
            }
            trends.read(index, reading.parameter, reading.value);
        }
        if (state.site.rules.news2()) {
            scores.read(batch, index, (parameter, ageMs) -> fresh(subject, parameter, ageMs));
        }
        tables.read(batch, index, (parameter, ageMs) -> fresh(subject, parameter, ageMs));
        trends.finish(
                index, state.site.beds.indexOf(batch.bedId), state.site.rules.news2() ? scores.band(index) : null);
        return OracleAnswer.OK;
    }

    /** New rules forget what the old ones had found. */
    private void adoptRules(final int index, final Subject subject) {
        if (subject.rules.version() == state.site.rules.version()) {
            return;
        }
        subject.rules = state.site.rules;
        final TreeSet<Integer> goesOn = new OracleAdoption(state, alerts, watches).adopt(index, subject.violated);
        watches.forget(index);
        tables.forget(index);
        subject.violated.clear();
        subject.violated.addAll(goesOn);
        scores.forget(index);
        trends.rulesChanged(index);
    }

    private void compare(
            final Batch batch, final int index, final Subject subject, final Reading reading, final int number) {
        final OracleSite.Rule rule = limits.limit(index, number);
        final int bed = state.site.beds.indexOf(batch.bedId);
        if (watches.read(index, number, rule, reading.value, bed, subject.violated)) {
            return;
        }
        final boolean isAtLimit = state.plants.contains(Plant.LIMIT_INCLUSIVE) && reading.value == rule.limitValue();
        if (rule.isBeyond(reading.value) || isAtLimit) {
            final Clause also = watches.isTimed(number) ? Clause.WATCH_BOUND : null;
            violated(index, number, rule, reading.value, bed, subject.violated.add(number), also);
        } else if (subject.violated.remove(number)) {
            left(index, number);
        }
    }

    /** Which rules a subject violates. */
    Set<Integer> counting(final int index) {
        return subject(index).violated;
    }

    private Subject subject(final int index) {
        final Subject subject = subjects.get(index);
        if (subject == null) {
            throw new IllegalStateException("subject " + index + " was never read");
        }
        return subject;
    }

    /** What was read of a parameter last. */
    int last(final int index, final Parameter parameter) {
        return requireNonNull(subject(index).values.get(parameter)).value;
    }

    /** When a watch decides next. */
    long watchesDueNs() {
        return watches.dueNs();
    }

    void watchDue() {
        watches.fire();
    }

    /** The violation of a rule is over. */
    void left(final int index, final int number) {
        final OracleAlert open = open(index, Cause.LIMIT, number);
        if (open != null) {
            alerts.conditionEnds(open, Clause.LIMIT_LEFT);
        }
    }

    /** Why a rule is violated at the limit that it has for somebody. */
    static List<Clause> limitClauses(final OracleSite.Rule rule) {
        final List<Clause> clauses =
                OracleState.clauses(rule.bound() == Bound.BELOW ? Clause.LIMIT_BELOW : Clause.LIMIT_ABOVE);
        if (rule.whose() != null) {
            clauses.add(rule.whose());
        }
        return clauses;
    }

    /** A violation that counts. */
    void violated(
            final int index,
            final int number,
            final OracleSite.Rule rule,
            final int value,
            final int bed,
            final boolean first,
            final @Nullable Clause also) {
        final OracleAlert open = open(index, Cause.LIMIT, number);
        final List<Clause> clauses = limitClauses(rule);
        if (also != null) {
            clauses.add(also);
        }
        final boolean mayOpen = alerts.mayOpen(rule.severity());
        final long newId = mayOpen ? state.alertsRaised + 1 : 0;
        state.event(
                "LimitViolated",
                clauses,
                "alertId",
                open == null ? newId : open.alertId,
                "subject",
                index,
                "value",
                value,
                "limitValue",
                rule.limitValue(),
                "rule",
                number,
                "parameter",
                rule.parameter(),
                "first",
                first ? 1 : 0);
        if (open != null) {
            open.occurrence++;
            if (open.condition != Condition.ACTIVE) {
                alerts.reactivate(open);
            }
            watchIfOff(open, state.nowNs);
        } else if (mayOpen) {
            final OracleAlert alert = new OracleAlert();
            alert.cause = Cause.LIMIT;
            alert.severity = rule.severity();
            alert.parameter = rule.parameter().value();
            alert.rule = number;
            alert.bound = rule.bound();
            alert.value = value;
            alert.limitValue = rule.limitValue();
            alert.isOnlyOne = OracleAdoption.isOnlyOne(state, alert);
            alerts.placeSubject(alert, index, bed, -1);
            final List<Clause> why = new ArrayList<>(clauses);
            if (!first) {
                why.add(Clause.STILL_VIOLATING);
            }
            alerts.open(alert, why);
            watch(alert, state.nowNs);
        }
    }

    @Nullable
    OracleAlert open(final int subject, final Cause cause, final int rule) {
        for (final OracleAlert alert : state.alerts.values()) {
            if (alert.subject == subject && alert.cause == cause && alert.rule == rule) {
                return alert;
            }
        }
        return null;
    }

    static void watchIfOff(final @Nullable OracleAlert alert, final long fromNs) {
        if (alert != null && alert.staleDeadlineNs == OracleAlert.NEVER && alert.condition != Condition.INACTIVE) {
            watch(alert, fromNs);
        }
    }

    private @Nullable Integer fresh(final Subject subject, final Parameter parameter, final long ageMs) {
        final Kept kept = subject.values.get(parameter);
        return kept == null || state.nowNs - kept.atNs > ageMs * MS_NS ? null : (Integer) kept.value;
    }

    /** Sets the alert's stale deadline from an instant on. */
    private static void watch(final OracleAlert alert, final long fromNs) {
        final long staleMs = alert.policy == null ? 0 : alert.policy.staleMs();
        alert.staleDeadlineNs = staleMs == 0 ? OracleAlert.NEVER : fromNs + staleMs * MS_NS;
    }

    /** The stale deadline is here: moved on if readings came since, else the alert is marked. */
    void staleDue(final OracleAlert alert) {
        final Subject subject = subject(alert.subject);
        if (alert.isAdvice()) {
            trends.silentDue(alert, subject.lastSeenNs);
            return;
        }
        watch(alert, subject.lastSeenNs);
        if (alert.staleDeadlineNs > state.nowNs) {
            return;
        }
        alert.staleDeadlineNs = OracleAlert.NEVER;
        state.event(
                "AlertStale",
                OracleState.clauses(Clause.SUBJECT_SILENT),
                "alertId",
                alert.alertId,
                "lastSeenNs",
                subject.lastSeenNs);
    }
}
