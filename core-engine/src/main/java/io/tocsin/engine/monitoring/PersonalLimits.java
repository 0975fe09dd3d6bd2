package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.monitoring.trend.Baseline;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Gives patients limits of their own from what is usual for them: the median of their first readings, and so many times their usual deviation away from it. Never
 * beyond the unit's policy, never for a CRITICAL rule, never in the place of a limit that somebody set, and once for a parameter: what a person takes back stays away.
 *
 * <p>Source: Poole et al. 2019 (limits from the first two hours of data); least deviations as for cumulative sums.
 */
public final class PersonalLimits implements Monitored.Keeper {
    /** Parameters that have a usual deviation: heart rate, SpO2, temperature, systolic pressure, respiratory rate. */
    private static final int[] PLACE_OF = {-1, 0, 1, 2, 3, -1, -1, 4, -1, -1, -1, -1, -1, -1, -1, -1};

    private static final int PLACES = 5;
    /** Bit (1 shifted by the value of the enum Parameter) of each of them. */
    private static final int POSSIBLE = 0b1001_1110;

    /** As many as one array holds; who has a later one goes without. */
    private static final int MAX_SLOTS = Integer.MAX_VALUE / (PLACES * Baseline.BYTES);

    /** Hundredths, by place. */
    private static final int[] LEAST_DEVIATION = {400, 100, 20, 600, 200};

    private static final int HUNDRED = 100;
    private static final int SECTION_ID = 45;
    private static final int SECTION_VERSION = 1;

    private final Baseline baseline = new Baseline();
    private final UnsafeBuffer states = new UnsafeBuffer(new byte[0]);
    private final int slots;
    /** By slot: bit per place whose limits were decided. Empty, as the states are, until somebody is to have personal limits. */
    private byte[] decided = {};

    private final UnsafeBuffer nothing = new UnsafeBuffer(new byte[0]);
    private final LimitRules rules;
    private final PatientLimits limits;
    private final LimitPolicy policy;
    private final Subjects subjects;
    private final Monitored monitored;
    private final EventStream stream;
    private final int keeper;

    /**
     * Nobody has any.
     *
     * @param maxMonitored slots.
     * @param rules        that say for which rules, and how.
     * @param limits       of patients.
     * @param subjects     read.
     * @param monitored    whose slots these are.
     * @param stream       for engine time.
     */
    public PersonalLimits(
            final int maxMonitored,
            final LimitRules rules,
            final PatientLimits limits,
            final Subjects subjects,
            final Monitored monitored,
            final EventStream stream) {
        slots = Math.min(maxMonitored, MAX_SLOTS);
        this.rules = rules;
        this.limits = limits;
        policy = new LimitPolicy(rules, limits.profiles());
        this.subjects = subjects;
        this.monitored = monitored;
        this.stream = stream;
        keeper = monitored.keep(this);
        rules.loaded().add(this::want);
    }

    /**
     * Whether a parameter has a usual deviation.
     *
     * @param parameter value of the enum Parameter, from 1.
     * @return its limits can be personal.
     */
    public static boolean isPossible(final int parameter) {
        return PLACE_OF[parameter] >= 0;
    }

    /** Whether there is anything to keep follows from the rules in force. Takes the memory for it, once. */
    private void want() {
        final boolean isUsed = rules.personal().isUsed();
        if (isUsed) {
            allocate();
        }
        monitored.want(keeper, isUsed);
    }

    /** Takes the memory that personal limits take, once: 760 bytes for each slot. The first rules that name any do so. */
    public void allocate() {
        if (decided.length == 0) {
            states.wrap(new byte[slots * PLACES * Baseline.BYTES]);
            decided = new byte[slots];
        }
    }

    @Override
    public void begin(final int slot) {
        if (slot < decided.length) {
            decided[slot] = 0;
            states.setMemory(at(slot, 0), PLACES * Baseline.BYTES, (byte) 0);
        }
    }

    /** Nothing is kept of a subject any more: rules are new. */
    void forget(final int subject) {
        final int slot = monitored.slotOf(subject);
        if (slot != Monitored.NONE) {
            begin(slot);
        }
    }

