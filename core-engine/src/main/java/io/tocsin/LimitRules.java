package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.Hundredths;
import io.tocsin.engine.monitoring.Observations;
import io.tocsin.engine.monitoring.score.ScoreTable;
import io.tocsin.engine.monitoring.score.ScoreTableSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which readings raise an alert: limits, each compared strictly with the reading in hundredths, and NEWS2. Starting values, to be set by whoever answers for them
 * clinically. Immutable: every method answers a changed copy.
 */
public final class LimitRules {
    /** Most limits. */
    public static final int MAX_RULES = 63;

    private static final List<Parameter> LIMITED = Stream.of(Parameter.values())
            .filter(parameter -> parameter.value() < Observations.FIRST)
            .toList();
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 3_600_000;
    private static final long MAX_MS = 0xFFFF_FFFEL;
    private static final LimitRules NONE = new LimitRules(
            List.of(),
            false,
            new ScoreAges(15 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS),
            false,
            List.of(),
            List.of(),
            false,
            PersonalLimits.NONE);

    private final List<Rule> rules;
    private final boolean news2;
    private final ScoreAges ages;
    private final boolean limitsAsStated;
    private final List<ScoreTable> tables;
    private final List<LimitProfile> profiles;
    private final boolean areMydr24;
    private final PersonalLimits personal;

    private LimitRules(
            final List<Rule> rules,
            final boolean news2,
            final ScoreAges ages,
            final boolean limitsAsStated,
            final List<ScoreTable> tables,
            final List<LimitProfile> profiles,
            final boolean areMydr24,
            final PersonalLimits personal) {
        this.rules = List.copyOf(rules);
        this.news2 = news2;
        this.ages = ages;
        this.limitsAsStated = limitsAsStated;
        this.tables = List.copyOf(tables);
        this.profiles = List.copyOf(profiles);
        this.areMydr24 = areMydr24;
        this.personal = personal;
    }

    /** No limits and no score. */
    public static LimitRules none() {
        return NONE;
    }

    /**
     * The usual starting values of adult monitors, and NEWS2. URGENT: heart rate below 50 or above 120, SpO2 below 90, respiratory rate below 8 or above 30,
     * systolic pressure below 90 or above 160, temperature below 36.0 or above 39.0. EMERGENT: heart rate at most 40 or at least 140, SpO2 at most 80; these are
     * limits of their own beside the others, so an extreme reading opens both alerts.
     *
     * @return 12 limits; NEWS2 with rates not older than 15 minutes, pressure not older than 60 minutes, temperature not older than 4 hours.
     */
    public static LimitRules adult() {
        return NONE.news2(true)
                .below(Parameter.HEART_RATE, 50, Severity.URGENT)
                .above(Parameter.HEART_RATE, 120, Severity.URGENT)
                .below(Parameter.SPO2, 90, Severity.URGENT)
                .below(Parameter.RESPIRATORY_RATE, 8, Severity.URGENT)
                .above(Parameter.RESPIRATORY_RATE, 30, Severity.URGENT)
                .below(Parameter.SYSTOLIC, 90, Severity.URGENT)
                .above(Parameter.SYSTOLIC, 160, Severity.URGENT)
                .below(Parameter.TEMPERATURE, 36.0, Severity.URGENT)
                .above(Parameter.TEMPERATURE, 39.0, Severity.URGENT)
                // At most 40 is below 40.01: readings are whole hundredths.
                .below(Parameter.HEART_RATE, 40.01, Severity.EMERGENT)
                .above(Parameter.HEART_RATE, 139.99, Severity.EMERGENT)
                .below(Parameter.SPO2, 80.01, Severity.EMERGENT);
    }

