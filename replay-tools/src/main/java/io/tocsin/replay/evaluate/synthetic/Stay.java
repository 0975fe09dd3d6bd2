package io.tocsin.replay.evaluate.synthetic;

import java.util.SplittableRandom;

/**
 * A SYNTHETIC patient by the second, until the end, which for some is an event that they deteriorate towards. The same seed and number give the same one on every machine.
 * Immutable; arrays are not copied and must not be changed.
 */
final class Stay {
    /** An alert counts as announcing the event if it is raised in the hours before it. */
    static final int HORIZON_HOURS = 12;

    /** Correlation of a value with that of the second before. */
    static final double PHI = 0.9;

    /** Every second patient deteriorates. */
    static final int DETERIORATES_EVERY = 2;

    private static final int SHORTEST_RAMP_HOURS = 6;
    private static final int LONGEST_RAMP_HOURS = 12;
    private static final int SECONDS_PER_HOUR = 3_600;
    private static final double SECONDS_PER_DAY = 86_400;

    private final int number;
    private final boolean deteriorates;
    private final int seconds;
    private final int rampFrom;
    private final int[][] bodies;
    private final int[][] shown;

    private Stay(final int number, final boolean deteriorates, final int seconds, final int rampFrom) {
        this.number = number;
        this.deteriorates = deteriorates;
        this.seconds = seconds;
        this.rampFrom = rampFrom;
        bodies = new int[Vital.count()][seconds];
        shown = new int[Vital.count()][seconds];
    }

    /**
     * Makes one.
     *
     * @param seed   of everybody.
     * @param number of the patient, from 0.
     * @param hours  that they stay at most; at least they stay for {@link #HORIZON_HOURS} or, if that is more, for so many. Who stays for less than the deterioration
     *     takes has it on arrival.
     */
    static Stay of(final long seed, final int number, final int hours) {
        // A step between seeds of patients that no small number divides, so that neighbours have nothing in common.
        final Chances chances = new Chances(new SplittableRandom(seed * 1_000_003L + number));
        final int seconds = (int) (SECONDS_PER_HOUR * chances.between(Math.min(HORIZON_HOURS, hours), hours));
        final int ramp = (int) (SECONDS_PER_HOUR * chances.between(SHORTEST_RAMP_HOURS, LONGEST_RAMP_HOURS));
        final Stay stay = new Stay(number, number % DETERIORATES_EVERY == 0, seconds, seconds - ramp);
        for (int vital = 0; vital < Vital.count(); vital++) {
            stay.measure(vital, chances.split());
        }
        return stay;
    }

    int number() {
        return number;
    }

    /** Whether the end is an event. */
    boolean deteriorates() {
        return deteriorates;
    }

    /** Whole seconds until the end, which is not one of them. */
    int seconds() {
        return seconds;
    }

    double days() {
        return seconds / SECONDS_PER_DAY;
    }

    /** First second at which an alert would announce the end. */
    int horizonFrom() {
        return Math.max(seconds - HORIZON_HOURS * SECONDS_PER_HOUR, 0);
    }

    /** What the monitor says, in hundredths, or {@link Monitor#NOTHING}. */
    int shown(final int vital, final int second) {
        return shown[vital][second];
    }

    /** What a monitor without artefacts would say, in hundredths. */
    int body(final int vital, final int second) {
        return bodies[vital][second];
    }

    private void measure(final int place, final Chances chances) {
        final Vital vital = Vital.at(place);
        final Vital.Own own = vital.own();
        final double mean = Math.min(Math.max(own.mean() + own.spread() * chances.normal(), own.least()), own.most());
        final double phase = chances.share();
        final double innovation = own.sigma() * StrictMath.sqrt(1 - PHI * PHI);
        final Monitor monitor = new Monitor(vital, chances.split());
        double noise = own.sigma() * chances.normal();
        for (int second = 0; second < seconds; second++) {
            final double day = StrictMath.sin(2 * StrictMath.PI * (second / SECONDS_PER_DAY + phase));
            final double body = mean + own.amplitude() * day + noise + ramp(second) * vital.deterioration();
            bodies[place][second] = vital.shown(body);
            shown[place][second] = monitor.shown(second, body);
            noise = PHI * noise + innovation * chances.normal();
        }
    }

    /** How far the deterioration has come, 0 to 1. */
    private double ramp(final int second) {
        return deteriorates ? Math.max((double) (second - rampFrom) / (seconds - rampFrom), 0) : 0;
    }
}
