package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.event.GateEvents;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.Due;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Questions readings before limits and scores look at them. What cannot be a reading is never kept; what can hardly be one waits for a second one, and counts when that
 * bears it out, when another takes its place, or when none comes in time: what is true is delayed and never lost. What nothing bears out begins alerts and ends none. No
 * reading is questioned for being extreme. Whatever is kept from limits and scores is told, and what a person has to mend is a technical alert.
 */
public final class ReadingGate implements Due, Monitored.Keeper {
    private static final int SECTION_ID = 97;
    private static final int SECTION_VERSION = 2;

    private static final int NO_REASON = GateDoubts.NO_REASON;
    private static final int OUT_OF_RANGE = GateReason.OUT_OF_RANGE.value();
    private static final int PRESSURES = GateReason.PRESSURES.value();
    private static final int FLAT = GateReason.FLAT.value();
    private static final int LATE = GateReason.LATE.value();
    private static final int INACCURATE = GateReason.INACCURATE.value();
    private static final int STATUS = GateReason.STATUS.value();
    /** So few that are the same say nothing: who is charted hourly is not stuck. */
    private static final int LEAST_FLAT = 30;

    private static final int HEART_RATE = Parameter.HEART_RATE.value();
    private static final int SPO2 = Parameter.SPO2.value();
    /** SpO2 at its upper end is often the same for hours. */
    private static final int FULL = 10_000;
    /** What a living body never keeps exactly the same when it is watched closely; breaths are a ventilator's. */
    private static final int MOVING = 1 << HEART_RATE
            | 1 << SPO2
            | 1 << Parameter.ETCO2.value()
            | 1 << Parameter.ARTERIAL_SYSTOLIC.value()
            | 1 << Parameter.ARTERIAL_MEAN.value()
            | 1 << Parameter.ARTERIAL_DIASTOLIC.value();

    private final GateRules rules;
    private final Monitored monitored;
    private final Monitor monitor;
    private final Subjects subjects;
    private final EventStream stream;
    private final GateRecords records;
    private final GateDoubts doubts;
    private final GateBatch batch = new GateBatch(new UnsafeBuffer(new byte[0]));
    private final GateRuns runs;
    private final int keeper;
    private int slot;

    /**
     * A gate that lets everything through until rules say otherwise.
     *
     * @param maxMonitored slots.
     * @param rules        in use.
     * @param monitored    whose slots they are.
     * @param monitor      that looks at what counts.
     * @param subjects     keep what counts by time.
     * @param conditions   the technical alerts.
     * @param events       of readings.
     * @param stream       for engine time.
     */
    public ReadingGate(
            final int maxMonitored,
            final GateRules rules,
            final Monitored monitored,
            final Monitor monitor,
            final Subjects subjects,
            final GateConditions conditions,
            final GateEvents events,
            final EventStream stream) {
        this.rules = rules;
        this.monitored = monitored;
        this.monitor = monitor;
        this.subjects = subjects;
        this.stream = stream;
        records = new GateRecords(maxMonitored);
        doubts = new GateDoubts(rules, records, stream);
        runs = new GateRuns(rules, records, batch, conditions, events, stream);
        keeper = monitored.keep(this);
    }

    /**
     * The rules are others from the next reading on.
     *
     * @param reasons   bit (1 shifted by the value of the enum GateReason) for each.
     * @param confirmNs for how long a reading waits for a second one.
     * @param flatNs    for how long a reading may be exactly the same.
     * @param severity  of technical alerts, value of the enum Severity.
     */
    public void configure(final int reasons, final long confirmNs, final long flatNs, final int severity) {
        rules.replace(reasons, confirmNs, flatNs, severity);
        allocate();
        monitored.want(keeper, true);
    }

    /** Takes the memory that the gate takes, once: 1.9 kB for each slot. The first entry of a configuration does so. */
    public void allocate() {
        records.allocate();
    }

    /**
     * For which reasons readings are questioned.
     *
     * @return the live rules.
     */
    public GateRules rules() {
        return rules;
    }

    /**
     * A batch begins, whose subject the monitor was told of just now.
     *
     * @param subject index.
     * @param bed     index of the bed that came with it, or -1.
     * @param message decoder of the batch.
     * @param buffer  holds it.
     * @param layout  of it.
     * @return whether to ask {@link #passes} of its readings; false where there is no gate, or no place to watch the subject.
     */
    public boolean begin(
            final int subject,
            final int bed,
            final VitalsBatchDecoder message,
            final DirectBuffer buffer,
            final MessageLayout layout) {
        if (!rules.isSaid()) {
            return false;
        }
        slot = monitored.slotOf(subject);
        if (slot == Monitored.NONE) {
            return false;
        }
        records.subject[slot] = subject;
        runs.begin();
        batch.of(subject, bed, message, buffer, layout);
        return true;
    }

