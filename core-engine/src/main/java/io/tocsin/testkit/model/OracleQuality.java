package io.tocsin.testkit.model;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.Parameter;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is asked of a reading before limits and scores see it: section 30. */
final class OracleQuality {
    /** One that counted; of a pressure, whether it contradicted others. */
    private record Good(int value, long atNs, String device, boolean isContradicted) {}

    private record Waiting(int value, int bed, String device, long atNs, long dueNs, GateReason why) {}

    private record Ordered(String device, long measuredNs, long atNs) {}

    /** What is remembered of a parameter of a subject. */
    private static final class Memory extends OracleRuns.Run {
        @Nullable
        Good good;

        @Nullable
        Ordered ordered;

        @Nullable
        Waiting waiting;

        /** One that a good reading answered. */
        @Nullable
        Waiting answered;

        long flatSinceNs;
        int same;

        /** What is kept of the parameter is borne out. */
        boolean isSure = true;
    }

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long MS_NS = 1_000_000L;
    private static final Set<Parameter> MOVING = EnumSet.of(
            Parameter.HEART_RATE,
            Parameter.SPO2,
            Parameter.ETCO2,
            Parameter.ARTERIAL_SYSTOLIC,
            Parameter.ARTERIAL_MEAN,
            Parameter.ARTERIAL_DIASTOLIC);

    private final OracleState state;
    private final OracleMonitoring monitoring;
    private final OracleRuns runs;
    private final TreeMap<Integer, TreeMap<Parameter, Memory>> memories = new TreeMap<>();

    /** What is kept of a parameter while an older reading stands in its place. */
    private final Map<Parameter, OracleValues.Kept> lent = new TreeMap<>();

    private OracleBatch batch = new OracleBatch(true, 0, 0, true, 0, 0, 0, null, null, null, 0, List.of(), "", "", "");
    private int subject;
    private int bed;

    OracleQuality(final OracleState state, final OracleMonitoring monitoring, final OracleOwn own) {
        this.state = state;
        this.monitoring = monitoring;
        runs = new OracleRuns(state, own);
    }

    List<String> counts() {
        return runs.counts();
    }

    void begin(final OracleBatch ofBatch, final int ofSubject, final int ofBed) {
        batch = ofBatch;
        subject = ofSubject;
        bed = ofBed;
        runs.begin(ofBatch, ofSubject, ofBed);
    }

    boolean passes(final OracleBatch.Reading reading) {
        final OracleGateRules rules = state.site.quality;
        if (rules == null) {
            return true;
        }
        final Memory memory = memories.computeIfAbsent(subject, key -> new TreeMap<>())
                .computeIfAbsent(reading.parameter(), key -> new Memory());
        if (rules.reasons().contains(GateReason.OUT_OF_RANGE) && !OracleSense.isPossible(reading)) {
            runs.read(memory, reading, GateReason.OUT_OF_RANGE, Clause.OUT_OF_RANGE);
            return false;
        }
        if (rules.reasons().contains(GateReason.STATUS) && OracleSense.isFaulty(batch, reading.parameter())) {
            runs.read(memory, reading, GateReason.STATUS, Clause.DEVICE_STATUS);
            return false;
        }
        final GateReason doubt = batch.deviceId().isEmpty() ? null : doubt(rules, memory, reading);
        final boolean isAhead = batch.measuredNs() > state.nowNs + 60 * SECOND_NS;
        if (batch.measuredNs() != 0 && !batch.deviceId().isEmpty() && doubt != GateReason.LATE && !isAhead) {
            memory.ordered = new Ordered(batch.deviceId(), batch.measuredNs(), state.nowNs);
        }
        if (doubt == GateReason.LATE) {
            runs.read(memory, reading, GateReason.LATE, Clause.OUT_OF_ORDER);
            memory.isSure = false;
            monitoring.values.lend(subject, reading.parameter(), lent);
            monitoring.unsure(subject, bed, reading.parameter(), reading.value(), state.nowNs, "");
            return false;
        }
        if (rules.wantsMore(batch, reading.parameter())) {
            final long gapNs = Math.max(60 * SECOND_NS, rules.confirmMs() * MS_NS);
            final boolean isGap = memory.good == null || state.nowNs - memory.good.atNs > gapNs;
            memory.inaccurateSinceNs = isGap ? state.nowNs : Math.min(memory.inaccurateSinceNs, state.nowNs);
            runs.read(memory, reading, GateReason.INACCURATE, Clause.INACCURATE);
            countsUnsure(memory, reading, batch.deviceId());
            return false;
        }
        final Waiting waiting = memory.waiting;
        final boolean isFar = doubt == null && isFarFromAnother(rules, memory, reading);
        if (doubt == null && !isFar) {
            if (waiting != null && waiting.device.equals(batch.deviceId())) {
                memory.waiting = null;
                memory.answered = waiting;
            }
            counts(rules, memory, reading, Clause.READING_GOOD);
            return true;
        }
        if (waiting != null && isLike(memory, waiting, reading)) {
            if (memory.reason == waiting.why) {
                final Clause how = Clause.READING_CONFIRMED;
                runs.over(subject, reading.parameter(), memory, how, batch.measuredNs(), batch.deviceId());
            }
            waitsNoMore(subject, reading.parameter(), memory, waiting);
            counts(rules, memory, reading, Clause.READING_CONFIRMED);
            return true;
        }
        if (doubt == null) {
            memory.inaccurateSinceNs = OracleAlert.NEVER;
            countsUnsure(memory, reading, "");
            return false;
        }
        if (waiting != null) {
            waitsNoMore(subject, reading.parameter(), memory, waiting);
        } else if (isRemembered(memory, reading)) {
            memory.answered = null;
            memory.inaccurateSinceNs = OracleAlert.NEVER;
            countsUnsure(memory, reading, "");
            return false;
        }
        memory.answered = null;
        final long dueNs = state.nowNs + rules.confirmMs() * MS_NS;
        memory.waiting = new Waiting(reading.value(), bed, batch.deviceId(), state.nowNs, dueNs, doubt);
        monitoring.waits(subject, reading.parameter(), reading.value());
        runs.read(memory, reading, doubt, OracleRuns.clauseOf(doubt));
        return false;
    }

