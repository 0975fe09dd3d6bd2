package io.tocsin;

import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.RuleTimingEntryEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.Hundredths;
import java.time.Duration;

/**
 * When a violation of a limit counts and when it ends, so that what passes by itself pages nobody. A violation that is held back is told and kept; a delay is
 * deliberate and never counted as the router's. Starting values, to be set by whoever answers for them clinically. Immutable: every method answers a changed copy.
 *
 * @param delayMs              condition delay: a violation counts when it has lasted so long.
 * @param clearMs              clear delay: it ends when the readings have been clear so long.
 * @param debounceMs           after an end no new alert of the limit for so long, unless the reading is further beyond the limit than before.
 * @param hysteresisHundredths how far inside the limit a reading must be to be clear, in hundredths of the unit.
 * @param count                so many of the last {@code window} readings must violate.
 * @param window               how many readings are looked at.
 * @param areaHundredthSeconds depth beyond the limit times time, in hundredths of the unit times seconds: a violation counts when it has added up to so much, or the
 *                             delay is over, an hour if there is none; 0 = the delay alone decides.
 */
public record LimitTiming(
        long delayMs,
        long clearMs,
        long debounceMs,
        int hysteresisHundredths,
        int count,
        int window,
        long areaHundredthSeconds) {
    /** A violation counts at once and ends at once. */
    public static final LimitTiming AT_ONCE = new LimitTiming(0, 0, 0, 0, 1, 1, 0);

    /** Longest condition delay and clear delay. */
    public static final Duration MAX_DELAY = Duration.ofHours(1);

    /** Longest condition delay of a CRITICAL limit, which has no de-bounce. */
    public static final Duration MAX_CRITICAL_DELAY = Duration.ofSeconds(5);

    /** Longest de-bounce. */
    public static final Duration MAX_DEBOUNCE = Duration.ofDays(1);

    /** Greatest area, in the unit times seconds. */
    public static final int MAX_AREA = 1_000_000;

    private static final int HUNDRED = 100;
    private static final Duration CALM_CLEAR_DELAY = Duration.ofSeconds(5);
    private static final Duration CALM_DEBOUNCE = Duration.ofSeconds(60);
    /** Seconds. */
    private static final int MOST_CALM_EMERGENT = 5;

    /** Most readings that are looked at. */
    public static final int MAX_WINDOW = 31;

    /**
     * How long a violation must last before it counts.
     *
     * @param delay 0 to {@link #MAX_DELAY}; for a CRITICAL limit to {@link #MAX_CRITICAL_DELAY}.
     * @return a changed copy.
     */
    public LimitTiming delay(final Duration delay) {
        final long millis = Checks.millis("delay", delay, 0, MAX_DELAY.toMillis());
        return new LimitTiming(millis, clearMs, debounceMs, hysteresisHundredths, count, window, areaHundredthSeconds);
    }

    /**
     * How much depth beyond the limit times time must add up before a violation counts, so that what is deep counts sooner: of SpO2 30 is 2 % below for 15 s, or 10 %
     * for 3 s (the project's notes on alarms). Beside it the delay, or an hour where there is none, whichever comes first; a CRITICAL limit needs a delay.
     *
     * @param unitSeconds in the parameter's unit times seconds, 0 to {@value #MAX_AREA}; rounded to hundredths. 0 = the delay alone decides.
     * @return a changed copy.
     */
    public LimitTiming area(final double unitSeconds) {
        if (!(unitSeconds >= 0 && unitSeconds <= MAX_AREA)) {
            throw new IllegalArgumentException("area is " + unitSeconds + ": it must be from 0 to " + MAX_AREA);
        }
        return new LimitTiming(
                delayMs, clearMs, debounceMs, hysteresisHundredths, count, window, Math.round(unitSeconds * HUNDRED));
    }

    /**
     * How long the readings must be clear before a violation ends.
     *
     * @param delay 0 to {@link #MAX_DELAY}.
     * @return a changed copy.
     */
    public LimitTiming clearDelay(final Duration delay) {
        final long millis = Checks.millis("clear delay", delay, 0, MAX_DELAY.toMillis());
        return new LimitTiming(delayMs, millis, debounceMs, hysteresisHundredths, count, window, areaHundredthSeconds);
    }

    /**
     * How long after an end the same violation is no news.
     *
     * @param time 0 to {@link #MAX_DEBOUNCE}; for a CRITICAL limit 0.
     * @return a changed copy.
     */
    public LimitTiming debounce(final Duration time) {
        final long millis = Checks.millis("debounce", time, 0, MAX_DEBOUNCE.toMillis());
        return new LimitTiming(delayMs, clearMs, millis, hysteresisHundredths, count, window, areaHundredthSeconds);
    }

    /**
     * How far inside the limit a reading must be to be clear.
     *
     * @param distance in the parameter's unit, not negative; rounded to hundredths.
     * @return a changed copy.
     */
    public LimitTiming hysteresis(final double distance) {
        final int hundredths = Hundredths.of("hysteresis", distance);
        if (hundredths < 0) {
            throw new IllegalArgumentException("hysteresis is " + distance + ": it must not be negative");
        }
        return new LimitTiming(delayMs, clearMs, debounceMs, hundredths, count, window, areaHundredthSeconds);
    }

    /**
     * How many of the last readings must violate before a violation counts, or its delay begins.
     *
     * @param violations 1 to {@code readings}.
     * @param readings   1 to {@link #MAX_WINDOW}.
     * @return a changed copy.
     */
    public LimitTiming sustain(final int violations, final int readings) {
        if (readings < 1 || readings > MAX_WINDOW || violations < 1 || violations > readings) {
            throw new IllegalArgumentException("sustain is " + violations + " of " + readings
                    + ": it must be from 1 of " + "1 to " + MAX_WINDOW + " of " + MAX_WINDOW);
        }
        return new LimitTiming(
                delayMs, clearMs, debounceMs, hysteresisHundredths, violations, readings, areaHundredthSeconds);
    }

    /** Whether a CRITICAL limit may have it: hardly held back, however deep. */
    boolean suitsCritical() {
        return delayMs <= MAX_CRITICAL_DELAY.toMillis()
                && debounceMs == 0
                && (areaHundredthSeconds == 0 || delayMs > 0);
    }

    /** Puts everything but where readings are clear into an entry. */
    RuleTimingEntryEncoder in(final RuleTimingEntryEncoder entry) {
        return entry.delayMs(delayMs)
                .clearMs(clearMs)
                .debounceMs(debounceMs)
                .count((short) count)
                .window((short) window)
                .areaHundredthSeconds(areaHundredthSeconds);
    }

    /** What {@link LimitRules#calm()} says of a limit that is not CRITICAL. */
    static LimitTiming calm(final Parameter parameter, final Severity severity) {
        final int usual = calmSeconds(parameter);
        return AT_ONCE.delay(
                        Duration.ofSeconds(severity == Severity.EMERGENT ? Math.min(usual, MOST_CALM_EMERGENT) : usual))
                .clearDelay(CALM_CLEAR_DELAY)
                .debounce(CALM_DEBOUNCE)
                .hysteresis(calmDistance(parameter));
    }

    private static int calmSeconds(final Parameter parameter) {
        return switch (parameter) {
            case SPO2, RESPIRATORY_RATE -> 15;
            case HEART_RATE, SYSTOLIC, MEAN_PRESSURE, DIASTOLIC, ARTERIAL_SYSTOLIC, ARTERIAL_MEAN, ARTERIAL_DIASTOLIC ->
                10;
            case ETCO2 -> 20;
            default -> 0;
        };
    }

    private static double calmDistance(final Parameter parameter) {
        return switch (parameter) {
            case SPO2 -> 1;
            case HEART_RATE, SYSTOLIC, MEAN_PRESSURE, DIASTOLIC, ARTERIAL_SYSTOLIC, ARTERIAL_MEAN, ARTERIAL_DIASTOLIC ->
                3;
            case RESPIRATORY_RATE -> 2;
            case TEMPERATURE -> 0.2;
            default -> 0;
        };
    }
}
