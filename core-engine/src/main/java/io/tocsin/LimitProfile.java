package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.Hundredths;
import io.tocsin.engine.monitoring.CriticalRange;
import io.tocsin.engine.monitoring.PlausibleRange;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Other limits for some patients, in the places of those of {@link LimitRules}: of age groups, of an SpO2 scale, of a unit, or of several of these together. A
 * patient's own limit goes before any profile; of several profiles one that names the scale goes before one that does not, then one that names the age, then one that
 * names the unit, then the one that was added first. Who has no age stated is in no age group. Starting values, to be set by whoever answers for them clinically.
 * Immutable: every method answers a changed copy.
 */
public final class LimitProfile {
    /** Most of them. */
    public static final int MAX_PROFILES = 32;

    private static final LimitProfile EVERYBODY =
            new LimitProfile(EnumSet.noneOf(AgeGroup.class), 0, "", true, false, List.of());

    private final Set<AgeGroup> ages;
    private final int spo2Scale;
    private final String unit;
    private final boolean news2;
    private final boolean isPublished;
    private final List<Limit> limits;

    private LimitProfile(
            final Set<AgeGroup> ages,
            final int spo2Scale,
            final String unit,
            final boolean news2,
            final boolean isPublished,
            final List<Limit> limits) {
        this.ages = Set.copyOf(ages);
        this.spo2Scale = spo2Scale;
        this.unit = unit;
        this.news2 = news2;
        this.isPublished = isPublished;
        this.limits = List.copyOf(limits);
    }

    /** For patients of these age groups; at least one, none of them NOT_STATED. */
    public static LimitProfile ofAges(final AgeGroup first, final AgeGroup... others) {
        return EVERYBODY.andAges(EnumSet.of(first, others));
    }

    /** For patients of this unit. */
    public static LimitProfile ofUnit(final String unitId) {
        return EVERYBODY.andUnit(unitId);
    }

    /** For patients on SpO2 scale 2 of NEWS2, who are treated to lower saturations: other limits of SpO2, and of nothing else. */
    public static LimitProfile ofSpo2ScaleTwo() {
        return EVERYBODY.andSpo2ScaleTwo();
    }

    /**
     * Children by age group, as far as the rules have such limits; no NEWS2, which is for 16 years and older. Heart rate and, beside it, the extremes are where Bedside
     * PEWS (Parshuram 2009) gives two and four points, of the bands of its table that a group covers the narrower one; so are pressures and respiratory rate, but never
     * wider than the limits of adults except under three months, the one group that is a band of the table: a group of three months to three years is too coarse for
     * more, and calls too often rather than too late. SpO2 stays as it is.
     *
     * @return one profile each for under 3 months, 3 and 8 years, and 16 years; starting values.
     */
    public static List<LimitProfile> paediatric() {
        return List.of(
                ofAges(AgeGroup.UNDER_3_MONTHS)
                        .heartRate(90.01, 179.99, 80.01, 189.99)
                        .below(Parameter.SYSTOLIC, 50.01)
                        .above(Parameter.SYSTOLIC, 99.99)
                        .below(Parameter.RESPIRATORY_RATE, 19.01)
                        .above(Parameter.RESPIRATORY_RATE, 80.99)
                        .ofPublished(),
                ofAges(AgeGroup.UNDER_3_YEARS)
                        .heartRate(80.01, 149.99, 70.01, 169.99)
                        .above(Parameter.SYSTOLIC, 119.99)
                        .below(Parameter.RESPIRATORY_RATE, 19.01)
                        .ofPublished(),
                ofAges(AgeGroup.UNDER_8_YEARS)
                        .heartRate(70.01, 129.99, 60.01, 149.99)
                        .above(Parameter.SYSTOLIC, 124.99)
                        .below(Parameter.RESPIRATORY_RATE, 15.01)
                        .ofPublished(),
                ofAges(AgeGroup.UNDER_16_YEARS)
                        .heartRate(60.01, 119.99, 50.01, 139.99)
                        .above(Parameter.SYSTOLIC, 139.99)
                        .below(Parameter.RESPIRATORY_RATE, 14.01)
                        .above(Parameter.RESPIRATORY_RATE, 22.99)
                        .ofPublished());
    }

    private LimitProfile heartRate(
            final double low, final double high, final double extremeLow, final double extremeHigh) {
        return withoutNews2()
                .below(Parameter.HEART_RATE, low)
                .above(Parameter.HEART_RATE, high)
                .below(Parameter.HEART_RATE, extremeLow, Severity.EMERGENT)
                .above(Parameter.HEART_RATE, extremeHigh, Severity.EMERGENT);
    }

