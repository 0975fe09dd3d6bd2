package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.TrendMethod;
import io.tocsin.engine.event.TrendCalls;
import io.tocsin.engine.monitoring.trend.Holt;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What moves of a patient as a whole: NEWS2 by a sample an hour for half a day, the shock index by level and slope; and what was told of it.
 *
 * <p>Source: the project's notes on prediction; score trend 4 to 12 h, shock index from 0.9 rising by 0.2 an hour.
 */
final class PatientTrends {
    private static final int SAMPLES = 12;
    private static final long NS_PER_MS = 1_000_000L;
    private static final long HOUR_MS = 3_600_000L;
    private static final long SAMPLE_MS = HOUR_MS;
    private static final long YOUNGEST_MS = 4 * HOUR_MS;
    private static final long OLDEST_MS = 12 * HOUR_MS;
    private static final int STEEP_RISE = 3;
    private static final int RISE = 2;
    private static final int RISEN_TO = 4;

    /** Hundredths of the index. */
    private static final int INDEX = 90;

    /** Hundredths of the index an hour. */
    private static final int INDEX_SLOPE = 20;

    private static final int MOST_INDEX = 10_000_000;

    /** The least deviation of the index that is assumed, ten-thousandths. */
    private static final int INDEX_FLOOR = 500;

    /** The index is high already: for this part of the horizon it has to have been followed. */
    private static final int FOLLOWED_PART = 2;

    private static final int TEN_THOUSAND = 10_000;
    private static final int HEART_RATE = Parameter.HEART_RATE.value();
    private static final int SYSTOLIC = Parameter.SYSTOLIC.value();
    /** Bit per parameter that the shock index is made of. */
    static final int OF_INDEX = 1 << HEART_RATE | 1 << SYSTOLIC;

    /** Each: milliseconds, total and what was missing, in 48, 8 and 8 bits; 0 = none. */
    private static final int FIRST_SAMPLE = 0;

    private static final int SHOCK = FIRST_SAMPLE + SAMPLES * Long.BYTES;
    private static final int ADVISED_NS = SHOCK + Slopes.BYTES;
    private static final int JUDGED_NS = ADVISED_NS + Long.BYTES;
    /** Since when what decides is high, or not high, while the other one counts; 0 = it is as it counts. */
    private static final int CHANGED_NS = JUDGED_NS + Long.BYTES;

    private static final int SUBJECT = CHANGED_NS + Long.BYTES;
    private static final int NEXT_SAMPLE = SUBJECT + Integer.BYTES;
    private static final int RISEN = NEXT_SAMPLE + 1;
    private static final int TOTAL = NEXT_SAMPLE + 2;
    private static final int ADVISED_BAND = NEXT_SAMPLE + 3;
    private static final int IS_TOLD = NEXT_SAMPLE + 4;
    private static final int HELD = NEXT_SAMPLE + 5;
    private static final int IS_NEW = NEXT_SAMPLE + 6;
    private static final int IS_HIGH = NEXT_SAMPLE + 7;
    /** Which entry of the site what is held belongs to. */
    private static final int ENTRY = NEXT_SAMPLE + 8;

    private static final int BYTES = ENTRY + Integer.BYTES;
    /** It has to last for this part of the mean's time to count, or to be over. */
    private static final int LASTING = 4;

    private static final int NOBODY = -1;

    private final TrendRules rules;
    private final Subjects subjects;
    private final int places;
    /** Empty until something is followed. */
    private final UnsafeBuffer states = new UnsafeBuffer(new byte[0]);

    private final LateAdvice late;
    /** Counts the entries of the site. */
    private int entry;
    /** What is of an entry before this one is forgotten, told or not. */
    private int forgottenEntry;

    PatientTrends(final int places, final TrendRules rules, final Subjects subjects) {
        this.rules = rules;
        this.subjects = subjects;
        this.places = places;
        late = new LateAdvice(places);
    }

    /** Something is followed from now on: takes the memory, once. */
    void allocate() {
        if (states.capacity() == 0) {
            states.wrap(new byte[places * BYTES]);
            late.allocate();
        }
    }

