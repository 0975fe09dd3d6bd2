package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.engine.alert.AlertKeys;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.event.ScoreEvents;
import io.tocsin.engine.monitoring.score.ScoreInput;
import io.tocsin.engine.monitoring.score.ScoreTable;
import io.tocsin.engine.monitoring.score.ScoreTableSet;
import io.tocsin.engine.response.AlertLife;
import io.tocsin.engine.response.OwnAlerts;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The score tables of a site, computed at the end of a subject's batch, and the alerts that they raise. What was told last is kept by the slots of {@link Monitored};
 * of a subject without one an open alert says what was told, and nothing is told that changes none.
 */
public final class TableScores implements Monitored.Keeper {
    /** A table's rule id is its place above this: limits have ids up to 63, technical conditions those from 64 on. */
    static final int RULE_BASE = 100;

    private static final int INACTIVE = Condition.INACTIVE.value();
    private static final int HEART_RATE = Parameter.HEART_RATE.value();
    private static final int SPO2 = Parameter.SPO2.value();
    private static final int TEMPERATURE = Parameter.TEMPERATURE.value();
    private static final int SYSTOLIC = Parameter.SYSTOLIC.value();
    private static final int RESPIRATORY_RATE = Parameter.RESPIRATORY_RATE.value();
    private static final int PARAMETERS_READ = Parameter.OXYGEN_THERAPY.value();
    private static final int LEVEL_SHIFT = 16;
    private static final int LEVEL_MASK = 0xf;
    private static final int COMPUTED_SHIFT = 34;
    /** Beside what is held: its alert found no room. */
    private static final long WAITS = 1L << 33;

    private final Monitored monitored;
    private final int keeper;
    private final LimitRules rules;
    private final Subjects subjects;
    private final BirthDates births;
    private final Observations observations;
    private final Alerts alerts;
    private final AlertLife life;
    private final OwnAlerts ownAlerts;
    private final ScoreEvents events;
    private final EventStream stream;
    /** By slot and place. Packed: total, effective level, missing mask, level of what is known, as {@link #packed} says; 0 = nothing. No memory is taken for it while no site has a table. */
    private long[] held = {};

    private final int maxMonitored;

    private final int[] values = new int[ScoreInput.CODES];
    private final UnsafeBuffer nothing = new UnsafeBuffer(new byte[0]);

    /**
     * Nothing is known yet.
     *
     * @param maxMonitored slots of {@code monitored}.
     * @param monitored    whose readings are looked at over time.
     * @param rules        with the tables.
     * @param subjects     read.
     * @param births       of patients.
     * @param alerts       open.
     * @param life         of the alerts.
     * @param ownAlerts    raises them.
     * @param events       of scores.
     * @param stream       for engine time.
     */
    public TableScores(
            final int maxMonitored,
            final Monitored monitored,
            final LimitRules rules,
            final Subjects subjects,
            final BirthDates births,
            final Alerts alerts,
            final AlertLife life,
            final OwnAlerts ownAlerts,
            final ScoreEvents events,
            final EventStream stream) {
        this.rules = rules;
        this.subjects = subjects;
        this.births = births;
        this.alerts = alerts;
        this.life = life;
        this.ownAlerts = ownAlerts;
        this.events = events;
        this.stream = stream;
        this.monitored = monitored;
        keeper = monitored.keep(this);
        observations = new Observations(maxMonitored, monitored, rules, stream);
        this.maxMonitored = maxMonitored;
        rules.loaded().add(this::want);
    }

    /** Takes the memory that tables take, 148 bytes for each slot, once: when the first table is loaded, so that no reading does. */
    public void allocate() {
        observations.allocate();
        if (held.length == 0) {
            held = new long[maxMonitored * ScoreTableSet.MAX_TABLES];
        }
    }

    /** What is held of a slot and a place, from 0 on, together. */
    private long held(final int at) {
        return held.length == 0 ? 0 : held[at];
    }

    /** Nothing is held of a subject any more: rules are new. */
    void forget(final int subject) {
        final int slot = monitored.slotOf(subject);
        if (slot != Monitored.NONE) {
            begin(slot);
        }
    }

    @Override
    public void begin(final int slot) {
        if (held.length > 0) {
            final int from = slot * ScoreTableSet.MAX_TABLES;
            Arrays.fill(held, from, from + ScoreTableSet.MAX_TABLES, 0);
        }
    }

    /** Whether there is anything to keep follows from the rules in force. */
    private void want() {
        final boolean isUsed = rules.tables().count() > 0;
        if (isUsed) {
            allocate();
        }
        monitored.want(keeper, isUsed);
    }

    /**
     * People have observed something, or a laboratory has measured it: it counts from the end of this batch on, if the subject has a slot.
     *
     * @param subject   index.
     * @param parameter value of the enum Parameter, from {@link Observations#FIRST} on.
     * @param value     hundredths.
     */
    public void observe(final int subject, final int parameter, final int value) {
        final int slot = monitored.slotOf(subject);
        if (slot != Monitored.NONE) {
            observations.keep(slot, parameter, value);
        }
    }

