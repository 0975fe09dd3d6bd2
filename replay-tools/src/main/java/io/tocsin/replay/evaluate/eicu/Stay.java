package io.tocsin.replay.evaluate.eicu;

import java.util.ArrayList;
import java.util.List;

/** A stay in a ward of a hospital, and what was measured there. One thread. */
final class Stay {
    private static final int LONG_GAP_MINUTES = 30;

    private final String id;
    private final String ward;
    private final int hospital;
    private final int dischargeMinute;
    private final List<CuffReading> readings = new ArrayList<>();

    /**
     * @param id              of the stay.
     * @param ward            its unit, which is of one hospital.
     * @param hospital        its facility.
     * @param dischargeMinute from the admission to the ward on.
     */
    Stay(final String id, final String ward, final int hospital, final int dischargeMinute) {
        this.id = id;
        this.ward = ward;
        this.hospital = hospital;
        this.dischargeMinute = dischargeMinute;
    }

    String id() {
        return id;
    }

    String ward() {
        return ward;
    }

    int hospital() {
        return hospital;
    }

    /** In the order of the file until {@link #sort}. */
    List<CuffReading> readings() {
        return readings;
    }

    /** By time; those of one minute stay as they are. */
    void sort() {
        readings.sort((left, right) -> Integer.compare(left.minute(), right.minute()));
    }

    /** When nobody looks at the stay's alerts any more: the discharge, or the last reading if that is later. */
    int endMinute() {
        return readings.isEmpty() ? dischargeMinute : Math.max(dischargeMinute, last().minute());
    }

    /** From the first to the last reading. */
    int observedMinutes() {
        return readings.isEmpty() ? 0 : last().minute() - readings.get(0).minute();
    }

    /** How often more than twice the usual 15 minutes passed between two readings. */
    int longGaps() {
        int gaps = 0;
        for (int i = 1; i < readings.size(); i++) {
            gaps += readings.get(i).minute() - readings.get(i - 1).minute() > LONG_GAP_MINUTES ? 1 : 0;
        }
        return gaps;
    }

    private CuffReading last() {
        return readings.get(readings.size() - 1);
    }
}
