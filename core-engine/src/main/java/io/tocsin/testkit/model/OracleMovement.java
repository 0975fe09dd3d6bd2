package io.tocsin.testkit.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one parameter of one patient moves: keeps its readings, and works everything out of all of them each time. Numbers between two readings are whole millionths. */
final class OracleMovement {
    /** A reading, in hundredths. */
    record Reading(int value, long atNs) {}

    private record Compared(int value, int share) {}

    /** Level, slope an hour, for how many readings the slope has had its sign, and the deviation of what was expected of each reading. */
    record Line(double level, double slope, int run, double noise) {
        double at(final double hours) {
            return level + slope * (9_000 / 10_000.0) * hours;
        }
    }

    private static final double MILLION = 1_000_000;
    private static final double HOUR_NS = 3_600_000_000_000.0;
    private static final int KEPT = 32;
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long DAY_NS = 1_440 * MINUTE_NS;

    /** Since the last gap. */
    private final List<Reading> readings = new ArrayList<>();

    /** Since the last gap, those that were held against the baseline. */
    private final List<Compared> compared = new ArrayList<>();

    /** Since a value was taken in. */
    private final List<Integer> pending = new ArrayList<>();

    /** The limit beyond which the last value leads; null = beyond none. */
    @Nullable
    Integer crossing;

    private final List<Integer> first = new ArrayList<>();
    private long firstNs;
    private int stride = 1;
    private int passed;
    private int usual;
    private int deviation;
    private boolean isSettled;

    /** Whether a value was taken in: the mean of the readings of a minute or more. */
    boolean read(final int value, final long nowNs, final OracleTrendRules rules, final int floor) {
        final long silentNs = readings.isEmpty() ? 0 : nowNs - lastNs();
        if (silentNs > rules.gapNs()) {
            readings.clear();
            compared.clear();
            pending.clear();
            if (silentNs > DAY_NS) {
                first.clear();
                stride = 1;
                passed = 0;
                isSettled = false;
            }
        }
        pending.add(value);
        if (!readings.isEmpty() && silentNs < MINUTE_NS) {
            return false;
        }
        final long sum = pending.stream().mapToLong(each -> each).sum();
        final int mean = (int) Math.floorDiv(sum, (long) pending.size());
        pending.clear();
        take(mean, nowNs, rules, floor);
        return true;
    }

    private void take(final int value, final long nowNs, final OracleTrendRules rules, final int floor) {
        final long afterNs = readings.isEmpty() ? 0 : nowNs - lastNs();
        readings.add(new Reading(value, nowNs));
        if (!isSettled && first.size() >= 8 && nowNs - firstNs >= rules.baselineNs()) {
            isSettled = true;
            usual = (int) median(first);
            final List<Integer> apart = new ArrayList<>();
            first.forEach(each -> apart.add(Math.abs(each - usual)));
            deviation = Math.max(floor, (int) Math.rint(14_826.0 * median(apart) / 10_000));
        }
        if (isSettled) {
            compared.add(new Compared(value, (int) Math.min(10_000, 10_000.0 * afterNs / (20 * MINUTE_NS))));
        } else {
            remember(value, nowNs);
        }
    }

    /** Every one, then every second, fourth ..., so that those kept stand for the whole time. */
    private void remember(final int value, final long nowNs) {
        if (first.isEmpty()) {
            firstNs = nowNs;
        } else if (++passed < stride) {
            return;
        }
        passed = 0;
        if (first.size() == KEPT) {
            for (int i = KEPT - 1; i > 0; i -= 2) {
                first.remove(i);
            }
            stride *= 2;
        }
        first.add(value);
    }

    private static long median(final List<Integer> numbers) {
        final List<Integer> sorted = new ArrayList<>(numbers);
        Collections.sort(sorted);
        final int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : Math.floorDiv((long) sorted.get(middle - 1) + sorted.get(middle), 2L);
    }

    boolean isRead() {
        return !readings.isEmpty();
    }

    long lastNs() {
        return readings.get(readings.size() - 1).atNs;
    }

    int lastValue() {
        return readings.get(readings.size() - 1).value;
    }

    int usual() {
        return usual;
    }

