package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.engine.alert.Advice;
import io.tocsin.engine.alert.AlertKeys;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Places;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.response.AlertLife;
import io.tocsin.engine.response.OwnAlerts;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Advisories: follows how the readings of monitored patients move, tells what calls, and raises at most one alert of a patient in a time. Without a
 * {@code TrendEntry} a reading pays a look at one flag. On the engine's thread, a constant number of steps for a reading, no allocation.
 */
public final class Advisories {
    private static final int RULE = Advice.RULE;
    private static final int SECTION_ID = 46;
    private static final int SECTION_VERSION = 3;
    private static final int TREND = Cause.TREND.value();
    private static final int INACTIVE = Condition.INACTIVE.value();
    private static final int ACTIVE = Condition.ACTIVE.value();

    private final TrendRules rules = new TrendRules();
    private final Movements movements;
    private final PatientTrends patients;
    private final PatientCalls calls;
    private final Monitored monitored;
    private final int keeper;
    /** As many slots as can be followed. */
    private final int places;

    /** Open advisories, while they are put in order: subject in the high half, slot in the low one. */
    private final long[] open;

    private boolean isAllocated;
    /** A value was taken in of the batch that is looked at. */
    private boolean hasTaken;

    private final Subjects subjects;
    private final Alerts alerts;
    private final AlertLife life;
    private final OwnAlerts ownAlerts;
    private final Site site;
    private final EventStream stream;
    private final UnsafeBuffer nothing = new UnsafeBuffer(new byte[0]);

    /**
     * Nothing is followed.
     *
     * @param monitored    patients.
     * @param maxMonitored how many.
     * @param limits       that a movement may lead beyond.
     * @param ownLimits    of patients.
     * @param subjects     read.
     * @param alerts       open.
     * @param life         of the alerts.
     * @param ownAlerts    raises them.
     * @param site         with beds and units.
     * @param stream       for engine time and events.
     */
    public Advisories(
            final Monitored monitored,
            final int maxMonitored,
            final LimitRules limits,
            final PatientLimits ownLimits,
            final Subjects subjects,
            final Alerts alerts,
            final AlertLife life,
            final OwnAlerts ownAlerts,
            final Site site,
            final EventStream stream) {
        this.monitored = monitored;
        this.subjects = subjects;
        this.alerts = alerts;
        this.life = life;
        this.ownAlerts = ownAlerts;
        this.site = site;
        this.stream = stream;
        open = new long[Places.ofAdvice(alerts.alertId.length)];
        places = Math.min(maxMonitored, Movements.MAX_SLOTS);
        movements = new Movements(places, rules, limits, ownLimits);
        patients = new PatientTrends(places, rules, subjects);
        calls = new PatientCalls(rules, movements, patients, stream);
        keeper = monitored.keep(this::begin);
    }

    /**
     * What the site says.
     *
     * @return the live rules; whoever changes them calls {@link #changed}.
     */
    public TrendRules rules() {
        return rules;
    }

    /** The rules are others: everything is forgotten, when an advisory was told only if nothing is followed any more, and open advisories end, by subject. Looks at every open alert once, and at no patient before the next reading. */
    public void changed() {
        want();
        patients.changed(rules.isOn());
        int count = 0;
        for (int alert = 0; alerts.keys().advice() > 0 && alert < alerts.slots().highWater(); alert++) {
            if (alerts.slots().isUsed(alert) && alerts.cause[alert] == TREND) {
                open[count++] = (long) alerts.subject[alert] << Integer.SIZE | alert;
            }
        }
        Arrays.sort(open, 0, count);
        for (int i = 0; i < count; i++) {
            end((int) open[i], Clause.CONFIGURED);
        }
    }

    /**
     * Somebody else lies in a bed from now on: who lay there without a name is forgotten, and the advisory ends.
     *
     * @param subject index of the bed as a subject, or {@link Subjects#NONE}.
     */
    public void forget(final int subject) {
        if (!isAllocated) {
            return;
        }
        final int slot = subject == Subjects.NONE ? Monitored.NONE : slotOf(subject);
        if (slot != Monitored.NONE) {
            movements.begin(slot);
            patients.forget(slot, subject);
        }
        if (subject != Subjects.NONE) {
            patients.strike(subject);
            end(alerts.keys().findRule(subject, RULE), Clause.CONFIGURED);
        }
    }

