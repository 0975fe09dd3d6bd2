package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Readings, limits, the score, silence: section 11. */
final class OracleMonitoring {
    private static final class Subject {
        OracleSite.Rules rules;

        final TreeSet<Integer> violated = new TreeSet<>();

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
    final OracleQuality quality;
    final OracleValues values;
    final OracleTrends trends;
    final OracleDeviceWatch devices;
    final OracleWeights weights;
    private final TreeMap<Integer, Subject> subjects = new TreeMap<>();
    /** What the batch that is read says behind the reading that is looked at; nothing of what may be questioned. */
    private final TreeMap<Parameter, Optional<Integer>> behind = new TreeMap<>();

    private final TreeMap<Parameter, Long> counts = new TreeMap<>();

    OracleMonitoring(
            final OracleState state,
            final OracleAlerts alerts,
            final OracleSources sources,
            final OraclePatientLimits limits,
            final OracleOwn own) {
        this.state = state;
        this.alerts = alerts;
        this.sources = sources;
        this.limits = limits;
        personal = new OraclePersonal(state, limits);
        scores = new OracleNews2Scores(state, this, alerts);
        watches = new OracleWatches(state, this, limits);
        tables = new OracleTableScores(state, this, alerts, monitored);
        values = new OracleValues(state);
        quality = new OracleQuality(state, this, own);
        trends = new OracleTrends(state, alerts, limits, monitored);
        devices = new OracleDeviceWatch(state, own);
        weights = new OracleWeights(state, alerts);
    }

    /** How often each parameter was read, as the event lists it. */
    List<String> counts() {
        final List<String> found = new ArrayList<>();
        counts.forEach((parameter, count) -> found.add("{readCount=" + count + ", parameter=" + parameter + "}"));
        return found;
    }

    OracleAnswer read(final OracleBatch batch) {
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
        final OracleMonitored.Kept kept = state.site.looksOverTime()
                ? monitored.read(index, state.nowNs, state.limits().monitored(), quality::forget)
                : null;
        if (state.site.looksOverTime()) {
            trends.monitored(index);
        }
        adopt(index, subject, kept);
        final int bed = state.site.beds.indexOf(batch.bedId());
        quality.begin(batch, index, bed);
        final boolean isGated = kept != null && state.site.quality != null;
        for (int i = 0; i < batch.readings().size(); i++) {
            final OracleBatch.Reading reading = batch.readings().get(i);
            behind.clear();
            batch.readings()
                    .subList(i + 1, batch.readings().size())
                    .forEach(next ->
                            behind.put(next.parameter(), isGated ? Optional.empty() : Optional.of(next.value())));
            if (OracleFields.isObserved(reading.parameter().value())) {
                counts.merge(reading.parameter(), 1L, Long::sum);
                if (reading.parameter() == Parameter.WEIGHT) {
                    weights.read(index, bed, reading.value(), batch.measuredNs());
                    continue;
                }
                tables.read(index, reading.parameter(), reading.value());
            } else if (kept == null || quality.passes(reading)) {
                values.seen(index, state.nowNs);
                tables.read(index, reading.parameter(), reading.value());
                values.keep(index, reading.parameter(), new OracleValues.Kept(reading.value(), state.nowNs));
                counted(index, bed, subject, reading.parameter(), reading.value(), true, "");
                if (kept != null) {
                    personal.read(
                            kept.of(OraclePersonal.Seen.class, OraclePersonal.Seen::new),
                            index,
                            reading.parameter(),
                            reading.value());
                }
                trends.read(index, reading.parameter(), reading.value());
            }
        }
        behind.clear();
        scores(index, bed);
        quality.finish();
        devices.look(batch, index, bed);
        devices.silence.heard(batch, index);
        return OracleAnswer.OK;
    }

    private void adopt(final int index, final Subject subject, final OracleMonitored.@Nullable Kept kept) {
        if (kept != null && subject.rules.version() != state.site.rules.version()) {
            kept.forget(OraclePersonal.Seen.class);
        }
        adoptRules(index, subject);
    }

    private void counted(
            final int index,
            final int bed,
            final Subject subject,
            final Parameter parameter,
            final int value,
            final boolean isSure,
            final String inaccurate) {
        counts.merge(parameter, 1L, Long::sum);
        for (int rule = 1; rule <= state.site.rules.list().size(); rule++) {
            final boolean isOfIt = state.site.rules.list().get(rule - 1).parameter() == parameter;
            final boolean isBeyond = limits.limit(index, rule).isBeyond(value);
            final boolean takesBack = !subject.violated.contains(rule) && watches.isBegunBy(index, rule, inaccurate);
            if (isOfIt && (isSure || isBeyond || takesBack)) {
                compare(bed, index, subject, value, rule, isSure, inaccurate);
            }
        }
    }

