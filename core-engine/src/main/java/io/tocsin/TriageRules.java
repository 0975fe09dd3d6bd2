package io.tocsin;

import io.tocsin.codecs.sbe.ConditionClass;
import io.tocsin.codecs.sbe.Harm;
import io.tocsin.codecs.sbe.Onset;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * How severe a declared alert is at least, whatever its source says: the more severe of both counts, and it never falls by itself. And to which class of conditions
 * an alert belongs, from which harm, onset and alarm priority follow. Immutable.
 */
public final class TriageRules {
    private static final int CLASSIFY = 1 << 7;

    private static final TriageRules STANDARD = new TriageRules(
            EnumSet.allOf(TriageClause.class),
            true,
            Duration.ofMinutes(15),
            Duration.ofMinutes(60),
            Duration.ofHours(4),
            new EnumMap<>(ConditionClass.class));

    private static final TriageRules NONE = new TriageRules(
            EnumSet.noneOf(TriageClause.class),
            false,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            new EnumMap<>(ConditionClass.class));

    private final EnumSet<TriageClause> clauses;
    private final boolean classifies;
    private final Duration fastAge;
    private final Duration pressureAge;
    private final Duration temperatureAge;
    private final EnumMap<ConditionClass, Threat> threats;

    private TriageRules(
            final EnumSet<TriageClause> clauses,
            final boolean classifies,
            final Duration fastAge,
            final Duration pressureAge,
            final Duration temperatureAge,
            final EnumMap<ConditionClass, Threat> threats) {
        this.clauses = clauses;
        this.classifies = classifies;
        this.fastAge = fastAge;
        this.pressureAge = pressureAge;
        this.temperatureAge = temperatureAge;
        this.threats = threats;
    }

    /**
     * Every clause, classes as by default. Held readings count for 15 minutes (heart rate, SpO2, respiratory rate),
     * an hour (systolic pressure) and four (temperature).
     *
     * @return always the same.
     */
    public static TriageRules standard() {
        return STANDARD;
    }

    /**
     * The declared severity stands, and nothing is classified; what a site has that says nothing of triage.
     *
     * @return always the same.
     */
    public static TriageRules none() {
        return NONE;
    }

    /**
     * These rules without a clause.
     *
     * @param clause not to be used.
     * @return others; these stay as they are.
     */
    public TriageRules without(final TriageClause clause) {
        final EnumSet<TriageClause> fewer = EnumSet.copyOf(clauses);
        fewer.remove(clause);
        return new TriageRules(fewer, classifies, fastAge, pressureAge, temperatureAge, threats);
    }

    /**
     * These rules with held readings that count for other times.
     *
     * @param fast        heart rate, SpO2, respiratory rate.
     * @param pressure    systolic pressure.
     * @param temperature temperature.
     * @return others; these stay as they are.
     * @throws IllegalArgumentException if one is negative or longer than 49 days.
     */
    public TriageRules heldFor(final Duration fast, final Duration pressure, final Duration temperature) {
        checkAge(fast);
        checkAge(pressure);
        checkAge(temperature);
        return new TriageRules(clauses, classifies, fast, pressure, temperature, threats);
    }

    /**
     * These rules with a class of conditions that threatens something else than by default.
     *
     * @param conditionClass of the alerts.
     * @param harm           if nobody responds.
     * @param onset          how soon it may begin.
     * @return others; these stay as they are.
     * @throws IllegalArgumentException if one is NONE.
     */
    public TriageRules threat(final ConditionClass conditionClass, final Harm harm, final Onset onset) {
        if (conditionClass.value() < 1
                || harm.value() < 1
                || onset.value() < 1
                || conditionClass == ConditionClass.NULL_VAL
                || harm == Harm.NULL_VAL
                || onset == Onset.NULL_VAL) {
            throw new IllegalArgumentException("a class of conditions threatens some harm at some time: "
                    + conditionClass + ", " + harm + ", " + onset);
        }
        final EnumMap<ConditionClass, Threat> more = new EnumMap<>(threats);
        more.put(conditionClass, new Threat(harm, onset));
        return new TriageRules(clauses, true, fastAge, pressureAge, temperatureAge, more);
    }

    /**
     * The clauses in use.
     *
     * @return unmodifiable.
     */
    public Set<TriageClause> clauses() {
        return Collections.unmodifiableSet(clauses);
    }

    int bits() {
        int bits = classifies ? CLASSIFY : 0;
        for (final TriageClause clause : clauses) {
            bits |= clause.bit();
        }
        return bits;
    }

    long fastAgeMs() {
        return fastAge.toMillis();
    }

    long pressureAgeMs() {
        return pressureAge.toMillis();
    }

    long temperatureAgeMs() {
        return temperatureAge.toMillis();
    }

    Map<ConditionClass, Threat> threats() {
        return threats;
    }

    private static void checkAge(final Duration age) {
        if (age.isNegative() || age.toMillis() > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("held readings count for " + age + ": from 0 to 49 days");
        }
    }

    /** What a class of conditions threatens. */
    record Threat(Harm harm, Onset onset) {}
}
