package io.tocsin.replay.demo;

import java.util.Random;

/**
 * How somebody deals with alerts.
 *
 * @param medianAnswerMs how long until half of the answers are given; the delays are log-normal.
 * @param spread         of the logarithm of the delay.
 * @param acceptShare    of the offers that are accepted.
 * @param rejectShare    of the offers that are rejected; the rest is ignored.
 * @param capacity       alerts somebody can deal with at once; beyond that most are rejected as busy.
 * @param breakEveryMs   mean time between two absences; 0 = never absent.
 */
record Temper(
        double medianAnswerMs,
        double spread,
        double acceptShare,
        double rejectShare,
        int capacity,
        double breakEveryMs) {
    private static final long QUICKEST_MS = 150;
    private static final long SLOWEST_MS = 9_000;
    private static final double ABSENT_SHARE = 0.3;
    private static final double BREAK_EVERY_MS = 6_000;

    /** Of a nurse at the bedside: quick or slow, eager or swamped, some with a bad radio. */
    static Temper ofNurse(final Random random) {
        final double accept = 0.62 + 0.25 * random.nextDouble();
        final double reject = (1 - accept) * (0.3 + 0.4 * random.nextDouble());
        return new Temper(
                500 + 900 * random.nextDouble(),
                0.55,
                accept,
                reject,
                4,
                random.nextDouble() < ABSENT_SHARE ? BREAK_EVERY_MS : 0);
    }

    /** Of a charge nurse, who is told only when the bedside has failed to answer. */
    static Temper ofChargeNurse(final Random random) {
        return new Temper(700 + 600 * random.nextDouble(), 0.5, 0.82, 0.08, 8, 0);
    }

    /** Of whoever sits at the central desk: somebody always goes, sooner or later. */
    static Temper ofDesk() {
        return new Temper(1_500, 0.5, 0.9, 0, Integer.MAX_VALUE, 0);
    }

    /** How long an answer takes this time. */
    long answerMs(final Random random) {
        final double delayMs = medianAnswerMs * StrictMath.exp(spread * random.nextGaussian());
        return Math.max(QUICKEST_MS, Math.min(SLOWEST_MS, Math.round(delayMs)));
    }
}