    /**
     * The limit rules are others for a subject; its advisory has ended.
     *
     * @param subject index.
     */
    public void forgetRules(final int subject) {
        final int slot = slotOf(subject);
        if (slot != Monitored.NONE) {
            patients.forgetScores(slot);
            movements.forgetLimits(slot);
        }
    }

    /**
     * One reading.
     *
     * @param subject   index.
     * @param parameter value of the enum Parameter.
     * @param value     hundredths.
     */
    public void read(final int subject, final int parameter, final int value) {
        final int place = rules.place(parameter);
        final int slot = place == TrendRules.NONE ? Monitored.NONE : slotOf(subject);
        if (slot != Monitored.NONE) {
            hasTaken |= movements.read(slot, place, subject, value, stream.nowNs());
        }
    }

    /**
     * NEWS2 was computed.
     *
     * @param subject index.
     * @param total   0 to 20.
     * @param missing inputs missing.
     */
    public void scored(final int subject, final int total, final int missing) {
        final int slot = slotOf(subject);
        if (slot != Monitored.NONE) {
            patients.scored(slot, total, missing, stream.nowNs());
        }
    }

    /**
     * NEWS2 is not computed of a subject.
     *
     * @param subject index.
     */
    public void unscored(final int subject) {
        final int slot = slotOf(subject);
        if (slot != Monitored.NONE) {
            patients.unscored(slot);
        }
    }

    /**
     * A batch of a subject ends.
     *
     * @param subject   index.
     * @param bed       index of the bed that came with it, or -1.
     * @param usesNews2 NEWS2 is computed.
     * @param isIndexSure false if nothing bears out the heart rate or the systolic pressure that is kept: no shock index is followed.
     */
    public void finish(final int subject, final int bed, final boolean usesNews2, final boolean isIndexSure) {
        final int slot = slotOf(subject);
        if (slot == Monitored.NONE) {
            return;
        }
        if (!usesNews2) {
            unscored(subject);
        }
        hasTaken |= isIndexSure && patients.index(slot, subject, stream.nowNs());
        final boolean mayJudge = patients.mayJudge(slot, hasTaken, stream.nowNs());
        hasTaken = false;
        if (!mayJudge) {
            return;
        }
        calls.look(slot);
        final int scoreBand = usesNews2 ? subjects.band(subject) : TrendRules.ZERO;
        judge(slot, subject, bed, scoreBand);
    }

    /** Reads what a batch with these parameters, bits, will. Changes nothing. */
    long touch(final int slot, final int parameters) {
        return rules.isOn() && slot < places ? calls.touch(slot, parameters) : 0;
    }

    /** Where nothing is followed no memory of the subject is touched. */
    private int slotOf(final int subject) {
        final int slot = rules.isOn() ? monitored.slotOf(subject) : Monitored.NONE;
        if (slot == Monitored.NONE || slot >= places) {
            return Monitored.NONE;
        }
        if (patients.isOld(slot)) {
            movements.begin(slot);
            patients.renew(slot, subject);
        }
        return slot;
    }

    /** Memory is taken when something is followed for the first time, all at once, so that none is missing later. */
    private void want() {
        monitored.want(keeper, rules.isOn());
        if (rules.isOn()) {
            allocate();
        }
    }

    /** Takes the memory that following takes, once: for each slot about 1.7 kB. The first entry that names methods does so. */
    public void allocate() {
        if (!isAllocated) {
            isAllocated = true;
            movements.allocate();
            patients.allocate();
        }
    }

    private void judge(final int slot, final int subject, final int bed, final int scoreBand) {
        final int points = calls.points();
        final int band = rules.band(points);
        final int risk = rules.isComposite() ? Math.max(band, scoreBand) : band;
        final int decides = points == 0 ? TrendRules.ZERO : risk;
        final boolean isHighNow = decides >= TrendRules.MEDIUM;
        final boolean isHigh = patients.isHigh(slot, isHighNow, stream.nowNs());
        final boolean isOther = isHighNow == isHigh && patients.hold(slot, isHigh ? decides : TrendRules.ZERO);
        final boolean isNew = patients.takeNew(slot);
        final boolean mayTell = isHigh && isHighNow && patients.mayTell(slot, decides, stream.nowNs());
        if (!isOther && !isNew && !mayTell) {
            return;
        }
        final int open = alerts.keys().findRule(subject, RULE);
        final boolean tells =
                mayTell && (open != AlertKeys.ABSENT || alerts.keys().hasRoomForAdvice());
        final boolean isOver = !isHigh && open != AlertKeys.ABSENT && alerts.condition[open] != INACTIVE;
        if (isOther || tells || isOver) {
            final boolean isRecent = isHigh && !mayTell && !patients.isTold(slot);
            final long decision = isOver
                    ? Because.of(Clause.TREND_OVER)
                    : isRecent ? Because.of(Clause.TREND_RECENT) : Because.NOTHING;
            final long alertId = open != AlertKeys.ABSENT ? alerts.alertId[open] : tells ? alerts.raisedCount() + 1 : 0;
            if (open != AlertKeys.ABSENT) {
                alerts.value[open] = points;
            }
            calls.tell(slot, subject, decision, alertId, band, scoreBand, risk);
        }
        if (!isHigh) {
            patients.over(slot);
            end(open, Clause.TREND_OVER);
        } else if (tells) {
            patients.told(slot, decides, stream.nowNs());
            advise(subject, bed, open, calls.because(Because.NOTHING), points);
        }
    }

