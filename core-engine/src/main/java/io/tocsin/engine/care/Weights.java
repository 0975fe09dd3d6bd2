package io.tocsin.engine.care;

import io.tocsin.codecs.sbe.CareCondition;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.engine.alert.AlertKeys;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.CareEvents;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.response.AlertLife;
import io.tocsin.engine.response.OwnAlerts;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.Due;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Weights that rise too far in a few days, as a failing heart lets them: one alert for each rise. Kept is the lowest weight of each eighth of the window, so that a weight
 * costs the same whatever came before. One that is far from the last waits for a second, and one that no body can have come to counts only if such weights go on for a day:
 * a family with one scale neither alarms nor ends an alarm. Takes memory with the first entry of a configuration.
 */
public final class Weights implements Due {
    private static final int SECTION_ID = 52;
    private static final int SECTION_VERSION = 1;
    private static final int RULE = CareCondition.WEIGHT_GAIN.value();
    private static final int INACTIVE = Condition.INACTIVE.value();
    /** A weight that is within one in so many of another is near it. */
    private static final long NEAR = 10;
    /** One that is further than one in so many is no body's change. */
    private static final long FAR = 5;

    private static final int NONE = WeightTable.NONE;
    private static final long NS_PER_S = 1_000_000_000L;
    private static final long DAY_NS = 86_400 * NS_PER_S;
    /** The alert found no place: it is tried again after so long. */
    private static final long RETRY_NS = NS_PER_S;

    private final int places;
    private final int maxSubjects;
    private final WeightRules rules = new WeightRules();
    private final Alerts alerts;
    private final AlertLife life;
    private final OwnAlerts ownAlerts;
    private final Subjects subjects;
    private final Site site;
    private final CareEvents events;
    private final EventStream stream;
    private final UnsafeBuffer nothing = new UnsafeBuffer(new byte[0]);
    private @Nullable WeightTable table;
    private long retryNs = NEVER;

    /**
     * Nobody was weighed.
     *
     * @param places      for those who are.
     * @param maxSubjects subjects.
     * @param alerts      open.
     * @param life        of them.
     * @param ownAlerts   raises them.
     * @param subjects    patients.
     * @param site        with beds and units.
     * @param stream      of events.
     */
    public Weights(
            final int places,
            final int maxSubjects,
            final Alerts alerts,
            final AlertLife life,
            final OwnAlerts ownAlerts,
            final Subjects subjects,
            final Site site,
            final EventStream stream) {
        this.places = places;
        this.maxSubjects = maxSubjects;
        this.alerts = alerts;
        this.life = life;
        this.ownAlerts = ownAlerts;
        this.subjects = subjects;
        this.site = site;
        this.stream = stream;
        events = new CareEvents(stream);
    }

    /**
     * From which gain on somebody is told.
     *
     * @return the live rules.
     */
    public WeightRules rules() {
        return rules;
    }

    /**
     * The rules are others from the next weight on: unless gain and window are what they were, every rise that was told is over, by subject, and everything is forgotten.
     *
     * @param gain     from which on somebody is told, hundredths of a kg; 0 = never.
     * @param over     below which that is over.
     * @param windowNs in which time.
     * @param severity value of the enum Severity.
     */
    public void configure(final int gain, final int over, final long windowNs, final int severity) {
        if (!rules.replace(gain, over, windowNs, severity)) {
            return;
        }
        for (int subject = 0; table != null && subject < subjects.ids().size(); subject++) {
            forget(subject);
        }
        if (rules.isOn()) {
            allocate();
        }
    }

    /** Takes the memory that weights take, once: about 0.2 kB for each place. The first entry of a configuration does so. */
    public void allocate() {
        if (table == null) {
            table = new WeightTable(places, maxSubjects);
        }
    }

    /**
     * Somebody else lies in a bed from now on: what was kept of who lay there is forgotten.
     *
     * @param subject index of the bed as a subject, or {@link Subjects#NONE}.
     */
    public void forget(final int subject) {
        final int slot = table == null || subject == Subjects.NONE ? NONE : table.slotOf(subject);
        if (table != null && slot != NONE) {
            if (table.toldLowest[slot] != 0) {
                isOver(table, slot, Clause.CONFIGURED, 0, NONE);
            }
            table.remove(slot);
        }
    }

    private void isOver(final WeightTable of, final int slot, final Clause clause, final int weight, final int lowest) {
        final int open = alerts.keys().findRule(of.subject[slot], RULE);
        events.weight(
                Because.of(clause),
                open == AlertKeys.ABSENT ? 0 : alerts.alertId[open],
                of.subject[slot],
                weight,
                lowest == NONE ? 0 : of.weightAt(lowest),
                lowest == NONE ? 0 : of.timeAt(lowest),
                false);
        of.toldLowest[slot] = 0;
        of.toldGain[slot] = 0;
        of.drop(slot);
        if (open != AlertKeys.ABSENT && alerts.condition[open] != INACTIVE) {
            life.end(open, clause);
        }
    }