    /** How far each reading was from the weighted mean of those before it, in deviations. */
    List<Double> deviations(final long tauNs, final int floor) {
        final List<Double> found = new ArrayList<>();
        double mean = 0;
        double variance = 0;
        @Nullable Reading before = null;
        for (final Reading each : readings) {
            final double x = each.value / 100.0;
            if (before == null) {
                found.add(0.0);
                mean = x;
            } else {
                found.add((x - mean) / Math.max(Math.sqrt(variance), floor / 100.0));
                final double weight = 1 - StrictMath.exp(-(double) (each.atNs - before.atNs) / tauNs);
                final double apart = x - mean;
                variance = held((1 - weight) * (variance + weight * apart * apart));
                mean = held(mean + weight * apart);
            }
            before = each;
        }
        return found;
    }

    /** The sum of what readings differ from the baseline: the greater one, negative downwards; 0 if it is no shift. */
    double shift(final int slack, final int threshold) {
        double up = 0;
        double down = 0;
        final double most = 2 * threshold / 100.0;
        for (final Compared each : compared) {
            final double z = (double) ((long) each.value - usual) / deviation;
            final double part = each.share / 10_000.0;
            up = Math.min(most, held(Math.min(1_000_000, Math.max(0, up + part * (z - slack / 100.0)))));
            down = Math.min(most, held(Math.min(1_000_000, Math.max(0, down + part * (-z - slack / 100.0)))));
        }
        final double greater = Math.max(up, down);
        return greater <= threshold / 100.0 ? 0 : up >= down ? greater : -greater;
    }

    Line line(final long horizonNs, final int floor) {
        return line(readings, horizonNs, floor);
    }

    static Line line(final List<Reading> readings, final long horizonNs, final int floor) {
        double level = 0;
        double slope = 0;
        int run = 0;
        double usual = 0;
        double variance = 0;
        int errors = 0;
        @Nullable Reading before = null;
        for (final Reading each : readings) {
            if (before == null) {
                level = each.value / 100.0;
                before = each;
                continue;
            }
            final long afterNs = each.atNs - before.atNs;
            final double hours = afterNs / HOUR_NS;
            errors++;
            final double expected = level + slope * hours;
            final double apart = each.value / 100.0 - expected - usual;
            final double most = Math.max(3 * Math.sqrt(variance), 2 * floor / 100.0);
            final boolean isOutlier = errors > 3 && afterNs < 10 * MINUTE_NS && Math.abs(apart) > most;
            final double error = isOutlier ? usual + Math.signum(apart) * most : each.value / 100.0 - expected;
            final int taken = isOutlier ? (int) Math.rint((expected + error) * 100) : each.value;
            final double difference = error - usual;
            final double share = Math.max(1 - StrictMath.exp(-(double) afterNs / horizonNs), 1.0 / errors);
            variance = held((1 - share) * (variance + share * difference * difference));
            usual = held(usual + share * difference);
            final double alpha = weight(afterNs, horizonNs / 4);
            final int ofAll = 10_000 / errors;
            final double beta = Math.max(weight(afterNs, 2 * horizonNs / 3), ofAll / 10_000.0);
            final double next = alpha * (taken / 100.0) + (1 - alpha) * expected;
            slope = held(beta * (next - level) / hours + (1 - beta) * slope);
            level = held(next);
            final int sign = (int) Math.signum(slope);
            run = sign == 0 ? 0 : sign == Integer.signum(run) ? run + sign : sign;
            before = each;
        }
        return new Line(level, slope, run, Math.sqrt(variance));
    }

    /** Whether the slope of three readings or more is more than noise, and was followed for so long. */
    static boolean isMoving(
            final List<Reading> readings, final long horizonNs, final long followedNs, final int floor) {
        final Line line = line(readings, horizonNs, floor);
        if (Math.abs(line.run) < 3) {
            return false;
        }
        final long sinceNs = readings.get(readings.size() - 1).atNs - readings.get(0).atNs;
        final boolean isApart = sinceNs / (readings.size() - 1) >= 10 * MINUTE_NS;
        final double moved = line.level + line.slope * (horizonNs / HOUR_NS) - line.level;
        return sinceNs >= followedNs && Math.abs(moved) > (isApart ? 3 : 4) * Math.max(line.noise, floor / 400.0);
    }

    boolean isMoving(final long horizonNs, final int floor) {
        return isMoving(readings, horizonNs, horizonNs, floor);
    }

    private static double weight(final long afterNs, final long timeNs) {
        return Math.max(1, (int) Math.rint((1 - StrictMath.exp(-(double) afterNs / timeNs)) * 10_000)) / 10_000.0;
    }

    /** As a number is held between two readings. */
    private static double held(final double number) {
        return (long) Math.rint(number * MILLION) / MILLION;
    }
}
