package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Parameter;
import org.jspecify.annotations.Nullable;

/** For which rules limits of patients stand, and how far out they may be: section 28. */
final class OracleLimitPolicy {
    private final OracleState state;

    OracleLimitPolicy(final OracleState state) {
        this.state = state;
    }

    /** The ordinary rule, with the limit that it has for somebody. */
    OracleSite.@Nullable Rule ordinary(final Parameter parameter, final Bound bound, final OracleProfiles.Who who) {
        final int number = ordinaryNumber(parameter, bound);
        return number == 0 ? null : ruleFor(number, who);
    }

    OracleSite.Rule ruleFor(final int number, final OracleProfiles.Who who) {
        return OracleProfiles.ruleFor(state.site, number, who);
    }

    /** Of the rules of a parameter and bound the least severe, of those the first; 0 = there is none. */
    int ordinaryNumber(final Parameter parameter, final Bound bound) {
        int least = 0;
        int leastSeverity = 0;
        for (int number = 1; number <= state.site.rules.list().size(); number++) {
            final OracleSite.Rule rule = state.site.rules.list().get(number - 1);
            final boolean isOne = rule.parameter() == parameter && rule.bound() == bound;
            if (isOne && rule.severity().value() > leastSeverity) {
                least = number;
                leastSeverity = rule.severity().value();
            }
        }
        return least;
    }

    /** How far out those may go who have to keep to the policy. */
    int policy(final OracleSite.Rule ordinary, final OracleProfiles.Who who) {
        Integer nearest = null;
        for (int number = 1; number <= state.site.rules.list().size(); number++) {
            final OracleSite.Rule rule = ruleFor(number, who);
            final boolean isGraver = rule.parameter() == ordinary.parameter()
                    && rule.bound() == ordinary.bound()
                    && rule.severity().value() < ordinary.severity().value()
                    && OraclePossible.is(rule.parameter(), rule.limitValue() + (rule.bound() == Bound.BELOW ? -1 : 1));
            if (isGraver && (nearest == null || ordinary.isFurther(nearest, rule.limitValue()))) {
                nearest = rule.limitValue();
            }
        }
        return nearest != null && ordinary.isBeyond(nearest) ? nearest : ordinary.limitValue();
    }

    /** Whether a limit is beyond a policy, if any, that went no further out than that of now. */
    boolean wasDecided(final @Nullable Integer exceeded, final OracleSite.Rule rule, final OracleProfiles.Who who) {
        return exceeded != null && !rule.isFurther(exceeded, policy(rule, who));
    }
}