    private void countsUnsure(final Memory memory, final OracleBatch.Reading reading, final String inaccurate) {
        memory.same = 0;
        memory.good = new Good(reading.value(), state.nowNs, batch.deviceId(), isContradicted(reading));
        memory.isSure = false;
        monitoring.unsure(subject, bed, reading.parameter(), reading.value(), state.nowNs, inaccurate);
    }

    private boolean isFarFromAnother(
            final OracleGateRules rules, final Memory memory, final OracleBatch.Reading reading) {
        final Good good = memory.good;
        return rules.reasons().contains(GateReason.STEP)
                && good != null
                && !batch.deviceId().isEmpty()
                && !good.device.equals(batch.deviceId())
                && !OracleSense.isCredible(good.value, state.nowNs - good.atNs, reading);
    }

    private void counts(
            final OracleGateRules rules, final Memory memory, final OracleBatch.Reading reading, final Clause how) {
        final boolean isFlat = isFlat(rules, memory, reading);
        memory.good = new Good(reading.value(), state.nowNs, batch.deviceId(), isContradicted(reading));
        memory.isSure = true;
        memory.inaccurateSinceNs = OracleAlert.NEVER;
        runs.read(memory, reading, isFlat ? GateReason.FLAT : null, how);
        if (!isFlat && memory.isTroubled) {
            final boolean isOfOne = !batch.deviceId().isEmpty() && memory.troubled.equals(batch.deviceId());
            final long quietMs = isOfOne ? rules.confirmMs() : Math.max(60_000, rules.confirmMs());
            memory.wellNs = Math.min(memory.wellNs, memory.troubledNs + quietMs * MS_NS);
            if (memory.wellNs <= state.nowNs) {
                runs.isWell(subject, reading.parameter(), memory, of(subject), Clause.READING_GOOD);
            }
        }
    }

    /** What waited counts, as of when it came unless another has counted since: before the one that bears it out, or that takes its place, or when its time is over. */
    private void waitsNoMore(final int of, final Parameter parameter, final Memory memory, final Waiting waiting) {
        memory.waiting = null;
        memory.answered = null;
        final Good good = memory.good;
        final boolean isNewest = good == null || good.atNs <= waiting.atNs;
        if (isNewest) {
            memory.inaccurateSinceNs = OracleAlert.NEVER;
            memory.same = 0;
            memory.isSure = false;
            memory.good = new Good(waiting.value, waiting.atNs, waiting.device, waiting.why == GateReason.PRESSURES);
        }
        monitoring.unsure(of, waiting.bed, parameter, waiting.value, isNewest ? waiting.atNs : 0, "");
    }

    /** The batch is over: what it lent to scores is given back. */
    void finish() {
        lent.forEach((parameter, kept) -> monitoring.values.keep(subject, parameter, kept));
        lent.clear();
    }

    /** What nothing bears out, or waits, of a subject: no score that looks at it falls. */
    Set<Parameter> unsure(final int of) {
        final Set<Parameter> found = EnumSet.noneOf(Parameter.class);
        memories.getOrDefault(of, new TreeMap<>()).forEach((parameter, memory) -> {
            if (!memory.isSure || memory.waiting != null) {
                found.add(parameter);
            }
        });
        return found;
    }

    private boolean isLate(final @Nullable Ordered last) {
        return last != null
                && batch.measuredNs() != 0
                && last.device.equals(batch.deviceId())
                && batch.measuredNs() < last.measuredNs
                && state.nowNs
                        <= last.atNs
                                + Math.min(
                                        60 * SECOND_NS,
                                        requireNonNull(state.site.quality).confirmMs() * MS_NS);
    }

