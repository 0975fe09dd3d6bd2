package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.TrendMethod;
import io.tocsin.engine.event.TrendCalls;
import io.tocsin.engine.monitoring.trend.Baseline;
import io.tocsin.engine.monitoring.trend.Cusum;
import io.tocsin.engine.monitoring.trend.Ewma;
import io.tocsin.engine.monitoring.trend.Holt;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.CacheLines;
import org.agrona.concurrent.UnsafeBuffer;

/** How each followed parameter of each monitored patient moves: 292 bytes for a place of the entry, of which a reading touches the first 140 once the baseline is settled. */
final class Movements {
    /** A value is taken in once in this time: the mean of what was read since the one before. */
    static final long APART_NS = 60_000_000_000L;

    /** What remains of the slope in a forecast, ten-thousandths. */
    static final int DAMPING = 9_000;

    /** So many readings in a row count. */
    static final int RUN = 3;

    private static final int EWMA = 0;
    private static final int HOLT = EWMA + Ewma.BYTES;
    private static final int CUSUM = HOLT + Slopes.BYTES;
    private static final int USUAL = CUSUM + Cusum.BYTES;
    private static final int DEVIATION = USUAL + Integer.BYTES;
    private static final int LAST_Z = DEVIATION + Integer.BYTES;
    private static final int LAST_VALUE = LAST_Z + Integer.BYTES;
    private static final int LIMIT = LAST_VALUE + Integer.BYTES;
    /** Bit per method that calls. */
    private static final int CALLS = LIMIT + Integer.BYTES;
    /** Readings in a row that were unusual; negative below the mean. */
    private static final int UNUSUAL_RUN = CALLS + 1;

    private static final int IS_SETTLED = CALLS + 2;
    /** Of the readings since a value was taken in, and how many. */
    private static final int SUM = CALLS + 4;

    private static final int COUNT = SUM + Long.BYTES;
    private static final int HOT_BYTES = COUNT + Integer.BYTES;
    private static final int BASELINE = HOT_BYTES;
    private static final int BYTES = BASELINE + Baseline.BYTES;
    private static final int SLOT_BYTES = BYTES * TrendRules.MAX_PARAMETERS;
    /** So many slots make an array that is as long as there can be. */
    static final int MAX_SLOTS = Integer.MAX_VALUE / SLOT_BYTES;

    /** A baseline of fewer readings says nothing. */
    private static final int LEAST_OF_BASELINE = 8;

    /** After so long a baseline is none any more. */
    private static final long BASELINE_LASTS_NS = 86_400_000_000_000L;

    /**
     * A value that comes after so long stands for itself: what is read sooner is like the one before, and says less. Source: the project's notes on prediction, values
     * by the minute with an autocorrelation of 0.9, of which (1 + 0.9) / (1 - 0.9) = 19 say as much as one that stands for itself.
     */
    private static final long APART_ENOUGH_NS = 20 * APART_NS;

    private static final int HUNDRED = 100;
    private static final int TEN_THOUSAND = 10_000;
    private static final int SECONDS_PER_HOUR = 3_600;

    private final TrendRules rules;
    private final LimitRules limits;
    private final PatientLimits ownLimits;
    private final Baseline baseline = new Baseline();
    private final int places;
    /** Empty until something is followed. */
    private final UnsafeBuffer states = new UnsafeBuffer(new byte[0]);

    Movements(final int places, final TrendRules rules, final LimitRules limits, final PatientLimits ownLimits) {
        this.rules = rules;
        this.limits = limits;
        this.ownLimits = ownLimits;
        this.places = places;
    }

    /** Something is followed from now on: takes the memory, once. */
    void allocate() {
        if (states.capacity() == 0) {
            states.wrap(new byte[places * SLOT_BYTES]);
        }
    }

    /** The slot is somebody else's. */
    void begin(final int slot) {
        states.setMemory(slot * SLOT_BYTES, SLOT_BYTES, (byte) 0);
    }

