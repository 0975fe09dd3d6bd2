package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Severity;

/** How far a patient's own limit may go, by the rules in use and the profiles that are for the patient. Holds nothing of its own. */
public final class LimitPolicy {
    /** How long a limit beyond the policy, or of a bed without a patient, holds at most, ns. */
    public static final long MOST_NS = 86_400_000_000_000L;

    private static final int CRITICAL = Severity.CRITICAL.value();

    private final LimitRules rules;
    private final LimitProfiles profiles;

    /**
     * The policy that rules make.
     *
     * @param rules    in use.
     * @param profiles that replace their limits.
     */
    public LimitPolicy(final LimitRules rules, final LimitProfiles profiles) {
        this.rules = rules;
        this.profiles = profiles;
    }

    /**
     * Whether a limit goes further out than the unit's policy: beyond the ordinary rule's limit, and, if there are graver rules, beyond the first of those.
     *
     * @param rule  ordinary.
     * @param value hundredths.
     * @param of    the profiles that are for the patient, {@link LimitProfiles#of}.
     * @return it takes somebody who may go beyond the policy.
     */
    public boolean isExceeded(final int rule, final int value, final int of) {
        if (!isWidened(rule, value, of)) {
            return false;
        }
        boolean isWatchedFurtherOut = false;
        for (int other = rules.first(rules.parameter(rule)); other != 0; other = rules.next(other)) {
            if (rules.isBelow(other) == rules.isBelow(rule)
                    && rules.severity(other) < rules.severity(rule)
                    && isWatching(other, of)) {
                if (isWidened(other, value, of)) {
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
     * @param of    the profiles that are for the patient, {@link LimitProfiles#of}.
     * @return nobody may set it.
     */
    public boolean isProtected(final int rule, final int value, final int of) {
        return rules.severity(rule) == CRITICAL && isWidened(rule, value, of);
    }

    /**
     * Whether the rules of now let a limit stand that was set under others. A limit that an interface has stated is asked nothing while such are taken as they stand;
     * beyond the policy stands only what somebody has set beyond the policy of then.
     */
    boolean isAllowed(
            final PatientLimits limits, final int slot, final int of, final boolean isOfBed, final long nowNs) {
        final int parameter = limits.place[slot] >> 1;
        final int rule = rules.ordinary(parameter, limits.place[slot] & 1);
        final boolean isByPerson = limits.author[slot] != PatientLimits.NONE;
        if (rule == 0) {
            return false;
        }
        if (!isByPerson && rules.takesLimitsAsStated()) {
            return true;
        }
        final int value = limits.value[slot];
        final long untilNs = limits.untilNs[slot];
        final boolean isExceeded = isExceeded(rule, value, of);
        final boolean isBrief = untilNs != 0 && untilNs - nowNs <= MOST_NS;
        return PlausibleRange.holds(parameter, value)
                && !isProtected(rule, value, of)
                && (!isExceeded || (isByPerson && limits.isBeyondPolicy[slot]))
                && (isBrief || !(isExceeded || isOfBed));
    }

    /** A rule whose limit is the end of what a reading can be never calls, and so watches nothing. */
    private boolean isWatching(final int rule, final int of) {
        final int limit = profiles.limit(rule, of, rules.limit(rule));
        return PlausibleRange.holds(rules.parameter(rule), rules.isBelow(rule) ? limit - 1 : limit + 1);
    }

    private boolean isWidened(final int rule, final int value, final int of) {
        return rules.isViolated(rule, value, profiles.limit(rule, of, rules.limit(rule)));
    }
}