    /**
     * Whether the next reading of the batch counts as it is. One that counts though nothing bears it out has been seen to.
     *
     * @param parameter value of the enum Parameter.
     * @param value     hundredths.
     * @return true if the caller has limits and scores look at it.
     */
    public boolean passes(final int parameter, final int value) {
        final int i = records.touch(slot, parameter);
        if (rules.looksFor(GateReason.OUT_OF_RANGE) && !PlausibleRange.holds(parameter, value)) {
            return isKeptBack(i, value, OUT_OF_RANGE);
        }
        if (rules.looksFor(GateReason.STATUS) && (batch.faulty & 1 << parameter) != 0) {
            // What waits goes on waiting: it came before the fault was told of.
            return isKeptBack(i, value, STATUS);
        }
        final int doubt = doubts.of(batch, i, parameter, value);
        if (doubt == LATE) {
            runs.read(i, value, LATE, Clause.OUT_OF_ORDER);
            records.confirmed(slot, i, false);
            batch.lend(subjects, parameter);
            count(batch.subject, batch.bed, parameter, value, stream.nowNs(), GateBatch.NOBODY);
            return false;
        }
        if (rules.isTooWide(parameter, batch.accuracyOf(parameter))) {
            records.isInaccurate(i, stream.nowNs(), Math.max(rules.confirmNs(), GateRuns.QUIET_NS));
            runs.read(i, value, INACCURATE, Clause.INACCURATE);
            countUnsure(i, parameter, value, batch.device);
            return false;
        }
        final boolean isFar = doubt == NO_REASON && doubts.isFarFromAnother(batch, i, parameter, value);
        if (doubt == NO_REASON && !isFar) {
            doubts.answer(batch, slot, i);
            return counts(i, parameter, value, Clause.READING_GOOD);
        }
        if (doubts.isBorneOutByWaiting(i, parameter, value)) {
            if (records.reason[i] == records.waits[i]) {
                runs.over(i, batch.subject, Clause.READING_CONFIRMED, true);
            }
            countWaiting(i);
            return counts(i, parameter, value, Clause.READING_CONFIRMED);
        }
        final boolean isRemembered = !isFar && doubts.isRemembered(batch, i, parameter, value);
        if (isFar || isRemembered) {
            records.waitingNs[i] = isRemembered ? 0 : records.waitingNs[i];
            records.flatCount[i] = 0;
            countUnsure(i, parameter, value, GateBatch.NOBODY);
            return false;
        }
        countWaiting(i);
        doubts.wait(batch, slot, i, value, doubt);
        monitor.waits(batch.subject, parameter, value);
        return isKeptBack(i, value, doubt);
    }

    /** It counts at once, though nothing bears it out; of one that is inaccurate alone, its device. */
    private void countUnsure(final int i, final int parameter, final int value, final int inaccurateDevice) {
        isGood(i, value, stream.nowNs(), batch.device, batch.isContradicting(parameter));
        records.confirmed(slot, i, false);
        count(batch.subject, batch.bed, parameter, value, stream.nowNs(), inaccurateDevice);
    }

    /** It counts as it is. */
    private boolean counts(final int i, final int parameter, final int value, final Clause clause) {
        final int reason = isFlat(i, parameter, value) ? FLAT : NO_REASON;
        isGood(i, value, stream.nowNs(), batch.device, batch.isContradicting(parameter));
        records.confirmed(slot, i, true);
        runs.read(i, value, reason, clause);
        if (reason == NO_REASON && records.troubleNs[i] != 0) {
            runs.isWell(i);
        }
        return true;
    }

    private void isGood(
            final int i, final int value, final long atNs, final int device, final boolean isContradicting) {
        records.good[i] = value;
        records.goodNs[i] = atNs;
        records.goodDevice[i] = device;
        records.contradicted[i] = (byte) (isContradicting ? 1 : 0);
    }