    /** A reading counts though nothing bears it out, of a device that is inaccurate if one is named; it is kept as of then, unless that is 0. */
    void unsure(
            final int index,
            final int bed,
            final Parameter parameter,
            final int value,
            final long atNs,
            final String inaccurate) {
        if (atNs != 0) {
            values.keep(index, parameter, new OracleValues.Kept(value, atNs));
            values.seen(index, atNs);
        }
        counted(index, bed, subject(index), parameter, value, false, inaccurate);
    }

    /** A reading waits: what it is beyond does not end. */
    void waits(final int index, final Parameter parameter, final int value) {
        for (int rule = 1; rule <= state.site.rules.list().size(); rule++) {
            final OracleSite.Rule own = limits.limit(index, rule);
            if (own.parameter() == parameter && own.isBeyond(value)) {
                watches.waits(index, rule, own, value);
            }
        }
    }

    void adopt(final int index) {
        adopt(index, subject(index), monitored.of(index));
    }

    void scores(final int index, final int bed) {
        final Set<Parameter> unsure = quality.unsure(index);
        if (state.site.rules.news2()) {
            scores.read(bed, index, (parameter, ageMs) -> values.fresh(index, parameter, ageMs), unsure);
        }
        tables.read(bed, index, (parameter, ageMs) -> values.fresh(index, parameter, ageMs), unsure);
        final boolean isIndexSure = !unsure.contains(Parameter.HEART_RATE) && !unsure.contains(Parameter.SYSTOLIC);
        trends.finish(index, bed, state.site.rules.news2() ? scores.band(index) : null, isIndexSure);
    }

    /** New rules forget what the old ones had found. */
    private void adoptRules(final int index, final Subject subject) {
        if (subject.rules.version() == state.site.rules.version()) {
            return;
        }
        subject.rules = state.site.rules;
        final Set<Integer> goesOn = new OracleAdoption(state, alerts, watches).adopt(index, subject.violated);
        watches.forget(index);
        tables.forget(index);
        subject.violated.clear();
        subject.violated.addAll(goesOn);
        scores.forget(index);
        trends.rulesChanged(index);
    }

    private void compare(
            final int bed,
            final int index,
            final Subject subject,
            final int value,
            final int number,
            final boolean isSure,
            final String inaccurate) {
        final OracleSite.Rule rule = limits.limit(index, number);
        if (watches.read(index, number, rule, value, bed, subject.violated, isSure, inaccurate)) {
            return;
        }
        final boolean isAtLimit = state.plants.contains(Plant.LIMIT_INCLUSIVE) && value == rule.limitValue();
        if (rule.isBeyond(value) || isAtLimit) {
            final Clause also = watches.isTimed(number) ? Clause.WATCH_BOUND : null;
            violated(index, number, rule, value, bed, subject.violated.add(number), also);
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
                OracleShownVitals.replace(alerts, open, rule, value, shown(index, rule, value));
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
            final byte[] shown = shown(index, rule, value);
            final boolean isShown = rule.severity() == Severity.CRITICAL && alerts.mayStore(shown, Severity.NON_URGENT);
            alert.content = isShown ? shown : alert.content;
            final List<Clause> why = new ArrayList<>(clauses);
            if (!first) {
                why.add(Clause.STILL_VIOLATING);
            }
            alerts.open(alert, why);
            watch(alert, state.nowNs);
        }
    }

    private byte[] shown(final int index, final OracleSite.Rule rule, final int value) {
        return OracleShownVitals.of(
                state, values, index, new OracleShownVitals.Moment(rule.parameter(), value, behind));
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

    /** Sets the alert's stale deadline from an instant on. */
    private static void watch(final OracleAlert alert, final long fromNs) {
        final long staleMs = alert.policy == null ? 0 : alert.policy.staleMs();
        alert.staleDeadlineNs = staleMs == 0 ? OracleAlert.NEVER : fromNs + staleMs * MS_NS;
    }

    /** The stale deadline is here: moved on if readings came since, else the alert is marked. */
    void staleDue(final OracleAlert alert) {
        final long lastSeenNs = values.seenNs(alert.subject);
        if (alert.isAdvice()) {
            trends.silentDue(alert, lastSeenNs);
            return;
        }
        watch(alert, lastSeenNs);
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
                lastSeenNs);
    }
}
