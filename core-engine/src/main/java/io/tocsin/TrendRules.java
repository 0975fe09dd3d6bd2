package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TrendMethod;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Advisories by how readings move: which parameters are followed, by which methods, and when it is told. Advice only: limit and score alerts are the same with and
 * without. The starting values are those of the published methods; the points, and what they add up to, are this project's own. Immutable.
 */
public final class TrendRules {
    /** Most parameters that are followed. */
    public static final int MAX_PARAMETERS = 5;

    private static final long MIN_MS = 1_000;
    private static final long MAX_MS = 86_400_000;
    private static final int MAX_FLOOR = 100_000;
    private static final Set<Parameter> UNMOVED = Collections.unmodifiableSet(
            EnumSet.of(Parameter.CONSCIOUSNESS, Parameter.PAIN, Parameter.OXYGEN_THERAPY, Parameter.NULL_VAL));
    private static final TrendRules NONE = new TrendRules(new Values());
    private static final TrendRules CONTINUOUS = vitals(Duration.ofMinutes(10), Duration.ofHours(1))
            .baseline(Duration.ofHours(2))
            .gap(Duration.ofHours(2));
    private static final TrendRules HOURLY = vitals(Duration.ofHours(4), Duration.ofHours(4))
            .baseline(Duration.ofHours(6))
            .gap(Duration.ofHours(4));

    /** What is said, not shared. */
    private static final class Values {
        final EnumMap<Parameter, Integer> floors = new EnumMap<>(Parameter.class);
        final EnumSet<TrendMethod> methods = EnumSet.noneOf(TrendMethod.class);
        long everyMs = 14_400_000;
        long tauMs = 600_000;
        long horizonMs = 3_600_000;
        long gapMs = 7_200_000;
        long baselineMs = 7_200_000;
        int unusual = 300;
        int slack = 50;
        int threshold = 500;
        boolean isComposite = true;
        Severity severity = Severity.SEMI_URGENT;
        int mediumPoints = 2;
        int highPoints = 4;

        Values copy() {
            final Values copy = new Values();
            copy.floors.putAll(floors);
            copy.methods.addAll(methods);
            copy.everyMs = everyMs;
            copy.tauMs = tauMs;
            copy.horizonMs = horizonMs;
            copy.gapMs = gapMs;
            copy.baselineMs = baselineMs;
            copy.unusual = unusual;
            copy.slack = slack;
            copy.threshold = threshold;
            copy.isComposite = isComposite;
            copy.severity = severity;
            copy.mediumPoints = mediumPoints;
            copy.highPoints = highPoints;
            return copy;
        }
    }

    private final Values values;

    private TrendRules(final Values values) {
        this.values = values;
    }

    private static TrendRules vitals(final Duration tau, final Duration horizon) {
        final Values values = new Values();
        values.methods.addAll(EnumSet.complementOf(EnumSet.of(TrendMethod.NULL_VAL)));
        values.floors.putAll(Map.of(
                Parameter.HEART_RATE, 400,
                Parameter.RESPIRATORY_RATE, 200,
                Parameter.SYSTOLIC, 600,
                Parameter.SPO2, 100,
                Parameter.TEMPERATURE, 20));
        return new TrendRules(values).mean(tau).horizon(horizon);
    }

    /**
     * Nothing is followed; what a site has that says nothing of trends.
     *
     * @return always the same.
     */
    public static TrendRules none() {
        return NONE;
    }

    /**
     * For readings by the second or the minute: five vital signs, every method; mean over 10 minutes, an hour ahead, a baseline of the first two hours, a gap of two
     * hours forgets.
     *
     * @return always the same.
     */
    public static TrendRules continuous() {
        return CONTINUOUS;
    }

    /**
     * For rounds about every hour: mean over four hours, four hours ahead, a baseline of the first six hours, a gap of four hours forgets.
     *
     * @return always the same.
     */
    public static TrendRules hourly() {
        return HOURLY;
    }

    /**
     * These rules without a method.
     *
     * @param method not to be used.
     * @return others; these stay as they are.
     */
    public TrendRules without(final TrendMethod method) {
        final Values changed = values.copy();
        changed.methods.remove(requireNonNull(method, "method"));
        return new TrendRules(changed);
    }

    /**
     * These rules without a parameter.
     *
     * @param parameter not to be followed.
     * @return others; these stay as they are.
     */
    public TrendRules without(final Parameter parameter) {
        final Values changed = values.copy();
        changed.floors.remove(requireNonNull(parameter, "parameter"));
        return new TrendRules(changed);
    }

    /**
     * These rules with a parameter that is followed too.
     *
     * @param parameter neither consciousness nor pain nor oxygen therapy.
     * @param floor     the least deviation that is assumed, in hundredths of the unit; 1 to 100,000.
     * @return others; these stay as they are.
     */
    public TrendRules following(final Parameter parameter, final int floor) {
        if (UNMOVED.contains(requireNonNull(parameter, "parameter"))) {
            throw new IllegalArgumentException(parameter + " does not move: follow a vital sign");
        }
        if (floor < 1 || floor > MAX_FLOOR) {
            throw new IllegalArgumentException("floor of " + parameter + " is " + floor + ": it must be from 1 to "
                    + MAX_FLOOR + " hundredths of the unit");
        }
        final Values changed = values.copy();
        changed.floors.put(parameter, floor);
        if (changed.floors.size() > MAX_PARAMETERS) {
            throw new IllegalArgumentException("at most " + MAX_PARAMETERS + " parameters are followed: leave one out");
        }
        return new TrendRules(changed);
    }