    /** What waits counts now, if anything does. */
    private void countWaiting(final int i) {
        if (records.waits[i] == NO_REASON) {
            return;
        }
        final int of = i / Subjects.PARAMETERS;
        final int value = records.waiting[i];
        final long atNs = records.waitingNs[i];
        final boolean isNewest = records.goodNs[i] <= atNs;
        if (isNewest) {
            isGood(i, value, atNs, records.waitingDevice[i], records.waits[i] == PRESSURES);
            records.flatCount[i] = 0;
            records.confirmed(of, i, false);
        }
        records.waitingNs[i] = 0;
        records.waits(of, i, NO_REASON);
        count(
                records.subject[of],
                records.waitingBed[i],
                GateRuns.parameterOf(i),
                value,
                isNewest ? atNs : 0,
                GateBatch.NOBODY);
    }

    /** A reading that nothing bears out counts: it may begin alerts and make them graver, but ends none. It is kept as of then, or not at all if that is 0. */
    private void count(
            final int subject,
            final int bed,
            final int parameter,
            final int value,
            final long atNs,
            final int inaccurateDevice) {
        if (atNs != 0) {
            subjects.read(subject, parameter, value, atNs);
            subjects.seen(subject, Math.max(subjects.lastSeenNs(subject), atNs));
        }
        monitor.compare(subject, bed, parameter, value, false, inaccurateDevice);
    }

    /**
     * Ends the batch: its scores are computed. A score does not fall by what nothing bears out, nor while something waits.
     *
     * @param subject index.
     * @param bed     index of the bed that came with it, or -1.
     */
    public void finish(final int subject, final int bed) {
        monitor.finish(subject, bed, records.unsure(slot));
        batch.takeBack(subjects);
    }

    private boolean isKeptBack(final int i, final int value, final int reason) {
        runs.read(i, value, reason, GateRuns.clauseOf(reason));
        return false;
    }

    /** Whether it has been exactly the same for too long. */
    private boolean isFlat(final int i, final int parameter, final int value) {
        if (!rules.looksFor(GateReason.FLAT)
                || !batch.isContinuous
                || (MOVING & 1 << parameter) == 0
                || (parameter == SPO2 && value == FULL)) {
            records.flatCount[i] = 0;
            return false;
        }
        if (records.flatCount[i] <= 0 || records.good[i] != value) {
            records.flatCount[i] = 1;
            records.flatSinceNs[i] = stream.nowNs();
        } else if (records.flatCount[i] < LEAST_FLAT) {
            records.flatCount[i]++;
        }
        return records.flatCount[i] == LEAST_FLAT && stream.nowNs() - records.flatSinceNs[i] > rules.flatNs();
    }

    /** When the first reading that waits counts though no second one came, or the first trouble is over. */
    @Override
    public long firstNs() {
        return records.firstNs();
    }

    @Override
    public void fire(final long nowNs) {
        final int i = records.first();
        final int of = i / Subjects.PARAMETERS;
        if (records.isWaitingFirst(i)) {
            unconfirmedInTime(i, of);
        } else {
            runs.isOver(i, records.subject[of], Clause.READING_GOOD);
        }
    }

    /** It counts as of when it came, unless another has counted since. */
    private void unconfirmedInTime(final int i, final int of) {
        final int subject = records.subject[of];
        final int bed = records.waitingBed[i];
        if (records.reason[i] == records.waits[i]) {
            runs.over(i, subject, Clause.UNCONFIRMED_IN_TIME, false);
        }
        monitor.adoptRules(subject);
        countWaiting(i);
        monitor.finish(subject, bed, records.unsure(of));
    }

    /** The slot is somebody else's: what is open of who had it is over. */
    @Override
    public void begin(final int ofSlot) {
        if (!records.isUsed()) {
            return;
        }
        final int subject = records.subject[ofSlot];
        for (int parameter = 1; subject != GateRecords.NONE && parameter < Subjects.PARAMETERS; parameter++) {
            runs.leave(ofSlot * Subjects.PARAMETERS + parameter, subject);
        }
        records.clear(ofSlot);
    }

    /**
     * How many readings were questioned for each reason.
     *
     * @return the live counts by value of the enum GateReason.
     */
    public long[] counts() {
        return runs.counts;
    }

    /**
     * Writes everything.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        rules.snapshot(writer);
        writer.section(SECTION_ID, SECTION_VERSION);
        runs.snapshot(writer);
        records.snapshot(writer, monitored);
    }

    /**
     * Takes everything over, after the slots.
     *
     * @param reader   of the snapshot.
     * @param subjects how many there are.
     */
    public void restore(final SnapshotReader reader, final int subjects) {
        rules.restore(reader);
        reader.section(SECTION_ID, SECTION_VERSION);
        runs.restore(reader);
        if (rules.isSaid()) {
            records.allocate();
        }
        records.restore(reader, monitored, subjects);
        monitored.want(keeper, rules.isSaid());
    }
}
