package io.tocsin;

import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * How a site questions readings before limits and scores look at them. What cannot be a reading, and what a sensor at fault reads, does not count and is a technical
 * alert; what can hardly be one waits for a second reading that bears it out, or for its time to be over: it is delayed, never lost. A true
 * reading that is grave is never hidden for longer than {@code confirm}; a false one may alarm. No reading is questioned for being extreme, and none is held against
 * another device, or one that does not say which it is. Immutable; each method answers a changed copy.
 *
 * @param reasons  what is looked for; none: every reading counts as it comes.
 * @param confirm  for how long a reading waits for a second one, 1 s to 10 minutes; then it counts.
 * @param flat     for how long a reading of close monitoring may be exactly the same, 1 minute to a day.
 * @param severity of the technical alerts; that of a value that is stuck is NON_URGENT.
 * @param worst    the worst accuracy with which readings are taken for sure, in hundredths of the unit, 1 to 65,534; whatever is not there may have any. Pressures of a cuff
 *                 have one, that of SYSTOLIC, and those of a line, that of ARTERIAL_SYSTOLIC.
 */
public record ReadingGate(
        Set<GateReason> reasons, Duration confirm, Duration flat, Severity severity, Map<Parameter, Integer> worst) {
    /** What may have a worst accuracy of its own. */
    public static final Set<Parameter> KINDS = Collections.unmodifiableSet(EnumSet.of(
            Parameter.HEART_RATE,
            Parameter.SPO2,
            Parameter.TEMPERATURE,
            Parameter.SYSTOLIC,
            Parameter.RESPIRATORY_RATE,
            Parameter.ETCO2,
            Parameter.GLUCOSE,
            Parameter.ARTERIAL_SYSTOLIC));

    /** Hundredths. */
    private static final int MOST_WORST = 65_534;

    private static final Duration MIN_CONFIRM = Duration.ofSeconds(1);
    private static final Duration MAX_CONFIRM = Duration.ofMinutes(10);
    private static final Duration MIN_FLAT = Duration.ofMinutes(1);
    private static final Duration MAX_FLAT = Duration.ofDays(1);
    private static final ReadingGate STANDARD = new ReadingGate(
            EnumSet.complementOf(EnumSet.of(GateReason.NULL_VAL)),
            Duration.ofSeconds(30),
            Duration.ofMinutes(30),
            Severity.URGENT,
            Map.of());

    /** Checks the ranges and keeps a copy of the set. */
    public ReadingGate {
        if (reasons.contains(GateReason.NULL_VAL) || severity == Severity.NULL_VAL) {
            throw new IllegalArgumentException("NULL_VAL is neither a reason nor a severity");
        }
        between("confirm", confirm, MIN_CONFIRM, MAX_CONFIRM);
        between("flat", flat, MIN_FLAT, MAX_FLAT);
        for (final Map.Entry<Parameter, Integer> each : worst.entrySet()) {
            if (!KINDS.contains(each.getKey()) || each.getValue() < 1 || each.getValue() > MOST_WORST) {
                throw new IllegalArgumentException("the worst accuracy of " + each.getKey() + " is " + each.getValue()
                        + " hundredths: 1 to " + MOST_WORST + ", of " + KINDS);
            }
        }
        final Map<Parameter, Integer> ordered = new EnumMap<>(Parameter.class);
        ordered.putAll(worst);
        worst = Collections.unmodifiableMap(ordered);
        reasons = Collections.unmodifiableSet(
                reasons.isEmpty() ? EnumSet.noneOf(GateReason.class) : EnumSet.copyOf(reasons));
    }

    /** Every reading counts as it comes. */
    public static ReadingGate none() {
        return new ReadingGate(Set.of(), STANDARD.confirm, STANDARD.flat, STANDARD.severity, Map.of());
    }

    /** Looks for everything, accuracies as far as a worst one is said; 30 s for a second reading, half an hour for one that stays the same, technical alerts are URGENT. */
    public static ReadingGate standard() {
        return STANDARD;
    }

    /** Does not look for this. */
    public ReadingGate without(final GateReason reason) {
        final Set<GateReason> fewer = EnumSet.noneOf(GateReason.class);
        fewer.addAll(reasons);
        fewer.remove(reason);
        return new ReadingGate(fewer, confirm, flat, severity, worst);
    }

    /** A reading waits for a second one for so long. */
    public ReadingGate confirmedWithin(final Duration time) {
        return new ReadingGate(reasons, time, flat, severity, worst);
    }

    /** A reading may be exactly the same for so long. */
    public ReadingGate flatAfter(final Duration time) {
        return new ReadingGate(reasons, confirm, time, severity, worst);
    }

    /** The technical alerts are of this severity. */
    public ReadingGate severity(final Severity ofAlerts) {
        return new ReadingGate(reasons, confirm, flat, ofAlerts, worst);
    }

    /** Readings of one of {@link #KINDS} that are less accurate, in hundredths of its unit, as their device states, count and end nothing. */
    public ReadingGate worst(final Parameter kind, final int hundredths) {
        final Map<Parameter, Integer> more = new EnumMap<>(Parameter.class);
        more.putAll(worst);
        more.put(kind, hundredths);
        return new ReadingGate(reasons, confirm, flat, severity, more);
    }

    private static void between(final String what, final Duration time, final Duration least, final Duration most) {
        if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
            throw new IllegalArgumentException(what + " is " + time + ": " + least + " to " + most);
        }
    }
}
