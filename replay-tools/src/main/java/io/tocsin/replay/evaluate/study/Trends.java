package io.tocsin.replay.evaluate.study;

import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.engine.monitoring.trend.Baseline;
import io.tocsin.engine.monitoring.trend.Cusum;
import io.tocsin.engine.monitoring.trend.Ewma;
import io.tocsin.engine.monitoring.trend.Holt;
import io.tocsin.engine.monitoring.trend.Window;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How the vital signs of each patient move, row by row, by the streaming methods that the engine has; settings for hourly rows, fixed before anything was looked at.
 * A gap makes a method begin anew.
 */
final class Trends {
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final long TAU_NS = 4 * HOUR_NS;
    private static final long GAP_NS = 4 * HOUR_NS;

    /** Two hours, as with readings by the minute, would be two rows. */
    private static final long BASELINE_NS = 6 * HOUR_NS;

    private static final long HORIZON_NS = 4 * HOUR_NS;
    private static final int ALPHA = 5_000;
    private static final int BETA = 3_000;
    private static final int DAMPING = 9_000;
    private static final int RUN = 3;
    private static final int SLACK = 50;
    private static final int TENTHS = 10;

    /** Deviations, tenths. */
    private static final int UNUSUAL = 30;

    /** Sum of deviations, tenths. */
    private static final int SHIFTED = 50;

    private static final int EWMA = 0;
    private static final int HOLT = EWMA + Ewma.BYTES;
    private static final int CUSUM = HOLT + Holt.BYTES;
    private static final int WINDOW = CUSUM + Cusum.BYTES;
    private static final int BASELINE = WINDOW + Window.BYTES;
    private static final int BYTES = BASELINE + Baseline.BYTES;

    /**
     * A vital sign. Its limits are those of {@code LimitRules.reference()}, whatever rules the engine runs with; 101 % is beyond any reading.
     *
     * @param parameter what.
     * @param least     deviation that is assumed at least, hundredths.
     * @param low       limit, hundredths.
     * @param high      limit, hundredths.
     */
    private record Sign(Parameter parameter, int least, int low, int high) {}

    private static final List<Sign> SIGNS = List.of(
            new Sign(Parameter.HEART_RATE, 400, 5_000, 12_000),
            new Sign(Parameter.RESPIRATORY_RATE, 200, 800, 3_000),
            new Sign(Parameter.SYSTOLIC, 600, 9_000, 18_000),
            new Sign(Parameter.SPO2, 100, 9_000, 10_100),
            new Sign(Parameter.TEMPERATURE, 20, 3_500, 3_850));

    private final Stays stays;
    private final UnsafeBuffer state = new UnsafeBuffer(new byte[BYTES]);
    private final Window window = new Window();
    private final Baseline baseline = new Baseline();
    private final int[] deviations;
    private final int[] shifts;
    private final int[] crossings;
    private final int[] slopes;

    private Trends(final Stays stays) {
        this.stays = stays;
        deviations = new int[stays.rows()];
        shifts = new int[stays.rows()];
        crossings = new int[stays.rows()];
        slopes = new int[stays.rows()];
    }

    /** Follows every sign of every patient. */
    static Trends of(final Stays stays) {
        final Trends trends = new Trends(stays);
        for (int patient = 0; patient < stays.patients(); patient++) {
            for (final Sign sign : SIGNS) {
                trends.follow(patient, sign);
            }
        }
        return trends;
    }

    /** One system for each method. */
    List<RowSystem> systems() {
        return List.of(
                RowSystem.published("unusual", "far from its mean (EWMA)", deviations, UNUSUAL)
                        .steps(TENTHS, TENTHS),
                RowSystem.published("shifted", "shifted (CUSUM)", shifts, SHIFTED)
                        .steps(TENTHS, TENTHS),
                RowSystem.fixed("crossing", "crosses a limit (Holt)", crossings, 1)
                        .steps(1, 0),
                RowSystem.toBeTuned("steep", "steep (Theil-Sen)", slopes).steps(TENTHS, TENTHS));
    }

    /** A score with a point more for each method that calls, but for the steepness, which has no published threshold. */
    int[] added(final int[] scores) {
        final int[] sums = new int[scores.length];
        Arrays.setAll(
                sums,
                row -> scores[row]
                        + (deviations[row] >= UNUSUAL ? 1 : 0)
                        + (shifts[row] >= SHIFTED ? 1 : 0)
                        + (crossings[row] >= 1 ? 1 : 0));
        return sums;
    }

    /** What a row says holds until the sign is measured again, or the gap is too long. */
    private void follow(final int patient, final Sign sign) {
        state.setMemory(0, BYTES, (byte) 0);
        long lastNs = Long.MIN_VALUE;
        int deviation = 0;
        int shift = 0;
        int crossing = 0;
        int slope = 0;
        for (int row = stays.firstRow(patient); row < stays.endRow(patient); row++) {
            final long nowNs = stays.hour(row) * HOUR_NS;
            final int value = stays.value(row, sign.parameter());
            if (lastNs != Long.MIN_VALUE && nowNs - lastNs > GAP_NS) {
                forget();
                lastNs = Long.MIN_VALUE;
                deviation = 0;
                shift = 0;
                crossing = 0;
                slope = 0;
            }
            if (value != Stays.NOT_MEASURED) {
                lastNs = nowNs;
                deviation = tenths(Math.abs(Ewma.deviation(state, EWMA, value, sign.least())));
                take(value, nowNs, sign);
                shift = tenths(Math.max(Cusum.up(state, CUSUM), Cusum.down(state, CUSUM)));
                crossing = crosses(sign.low(), false) || crosses(sign.high(), true) ? 1 : 0;
                slope = tenths(Math.abs(window.medianSlopePerHour(state, WINDOW)) * 4 * 100 / sign.least());
            }
            deviations[row] = Math.max(deviations[row], deviation);
            shifts[row] = Math.max(shifts[row], shift);
            crossings[row] += crossing;
            slopes[row] = Math.max(slopes[row], slope);
        }
    }

    private void take(final int value, final long nowNs, final Sign sign) {
        Ewma.update(state, EWMA, value, nowNs, TAU_NS);
        Holt.update(state, HOLT, value, nowNs, ALPHA, BETA);
        window.add(state, WINDOW, value, nowNs);
        baseline.add(state, BASELINE, value, nowNs, BASELINE_NS);
        if (baseline.isSettled(state, BASELINE, nowNs, BASELINE_NS)) {
            final int usual = baseline.median(state, BASELINE);
            Cusum.update(state, CUSUM, value, usual, baseline.deviation(state, BASELINE, sign.least()), SLACK);
        }
    }

    private boolean crosses(final int limit, final boolean isAbove) {
        return Holt.crosses(state, HOLT, limit, isAbove, HORIZON_NS, DAMPING, RUN);
    }

    /** The baseline stays: it is the patient's. */
    private void forget() {
        Ewma.reset(state, EWMA);
        Holt.reset(state, HOLT);
        Cusum.reset(state, CUSUM);
        window.reset(state, WINDOW);
    }

    private static int tenths(final double number) {
        return (int) Math.min(TENTHS * 1_000, Math.floor(number * TENTHS));
    }
}
