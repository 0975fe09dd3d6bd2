package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.engine.event.EventStream;

/**
 * Readings that can hardly be one, for what they are beside those before them: they wait for one that bears them out. What waits is dropped only by a good reading of its
 * own device; otherwise it counts, at the latest when its time is over. So a patient's true readings are never held back for longer than that, though two devices, or
 * two sensors of one, tell different ones.
 */
final class GateDoubts {
    static final int NO_REASON = 0;

    private static final int STEP = GateReason.STEP.value();
    private static final int PRESSURES = GateReason.PRESSURES.value();
    private static final int LATE = GateReason.LATE.value();
    /** For so long one that was answered by a good one is remembered: another like it counts. Twice the longest time in which steps are looked at. */
    private static final long REMEMBERED_NS = 600_000_000_000L;
    /** A clock that is behind for longer, or for longer than a reading waits, was set back. */
    private static final long LATE_NS = 60_000_000_000L;
    /** A clock that is ahead by more is wrong: nothing is late by it. */
    private static final long AHEAD_NS = 60_000_000_000L;

    private final GateRules rules;
    private final GateRecords records;
    private final EventStream stream;

    GateDoubts(final GateRules rules, final GateRecords records, final EventStream stream) {
        this.rules = rules;
        this.records = records;
        this.stream = stream;
    }

    /** Why a reading can hardly be one. No device is held against another, nor one that does not say which it is: each may be right. */
    int of(final GateBatch batch, final int i, final int parameter, final int value) {
        if (batch.device == GateBatch.NOBODY) {
            return NO_REASON;
        }
        if (rules.looksFor(GateReason.LATE) && isLate(batch, i)) {
            return LATE;
        }
        order(batch, i);
        if (rules.looksFor(GateReason.STEP)
                && records.goodNs[i] != 0
                && records.goodDevice[i] == batch.device
                && !CredibleStep.holds(parameter, records.good[i], value, stream.nowNs() - records.goodNs[i])) {
            return STEP;
        }
        return rules.looksFor(GateReason.PRESSURES)
                        && (batch.contradicting & 1 << parameter) != 0
                        && records.contradicted[i] == 0
                ? PRESSURES
                : NO_REASON;
    }

    /** Older than the last of its device, unless that was so long ago that the device's clock must have been set back. */
    private boolean isLate(final GateBatch batch, final int i) {
        return batch.measuredNs != 0
                && records.measuredNs[i] != 0
                && batch.measuredNs < records.measuredNs[i]
                && records.orderedDevice[i] == batch.device
                && stream.nowNs() - records.orderedNs[i] <= Math.min(LATE_NS, rules.confirmNs());
    }

    /** Such a reading is the last of its device by its clock from now on, unless that is ahead. */
    private void order(final GateBatch batch, final int i) {
        if (batch.measuredNs != 0 && batch.measuredNs <= stream.nowNs() + AHEAD_NS) {
            records.measuredNs[i] = batch.measuredNs;
            records.orderedNs[i] = stream.nowNs();
            records.orderedDevice[i] = batch.device;
        }
    }

    /** Whether it is further than a body changes from what another device, or one that is not named, told last. */
    boolean isFarFromAnother(final GateBatch batch, final int i, final int parameter, final int value) {
        return batch.device != GateBatch.NOBODY
                && rules.looksFor(GateReason.STEP)
                && records.goodNs[i] != 0
                && records.goodDevice[i] != batch.device
                && !CredibleStep.holds(parameter, records.good[i], value, stream.nowNs() - records.goodNs[i]);
    }

    /** Whether the one that waits bears it out, of whichever device that is: two agree. */
    boolean isBorneOutByWaiting(final int i, final int parameter, final int value) {
        return records.waits[i] != 0 && isBorneOut(i, parameter, value);
    }

    /** Whether none waits, and it is like one that a good reading of its device answered not long ago. */
    boolean isRemembered(final GateBatch batch, final int i, final int parameter, final int value) {
        return records.waits[i] == 0
                && records.waitingNs[i] != 0
                && records.waitingDevice[i] == batch.device
                && stream.nowNs() - records.waitingNs[i] <= REMEMBERED_NS
                && isBorneOut(i, parameter, value);
    }

    private boolean isBorneOut(final int i, final int parameter, final int value) {
        return CredibleStep.bearsOut(parameter, records.goodNs[i] != 0, records.good[i], records.waiting[i], value);
    }

    /** It waits; none else does. */
    void wait(final GateBatch batch, final int slot, final int i, final int value, final int doubt) {
        records.waiting[i] = value;
        records.waitingNs[i] = stream.nowNs();
        records.waitingDevice[i] = batch.device;
        records.waitingBed[i] = batch.bed;
        records.dueNs[i] = stream.nowNs() + rules.confirmNs();
        records.waits(slot, i, doubt);
    }

    /** A good reading: what waits of its device does so no more, and is remembered. */
    void answer(final GateBatch batch, final int slot, final int i) {
        if (records.waits[i] != 0 && records.waitingDevice[i] == batch.device) {
            records.waits(slot, i, NO_REASON);
        }
    }
}
