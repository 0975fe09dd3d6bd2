package io.tocsin.engine.monitoring.trend;

import java.util.Arrays;

/** Whole numbers whose median is asked: scratch of one thread, of a fixed size. */
final class Numbers {
    private final long[] numbers;
    private int count;

    Numbers(final int most) {
        numbers = new long[most];
    }

    void clear() {
        count = 0;
    }

    void add(final long number) {
        numbers[count++] = number;
    }

    int count() {
        return count;
    }

    /** The middle one; of an even number the mean of the middle two, rounded towards the lesser; 0 of none. Sorts what is there. */
    long median() {
        if (count == 0) {
            return 0;
        }
        Arrays.sort(numbers, 0, count);
        final int middle = count / 2;
        return count % 2 == 1 ? numbers[middle] : Math.floorDiv(numbers[middle - 1] + numbers[middle], 2);
    }

    /** Takes from each number what is given, and the sign away. */
    void distancesFrom(final long centre) {
        for (int i = 0; i < count; i++) {
            numbers[i] = Math.abs(numbers[i] - centre);
        }
    }
}