    /**
     * Somebody was weighed.
     *
     * @param subject    index.
     * @param bed        index of the bed that came with it, or -1.
     * @param weight     hundredths of a kg, above 0.
     * @param measuredNs when, by the scale's clock, epoch ns; 0 = not stated. What was measured more than a day ago is not looked at.
     */
    public void read(final int subject, final int bed, final int weight, final long measuredNs) {
        final long nowNs = stream.nowNs();
        if (table == null || !rules.isOn() || (measuredNs != 0 && nowNs - measuredNs > DAY_NS)) {
            return;
        }
        final WeightTable of = table;
        final long sinceNs = nowNs - rules.windowNs();
        final int slot = of.weigh(subject, nowNs, sinceNs);
        if (slot != NONE && counts(of, slot, weight, sinceNs)) {
            of.waiting[slot] = 0;
            final int lowest = of.lowestSince(slot, sinceNs);
            if (lowest != NONE) {
                compare(of, slot, bed, weight, lowest);
            } else if (of.toldLowest[slot] != 0) {
                isOver(of, slot, Clause.WEIGHT_WINDOW, weight, NONE);
            } else {
                of.drop(slot);
            }
            of.add(slot, weight, nowNs, rules.windowNs());
        }
    }

    /** Whether it is compared with those before, or begins anew; else it waits. */
    private boolean counts(final WeightTable of, final int slot, final int weight, final long sinceNs) {
        final int last = of.last[slot];
        if (last == 0 || of.lastNs[slot] < sinceNs || isWithin(weight, last, NEAR)) {
            return true;
        }
        final long nowNs = stream.nowNs();
        final boolean isSecond =
                of.waiting[slot] != 0 && of.waitingNs[slot] >= sinceNs && isWithin(weight, of.waiting[slot], NEAR);
        if (!isSecond) {
            of.waiting[slot] = weight;
            of.waitingNs[slot] = nowNs;
            return false;
        }
        if (isWithin(weight, last, FAR)) {
            return true;
        }
        if (nowNs - of.waitingNs[slot] < DAY_NS) {
            return false;
        }
        if (of.toldLowest[slot] != 0) {
            isOver(of, slot, Clause.WEIGHT_OTHER, weight, NONE);
        }
        of.forgetWeights(slot);
        return true;
    }

    private static boolean isWithin(final int weight, final int of, final long share) {
        return Math.abs((long) weight - of) * share <= of;
    }

    private void compare(final WeightTable of, final int slot, final int bed, final int weight, final int lowest) {
        final int low = of.weightAt(lowest);
        final int gain = Math.max(0, weight - low);
        final boolean isTold = of.toldLowest[slot] != 0;
        if (isTold && gain < rules.over()) {
            final boolean isBack = weight - of.toldLowest[slot] < rules.over();
            isOver(of, slot, isBack ? Clause.WEIGHT_BACK : Clause.WEIGHT_WINDOW, weight, lowest);
        } else if (gain >= of.toldGain[slot] + rules.gain()) {
            if (!tell(of, slot, bed, weight, low, of.timeAt(lowest))) {
                await(of, slot, bed, weight, low, of.timeAt(lowest));
            }
        } else {
            of.drop(slot);
        }
    }

    /** Nobody can be told yet: that is said once, and tried again each second. */
    private void await(
            final WeightTable of, final int slot, final int bed, final int weight, final int low, final long lowNs) {
        events.weight(Because.of(Clause.WEIGHT_GAINED), 0, of.subject[slot], weight, low, lowNs, true);
        retryNs = of.pendings == 0 ? stream.nowNs() + RETRY_NS : retryNs;
        of.awaits(slot, weight, bed, low, lowNs);
    }

    private boolean tell(
            final WeightTable of, final int slot, final int bed, final int weight, final int low, final long lowNs) {
        final int subject = of.subject[slot];
        final int open = alerts.keys().findRule(subject, RULE);
        if (open == AlertKeys.ABSENT && !(alerts.hasRoom(false) && alerts.keys().hasRoomForCare(false))) {
            return false;
        }
        final int gain = weight - low;
        final long clauses = Because.of(Clause.WEIGHT_GAINED);
        events.weight(
                clauses,
                open == AlertKeys.ABSENT ? alerts.raisedCount() + 1 : alerts.alertId[open],
                subject,
                weight,
                low,
                lowNs,
                true);
        of.toldLowest[slot] = low;
        of.toldGain[slot] = gain;
        of.drop(slot);
        if (open != AlertKeys.ABSENT) {
            ownAlerts.careAgain(clauses, open, gain, rules.severity(), nothing, 0);
            return true;
        }
        final int place = bed == Site.NONE ? subjects.bed(subject) : bed;
        final int ofBed = site.unitOfBed(place);
        ownAlerts.care(
                clauses,
                CareCondition.WEIGHT_GAIN,
                subject,
                ofBed == Site.NONE ? subjects.unit(subject) : ofBed,
                place,
                gain,
                rules.severity(),
                !subjects.isIdentified(subject),
                nothing,
                0);
        return true;
    }

    @Override
    public long firstNs() {
        return table == null || table.pendings == 0 ? NEVER : retryNs;
    }

    @Override
    public void fire(final long nowNs) {
        final WeightTable of = table;
        final int slot = of == null ? NONE : of.firstPending();
        if (of == null || slot == NONE) {
            throw new IllegalStateException("no alert waits for a place");
        }
        if (!tell(of, slot, of.pendingBed[slot], of.pending[slot], of.pendingLow[slot], of.pendingLowNs[slot])) {
            retryNs = nowNs + RETRY_NS;
        }
    }

    /**
     * Writes rules and weights.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        rules.snapshot(writer);
        writer.putByte(table == null ? 0 : 1);
        if (table != null) {
            writer.putLong(table.pendings == 0 ? NEVER : retryNs);
            table.snapshot(writer);
        }
    }

    /**
     * Takes rules and weights over.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        rules.restore(reader);
        if (reader.getByte() != 0) {
            retryNs = reader.getLong();
            table = new WeightTable(places, maxSubjects);
            table.restore(reader, subjects.ids().size());
        }
    }
}