    /**
     * The slot is another subject's, of whom nothing is known but when an advisory was told.
     *
     * @return whose it was, or -1.
     */
    int begin(final int slot, final int subject) {
        final int at = slot * BYTES;
        final int before = isForgotten(slot) ? NOBODY : states.getInt(at + SUBJECT) - 1;
        if (before != NOBODY && states.getLong(at + ADVISED_NS) != 0) {
            late.keep(before, states.getLong(at + ADVISED_NS), states.getByte(at + ADVISED_BAND));
        }
        anew(slot, subject, late.toldNs(subject), late.band(subject));
        return before;
    }

    /** Reads what a batch will. Changes nothing. */
    long touch(final int slot) {
        final int at = slot * BYTES;
        return states.getLong(at)
                + states.getLong(at + SHOCK)
                + states.getLong(at + ADVISED_NS)
                + states.getInt(at + ENTRY);
    }

    /** The subject is somebody else from now on: nothing is known. */
    void forget(final int slot, final int subject) {
        anew(slot, subject, 0, TrendRules.ZERO);
    }

    /** The subject is somebody else from now on, whether it has a slot or not. */
    void strike(final int subject) {
        late.strike(subject);
    }

    private void anew(final int slot, final int subject, final long advisedNs, final int band) {
        final int at = slot * BYTES;
        states.setMemory(at, BYTES, (byte) 0);
        states.putInt(at + SUBJECT, subject + 1);
        states.putByte(at + IS_NEW, (byte) 1);
        states.putLong(at + ADVISED_NS, advisedNs);
        states.putByte(at + ADVISED_BAND, (byte) band);
        states.putInt(at + ENTRY, entry);
    }

    /** Another entry: what is held of a slot is not of it, which is looked at when the slot is. If nothing is followed any more, when advisories were told is forgotten too. */
    void changed(final boolean isFollowing) {
        entry++;
        if (!isFollowing) {
            forgottenEntry = entry;
            late.clear();
        }
    }

    /** Whether what is held of a slot is of an entry before. */
    boolean isOld(final int slot) {
        return states.getInt(slot * BYTES + ENTRY) != entry;
    }

    private boolean isForgotten(final int slot) {
        return states.getInt(slot * BYTES + ENTRY) < forgottenEntry;
    }

    /** Another entry: when an advisory was told stays. */
    void renew(final int slot, final int subject) {
        final int at = slot * BYTES;
        final boolean isKept = !isForgotten(slot);
        anew(
                slot,
                subject,
                isKept ? states.getLong(at + ADVISED_NS) : 0,
                isKept ? states.getByte(at + ADVISED_BAND) : TrendRules.ZERO);
    }

    void snapshotEntry(final SnapshotWriter writer) {
        writer.putInt(entry);
        writer.putInt(forgottenEntry);
        late.snapshot(writer);
    }

    void restoreEntry(final SnapshotReader reader) {
        entry = reader.getInt();
        forgottenEntry = reader.getInt();
        late.restore(reader, subjects.ids().size());
    }

    /** Whether something was taken in, or it is long enough ago that the patient was looked at; then it is now. */
    boolean mayJudge(final int slot, final boolean hasTaken, final long nowNs) {
        final int at = slot * BYTES + JUDGED_NS;
        final boolean may = hasTaken || nowNs - states.getLong(at) >= Movements.APART_NS;
        if (may) {
            states.putLong(at, nowNs);
        }
        return may;
    }

    /** Whether what decides counts as high: once that has lasted, and until the contrary has. */
    boolean isHigh(final int slot, final boolean isHighNow, final long nowNs) {
        final int at = slot * BYTES;
        if (isHighNow == (states.getByte(at + IS_HIGH) != 0)) {
            states.putLong(at + CHANGED_NS, 0);
        } else if (states.getLong(at + CHANGED_NS) == 0) {
            states.putLong(at + CHANGED_NS, nowNs);
        } else if (nowNs - states.getLong(at + CHANGED_NS) >= rules.tauNs() / LASTING) {
            states.putLong(at + CHANGED_NS, 0);
            states.putByte(at + IS_HIGH, (byte) (isHighNow ? 1 : 0));
        }
        return states.getByte(at + IS_HIGH) != 0;
    }