    /** Reads what a batch with these parameters, bits, will. Changes nothing. */
    long touch(final int slot, final int parameters) {
        if (slot >= decided.length) {
            return 0;
        }
        long sum = decided[slot];
        for (int left = parameters & POSSIBLE; left != 0; left &= left - 1) {
            sum += baseline.count(states, at(slot, PLACE_OF[Integer.numberOfTrailingZeros(left)]));
        }
        return sum;
    }

    /** A reading, which was compared with the limits of now. */
    void read(final int subject, final int parameter, final int value, final int profiles) {
        if (!rules.personal().isOf(parameter)) {
            return;
        }
        final int slot = monitored.slotOf(subject);
        final int place = PLACE_OF[parameter];
        if (slot == Monitored.NONE || slot >= decided.length || (decided[slot] >> place & 1) != 0) {
            return;
        }
        final int at = at(slot, place);
        final long nowNs = stream.nowNs();
        final long spanNs = rules.personal().spanNs();
        if (!baseline.isSettled(states, at, nowNs, spanNs)) {
            baseline.add(states, at, value, nowNs, spanNs);
            return;
        }
        decided[slot] |= (byte) (1 << place);
        if (baseline.count(states, at) >= rules.personal().leastReadings()
                && subjects.ids().records().getByte(subjects.ids().idOffset(subject)) == Subjects.PATIENT) {
            decide(subject, parameter, LimitRules.BELOW, at, place, profiles);
            decide(subject, parameter, LimitRules.ABOVE, at, place, profiles);
        }
        baseline.reset(states, at);
    }

    private void decide(
            final int subject,
            final int parameter,
            final int bound,
            final int at,
            final int place,
            final int profiles) {
        final int rule = rules.ordinary(parameter, bound);
        if (rule == 0
                || !rules.personal().isOfRule(rule)
                || rules.severity(rule) == Severity.CRITICAL.value()
                || limits.has(subject, parameter, bound)
                || !limits.hasRoom(subject, parameter, bound)) {
            return;
        }
        final long away =
                (long) rules.personal().factor() * baseline.deviation(states, at, LEAST_DEVIATION[place]) / HUNDRED;
        final int usual = baseline.median(states, at);
        final long wished = bound == LimitRules.BELOW ? usual - away : usual + away;
        final int furthest = policy.furthest(rule, profiles);
        final int value = (int) (bound == LimitRules.BELOW ? Math.max(wished, furthest) : Math.min(wished, furthest));
        if (value != policy.limit(rule, profiles)
                && PlausibleRange.holds(parameter, value)
                && !policy.isCrossing(limits, subject, parameter, bound, value, profiles)) {
            limits.put(
                    PatientLimits.WITHIN_POLICY,
                    subject,
                    parameter,
                    bound,
                    value,
                    0,
                    PatientLimits.NONE,
                    PatientLimits.OF_ENGINE,
                    LimitReason.USUAL.value(),
                    nothing,
                    0,
                    0);
        }
    }

    /** Whether readings are kept of anybody. */
    public boolean isSomethingKept() {
        for (int slot = 0; slot < inUse(); slot++) {
            for (int place = 0; place < PLACES; place++) {
                if (baseline.count(states, at(slot, place)) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int at(final int slot, final int place) {
        return (slot * PLACES + place) * Baseline.BYTES;
    }

    /**
     * Writes what is not decided yet, and what is; of former rules nothing, as it is forgotten with the next reading.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        for (int slot = 0; rules.personal().isUsed() && slot < inUse(); slot++) {
            final boolean isOfTheseRules = subjects.rulesVersion(monitored.subject(slot)) == rules.version();
            writer.putByte(isOfTheseRules ? decided[slot] : 0);
            for (int place = 0; place < PLACES; place++) {
                final boolean isBegun = isOfTheseRules && baseline.count(states, at(slot, place)) > 0;
                writer.putByte(isBegun ? 1 : 0);
                if (isBegun) {
                    writer.putBytes(states, at(slot, place), Baseline.BYTES);
                }
            }
        }
    }

    /**
     * Takes it over, after the rules and the slots.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        want();
        for (int slot = 0; rules.personal().isUsed() && slot < inUse(); slot++) {
            decided[slot] = (byte) reader.getByte();
            for (int place = 0; place < PLACES; place++) {
                if (reader.getByte() != 0) {
                    reader.getBytes(states, at(slot, place), Baseline.BYTES);
                }
            }
        }
    }

    private int inUse() {
        return Math.min(monitored.slots().highWater(), decided.length);
    }
}
