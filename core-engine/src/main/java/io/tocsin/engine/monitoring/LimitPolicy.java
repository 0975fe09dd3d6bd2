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
        return rules.isViolated(rule, value, furthest(rule, of));
    }

    /**
     * How far out the unit's policy goes.
     *
     * @param rule ordinary.
     * @param of   the profiles that are for the patient, {@link LimitProfiles#of}.
     * @return hundredths.
     */
    public int furthest(final int rule, final int of) {
        int nearest = limit(rule, of);
        boolean isWatchedFurtherOut = false;
        for (int other = rules.first(rules.parameter(rule)); other != 0; other = rules.next(other)) {
            if (rules.isBelow(other) == rules.isBelow(rule)
                    && rules.severity(other) < rules.severity(rule)
                    && isWatching(other, of)) {
                final int graver = limit(other, of);
                nearest = !isWatchedFurtherOut || rules.isViolated(rule, nearest, graver) ? graver : nearest;
                isWatchedFurtherOut = true;
            }
        }
        return isWidened(rule, nearest, of) ? nearest : limit(rule, of);
    }

    /** The limit that a rule has for a patient, own ones aside; hundredths. */
    int limit(final int rule, final int of) {
        return profiles.limit(rule, of, rules.limit(rule));
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
     * Whether a limit would leave nothing between the two bounds of a parameter, by the other bound that counts for the subject now.
     *
     * @param limits    of patients.
     * @param subject   index, or {@link PatientLimits#NONE} for one that is not known yet.
     * @param parameter value of the enum Parameter.
     * @param bound     value of the enum Bound.
     * @param value     hundredths.
     * @param of        the profiles that are for the subject, {@link LimitProfiles#of}.
     * @return the lower limit would not be below the higher.
     */
    public boolean isCrossing(
            final PatientLimits limits,
            final int subject,
            final int parameter,
            final int bound,
            final int value,
            final int of) {
        final int opposite = LimitRules.BELOW + LimitRules.ABOVE - bound;
        final int slot = subject == PatientLimits.NONE
                ? PatientLimits.NONE
                : limits.inForce(subject, LimitRules.place(parameter, opposite));
        final int rule = rules.ordinary(parameter, opposite);
        if (slot == PatientLimits.NONE && rule == 0) {
            return false;
        }
        final int other = slot == PatientLimits.NONE ? limit(rule, of) : limits.value[slot];
        return bound == LimitRules.BELOW ? value >= other : value <= other;
    }

    /**
     * Whether the rules of now let a limit stand that was set under others; one that was computed, where they have such computed. A limit that an interface has stated is asked nothing while such are taken as they stand;
     * beyond the policy stands only what somebody has set beyond a policy of then that went no further out than that of now.
     */
    boolean isAllowed(
            final PatientLimits limits, final int slot, final int of, final boolean isOfBed, final long nowNs) {
        final int parameter = limits.place[slot] >> 1;
        final int rule = rules.ordinary(parameter, limits.place[slot] & 1);
        final boolean isByPerson = limits.author[slot] != PatientLimits.NONE;
        if (rule == 0 || (limits.isOfEngine(slot) && !rules.personal().isOfRule(rule))) {
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
                && (!isExceeded || (isByPerson && wasDecided(rule, limits.exceeded[slot], of)))
                && (isBrief || !(isExceeded || isOfBed));
    }

    /** Whether somebody has set a limit beyond a policy that went no further out than that of now. */
    private boolean wasDecided(final int rule, final int policyThen, final int of) {
        return policyThen != PatientLimits.WITHIN_POLICY && !rules.isViolated(rule, policyThen, furthest(rule, of));
    }

    /** A rule whose limit is the end of what a reading can be never calls, and so watches nothing. */
    private boolean isWatching(final int rule, final int of) {
        final int limit = limit(rule, of);
        return PlausibleRange.holds(rules.parameter(rule), rules.isBelow(rule) ? limit - 1 : limit + 1);
    }

    private boolean isWidened(final int rule, final int value, final int of) {
        return rules.isViolated(rule, value, limit(rule, of));
    }
}
