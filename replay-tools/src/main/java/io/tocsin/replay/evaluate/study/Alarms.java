package io.tocsin.replay.evaluate.study;

import java.util.Arrays;

/**
 * Alerts laid beside what happened: of each patient how many there were, how many of those before the onset it followed upon within the horizon, and how early the first
 * of these was. Alerts from the onset on burden people, but announce nothing: they are neither right nor false.
 */
final class Alarms {
    /** How long after an alert no other of the same patient and system is told, however worried the system is. */
    static final int REFRACTORY_HOURS = 6;

    private final int[] alerts;
    private final int[] judged;
    private final int[] right;
    private final int[] leadHours;

    /**
     * Counts.
     *
     * @param stays  the population.
     * @param ofRows alerts in the hour of each row.
     */
    Alarms(final Stays stays, final int[] ofRows) {
        alerts = new int[stays.patients()];
        judged = new int[stays.patients()];
        right = new int[stays.patients()];
        leadHours = new int[stays.patients()];
        for (int patient = 0; patient < stays.patients(); patient++) {
            for (int row = stays.firstRow(patient); row < stays.endRow(patient); row++) {
                if (ofRows[row] > 0) {
                    count(stays, patient, row, ofRows[row]);
                }
            }
        }
    }

    /**
     * The alerts of a score: one when it is at or above the threshold and none was told in the {@value #REFRACTORY_HOURS} hours before, and again as long as it stays
     * there.
     *
     * @param stays     the population.
     * @param scores    of each row.
     * @param threshold from which on it calls.
     */
    static Alarms of(final Stays stays, final int[] scores, final int threshold) {
        final int[] ofRows = new int[stays.rows()];
        for (int patient = 0; patient < stays.patients(); patient++) {
            int last = Integer.MIN_VALUE / 2;
            for (int row = stays.firstRow(patient); row < stays.endRow(patient); row++) {
                if (scores[row] >= threshold && stays.hour(row) - last >= REFRACTORY_HOURS) {
                    ofRows[row] = 1;
                    last = stays.hour(row);
                }
            }
        }
        return new Alarms(stays, ofRows);
    }

    /** All of a patient. */
    int alerts(final int patient) {
        return alerts[patient];
    }

    /** Those of a patient before the onset. */
    int judged(final int patient) {
        return judged[patient];
    }

    /** Those of them that the onset followed upon within the horizon. */
    int right(final int patient) {
        return right[patient];
    }

    boolean isAnnounced(final int patient) {
        return leadHours[patient] > 0;
    }

    /** How long before their onset those who were announced were, rising. */
    int[] leadHours(final Group group) {
        return Arrays.stream(group.patients())
                .map(patient -> leadHours[patient])
                .filter(hours -> hours > 0)
                .sorted()
                .toArray();
    }

    private void count(final Stays stays, final int patient, final int row, final int number) {
        alerts[patient] += number;
        if (!stays.isBeforeOnset(patient, row)) {
            return;
        }
        judged[patient] += number;
        if (stays.label(patient, row) == 1) {
            right[patient] += number;
            leadHours[patient] = Math.max(leadHours[patient], stays.hoursToOnset(patient, row));
        }
    }
}