    /**
     * These rules with another time in which a patient has at most one advisory, unless the band rises.
     *
     * @param every 1 s to 24 h; four hours if it is not said.
     * @return others; these stay as they are.
     */
    public TrendRules advisoryEvery(final Duration every) {
        final Values changed = values.copy();
        changed.everyMs = Checks.millis("advisoryEvery", every, MIN_MS, MAX_MS);
        return new TrendRules(changed);
    }

    /**
     * These rules with another time in which a reading loses all but 37 % of its weight in the mean.
     *
     * @param tau 1 s to 24 h.
     * @return others; these stay as they are.
     */
    public TrendRules mean(final Duration tau) {
        final Values changed = values.copy();
        changed.tauMs = Checks.millis("mean", tau, MIN_MS, MAX_MS);
        return new TrendRules(changed);
    }

    /**
     * These rules looking so far ahead for a crossing, of a parameter that was followed for as long.
     *
     * @param ahead 1 s to 24 h.
     * @return others; these stay as they are.
     */
    public TrendRules horizon(final Duration ahead) {
        final Values changed = values.copy();
        changed.horizonMs = Checks.millis("horizon", ahead, MIN_MS, MAX_MS);
        return new TrendRules(changed);
    }

    /**
     * These rules forgetting movement after so long without a reading; the baseline stays.
     *
     * @param gap 1 s to 24 h.
     * @return others; these stay as they are.
     */
    public TrendRules gap(final Duration gap) {
        final Values changed = values.copy();
        changed.gapMs = Checks.millis("gap", gap, MIN_MS, MAX_MS);
        return new TrendRules(changed);
    }

    /**
     * These rules with a baseline of the readings of so long.
     *
     * @param span 1 s to 24 h, from the first reading on.
     * @return others; these stay as they are.
     */
    public TrendRules baseline(final Duration span) {
        final Values changed = values.copy();
        changed.baselineMs = Checks.millis("baseline", span, MIN_MS, MAX_MS);
        return new TrendRules(changed);
    }

    /**
     * These rules with other deviations, all in hundredths of the usual deviation.
     *
     * @param unusual   from the mean, above which a reading is unusual; 100 to 1,000.
     * @param slack     from the baseline, which do not count towards a shift; 1 to 1,000.
     * @param threshold sum above which it is a shift; 100 to 10,000.
     * @return others; these stay as they are.
     */
    public TrendRules deviations(final int unusual, final int slack, final int threshold) {
        final Values changed = values.copy();
        changed.unusual = within("unusual", unusual, 100, 1_000);
        changed.slack = within("slack", slack, 1, 1_000);
        changed.threshold = within("threshold", threshold, 100, 10_000);
        return new TrendRules(changed);
    }

    /**
     * These rules with advisories of another severity.
     *
     * @param severity URGENT or less grave; SEMI_URGENT if it is not said.
     * @return others; these stay as they are.
     */
    public TrendRules severity(final Severity severity) {
        if (severity.value() < Severity.URGENT.value() || severity == Severity.NULL_VAL) {
            throw new IllegalArgumentException("severity is " + severity + ": advisories are at most URGENT");
        }
        final Values changed = values.copy();
        changed.severity = severity;
        return new TrendRules(changed);
    }

    /**
     * These rules by trends alone, without the band of NEWS2.
     *
     * @return others; these stay as they are.
     */
    public TrendRules trendsAlone() {
        final Values changed = values.copy();
        changed.isComposite = false;
        return new TrendRules(changed);
    }

    /**
     * These rules with other bands. A reading that is unusual and one that has shifted count a point, a crossing, a score that rose and the shock index two.
     *
     * @param medium points from which the band is MEDIUM, and an advisory is told; 1 to 20.
     * @param high   points from which it is HIGH; from that to 40.
     * @return others; these stay as they are.
     */
    public TrendRules bands(final int medium, final int high) {
        final Values changed = values.copy();
        changed.mediumPoints = within("medium", medium, 1, 20);
        changed.highPoints = within("high", high, medium, 40);
        return new TrendRules(changed);
    }

    private static int within(final String field, final int value, final int least, final int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(field + " is " + value + ": it must be from " + least + " to " + most);
        }
        return value;
    }

    boolean isNone() {
        return values.methods.isEmpty();
    }

    int bits() {
        return values.methods.stream().mapToInt(method -> 1 << method.value()).sum();
    }

    Map<Parameter, Integer> floors() {
        return Collections.unmodifiableMap(values.floors);
    }

    long everyMs() {
        return values.everyMs;
    }

    long tauMs() {
        return values.tauMs;
    }

    long horizonMs() {
        return values.horizonMs;
    }

    long gapMs() {
        return values.gapMs;
    }

    long baselineMs() {
        return values.baselineMs;
    }

    int unusual() {
        return values.unusual;
    }

    int slack() {
        return values.slack;
    }

    int threshold() {
        return values.threshold;
    }

    boolean isComposite() {
        return values.isComposite;
    }

    Severity severity() {
        return values.severity;
    }

    int mediumPoints() {
        return values.mediumPoints;
    }

    int highPoints() {
        return values.highPoints;
    }
}