    /**
     * Vital signs as the platform has them whose behaviour {@link Preset#MYDR24} is: heart rate outside its range, systolic or diastolic pressure above its maximum
     * URGENT; SpO2 below its minimum EMERGENT, which is HIGH there, and below 88 CRITICAL, for everybody, also on SpO2 scale 2. No score. Ranges are for a site to set;
     * these begin with those of adult monitors: heart rate 50 to 120, pressures 160 and 90, SpO2 90. With that preset, alerts of these limits go to whom it says.
     *
     * @return 6 limits. A reading of SpO2 below 88 opens both alerts.
     */
    public static LimitRules mydr24() {
        return new LimitRules(
                        NONE.rules,
                        NONE.news2,
                        NONE.ages,
                        NONE.limitsAsStated,
                        NONE.tables,
                        NONE.profiles,
                        true,
                        NONE.personal)
                .below(Parameter.SPO2, 88, Severity.CRITICAL)
                .below(Parameter.SPO2, 90, Severity.EMERGENT)
                .below(Parameter.HEART_RATE, 50, Severity.URGENT)
                .above(Parameter.HEART_RATE, 120, Severity.URGENT)
                .above(Parameter.SYSTOLIC, 160, Severity.URGENT)
                .above(Parameter.DIASTOLIC, 90, Severity.URGENT);
    }

    /**
     * The nine limits that the project's reference counts were made with, all URGENT, no score: heart rate below 50 or above 120, SpO2 below 90, respiratory rate
     * below 8 or above 30, systolic pressure below 90 or above 180, temperature below 35.0 or above 38.5.
     */
    public static LimitRules reference() {
        return NONE.below(Parameter.HEART_RATE, 50, Severity.URGENT)
                .above(Parameter.HEART_RATE, 120, Severity.URGENT)
                .below(Parameter.SPO2, 90, Severity.URGENT)
                .below(Parameter.RESPIRATORY_RATE, 8, Severity.URGENT)
                .above(Parameter.RESPIRATORY_RATE, 30, Severity.URGENT)
                .below(Parameter.SYSTOLIC, 90, Severity.URGENT)
                .above(Parameter.SYSTOLIC, 180, Severity.URGENT)
                .below(Parameter.TEMPERATURE, 35.0, Severity.URGENT)
                .above(Parameter.TEMPERATURE, 38.5, Severity.URGENT);
    }

    /** One more limit, violated by readings strictly below it; the value is rounded to hundredths. */
    public LimitRules below(final Parameter parameter, final double limit, final Severity severity) {
        return with(parameter, Bound.BELOW, limit, severity);
    }

    /** One more limit, violated by readings strictly above it; the value is rounded to hundredths. */
    public LimitRules above(final Parameter parameter, final double limit, final Severity severity) {
        return with(parameter, Bound.ABOVE, limit, severity);
    }