    /**
     * Oxygen therapy or consciousness was read: it may put an end to what was observed.
     *
     * @param subject   index.
     * @param parameter value of the enum Parameter.
     * @param value     hundredths.
     */
    public void read(final int subject, final int parameter, final int value) {
        final int slot = monitored.isUsed() ? monitored.slotOf(subject) : Monitored.NONE;
        if (slot != Monitored.NONE) {
            observations.read(slot, parameter, value);
        }
    }

    /** Reads what a batch will. Changes nothing. */
    long touch(final int slot) {
        return rules.tables().count() == 0 ? 0 : held(slot * ScoreTableSet.MAX_TABLES) + observations.touch(slot);
    }

    /** A batch of a subject has been read; a table that looks at something of what nothing bears out does not fall. */
    void finish(final Monitor monitor, final int subject, final int bed, final int unsure) {
        final long known = collect(subject);
        final int slot = monitored.slotOf(subject);
        final long lapsed = slot == Monitored.NONE ? 0 : observations.lapsed(slot);
        final ScoreTableSet tables = rules.tables();
        final int months = births.months(subject);
        for (int place = 1; place <= tables.count(); place++) {
            final int age = months == BirthDates.UNKNOWN
                    ? tables.age(place, births.ageGroup(subject))
                    : tables.table(place).ageBand(months);
            if (age != ScoreTable.NO_AGE) {
                final ScoreTable table = tables.table(place);
                final long score = table.score(values, known, lapsed, age);
                scored(monitor, subject, bed, place, table, score, unsure == 0 || !table.asks(unsure));
            } else {
                left(subject, place);
            }
        }
    }

    /** A table is not for the patient's age, or not any more. */
    private void left(final int subject, final int place) {
        final int alert = alerts.keys().findRule(subject, RULE_BASE + place);
        if (alert != AlertKeys.ABSENT && alerts.condition[alert] != INACTIVE) {
            life.end(alert, Clause.CONFIGURED);
        }
        final int slot = monitored.slotOf(subject);
        if (slot != Monitored.NONE) {
            held[slot * ScoreTableSet.MAX_TABLES + place - 1] = 0;
        }
    }

    private long collect(final int subject) {
        final long nowNs = stream.nowNs();
        values[ScoreInput.SPO2_SCALE.code()] = subjects.spo2Scale(subject);
        long known = 1L << ScoreInput.SPO2_SCALE.code();
        for (int parameter = 1; parameter <= PARAMETERS_READ; parameter++) {
            final boolean counts = (ScoreTableSet.READINGS >>> parameter & 1) != 0;
            if (counts && subjects.has(subject, parameter) && isFresh(subject, parameter, nowNs)) {
                values[parameter] = subjects.value(subject, parameter);
                known |= 1L << parameter;
            }
        }
        final int slot = monitored.slotOf(subject);
        return slot == Monitored.NONE ? known : known | observations.collect(slot, values);
    }

    /** Whether a value that is there still counts, by the ages of NEWS2; consciousness and oxygen count until others come. */
    private boolean isFresh(final int subject, final int parameter, final long nowNs) {
        final long ageNs;
        if (parameter == HEART_RATE || parameter == SPO2 || parameter == RESPIRATORY_RATE) {
            ageNs = rules.fastAgeNs();
        } else if (parameter == SYSTOLIC) {
            ageNs = rules.pressureAgeNs();
        } else if (parameter == TEMPERATURE) {
            ageNs = rules.temperatureAgeNs();
        } else {
            return true;
        }
        return subjects.readAtNs(subject, parameter) >= nowNs - ageNs;
    }

    private void scored(
            final Monitor monitor,
            final int subject,
            final int bed,
            final int place,
            final ScoreTable table,
            final long score,
            final boolean isSure) {
        final int rule = RULE_BASE + place;
        final int alert = alerts.keys().findRule(subject, rule);
        final boolean isOpen = alert != AlertKeys.ABSENT;
        if (isOpen && alerts.condition[alert] != INACTIVE) {
            monitor.watchForSilence(alert);
        }
        final int slot = monitored.slotOf(subject);
        final int at = slot * ScoreTableSet.MAX_TABLES + place - 1;
        final boolean isKept = slot != Monitored.NONE;
        final long before = isKept ? held[at] & ~WAITS : 0;
        final int computed = ScoreTable.level(score);
        final boolean waits = isKept && (held[at] & WAITS) != 0;
        final int heldLevel = before == 0 ? levelOf(alert, table) : (int) (before >>> LEVEL_SHIFT) & LEVEL_MASK;
        final int missing = ScoreTable.missingMask(score);
        final int total = ScoreTable.total(score);
        // A partial score may raise the level but not lower it: what is missing could be what is wrong.
        final int level = missing == 0 && isSure ? computed : Math.max(heldLevel, computed);
        // Whoever has dealt with what was wrong has not dealt with what comes after it, though the level that is held
        // stays.
        final boolean rises = computed > (before == 0 ? heldLevel : (int) (before >>> COMPUTED_SHIFT) & LEVEL_MASK);
        final boolean isNothing = level == 0 && total == 0 && missing == everything(table);
        final long now = isNothing ? 0 : packed(total, level, computed, missing);
        final int severity = severity(table, level);
        final int heldSeverity = severity(table, heldLevel);
        if (isKept
                ? now == before
                : !changesAlert(heldSeverity, severity) && (!isOpen || alerts.value[alert] == total)) {
            if (waits && rose(monitor, subject, bed, alert, rule, total, severity)) {
                held[at] = now;
            }
            return;
        }
        if (isKept) {
            held[at] = now;
        }
        final Clause clause = severity == ScoreTable.NO_SEVERITY ? Clause.SCORE_BELOW : Clause.SCORE_REACHED;
        events.table(
                Because.of(clause, isKept ? Clause.NONE : Clause.SCORE_BOUND),
                subject,
                total,
                place,
                level,
                table.version(),
                missing);
        if (isOpen) {
            alerts.value[alert] = total;
        }
        final int risenTo = waits ? severity : severity(table, computed);
        if ((rises || waits) && risenTo != ScoreTable.NO_SEVERITY && (level >= heldLevel || !isOpen)) {
            if (!rose(monitor, subject, bed, alert, rule, total, risenTo) && isKept) {
                held[at] = now | WAITS;
            }
        } else if (level < heldLevel && isOpen) {
            fell(alert, before == 0, heldSeverity, severity);
        }
    }

