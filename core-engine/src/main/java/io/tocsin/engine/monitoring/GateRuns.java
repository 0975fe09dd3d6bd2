package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.event.GateEvents;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What is told of readings that do not count as they came: the first of a run and how it ended; and when somebody has to see to a device, or has not any more. Neither
 * flaps: a run ends by a good reading of its own device, and what somebody has to see to is over when it was not told of for a while.
 */
final class GateRuns {
    private static final int NO_REASON = GateDoubts.NO_REASON;
    private static final int OUT_OF_RANGE = GateReason.OUT_OF_RANGE.value();
    private static final int INACCURATE = GateReason.INACCURATE.value();
    private static final int REASONS = GateReason.INACCURATE.value() + 1;
    /** Whatever was not told of for so long is over when another device tells of something good. */
    static final long QUIET_NS = 60_000_000_000L;

    private final GateRules rules;
    private final GateRecords records;
    private final GateBatch batch;
    private final GateConditions conditions;
    private final GateEvents events;
    private final EventStream stream;
    private final UnsafeBuffer nothing = new UnsafeBuffer(new byte[0]);
    /** By value of the enum GateReason. */
    final long[] counts = new long[REASONS];
    /** Bit per reason whose technical alert this batch has asked for: if it finds no place, the next batch asks again. */
    private int asked;

    GateRuns(
            final GateRules rules,
            final GateRecords records,
            final GateBatch batch,
            final GateConditions conditions,
            final GateEvents events,
            final EventStream stream) {
        this.rules = rules;
        this.records = records;
        this.batch = batch;
        this.conditions = conditions;
        this.events = events;
        this.stream = stream;
    }

    /** A batch begins. */
    void begin() {
        asked = 0;
    }

    /** The reading joins the run of its reason, begins one, or ends the one that was: a good one that of its own device, or of one that is not heard of any more. */
    void read(final int i, final int value, final int reason, final Clause clause) {
        final int before = records.reason[i];
        if (before != reason
                && before != NO_REASON
                && (reason != NO_REASON
                        || records.runDevice[i] == batch.device
                        || stream.nowNs() - records.runNs[i] >= QUIET_NS)) {
            over(i, batch.subject, clause, true);
        }
        if (reason == NO_REASON) {
            return;
        }
        if (before != reason) {
            records.reason[i] = (byte) reason;
            records.runLength[i] = 0;
        }
        records.runNs[i] = stream.nowNs();
        records.runDevice[i] = batch.device;
        counts[reason]++;
        records.lastGated[i] = value;
        if (records.runLength[i]++ == 0) {
            tell(i, batch.subject, Because.of(clauseOf(reason)), false, true);
        }
        if (GateConditions.isOf(reason) && (reason != INACCURATE || isLasting(i))) {
            comes(i, reason);
        }
    }

    /** A single reading that is inaccurate calls for nobody: the next one may be good. Once somebody was called, each goes on. */
    private boolean isLasting(final int i) {
        return stream.nowNs() - records.inaccurateSinceNs(i) >= rules.confirmNs()
                || GateConditions.isInaccurate(records.conditions[i / Subjects.PARAMETERS], parameterOf(i));
    }

    private void comes(final int i, final int reason) {
        records.troubleNs[i] = stream.nowNs();
        records.troubleDevice[i] = batch.device;
        final int slot = i / Subjects.PARAMETERS;
        if (records.overNs[i] != GateRecords.OFF) {
            records.overNs[i] = GateRecords.OFF;
            records.arm(slot);
        }
        conditions.comes(
                records.conditions,
                slot,
                batch.subject,
                batch.bed,
                reason,
                parameterOf(i),
                clauseOf(reason),
                (asked & 1 << reason) == 0);
        asked |= 1 << reason;
    }

    /** A good reading of a parameter that somebody has to see to: that is over when nothing more is told of it for a while, a longer one if another device says so. */
    void isWell(final int i) {
        final boolean isThatDevice = batch.device != GateBatch.NOBODY && batch.device == records.troubleDevice[i];
        final long quietNs = isThatDevice ? rules.confirmNs() : Math.max(rules.confirmNs(), QUIET_NS);
        final long overNs = records.troubleNs[i] + quietNs;
        if (overNs <= stream.nowNs()) {
            isOver(i, batch.subject, Clause.READING_GOOD);
        } else if (overNs < records.overNs[i]) {
            records.overNs[i] = overNs;
            records.arm(i / Subjects.PARAMETERS);
        }
    }

    /** Nobody has to see to the parameter any more. */
    void isOver(final int i, final int subject, final Clause clause) {
        records.troubleNs[i] = 0;
        records.overNs[i] = GateRecords.OFF;
        final int of = i / Subjects.PARAMETERS;
        records.arm(of);
        conditions.areOver(records.conditions, of, subject, parameterOf(i), clause);
    }

    void over(final int i, final int subject, final Clause how, final boolean isByBatch) {
        tell(i, subject, Because.of(clauseOf(records.reason[i]), how), true, isByBatch);
        records.reason[i] = NO_REASON;
    }

    /** The subject of a slot is watched no more: whatever is open of the record is over. */
    void leave(final int i, final int subject) {
        if (records.reason[i] != NO_REASON) {
            over(i, subject, Clause.GATE_BOUND, false);
        }
        if (records.troubleNs[i] != 0) {
            isOver(i, subject, Clause.GATE_BOUND);
        }
    }

    private void tell(
            final int i, final int subject, final long clauses, final boolean isOver, final boolean isByBatch) {
        events.gated(
                clauses,
                isByBatch ? batch.measuredNs : 0,
                subject,
                parameterOf(i),
                records.lastGated[i],
                records.reason[i],
                records.runLength[i],
                isOver,
                isByBatch ? batch.buffer : nothing,
                isByBatch ? batch.deviceOffset : 0,
                isByBatch ? batch.deviceLength : 0);
    }

    static int parameterOf(final int i) {
        return i % Subjects.PARAMETERS;
    }

    static Clause clauseOf(final int reason) {
        return reason == INACCURATE
                ? Clause.INACCURATE
                : Clause.get(Clause.OUT_OF_RANGE.value() + reason - OUT_OF_RANGE);
    }

    void snapshot(final SnapshotWriter writer) {
        for (final long count : counts) {
            writer.putLong(count);
        }
    }

    void restore(final SnapshotReader reader) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = reader.getLong();
        }
    }
}
