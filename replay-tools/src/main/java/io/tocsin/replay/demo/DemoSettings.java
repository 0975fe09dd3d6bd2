package io.tocsin.replay.demo;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the demo is asked for, and the sizes and times that are the same in every run.
 *
 * @param seed    of the hospital; the same one gives the same patients, emergencies and characters. What they do to each other follows the machine's clock.
 * @param seconds how long the hospital sends, wall time.
 * @param data    recorded readings to play instead of synthetic ones; {@code null} = none.
 * @param keep    folder in which the router's data is kept; {@code null} = it is not.
 */
record DemoSettings(
        long seed,
        int seconds,
        @Nullable Path data,
        @Nullable Path keep) {
    static final long DEFAULT_SEED = 20_260_101;
    static final int DEFAULT_SECONDS = 30;
    static final int MAX_SECONDS = 3_600;

    static final int UNITS = 8;
    static final int PATIENTS_PER_UNIT = 25;
    static final int NURSES_PER_UNIT = 4;
    static final int PATIENTS = UNITS * PATIENTS_PER_UNIT;

    /** The nurses of a unit and its charge nurse; who answers at the central desk comes on top. */
    static final int CLINICIANS = UNITS * (NURSES_PER_UNIT + 1);

    /** The hospital's bodies run faster than the clock, so that half a minute shows ten; the router, and the people, run on the real one. */
    static final int HOSPITAL_SPEED = 20;

    /** Of hospital time, between two samples of one patient. */
    static final int SAMPLE_SECONDS = 5;

    static final Duration CARE_TEAM_STEP = Duration.ofSeconds(3);
    static final Duration CHARGE_NURSE_STEP = Duration.ofSeconds(5);
    static final Duration DESK_REPEAT = Duration.ofSeconds(10);
    static final Duration REVIEW = Duration.ofSeconds(3);

    /** How long a raise may at most be on its way to a person. */
    static final Duration SLA = Duration.ofSeconds(2);

    /** A raise that nobody has received by then, after the last one was sent, is lost: the longest step and 5 s. */
    static final Duration DRAIN = DESK_REPEAT.plusSeconds(5);

    /**
     * With synthetic readings.
     *
     * @param seed    as above.
     * @param seconds as above.
     */
    DemoSettings(final long seed, final int seconds) {
        this(seed, seconds, null, null);
    }

    /** How much hospital time the demo shows. */
    int hospitalSeconds() {
        return seconds * HOSPITAL_SPEED;
    }
}
