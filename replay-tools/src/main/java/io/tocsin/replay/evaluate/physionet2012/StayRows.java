package io.tocsin.replay.evaluate.physionet2012;

import io.tocsin.replay.evaluate.BadRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.agrona.collections.IntArrayList;

/** Rows of all stays, merged by time: of each minute, in file order, whose, what, how much. And what was counted while they were read. */
final class StayRows {
    /** Ints of one reading: stay, value of the parameter, hundredths. */
    static final int WIDTH = 3;

    private final Map<String, Integer> stays = new LinkedHashMap<>();
    private final List<String> recordIds = new ArrayList<>();
    private final IntArrayList firstMinutes = new IntArrayList();
    private final IntArrayList lastMinutes = new IntArrayList();
    private final SortedMap<Integer, IntArrayList> readings = new TreeMap<>();
    private final BadRows badRows = new BadRows();
    private long rows;
    private long blankParameters;
    private long heartRateZero;
    private long temperatureBelow25;

    /** The number of a stay, from 0 in the order of the file; a new one for a new id. */
    int stay(final String recordId, final int minute) {
        final Integer known = stays.putIfAbsent(recordId, recordIds.size());
        if (known == null) {
            recordIds.add(recordId);
            firstMinutes.addInt(minute);
            lastMinutes.addInt(minute);
            return recordIds.size() - 1;
        }
        firstMinutes.setInt(known, Math.min(firstMinutes.getInt(known), minute));
        lastMinutes.setInt(known, Math.max(lastMinutes.getInt(known), minute));
        return known;
    }

    void add(final int stay, final int minute, final Measurement what, final int hundredths) {
        final IntArrayList ofMinute = readings.computeIfAbsent(minute, unused -> new IntArrayList());
        ofMinute.addInt(stay);
        ofMinute.addInt(what.parameter().value());
        ofMinute.addInt(hundredths);
        heartRateZero += what == Measurement.HR && hundredths == 0 ? 1 : 0;
        temperatureBelow25 += what == Measurement.Temp && hundredths < 25_00 ? 1 : 0;
    }

    void blankParameter() {
        blankParameters++;
    }

    void rows(final long value) {
        rows = value;
    }

    BadRows badRows() {
        return badRows;
    }

    /** Usable or not. */
    long rows() {
        return rows;
    }

    /** Rows that do not say what was measured. */
    long blankParameters() {
        return blankParameters;
    }

    /** A heart rate of 0: a sensor that is off, or a heart that stands still; the file does not say. */
    long heartRateZero() {
        return heartRateZero;
    }

    /** A temperature that no living body has. */
    long temperatureBelow25() {
        return temperatureBelow25;
    }

    /** By number. */
    List<String> recordIds() {
        return recordIds;
    }

    /** From the first to the last row of each stay, of all together. */
    long observedMinutes() {
        long minutes = 0;
        for (int stay = 0; stay < recordIds.size(); stay++) {
            minutes += lastMinutes.getInt(stay) - firstMinutes.getInt(stay);
        }
        return minutes;
    }

    /** By minute since admission, {@link #WIDTH} ints each. */
    SortedMap<Integer, IntArrayList> readings() {
        return readings;
    }
}