    /**
     * Gives the limit that was added last a timing. Refused where the engine would refuse it: a CRITICAL limit with a delay above
     * {@link LimitTiming#MAX_CRITICAL_DELAY}, or with a de-bounce.
     *
     * @param timing of it.
     * @return a changed copy.
     */
    public LimitRules timed(final LimitTiming timing) {
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("there is no limit yet: a timing is of the limit before it");
        }
        final List<Rule> changed = new ArrayList<>(rules);
        final Rule last = changed.remove(changed.size() - 1);
        changed.add(last.timed(requireNonNull(timing, "timing")));
        return new LimitRules(changed, news2, ages, limitsAsStated, tables, profiles, areMydr24, personal);
    }

    /**
     * The same limits with the usual starting values against alarms that pass by themselves: condition delays of 15 s for SpO2 and respiratory rate, 10 s for heart
     * rate and blood pressure, 20 s for EtCO2, none for temperature and the others; a clear delay of 5 s; hysteresis of 1 % SpO2, 3 beats per minute, 2 breaths,
     * 3 mmHg, 0.2 degrees; no new alert of the same limit for 60 s after its end unless it is deeper. CRITICAL limits are not touched, those EMERGENT wait at most 5 s.
     *
     * @return a changed copy.
     */
    public LimitRules calm() {
        return new LimitRules(
                rules.stream().map(Rule::calm).toList(),
                news2,
                ages,
                limitsAsStated,
                tables,
                profiles,
                areMydr24,
                personal);
    }

    /**
     * The same limits, and whatever {@link AlertRouter#limitAtBedside} says is taken as it stands, possible or not. For replaying what was charted, typing errors
     * included; never for care.
     *
     * @return a changed copy.
     */
    public LimitRules limitsAsStated() {
        return new LimitRules(rules, news2, ages, true, tables, profiles, areMydr24, personal);
    }

    /** Whether NEWS2 is computed and raises alerts. */
    public LimitRules news2(final boolean on) {
        return new LimitRules(rules, on, ages, limitsAsStated, tables, profiles, areMydr24, personal);
    }

    /**
     * After which age a reading no longer counts for NEWS2.
     *
     * @param rates       heart rate, SpO2, respiratory rate.
     * @param pressure    systolic pressure.
     * @param temperature temperature.
     * @return a changed copy.
     */
    public LimitRules news2Ages(final Duration rates, final Duration pressure, final Duration temperature) {
        return new LimitRules(
                rules,
                news2,
                new ScoreAges(
                        Checks.millis("rates", rates, 1, MAX_MS),
                        Checks.millis("pressure", pressure, 1, MAX_MS),
                        Checks.millis("temperature", temperature, 1, MAX_MS)),
                limitsAsStated,
                tables,
                profiles,
                areMydr24,
                personal);
    }

    /**
     * One more early-warning score: computed at every batch of a patient whose age it is for, told when it changes, and an alert from the first threshold with a
     * severity on. Readings age as for NEWS2. A score that misses a reading may raise an alert and make it graver, but never end it or make it milder.
     *
     * @param table such as {@code ScoreTables.bundled("mews")}.
     * @return a changed copy.
     * @throws IllegalArgumentException if it needs readings that the router does not take, or there is no room for it.
     */
    public LimitRules score(final ScoreTable table) {
        if (tables.size() == ScoreTableSet.MAX_TABLES) {
            throw new IllegalArgumentException("there are " + ScoreTableSet.MAX_TABLES + " scores: that is the most");
        }
        ScoreEncoding.require(table);
        final List<ScoreTable> more = new ArrayList<>(tables);
        more.add(table);
        return new LimitRules(rules, news2, ages, limitsAsStated, more, profiles, areMydr24, personal);
    }

    /** The scores beside NEWS2; a score's number is its place, from 1. */
    public List<ScoreTable> scores() {
        return tables;
    }

    /**
     * One more profile: other values for some patients. It is of the limits that were added before it.
     *
     * @param profile that names limits that are there, within what a reading can be. A CRITICAL limit is moved outwards for children and on SpO2
     *                scale 2 alone, another graver one for no unit alone. Graver limits that would call sooner than the profile move along.
     * @return a changed copy.
     */
    public LimitRules profile(final LimitProfile profile) {
        if (profiles.size() == LimitProfile.MAX_PROFILES) {
            throw new IllegalArgumentException(
                    "there are " + LimitProfile.MAX_PROFILES + " profiles: that is the most");
        }
        profile.in(rules);
        final List<LimitProfile> more = new ArrayList<>(profiles);
        more.add(profile);
        return new LimitRules(rules, news2, ages, limitsAsStated, tables, more, areMydr24, personal);
    }

    /**
     * Gives patients limits of their own from what is usual for them, in the places of the ordinary limits of some parameters, once for a parameter: the median of
     * their first readings, and so many usual deviations away from it, as far as the unit's policy goes and never of a CRITICAL limit. Whatever a person or a monitor
     * says goes before it. Source: Poole et al. 2019; starting values are two hours, three deviations, eight readings.
     *
     * @param span       how long readings count, from the first on; 1 s to 1 day.
     * @param deviations away from the median, 1 to 10.
     * @param readings   with fewer there is no limit; 1 to 32.
     * @param parameters some of heart rate, SpO2, temperature, systolic pressure, respiratory rate.
     * @return a changed copy.
     */
    public LimitRules personal(
            final Duration span, final double deviations, final int readings, final Parameter... parameters) {
        final PersonalLimits asked = PersonalLimits.of(span, deviations, readings, Set.of(parameters), rules);
        return new LimitRules(rules, news2, ages, limitsAsStated, tables, profiles, areMydr24, asked);
    }

    /** How limits become personal. */
    PersonalLimits personal() {
        return personal;
    }

    /** The profiles, in order. */
    public List<LimitProfile> profiles() {
        return profiles;
    }

    /** The limits; a limit's number is its place, from 1. */
    public List<Rule> rules() {
        return rules;
    }

    /** Whether they began with {@link #mydr24}. */
    boolean areMydr24() {
        return areMydr24;
    }

    /** Whether limits that are set at the bedside are taken as they stand. */
    boolean takesLimitsAsStated() {
        return limitsAsStated;
    }

    /** Whether NEWS2 is computed. */
    public boolean news2() {
        return news2;
    }

    @Override
    public String toString() {
        return rules.size() + " limits, NEWS2 " + (news2 ? "on" : "off")
                + (tables.isEmpty()
                        ? ""
                        : ", " + tables.stream().map(ScoreTable::id).toList());
    }

    ScoreAges ages() {
        return ages;
    }

    /**
     * What limits can be of.
     *
     * @return every parameter but those that are observed or measured in a laboratory, which count in scores alone.
     */
    public static List<Parameter> parameters() {
        return LIMITED;
    }

    private LimitRules with(final Parameter parameter, final Bound bound, final double limit, final Severity severity) {
        if (requireNonNull(parameter, "parameter") == Parameter.NULL_VAL) {
            throw new IllegalArgumentException("parameter is NULL_VAL: a limit is of something");
        }
        if (!LIMITED.contains(parameter)) {
            throw new IllegalArgumentException(parameter + " counts in scores alone: no limit is of it");
        }
        if (rules.size() == MAX_RULES) {
            throw new IllegalArgumentException("there are " + MAX_RULES + " limits: that is the most");
        }
        final Rule added = new Rule(
                parameter,
                bound,
                Hundredths.of(parameter.name(), limit),
                Checks.severity(severity),
                LimitTiming.AT_ONCE);
        final List<Rule> more = CrossingLimits.with(rules, added);
        return new LimitRules(more, news2, ages, limitsAsStated, tables, profiles, areMydr24, personal);
    }

    /**
     * One limit.
     *
     * @param parameter       of the reading.
     * @param bound           which side of it is a violation.
     * @param limitHundredths in hundredths of the parameter's unit.
     * @param severity        of the alert.
     * @param timing          when a violation counts and when it ends.
     */
    public record Rule(Parameter parameter, Bound bound, int limitHundredths, Severity severity, LimitTiming timing) {
        /**
         * A limit whose violations count and end at once.
         *
         * @param parameter       of the reading.
         * @param bound           which side of it is a violation.
         * @param limitHundredths in hundredths of the parameter's unit.
         * @param severity        of the alert.
         */
        public Rule(final Parameter parameter, final Bound bound, final int limitHundredths, final Severity severity) {
            this(parameter, bound, limitHundredths, severity, LimitTiming.AT_ONCE);
        }

        /** Where readings are clear, in hundredths. */
        int clearHundredths() {
            return limitHundredths
                    + (bound == Bound.BELOW ? timing.hysteresisHundredths() : -timing.hysteresisHundredths());
        }

        private Rule timed(final LimitTiming other) {
            if (severity == Severity.CRITICAL && !other.suitsCritical()) {
                throw new IllegalArgumentException("the limit of " + parameter
                        + " is CRITICAL: its delay must be at most 5 s, not 0 beside an area, and no de-bounce");
            }
            return new Rule(parameter, bound, limitHundredths, severity, other);
        }

        private Rule calm() {
            if (severity == Severity.CRITICAL) {
                return this;
            }
            return timed(LimitTiming.calm(parameter, severity));
        }
    }

    /** Ages in ms at which readings leave NEWS2. */
    record ScoreAges(long fastMs, long pressureMs, long temperatureMs) {}
}