    /** False if there is no room for the alert. */
    private boolean rose(
            final Monitor monitor,
            final int subject,
            final int bed,
            final int alert,
            final int rule,
            final int total,
            final int severity) {
        if (alert == AlertKeys.ABSENT) {
            if (!ownAlerts.hasRoom(severity)) {
                return false;
            }
            monitor.raiseScore(Because.of(Clause.SCORE_REACHED), subject, bed, rule, total, severity);
            return true;
        }
        if (severity < alerts.severity[alert]) {
            life.change(Because.of(Clause.SCORE_REACHED), alert, severity, false, nothing, 0, 0);
        }
        life.reactivate(alert);
        monitor.watchForSilence(alert);
        return true;
    }

    /** Whether an alert begins, becomes graver or ends where no level was kept: none becomes milder. */
    private static boolean changesAlert(final int standsFor, final int severity) {
        return severity != standsFor
                && (severity == ScoreTable.NO_SEVERITY || standsFor == ScoreTable.NO_SEVERITY || severity < standsFor);
    }

    private void fell(final int alert, final boolean isGuessed, final int heldSeverity, final int severity) {
        if (severity == ScoreTable.NO_SEVERITY) {
            if (alerts.condition[alert] != INACTIVE) {
                life.end(alert, Clause.SCORE_BELOW);
            }
        } else if (!isGuessed && severity != heldSeverity && alerts.severity[alert] == heldSeverity) {
            // Only what the level gave: a severity that somebody set, or may have set, stays.
            life.change(Because.of(Clause.SCORE_REACHED), alert, severity, false, nothing, 0, 0);
        }
    }

    /** The level that an open alert stands for, where none was kept: the highest of its severity, or, if somebody gave it another one, the mildest that is an alert. */
    private int levelOf(final int alert, final ScoreTable table) {
        if (alert == AlertKeys.ABSENT || alerts.condition[alert] == INACTIVE) {
            return 0;
        }
        int mildest = 0;
        for (int level = table.thresholds(); level > 0 && table.severity(level) != ScoreTable.NO_SEVERITY; level--) {
            if (table.severity(level) == alerts.severity[alert]) {
                return level;
            }
            mildest = level;
        }
        return mildest;
    }

    private static int severity(final ScoreTable table, final int level) {
        return level == 0 ? ScoreTable.NO_SEVERITY : table.severity(level);
    }

    private static int everything(final ScoreTable table) {
        return (1 << table.items()) - 1;
    }

    /** Never 0, which is what is held of who has nothing. */
    private static long packed(final int total, final int level, final int computed, final int missing) {
        return 1L << Integer.SIZE
                | (long) computed << COMPUTED_SHIFT
                | (long) level << LEVEL_SHIFT
                | (long) missing << 20
                | total;
    }

    void snapshot(final SnapshotWriter writer) {
        observations.snapshot(writer);
        for (int slot = 0; slot < monitored.slots().highWater(); slot++) {
            // What is held by former rules is forgotten with the next reading, and is no state.
            final boolean isOfTheseRules = subjects.rulesVersion(monitored.subject(slot)) == rules.version();
            for (int place = 1; place <= rules.tables().count(); place++) {
                writer.putLong(isOfTheseRules ? held(slot * ScoreTableSet.MAX_TABLES + place - 1) : 0);
            }
        }
    }

    void restore(final SnapshotReader reader) {
        observations.restore(reader);
        want();
        Arrays.fill(held, 0);
        for (int slot = 0; slot < monitored.slots().highWater(); slot++) {
            for (int place = 1; place <= rules.tables().count(); place++) {
                held[slot * ScoreTableSet.MAX_TABLES + place - 1] = reader.getLong();
            }
        }
    }
}
