package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.alert.AlertKeys;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.event.AlertEvents;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.event.ScoreEvents;
import io.tocsin.engine.event.SystemEvents;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.response.AlertLife;
import io.tocsin.engine.response.OwnAlerts;
import io.tocsin.engine.site.Policies;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.Due;
import org.agrona.DirectBuffer;

/** Turns readings into alerts: each against the limits of its parameter, each batch against NEWS2 and the site's score tables. A reading that violates nothing costs a look-up and a few words. */
public final class Monitor implements LimitVerdicts, Due {
    private static final int SECTION_ID = 43;
    private static final int SECTION_VERSION = 5;
    private static final int INACTIVE = Condition.INACTIVE.value();
    private static final int CRITICAL = Severity.CRITICAL.value();
    private static final int LIMIT = Cause.LIMIT.value();
    private static final int SCORE = Cause.SCORE.value();
    private static final int TREND = Cause.TREND.value();

    private final ReadingCounts counts;
    private final LimitRules rules;
    private final Monitored monitored;
    private final PersonalLimits personal;
    private final Advisories advisories;
    private final TimedLimits timed;
    private final PatientLimits ownLimits;
    private final ScoreEvents scoreEvents;
    private final TableScores tables;
    private final News2Inputs inputs;
    private final ScoreExclusion exclusion;
    private final FormerRules former;
    private final News2Alerts news2Alerts;
    private final CurrentVitals vitals;
    private final ReturnedLimits returned;
    private final Subjects subjects;
    private final Alerts alerts;
    private final Policies policies;
    private final Site site;
    private final AlertLife life;
    private final OwnAlerts ownAlerts;
    private final AlertEvents alertEvents;
    private final SystemEvents events;
    private final EventStream stream;

    /**
     * Watches over subjects.
     *
     * @param counts      of what is read.
     * @param rules       in use.
     * @param monitored   whose readings are looked at over time.
     * @param personal    limits from what is usual.
     * @param advisories  by how readings move.
     * @param maxWatches  of timed rules and subjects.
     * @param ownLimits   of patients.
     * @param tables      of scores.
     * @param subjects    read.
     * @param alerts      open.
     * @param policies    with the stale times.
     * @param site        with beds and units.
     * @param life        of the alerts.
     * @param ownAlerts   raises them.
     * @param alertEvents of the alerts.
     * @param events      of readings.
     * @param stream      for engine time.
     */
    public Monitor(
            final ReadingCounts counts,
            final LimitRules rules,
            final Monitored monitored,
            final PersonalLimits personal,
            final Advisories advisories,
            final int maxWatches,
            final PatientLimits ownLimits,
            final TableScores tables,
            final Subjects subjects,
            final Alerts alerts,
            final Policies policies,
            final Site site,
            final AlertLife life,
            final OwnAlerts ownAlerts,
            final AlertEvents alertEvents,
            final SystemEvents events,
            final EventStream stream) {
        this.counts = counts;
        this.rules = rules;
        this.monitored = monitored;
        this.personal = personal;
        this.advisories = advisories;
        this.ownLimits = ownLimits;
        this.tables = tables;
        this.subjects = subjects;
        this.alerts = alerts;
        this.policies = policies;
        this.site = site;
        this.life = life;
        this.ownAlerts = ownAlerts;
        this.alertEvents = alertEvents;
        this.events = events;
        this.stream = stream;
        inputs = new News2Inputs(rules, subjects);
        timed = new TimedLimits(maxWatches, rules, ownLimits, subjects, events, stream);
        scoreEvents = new ScoreEvents(stream);
        vitals = new CurrentVitals(rules, subjects);
        returned = new ReturnedLimits(vitals, alerts, alertEvents, stream);
        news2Alerts = new News2Alerts(alerts, life, ownAlerts);
        exclusion = new ScoreExclusion(subjects, alerts, life, scoreEvents);
        former = new FormerRules(rules, subjects, alerts, life, alertEvents, timed);
    }

    /** A batch of a subject, by index, begins. */
    public void begin(final int subject) {
        monitored.read(subject, stream.nowNs());
        adoptRules(subject);
    }

    /** The next reading of a batch, by index; of a batch of which a gate may question readings. */
    public void at(final DirectBuffer buffer, final MessageLayout layout, final int reading, final boolean isGated) {
        vitals.at(buffer, layout, reading, isGated);
    }

    /** New rules forget what the old ones had found of a subject. */
    void adoptRules(final int subject) {
        if (subjects.rulesVersion(subject) != rules.version()) {
            final long goesOn = former.adopt(subject);
            personal.forget(subject);
            timed.forget(subject);
            tables.forget(subject);
            subjects.forgetRules(subject, rules.version());
            subjects.violated(subject, goesOn);
            advisories.forgetRules(subject);
        }
    }