    /** A reading of a followed parameter. Whether a value was taken in by it. */
    boolean read(final int slot, final int place, final int subject, final int value, final long nowNs) {
        final int at = at(slot, place);
        final long silentNs = Ewma.count(states, at + EWMA) == 0 ? 0 : nowNs - Ewma.lastNs(states, at + EWMA);
        if (silentNs > rules.gapNs()) {
            forget(at, silentNs);
        }
        states.putLong(at + SUM, states.getLong(at + SUM) + value);
        states.putInt(at + COUNT, states.getInt(at + COUNT) + 1);
        final boolean isFirst = Ewma.count(states, at + EWMA) == 0;
        if (isFirst || silentNs >= APART_NS) {
            final int mean = (int) Math.floorDiv(states.getLong(at + SUM), (long) states.getInt(at + COUNT));
            states.putLong(at + SUM, 0);
            states.putInt(at + COUNT, 0);
            take(at, place, subject, mean, nowNs, isFirst ? 0 : silentNs);
            return true;
        }
        return false;
    }

    /** One value of a minute or more; so long after the one before. */
    private void take(
            final int at, final int place, final int subject, final int value, final long nowNs, final long afterNs) {
        final double z = Ewma.deviation(states, at + EWMA, value, rules.floor(place));
        final int run = run(at, z);
        Ewma.update(states, at + EWMA, value, nowNs, rules.tauNs());
        Slopes.follow(states, at + HOLT, value, nowNs, rules.horizonNs(), rules.floor(place));
        final int shift = shift(at, place, value, nowNs, afterNs);
        states.putInt(at + LAST_Z, hundredths(z));
        states.putInt(at + LAST_VALUE, value);
        states.putByte(at + UNUSUAL_RUN, (byte) run);
        final int calls = bit(TrendMethod.UNUSUAL, Math.abs(run) >= RUN)
                | bit(TrendMethod.SHIFTED, shift != 0)
                | bit(TrendMethod.CROSSING, rules.uses(TrendMethod.CROSSING) && crosses(at, place, subject, nowNs));
        states.putByte(at + CALLS, (byte) (calls & rules.methods()));
    }

    /** The limit rules are others: what leads beyond one of those before calls no more. */
    void forgetLimits(final int slot) {
        for (int place = 0; place < rules.count(); place++) {
            final int at = at(slot, place) + CALLS;
            states.putByte(at, (byte) (states.getByte(at) & ~(1 << TrendMethod.CROSSING.value())));
        }
    }

    /** The baseline stays for a day: it is the patient's. */
    private void forget(final int at, final long silentNs) {
        states.putLong(at + SUM, 0);
        states.putInt(at + COUNT, 0);
        if (silentNs > BASELINE_LASTS_NS) {
            baseline.reset(states, at + BASELINE);
            states.putByte(at + IS_SETTLED, (byte) 0);
        }
        Ewma.reset(states, at + EWMA);
        Holt.reset(states, at + HOLT);
        Cusum.reset(states, at + CUSUM);
        states.putByte(at + UNUSUAL_RUN, (byte) 0);
    }

    private int run(final int at, final double z) {
        final double bound = rules.unusual() / (double) HUNDRED;
        final int side = z > bound ? 1 : z < -bound ? -1 : 0;
        final int before = states.getByte(at + UNUSUAL_RUN);
        return side == 0 ? 0 : Integer.signum(before) == side ? Math.max(-RUN, Math.min(RUN, before + side)) : side;
    }

    private int shift(final int at, final int place, final int value, final long nowNs, final long afterNs) {
        if (states.getByte(at + IS_SETTLED) == 0) {
            if (baseline.count(states, at + BASELINE) < LEAST_OF_BASELINE
                    || !baseline.isSettled(states, at + BASELINE, nowNs, rules.baselineNs())) {
                baseline.add(states, at + BASELINE, value, nowNs, Long.MAX_VALUE);
                return 0;
            }
            states.putInt(at + USUAL, baseline.median(states, at + BASELINE));
            states.putInt(at + DEVIATION, baseline.deviation(states, at + BASELINE, rules.floor(place)));
            states.putByte(at + IS_SETTLED, (byte) 1);
        }
        final int usual = states.getInt(at + USUAL);
        final int share = (int) Math.min(TEN_THOUSAND, (double) TEN_THOUSAND * afterNs / APART_ENOUGH_NS);
        Cusum.update(states, at + CUSUM, value, usual, states.getInt(at + DEVIATION), rules.slack(), share);
        // So that a shift is over soon after the readings are back.
        Cusum.hold(states, at + CUSUM, 2 * rules.threshold());
        return Cusum.shift(states, at + CUSUM, rules.threshold());
    }

