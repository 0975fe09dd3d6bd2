package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Severity;

/** How far a patient's own limit may go, by the rules in use. Holds nothing of its own. */
public final class LimitPolicy {
    /** How long a limit beyond the policy, or of a bed without a patient, holds at most, ns. */
    public static final long MOST_NS = 86_400_000_000_000L;

    private static final int CRITICAL = Severity.CRITICAL.value();

    private final LimitRules rules;

    /**
     * The policy that rules make.
     *
     * @param rules in use.
     */
    public LimitPolicy(final LimitRules rules) {
        this.rules = rules;
    }

    /**
     * Whether a limit goes further out than the unit's policy: beyond the ordinary rule's limit, and, if there are graver rules, beyond the first of those.
     *
     * @param rule  ordinary.
     * @param value hundredths.
     * @return it takes somebody who may go beyond the policy.
     */
    public boolean isExceeded(final int rule, final int value) {
        if (!isWidened(rule, value)) {
            return false;
        }
        boolean isWatchedFurtherOut = false;
        for (int other = rules.first(rules.parameter(rule)); other != 0; other = rules.next(other)) {
            if (rules.isBelow(other) == rules.isBelow(rule) && rules.severity(other) < rules.severity(rule)) {
                if (isWidened(other, value)) {
                    return true;
                }
                isWatchedFurtherOut = true;
            }
        }
        return !isWatchedFurtherOut;
    }

    /**
     * Whether a limit would take something from a CRITICAL rule, which calls for every patient.
     *
     * @param rule  ordinary.
     * @param value hundredths.
     * @return nobody may set it.
     */
    public boolean isProtected(final int rule, final int value) {
        return rules.severity(rule) == CRITICAL && isWidened(rule, value);
    }

    /** Whether the rules of now let a limit stand that was set under others. A limit that an interface has stated is asked nothing while such are taken as they stand. */
    boolean isAllowed(
            final int parameter,
            final int bound,
            final int value,
            final boolean isByPerson,
            final boolean isOfBed,
            final long untilNs,
            final long nowNs) {
        final int rule = rules.ordinary(parameter, bound);
        if (rule == 0) {
            return false;
        }
        if (!isByPerson && rules.takesLimitsAsStated()) {
            return true;
        }
        final boolean isExceeded = isExceeded(rule, value);
        final boolean isBrief = untilNs != 0 && untilNs - nowNs <= MOST_NS;
        return PlausibleRange.holds(parameter, value)
                && !isProtected(rule, value)
                && (isByPerson || !isExceeded)
                && (isBrief || !(isExceeded || isOfBed));
    }

    private boolean isWidened(final int rule, final int value) {
        return rules.isViolated(rule, value, rules.limit(rule));
    }
}