    /**
     * Patients on SpO2 scale 2, who are treated to 88 to 92 %: the ordinary limit at what scores two points there (85 and less), a graver or CRITICAL one at what
     * scores three (83 and less), as far as the rules have such limits (NEWS2, Royal College of Physicians 2017).
     *
     * @return starting values.
     */
    public static LimitProfile hypercapnic() {
        return ofSpo2ScaleTwo()
                .below(Parameter.SPO2, 86)
                .below(Parameter.SPO2, 84, Severity.CRITICAL)
                .ofPublished();
    }

    /** And of these age groups. */
    public LimitProfile andAges(final Set<AgeGroup> groups) {
        if (groups.contains(AgeGroup.NOT_STATED) || groups.contains(AgeGroup.NULL_VAL)) {
            throw new IllegalArgumentException(
                    "who has no age stated is in no age group: the limits of the rules count");
        }
        return new LimitProfile(groups, spo2Scale, unit, news2, isPublished, limits);
    }

    /** And of this unit. */
    public LimitProfile andUnit(final String unitId) {
        return new LimitProfile(ages, spo2Scale, requireUnit(unitId), news2, isPublished, limits);
    }

    private static String requireUnit(final String unitId) {
        if (requireNonNull(unitId, "unit").isEmpty()) {
            throw new IllegalArgumentException("unit is empty: say which");
        }
        return unitId;
    }

    /** And on SpO2 scale 2: other limits of SpO2, and of nothing else. */
    public LimitProfile andSpo2ScaleTwo() {
        return new LimitProfile(ages, 2, unit, news2, isPublished, limits);
    }

    /** NEWS2 is not computed for them: it is for adults, who are not pregnant. */
    public LimitProfile withoutNews2() {
        return new LimitProfile(ages, spo2Scale, unit, false, isPublished, limits);
    }

    /** Another value for the ordinary limit, the least severe, below which a reading violates. */
    public LimitProfile below(final Parameter parameter, final double limit) {
        return with(parameter, Bound.BELOW, null, limit);
    }

    /** Another value for the ordinary limit, the least severe, above which a reading violates. */
    public LimitProfile above(final Parameter parameter, final double limit) {
        return with(parameter, Bound.ABOVE, null, limit);
    }

    /** Another value for the limit of a severity, below which a reading violates. A graver one than the ordinary one is widened for children and on scale 2 alone, one of severity CRITICAL not beyond what is grave for them. */
    public LimitProfile below(final Parameter parameter, final double limit, final Severity severity) {
        return with(parameter, Bound.BELOW, Checks.severity(severity), limit);
    }

    /** Another value for the limit of a severity, above which a reading violates; CRITICAL as below. */
    public LimitProfile above(final Parameter parameter, final double limit, final Severity severity) {
        return with(parameter, Bound.ABOVE, Checks.severity(severity), limit);
    }

    private LimitProfile ofPublished() {
        return new LimitProfile(ages, spo2Scale, unit, news2, true, limits);
    }

    private LimitProfile with(
            final Parameter parameter, final Bound bound, final @Nullable Severity severity, final double limit) {
        final List<Limit> more = new ArrayList<>(limits);
        more.add(new Limit(
                requireNonNull(parameter, "parameter"), bound, severity, Hundredths.of(parameter.name(), limit)));
        return new LimitProfile(ages, spo2Scale, unit, news2, isPublished, more);
    }

    /** Which of these rules have other limits, by their places from 1; refused if one is named that there is not, unless as far as there is one. */
    List<Placed> in(final List<LimitRules.Rule> rules) {
        final List<Placed> placed = new ArrayList<>();
        for (final Limit limit : limits) {
            final int place = limit.placeIn(rules);
            if (place > 0) {
                requireAllowed(rules.get(place - 1), limit.hundredths());
                placed.removeIf(each -> each.place() == place);
                placed.add(new Placed(place, limit.hundredths()));
            } else if (!isPublished) {
                throw new IllegalArgumentException(this + ": there is no limit " + limit.bound() + " of "
                        + limit.parameter() + (limit.severity() == null ? "" : " of severity " + limit.severity()));
            }
        }
        moveGraver(rules, placed);
        if (placed.isEmpty() && news2) {
            throw new IllegalArgumentException(this + " says nothing: neither another limit nor that NEWS2 is off");
        }
        return placed;
    }