    /** One reading that counts: of a subject, by index, with the bed that came with it, or -1; of a value of the enum Parameter, hundredths. */
    public void read(final int subject, final int bed, final int parameter, final int value) {
        subjects.seen(subject, stream.nowNs());
        subjects.read(subject, parameter, value, stream.nowNs());
        final int profiles = compare(subject, bed, parameter, value, true, GateBatch.NOBODY);
        personal.read(subject, parameter, value, profiles);
        advisories.read(subject, parameter, value);
    }

    /** Compares it with the limits of its parameter, in order; gives the profiles of the subject. Of one that is not sure but for being inaccurate, its device; else nobody. */
    int compare(
            final int subject,
            final int bed,
            final int parameter,
            final int value,
            final boolean isSure,
            final int device) {
        counts.add(parameter);
        final int profiles = ownLimits.profiles().of(subject);
        final boolean isOrdinary = profiles == LimitProfiles.NOBODY && !subjects.ownsLimits(subject);
        for (int rule = rules.first(parameter); rule != 0; rule = rules.next(rule)) {
            final long limit = isOrdinary
                    ? ComparedLimit.of(rules.limit(rule), ComparedLimit.RULE)
                    : ownLimits.limitOf(subject, rule, profiles);
            final boolean isBeyond = rules.isViolated(rule, value, ComparedLimit.value(limit));
            if (!isSure && !isBeyond) {
                if (device != GateBatch.NOBODY && rules.timings().isTimed(rule)) {
                    timed.takeBack(this, subject, bed, value, rule, limit, device);
                }
                continue;
            }
            if (rules.timings().isTimed(rule)) {
                timed.read(this, subject, bed, value, rule, limit, isSure, device);
                continue;
            }
            final long violated = subjects.violated(subject);
            final long bit = 1L << rule;
            if (isBeyond) {
                subjects.violated(subject, violated | bit);
                violated(subject, bed, value, rule, limit, (violated & bit) == 0, Clause.NONE);
            } else if ((violated & bit) != 0) {
                subjects.violated(subject, violated & ~bit);
                left(subject, rule);
            }
        }
        return profiles;
    }

    /** A reading waits for a second one: nothing that it is beyond ends meanwhile. */
    void waits(final int subject, final int parameter, final int value) {
        final int profiles = ownLimits.profiles().of(subject);
        for (int rule = rules.first(parameter); rule != 0; rule = rules.next(rule)) {
            if (rules.timings().isTimed(rule)) {
                timed.waits(subject, value, rule, ownLimits.limitOf(subject, rule, profiles));
            }
        }
    }

    /**
     * A batch of a subject, by index, ends: its scores, then advice. With the bed that came with it, or -1.
     *
     * @param unsure bit (1 shifted by the value of the enum Parameter) of what nothing bears out: scores that look at it may rise, and do not fall.
     */
    public void finish(final int subject, final int bed, final int unsure) {
        vitals.end();
        if (rules.usesNews2()) {
            news2(subject, bed, (unsure & News2Inputs.PARAMETERS) == 0);
        }
        if (rules.tables().count() > 0) {
            tables.finish(this, subject, bed, unsure);
        }
        advisories.finish(subject, bed, rules.usesNews2(), (unsure & PatientTrends.OF_INDEX) == 0);
    }

    private void news2(final int subject, final int bed, final boolean isSure) {
        if (ownLimits.profiles().isUnscored(ownLimits.profiles().of(subject))) {
            exclusion.end(subject);
            advisories.unscored(subject);
            return;
        }
        final long score = inputs.evaluate(subject, stream.nowNs());
        final int total = News2.total(score);
        final int missing = News2.missingMask(score);
        if (isSure) {
            advisories.scored(subject, total, missing);
        }
        final boolean three = News2.isSingleThree(score);
        final int heldBand = subjects.band(subject);
        // A partial score may raise the band but not lower it: what is missing could be what is wrong.
        final int computed = News2.band(score);
        final int band = missing == 0 && isSure ? computed : Math.max(heldBand, computed);
        // Whoever has dealt with what was wrong has not dealt with what comes after it, though the band that is held
        // stays.
        final boolean rises = computed > subjects.computedBand(subject);
        final int alert = alerts.keys().findRule(subject, News2Alerts.RULE);
        if (alert != AlertKeys.ABSENT && alerts.condition[alert] != INACTIVE) {
            watchForSilence(alert);
        }
        final int record = subjects.ids().record(subject);
        final boolean waits = SubjectRecord.waits(subjects.ids().records(), record);
        if (subjects.holdsScore(subject, total, band, missing, three)) {
            if (waits && news2Alerts.rose(this, subject, bed, alert, total, band, News2Inputs.clauseOf(band))) {
                SubjectRecord.waits(subjects.ids().records(), record, false);
            }
            return;
        }
        subjects.score(subject, total, band, missing, three);
        final Clause clause = News2Inputs.clauseOf(band);
        scoreEvents.news2(Because.of(clause), subject, total, band, three, missing);
        if (alert != AlertKeys.ABSENT) {
            alerts.value[alert] = total;
        }
        final int risenTo = waits ? band : computed;
        if ((rises || waits) && risenTo >= News2.BAND_LOW_MEDIUM && (band >= heldBand || alert == AlertKeys.ABSENT)) {
            final boolean hasRoom =
                    news2Alerts.rose(this, subject, bed, alert, total, risenTo, News2Inputs.clauseOf(risenTo));
            SubjectRecord.waits(subjects.ids().records(), record, !hasRoom);
        } else if (band < heldBand && alert != AlertKeys.ABSENT) {
            news2Alerts.fell(alert, heldBand, band, clause);
        }
    }

