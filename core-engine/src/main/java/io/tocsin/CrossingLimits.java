package io.tocsin;

import io.tocsin.codecs.sbe.Bound;
import java.util.ArrayList;
import java.util.List;

/** Lower limits of a parameter that are not below every higher one: whatever is read would violate one of them. */
final class CrossingLimits {
    private static final double PER_UNIT = 100.0;

    private CrossingLimits() {}

    /** The rules with one more; one that crosses one that is there is refused. */
    static List<LimitRules.Rule> with(final List<LimitRules.Rule> rules, final LimitRules.Rule added) {
        for (final LimitRules.Rule rule : rules) {
            if (isCrossing(rule, added)) {
                throw new IllegalArgumentException("limit " + added.limitHundredths() / PER_UNIT + " of "
                        + added.parameter() + " crosses " + rule.limitHundredths() / PER_UNIT
                        + ": a lower limit lies below every higher one");
            }
        }
        final List<LimitRules.Rule> more = new ArrayList<>(rules);
        more.add(added);
        return more;
    }

    private static boolean isCrossing(final LimitRules.Rule one, final LimitRules.Rule other) {
        final LimitRules.Rule low = one.bound() == Bound.BELOW ? one : other;
        final LimitRules.Rule high = one.bound() == Bound.BELOW ? other : one;
        return one.parameter() == other.parameter()
                && one.bound() != other.bound()
                && low.limitHundredths() >= high.limitHundredths();
    }
}