    private void advise(final int subject, final int bedOfBatch, final int open, final long clauses, final int points) {
        if (open != AlertKeys.ABSENT) {
            if (alerts.condition[open] == ACTIVE) {
                life.change(clauses, open, alerts.severity[open], true, nothing, 0, 0);
            }
            life.reactivate(open);
            watch(open);
            return;
        }
        final int bed = bedOfBatch == Site.NONE ? subjects.bed(subject) : bedOfBatch;
        final int ofBed = site.unitOfBed(bed);
        final int unit = ofBed == Site.NONE ? subjects.unit(subject) : ofBed;
        final boolean isUnknown = !subjects.isIdentified(subject);
        watch(ownAlerts.raise(
                clauses, subject, unit, bed, TREND, 0, RULE, points, 0, rules.severity(), isUnknown, nothing, 0));
    }

    /** Where nobody is read nothing calls: a gap ends the advisory. */
    private void watch(final int alert) {
        if (alerts.staleDeadlineNs[alert] == Alerts.OFF) {
            alerts.staleDeadlineNs[alert] = stream.nowNs() + rules.gapNs();
            alerts.arm(alert);
        }
    }

    /** The time after which the subject of an advisory, by the slot of that, is silent has come. */
    public void silentDue(final int alert) {
        final int subject = alerts.subject[alert];
        final long dueNs = subjects.lastSeenNs(subject) + rules.gapNs();
        alerts.staleDeadlineNs[alert] = dueNs > stream.nowNs() ? dueNs : Alerts.OFF;
        alerts.arm(alert);
        if (dueNs <= stream.nowNs()) {
            final int slot = slotOf(subject);
            if (slot != Monitored.NONE) {
                patients.silent(slot);
            }
            end(alert, Clause.SUBJECT_SILENT);
        }
    }

    private void end(final int alert, final Clause clause) {
        if (alert != AlertKeys.ABSENT && alerts.condition[alert] != INACTIVE) {
            life.end(alert, clause);
        }
    }

    private void begin(final int slot) {
        if (!rules.isOn() || slot >= places) {
            return;
        }
        movements.begin(slot);
        final int before = patients.begin(slot, monitored.subject(slot));
        if (before != Subjects.NONE) {
            end(alerts.keys().findRule(before, RULE), Clause.SUBJECT_SILENT);
        }
    }

    /**
     * Writes rules and state, by slot.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        rules.snapshot(writer);
        patients.snapshotEntry(writer);
        writer.section(SECTION_ID, SECTION_VERSION);
        final int end = rules.isOn() ? Math.min(places, monitored.slots().highWater()) : 0;
        for (int slot = 0; slot < end; slot++) {
            if (monitored.slots().isUsed(slot)) {
                final boolean isOld = patients.isOld(slot);
                writer.putByte(isOld ? 0 : 1);
                if (isOld) {
                    patients.snapshotOld(writer, slot);
                } else {
                    movements.snapshot(writer, slot);
                    patients.snapshot(writer, slot);
                }
            }
        }
    }

    /**
     * Takes rules and state over; who is monitored is known already.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        rules.restore(reader);
        want();
        patients.restoreEntry(reader);
        reader.section(SECTION_ID, SECTION_VERSION);
        final int end = rules.isOn() ? Math.min(places, monitored.slots().highWater()) : 0;
        for (int slot = 0; slot < end; slot++) {
            if (monitored.slots().isUsed(slot)) {
                if (reader.getByte() == 0) {
                    patients.restoreOld(reader, slot);
                } else {
                    movements.restore(reader, slot);
                    patients.restore(reader, slot);
                }
            }
        }
    }
}