    private boolean crosses(final int at, final int place, final int subject, final long nowNs) {
        final int run = Holt.run(states, at + HOLT);
        final long horizonNs = rules.horizonNs();
        if (Math.abs(run) < RUN
                || !Slopes.isMoving(states, at + HOLT, nowNs, horizonNs, horizonNs, rules.floor(place))) {
            return false;
        }
        final int bound = run > 0 ? LimitRules.ABOVE : LimitRules.BELOW;
        final int rule = limits.ordinary(rules.parameter(place), bound);
        if (rule == 0) {
            return false;
        }
        final int limit = ComparedLimit.value(
                ownLimits.limitOf(subject, rule, ownLimits.profiles().of(subject)));
        states.putInt(at + LIMIT, limit);
        return Holt.crosses(states, at + HOLT, limit, run > 0, rules.horizonNs(), DAMPING, RUN);
    }

    /** Reads what a reading will, of the lines that it always needs. Changes nothing. */
    long touch(final int slot, final int place) {
        final int at = at(slot, place);
        return states.getLong(at) + states.getLong(at + CacheLines.BYTES) + states.getInt(at + COUNT);
    }

    /** Which methods call for a parameter, bits; none once its last reading is too old. */
    int calls(final int slot, final int place, final long nowNs) {
        final int at = at(slot, place);
        return nowNs - Ewma.lastNs(states, at + EWMA) > rules.gapNs() ? 0 : states.getByte(at + CALLS);
    }

    /** Says how a parameter is unusual. */
    void tellUnusual(final int slot, final int place, final TrendCalls to) {
        final int at = at(slot, place);
        to.add(
                TrendMethod.UNUSUAL,
                rules.parameter(place),
                states.getInt(at + LAST_Z),
                states.getInt(at + LAST_VALUE),
                0,
                TrendRules.points(TrendMethod.UNUSUAL));
    }

    /** Says how a parameter has shifted. */
    void tellShifted(final int slot, final int place, final TrendCalls to) {
        final int at = at(slot, place);
        final boolean isUp = Cusum.shift(states, at + CUSUM, rules.threshold()) > 0;
        final int sum = isUp ? hundredths(Cusum.up(states, at + CUSUM)) : -hundredths(Cusum.down(states, at + CUSUM));
        to.add(
                TrendMethod.SHIFTED,
                rules.parameter(place),
                sum,
                states.getInt(at + USUAL),
                0,
                TrendRules.points(TrendMethod.SHIFTED));
    }

    /** Says when a parameter would cross its limit. */
    void tellCrossing(final int slot, final int place, final TrendCalls to) {
        final int at = at(slot, place);
        final int limit = states.getInt(at + LIMIT);
        final double slope = Holt.slopePerHour(states, at + HOLT);
        final double hours =
                (limit / (double) HUNDRED - Holt.level(states, at + HOLT)) / (slope * DAMPING / TEN_THOUSAND);
        to.add(
                TrendMethod.CROSSING,
                rules.parameter(place),
                hundredths(slope),
                limit,
                (int) StrictMath.rint(hours * SECONDS_PER_HOUR),
                TrendRules.points(TrendMethod.CROSSING));
    }

    /** The nearest hundredth, half to even. */
    static int hundredths(final double number) {
        return (int) StrictMath.rint(number * HUNDRED);
    }

    private static int bit(final TrendMethod method, final boolean calls) {
        return calls ? 1 << method.value() : 0;
    }

    private static int at(final int slot, final int place) {
        return slot * SLOT_BYTES + place * BYTES;
    }

    void snapshot(final SnapshotWriter writer, final int slot) {
        for (int place = 0; place < rules.count(); place++) {
            final int at = at(slot, place);
            final boolean isRead = Ewma.count(states, at + EWMA) > 0;
            writer.putByte(isRead ? 1 : 0);
            if (isRead) {
                writer.putBytes(states, at, HOT_BYTES);
                if (states.getByte(at + IS_SETTLED) == 0) {
                    writer.putBytes(states, at + BASELINE, Baseline.BYTES);
                }
            }
        }
    }

    void restore(final SnapshotReader reader, final int slot) {
        for (int place = 0; place < rules.count(); place++) {
            final int at = at(slot, place);
            if (reader.getByte() != 0) {
                reader.getBytes(states, at, HOT_BYTES);
                if (states.getByte(at + IS_SETTLED) == 0) {
                    reader.getBytes(states, at + BASELINE, Baseline.BYTES);
                }
            }
        }
    }
}