    /**
     * For children and on scale 2, other limits of the same side that would call sooner than a value that the profile has for one no graver, and that it does not
     * name, go to the furthest of these values: there is no sense in a limit inside of what is usual for them. For adults and units graver limits stay.
     */
    private void moveGraver(final List<LimitRules.Rule> rules, final List<Placed> placed) {
        final boolean isOfAdults = ages.isEmpty() || ages.contains(AgeGroup.ADULT);
        if (isOfAdults && spo2Scale == 0) {
            return;
        }
        final List<Placed> named = List.copyOf(placed);
        for (int place = 1; place <= rules.size(); place++) {
            final int at = place;
            final LimitRules.Rule other = rules.get(place - 1);
            if (named.stream().noneMatch(each -> each.place() == at)) {
                int furthest = other.limitHundredths();
                for (final Placed each : named) {
                    final LimitRules.Rule rule = rules.get(each.place() - 1);
                    if (rule.parameter() == other.parameter()
                            && rule.bound() == other.bound()
                            && rule.severity().value() >= other.severity().value()) {
                        furthest = rule.bound() == Bound.BELOW
                                ? Math.min(furthest, each.hundredths())
                                : Math.max(furthest, each.hundredths());
                    }
                }
                if (furthest != other.limitHundredths()) {
                    requireAllowed(other, furthest);
                    placed.add(new Placed(place, furthest));
                }
            }
        }
    }

    private void requireAllowed(final LimitRules.Rule rule, final int value) {
        if (spo2Scale != 0 && rule.parameter() != Parameter.SPO2) {
            throw new IllegalArgumentException(this + ": a scale of SpO2 says nothing of " + rule.parameter()
                    + "; only SpO2 has another limit there");
        }
        final boolean isBelow = rule.bound() == Bound.BELOW;
        final int parameter = rule.parameter().value();
        if (!PlausibleRange.holds(parameter, value)) {
            throw new IllegalArgumentException(
                    this + ": no reading of " + rule.parameter() + " can be " + Hundredths.format(value));
        }
        final boolean isFurtherOut = isBelow ? value < rule.limitHundredths() : value > rule.limitHundredths();
        if (rule.severity() == Severity.CRITICAL
                && isFurtherOut
                && !CriticalRange.holds(parameter, isBelow, value, ageBits(), spo2Scale)) {
            throw new IllegalArgumentException(this + ": the CRITICAL limit of " + rule.parameter()
                    + " calls for all of them, and is not moved to " + Hundredths.format(value));
        }
    }

    /** As in {@code LimitProfileEntry}. */
    int ageBits() {
        int bits = 0;
        for (final AgeGroup age : ages) {
            bits |= 1 << age.value();
        }
        return bits;
    }

    int spo2Scale() {
        return spo2Scale;
    }

    /** Empty = of any. */
    String unit() {
        return unit;
    }

    boolean news2() {
        return news2;
    }

    @Override
    public String toString() {
        return "limit profile"
                + (ages.isEmpty() ? "" : " of ages " + EnumSet.copyOf(ages))
                + (spo2Scale == 0 ? "" : " on SpO2 scale " + spo2Scale)
                + (unit.isEmpty() ? "" : " of unit '" + unit + "'");
    }

    /** The place of the least severe limit of a parameter and bound, of several the first; 0 = there is none. */
    static int ordinary(final List<LimitRules.Rule> rules, final Parameter parameter, final Bound bound) {
        int found = 0;
        for (int place = 1; place <= rules.size(); place++) {
            final LimitRules.Rule rule = rules.get(place - 1);
            final boolean isOne = rule.parameter() == parameter && rule.bound() == bound;
            if (isOne
                    && (found == 0
                            || rule.severity().value()
                                    > rules.get(found - 1).severity().value())) {
                found = place;
            }
        }
        return found;
    }

    /** A limit of the rules, by its place, and what stands for it. */
    record Placed(int place, int hundredths) {}

    /** Which limit, and what stands for it; without a severity the ordinary one. */
    private record Limit(
            Parameter parameter, Bound bound, @Nullable Severity severity, int hundredths) {
        int placeIn(final List<LimitRules.Rule> rules) {
            if (severity == null) {
                return ordinary(rules, parameter, bound);
            }
            int place = 1;
            while (place <= rules.size() && !isMeant(rules.get(place - 1))) {
                place++;
            }
            return place <= rules.size() ? place : 0;
        }

        private boolean isMeant(final LimitRules.Rule rule) {
            return rule.parameter() == parameter && rule.bound() == bound && rule.severity() == severity;
        }
    }
}