    /** The stale deadline of an alert, by its slot, has come. */
    public void staleDue(final int alert) {
        if (alerts.cause[alert] == TREND) {
            advisories.silentDue(alert);
            return;
        }
        final long staleNs = policies.staleNs(alerts.policy[alert]);
        final long lastSeenNs = subjects.lastSeenNs(alerts.subject[alert]);
        if (staleNs > 0 && lastSeenNs + staleNs > stream.nowNs()) {
            // Readings only wrote when they came; the deadline catches up here.
            alerts.staleDeadlineNs[alert] = lastSeenNs + staleNs;
        } else {
            alerts.staleDeadlineNs[alert] = Alerts.OFF;
            if (staleNs > 0) {
                alerts.mark(alert, Alerts.STALE, true);
                alertEvents.stale(Because.of(Clause.SUBJECT_SILENT), alerts.alertId[alert], lastSeenNs);
            }
        }
        alerts.arm(alert);
    }

    /** When time decides next for a timed rule. */
    @Override
    public long firstNs() {
        return timed.dueFirstNs();
    }

    /** Time decides for the timed rule that is due first. */
    @Override
    public void fire(final long nowNs) {
        timed.due(this);
    }

    @Override
    public void left(final int subject, final int rule) {
        final int alert = alerts.keys().findRule(subject, rule);
        if (alert != AlertKeys.ABSENT && alerts.condition[alert] != INACTIVE) {
            life.end(alert, Clause.LIMIT_LEFT);
        }
    }

    @Override
    public void violated(
            final int subject,
            final int bed,
            final int value,
            final int rule,
            final long limit,
            final boolean isFirst,
            final Clause also) {
        final int limitValue = ComparedLimit.value(limit);
        final int parameter = rules.parameter(rule);
        final long clause = Because.and(rules.because(rule, limit), also);
        final int severity = rules.severity(rule);
        final int open = alerts.keys().findRule(subject, rule);
        final boolean canOpen = open == AlertKeys.ABSENT && ownAlerts.hasRoom(severity);
        final long alertId = open != AlertKeys.ABSENT ? alerts.alertId[open] : canOpen ? alerts.raisedCount() + 1 : 0;
        events.limitViolated(clause, alertId, subject, value, limitValue, rule, parameter, isFirst);
        if (open != AlertKeys.ABSENT) {
            alerts.occurrence[open]++;
            alerts.mark(open, Alerts.STALE, false);
            returned.show(open, subject, parameter, value, limitValue, severity);
            life.reactivate(open);
            watchForSilence(open);
        } else if (canOpen) {
            final long clauses = isFirst ? clause : Because.and(clause, Clause.STILL_VIOLATING);
            raise(clauses, subject, bed, LIMIT, parameter, rule, value, limitValue, severity);
        }
    }

    private void raise(
            final long clauses,
            final int subject,
            final int bedOfBatch,
            final int cause,
            final int parameter,
            final int rule,
            final int value,
            final int limit,
            final int severity) {
        final int bed = bedOfBatch == Site.NONE ? subjects.bed(subject) : bedOfBatch;
        final int unitOfBed = site.unitOfBed(bed);
        final int alert = ownAlerts.raise(
                clauses,
                subject,
                unitOfBed == Site.NONE ? subjects.unit(subject) : unitOfBed,
                bed,
                cause,
                parameter,
                rule,
                value,
                limit,
                severity,
                !subjects.isIdentified(subject),
                vitals.content(),
                cause == LIMIT && severity == CRITICAL ? vitals.write(subject, parameter, value, stream.nowNs()) : 0);
        former.raised(alert);
        watchForSilence(alert);
    }

    void raiseScore(
            final long clauses, final int subject, final int bed, final int rule, final int total, final int severity) {
        raise(clauses, subject, bed, SCORE, 0, rule, total, 0, severity);
    }

    void watchForSilence(final int alert) {
        final long staleNs = policies.staleNs(alerts.policy[alert]);
        if (staleNs > 0 && alerts.staleDeadlineNs[alert] == Alerts.OFF) {
            alerts.staleDeadlineNs[alert] = stream.nowNs() + staleNs;
            alerts.arm(alert);
        }
    }

    /** Writes the counts of readings. */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        counts.snapshot(writer);
        timed.snapshot(writer);
        tables.snapshot(writer);
    }

    /** Takes the counts of readings over. */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        counts.restore(reader);
        timed.restore(reader);
        tables.restore(reader);
    }
}