    /** What rests on the limit rules and on scores by them is forgotten; when an advisory was told is not. */
    void forgetScores(final int slot) {
        final int at = slot * BYTES;
        states.setMemory(at + FIRST_SAMPLE, SAMPLES * Long.BYTES, (byte) 0);
        states.putByte(at + NEXT_SAMPLE, (byte) 0);
        states.putByte(at + RISEN, (byte) 0);
        silent(slot);
    }

    /** Nothing was read for long, or the rules are others: nothing counts as high. */
    void silent(final int slot) {
        final int at = slot * BYTES;
        states.putByte(at + IS_TOLD, (byte) 0);
        states.putByte(at + HELD, (byte) 0);
        states.putByte(at + IS_HIGH, (byte) 0);
        states.putLong(at + CHANGED_NS, 0);
    }

    /** NEWS2 was computed. Only scores of the same inputs are compared: one that is higher because more was measured says nothing. */
    void scored(final int slot, final int total, final int missing, final long nowNs) {
        final int at = slot * BYTES;
        final long nowMs = nowNs / NS_PER_MS;
        int least = total;
        long newestMs = Long.MIN_VALUE;
        for (int i = 0; i < SAMPLES; i++) {
            final long sample = states.getLong(at + FIRST_SAMPLE + i * Long.BYTES);
            final long ageMs = nowMs - (sample >>> 16);
            newestMs = sample == 0 ? newestMs : Math.max(newestMs, sample >>> 16);
            if (sample != 0 && (sample & 0xFF) == missing && ageMs >= YOUNGEST_MS && ageMs <= OLDEST_MS) {
                least = Math.min(least, (int) (sample >>> 8 & 0xFF));
            }
        }
        if (newestMs == Long.MIN_VALUE || nowMs - newestMs >= SAMPLE_MS) {
            final int next = states.getByte(at + NEXT_SAMPLE);
            states.putLong(at + FIRST_SAMPLE + next * Long.BYTES, nowMs << 16 | total << 8 | missing);
            states.putByte(at + NEXT_SAMPLE, (byte) ((next + 1) % SAMPLES));
        }
        final int risen = total - least;
        final boolean calls = risen >= STEEP_RISE || (risen >= RISE && total >= RISEN_TO);
        states.putByte(at + RISEN, (byte) (calls ? risen : 0));
        states.putByte(at + TOTAL, (byte) total);
    }

    /** NEWS2 is not computed. */
    void unscored(final int slot) {
        states.putByte(slot * BYTES + RISEN, (byte) 0);
    }

    /** Heart rate or systolic pressure may have been read now. Whether a value was taken in by it. */
    boolean index(final int slot, final int subject, final long nowNs) {
        if (!subjects.has(subject, HEART_RATE) || !subjects.has(subject, SYSTOLIC)) {
            return false;
        }
        final long rateNs = subjects.readAtNs(subject, HEART_RATE);
        final long pressureNs = subjects.readAtNs(subject, SYSTOLIC);
        final int rate = subjects.value(subject, HEART_RATE);
        final int pressure = subjects.value(subject, SYSTOLIC);
        final boolean isRead = Math.max(rateNs, pressureNs) == nowNs;
        if (!isRead || nowNs - Math.min(rateNs, pressureNs) > rules.gapNs() || rate < 0 || pressure <= 0) {
            return false;
        }
        final int at = slot * BYTES + SHOCK;
        if (Holt.count(states, at) > 0 && nowNs - Holt.lastNs(states, at) > rules.gapNs()) {
            Holt.reset(states, at);
        }
        final long index = Math.min(MOST_INDEX, (long) rate * TEN_THOUSAND / pressure);
        final long afterNs = nowNs - Holt.lastNs(states, at);
        if (Holt.count(states, at) == 0 || afterNs >= Movements.APART_NS) {
            Slopes.follow(states, at, (int) index, nowNs, rules.horizonNs(), INDEX_FLOOR);
            return true;
        }
        return false;
    }