    private boolean isContradicted(final OracleBatch.Reading reading) {
        final int number = reading.parameter().value();
        return (number >= 4 && number <= 6 && !OracleSense.agree(batch, 4))
                || (number >= 13 && !OracleSense.agree(batch, 13));
    }

    /** Why a reading of a device that has a name can hardly be one. */
    private @Nullable GateReason doubt(
            final OracleGateRules rules, final Memory memory, final OracleBatch.Reading reading) {
        if (rules.reasons().contains(GateReason.LATE) && isLate(memory.ordered)) {
            return GateReason.LATE;
        }
        final Good good = memory.good;
        if (rules.reasons().contains(GateReason.STEP)
                && good != null
                && good.device.equals(batch.deviceId())
                && !OracleSense.isCredible(good.value, state.nowNs - good.atNs, reading)) {
            return GateReason.STEP;
        }
        return rules.reasons().contains(GateReason.PRESSURES)
                        && isContradicted(reading)
                        && (good == null || !good.isContradicted)
                ? GateReason.PRESSURES
                : null;
    }

    private boolean isRemembered(final Memory memory, final OracleBatch.Reading reading) {
        final Waiting answered = memory.answered;
        return answered != null
                && answered.device.equals(batch.deviceId())
                && state.nowNs <= answered.atNs + 600 * SECOND_NS
                && isLike(memory, answered, reading);
    }

    private static boolean isLike(final Memory memory, final Waiting other, final OracleBatch.Reading reading) {
        final Good good = memory.good;
        final boolean isOnThatSide = good != null
                && (other.value > good.value ? reading.value() > good.value : reading.value() < good.value);
        return isOnThatSide
                || Math.abs((long) reading.value() - other.value) <= OracleSense.stepOf(reading.parameter());
    }

    private boolean isFlat(final OracleGateRules rules, final Memory memory, final OracleBatch.Reading reading) {
        if (!rules.reasons().contains(GateReason.FLAT)
                || !batch.isContinuous()
                || !MOVING.contains(reading.parameter())
                || (reading.parameter() == Parameter.SPO2 && reading.value() == 10_000)) {
            memory.same = 0;
            return false;
        }
        if (memory.same == 0 || requireNonNull(memory.good).value != reading.value()) {
            memory.same = 0;
            memory.flatSinceNs = state.nowNs;
        }
        memory.same++;
        return memory.same >= 30 && state.nowNs - memory.flatSinceNs > rules.flatMs() * MS_NS;
    }

    private Collection<Memory> of(final int of) {
        return requireNonNull(memories.get(of)).values();
    }

    private static long dueNs(final Memory memory) {
        final Waiting waiting = memory.waiting;
        return waiting == null ? memory.wellNs : Math.min(memory.wellNs, waiting.dueNs);
    }

    long dueNs() {
        long leastNs = OracleAlert.NEVER;
        for (final TreeMap<Parameter, Memory> each : memories.values()) {
            for (final Memory memory : each.values()) {
                leastNs = Math.min(leastNs, dueNs(memory));
            }
        }
        return leastNs;
    }

    /** What is due first, of the lowest subject its lowest parameter: what waited longest counts, or somebody has not to see to it any more. */
    void fire() {
        final long atNs = dueNs();
        for (final Map.Entry<Integer, TreeMap<Parameter, Memory>> each : memories.entrySet()) {
            for (final Map.Entry<Parameter, Memory> one : each.getValue().entrySet()) {
                if (dueNs(one.getValue()) == atNs) {
                    fire(each.getKey(), one.getKey(), one.getValue(), atNs);
                    return;
                }
            }
        }
    }

    private void fire(final int of, final Parameter parameter, final Memory memory, final long atNs) {
        final Waiting waiting = memory.waiting;
        if (waiting == null || waiting.dueNs > atNs) {
            runs.isWell(of, parameter, memory, of(of), Clause.READING_GOOD);
            return;
        }
        if (memory.reason == waiting.why) {
            runs.over(of, parameter, memory, Clause.UNCONFIRMED_IN_TIME, 0, "");
        }
        monitoring.adopt(of);
        waitsNoMore(of, parameter, memory, waiting);
        monitoring.scores(of, waiting.bed);
    }

    /** Somebody else is looked at in their place. */
    void forget(final int of) {
        final TreeMap<Parameter, Memory> held = memories.getOrDefault(of, new TreeMap<>());
        held.forEach((parameter, memory) -> {
            if (memory.reason != null) {
                runs.over(of, parameter, memory, Clause.GATE_BOUND, 0, "");
            }
            if (memory.isTroubled) {
                runs.isWell(of, parameter, memory, held.values(), Clause.GATE_BOUND);
            }
        });
        memories.remove(of);
    }
}
