package io.tocsin.replay.evaluate.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** One system at every threshold that makes a difference, in one group: what is found, and at which price. */
final class Sweep {
    private static final int MOST = 64;
    private static final int NONE_CAN_REACH = Integer.MAX_VALUE;

    private final List<Point> points;

    private Sweep(final List<Point> points) {
        this.points = points;
    }

    /**
     * At one threshold.
     *
     * @param threshold         from which on it calls.
     * @param everAbove         share of the patients who ever reach it before the onset.
     * @param sensitivity       share of the septic with an alert within the horizon before the onset.
     * @param ppv               share of the alerts before the onset that it follows upon within the horizon.
     * @param alertsPerDay      of a patient.
     * @param falseAlertsPerDay those of them before the onset that it does not follow upon, for each day of a patient.
     */
    record Point(
            int threshold,
            double everAbove,
            double sensitivity,
            double ppv,
            double alertsPerDay,
            double falseAlertsPerDay) {}

    static Sweep of(final Stays stays, final Group group, final int[] scores) {
        final List<Point> points = new ArrayList<>();
        for (final int threshold : thresholds(stays, group, scores)) {
            points.add(at(stays, group, scores, threshold));
        }
        return new Sweep(points);
    }

    /** From the lowest threshold, at which most is found, to the highest. */
    List<Point> points() {
        return points;
    }

    /** The highest threshold with which so much is found; one that no score reaches if there is none. */
    int thresholdFor(final double sensitivity) {
        for (int i = points.size() - 1; i >= 0; i--) {
            if (points.get(i).sensitivity() >= sensitivity) {
                return points.get(i).threshold();
            }
        }
        return NONE_CAN_REACH;
    }

    /** The threshold whose hourly predictions are worth most. */
    int mostUseful(final Stays stays, final Group group, final int[] scores) {
        int best = NONE_CAN_REACH;
        double most = 0;
        for (final Point point : points) {
            final double worth = new Worth(stays, group, scores, point.threshold()).normalised();
            if (worth > most) {
                most = worth;
                best = point.threshold();
            }
        }
        return best;
    }

    /** Whether a threshold is one that scores reach at all. */
    static boolean isReachable(final int threshold) {
        return threshold != NONE_CAN_REACH;
    }

    static Point at(final Stays stays, final Group group, final int[] scores, final int threshold) {
        final Alarms alarms = Alarms.of(stays, scores, threshold);
        double days = 0;
        long alerts = 0;
        long judged = 0;
        long right = 0;
        int septic = 0;
        int announced = 0;
        int reached = 0;
        for (final int patient : group.patients()) {
            days += stays.days(patient);
            alerts += alarms.alerts(patient);
            judged += alarms.judged(patient);
            right += alarms.right(patient);
            septic += stays.isSeptic(patient) ? 1 : 0;
            announced += alarms.isAnnounced(patient) ? 1 : 0;
            // The first time at or above the threshold is an alert: before it there was none.
            reached += alarms.judged(patient) > 0 ? 1 : 0;
        }
        return new Point(
                threshold,
                (double) reached / group.size(),
                (double) announced / septic,
                (double) right / judged,
                alerts / days,
                (judged - right) / days);
    }

    private static int[] thresholds(final Stays stays, final Group group, final int[] scores) {
        final int[] rising = Arrays.stream(group.patients())
                .flatMap(patient -> IntStream.range(stays.firstRow(patient), stays.endRow(patient)))
                .map(row -> scores[row])
                .sorted()
                .toArray();
        final int[] distinct = Arrays.stream(rising).distinct().toArray();
        if (distinct.length <= MOST) {
            return distinct;
        }
        return IntStream.range(0, MOST)
                .map(place -> rising[(int) ((long) place * (rising.length - 1) / (MOST - 1))])
                .distinct()
                .toArray();
    }
}