    /** Which of these methods call, bits. */
    int calls(final int slot, final long nowNs) {
        final int at = slot * BYTES;
        int calls = states.getByte(at + RISEN) != 0 ? 1 << TrendMethod.SCORE_ROSE.value() : 0;
        if (nowNs - Holt.lastNs(states, at + SHOCK) <= rules.gapNs()
                && Holt.run(states, at + SHOCK) >= Movements.RUN
                && Slopes.isMoving(
                        states,
                        at + SHOCK,
                        Holt.lastNs(states, at + SHOCK),
                        rules.horizonNs(),
                        rules.horizonNs() / FOLLOWED_PART,
                        INDEX_FLOOR)
                && Holt.level(states, at + SHOCK) >= INDEX
                && Holt.slopePerHour(states, at + SHOCK) >= INDEX_SLOPE) {
            calls |= 1 << TrendMethod.SHOCK_INDEX.value();
        }
        return calls & rules.methods();
    }

    /** Says by how much the score has risen. */
    void tellScore(final int slot, final TrendCalls to) {
        final int at = slot * BYTES;
        to.add(
                TrendMethod.SCORE_ROSE,
                0,
                states.getByte(at + RISEN),
                states.getByte(at + TOTAL),
                0,
                TrendRules.points(TrendMethod.SCORE_ROSE));
    }

    /** Says how the shock index stands. */
    void tellIndex(final int slot, final TrendCalls to) {
        final int at = slot * BYTES + SHOCK;
        to.add(
                TrendMethod.SHOCK_INDEX,
                0,
                (int) StrictMath.rint(Holt.level(states, at)),
                (int) StrictMath.rint(Holt.slopePerHour(states, at)),
                0,
                TrendRules.points(TrendMethod.SHOCK_INDEX));
    }

    /** Whether an advisory is to be told in a band that is high enough: the band is higher than when one was told last, or that is long enough ago. */
    boolean mayTell(final int slot, final int band, final long nowNs) {
        final int at = slot * BYTES;
        return band > states.getByte(at + ADVISED_BAND)
                || (!isTold(slot) && nowNs - states.getLong(at + ADVISED_NS) >= rules.everyNs());
    }

    /** Whether an advisory was told since the band was high enough. */
    boolean isTold(final int slot) {
        return states.getByte(slot * BYTES + IS_TOLD) != 0;
    }

    void told(final int slot, final int band, final long nowNs) {
        final int at = slot * BYTES;
        states.putByte(at + IS_TOLD, (byte) 1);
        states.putByte(at + ADVISED_BAND, (byte) band);
        states.putLong(at + ADVISED_NS, nowNs);
    }

    void over(final int slot) {
        states.putByte(slot * BYTES + IS_TOLD, (byte) 0);
    }

    /** Takes note of the bands. Whether they differ from those before. */
    boolean hold(final int slot, final int bands) {
        final int at = slot * BYTES + HELD;
        final boolean isOther = states.getByte(at) != bands;
        states.putByte(at, (byte) bands);
        return isOther;
    }

    /** Whether the slot is somebody's for the first time: an advisory from before may be open. Once. */
    boolean takeNew(final int slot) {
        final int at = slot * BYTES + IS_NEW;
        final boolean isNew = states.getByte(at) != 0;
        states.putByte(at, (byte) 0);
        return isNew;
    }

    /** Of a slot of an entry before only this is ever asked. */
    void snapshotOld(final SnapshotWriter writer, final int slot) {
        final int at = slot * BYTES;
        final boolean isKept = !isForgotten(slot);
        writer.putInt(isKept ? states.getInt(at + SUBJECT) : 0);
        writer.putLong(isKept ? states.getLong(at + ADVISED_NS) : 0);
        writer.putByte(isKept ? states.getByte(at + ADVISED_BAND) : 0);
    }

    void restoreOld(final SnapshotReader reader, final int slot) {
        final int at = slot * BYTES;
        states.putInt(at + SUBJECT, reader.getInt());
        states.putLong(at + ADVISED_NS, reader.getLong());
        states.putByte(at + ADVISED_BAND, (byte) reader.getByte());
        states.putInt(at + ENTRY, entry - 1);
    }

    void snapshot(final SnapshotWriter writer, final int slot) {
        writer.putBytes(states, slot * BYTES, BYTES);
    }

    void restore(final SnapshotReader reader, final int slot) {
        reader.getBytes(states, slot * BYTES, BYTES);
    }
}
