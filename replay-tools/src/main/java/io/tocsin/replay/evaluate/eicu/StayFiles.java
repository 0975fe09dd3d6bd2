package io.tocsin.replay.evaluate.eicu;

import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.replay.evaluate.BadRows;
import io.tocsin.replay.evaluate.BadRows.Reason;
import io.tocsin.replay.evaluate.CsvReader;
import io.tocsin.replay.evaluate.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folder of the data set: {@code patient.csv} says who lay where, {@code vitalaperiodic.csv} what a cuff measured, both plain or gzip. A pressure of 0 is an artefact of
 * the cuff: counted, and no reading.
 */
final class StayFiles {
    private static final List<String> STAY_COLUMNS =
            List.of("patientunitstayid", "hospitalid", "wardid", "unitdischargeoffset");

    private static final List<String> VITAL_COLUMNS = List.of(
            "patientunitstayid", "observationoffset", "noninvasivesystolic", "noninvasivediastolic", "noninvasivemean");

    /** In the order of the columns from {@link #FIRST_PRESSURE}. */
    private static final List<Parameter> PRESSURES =
            List.of(Parameter.SYSTOLIC, Parameter.DIASTOLIC, Parameter.MEAN_PRESSURE);

    private static final int STAY = 0;
    private static final int HOSPITAL = 1;
    private static final int WARD = 2;
    private static final int DISCHARGE = 3;
    private static final int OFFSET = 1;
    private static final int FIRST_PRESSURE = 2;

    private final Map<String, Stay> stays = new LinkedHashMap<>();
    private final Map<Parameter, Long> zeros = new EnumMap<>(Parameter.class);
    private final BadRows badRows = new BadRows();
    private long rows;
    private long rowsWithoutPressure;

    private StayFiles() {
        PRESSURES.forEach(pressure -> zeros.put(pressure, 0L));
    }

    static StayFiles read(final Path folder) throws InputException {
        final StayFiles files = new StayFiles();
        try (CsvReader row = new CsvReader(file(folder, "patient"), files.badRows, STAY_COLUMNS)) {
            while (row.next()) {
                files.addStay(row);
            }
        }
        try (CsvReader row = new CsvReader(file(folder, "vitalaperiodic"), files.badRows, VITAL_COLUMNS)) {
            while (row.next()) {
                files.addReading(row);
            }
            files.rows = row.rows();
        }
        files.stays.values().forEach(Stay::sort);
        return files;
    }

    /** In the order of the file. */
    Collection<Stay> stays() {
        return stays.values();
    }

    /** Rows of readings, usable or not. */
    long rows() {
        return rows;
    }

    /** Rows of other measurements, and those that hold nothing but zeros. */
    long rowsWithoutPressure() {
        return rowsWithoutPressure;
    }

    /** Zeros of each pressure. */
    Map<Parameter, Long> zeros() {
        return zeros;
    }

    BadRows badRows() {
        return badRows;
    }

    private static Path file(final Path folder, final String name) throws InputException {
        for (final String ending : List.of(".csv.gz", ".csv")) {
            final Path file = folder.resolve(name + ending);
            if (Files.exists(file)) {
                return file;
            }
        }
        throw InputException.because(folder + " holds no " + name + ".csv and no " + name + ".csv.gz");
    }

    private void addStay(final CsvReader row) {
        final Integer hospital = whole(row, HOSPITAL);
        final Integer discharge = hospital == null ? null : whole(row, DISCHARGE);
        if (hospital == null || discharge == null) {
            return;
        }
        if (hospital < 0) {
            row.leaveOut(HOSPITAL, Reason.OUT_OF_RANGE);
        } else if (row.text(STAY).isEmpty() || row.text(WARD).isEmpty()) {
            row.leaveOut(row.text(STAY).isEmpty() ? STAY : WARD, Reason.ID_MISSING);
        } else {
            // A ward's number is of one hospital; together they are so whatever the file says.
            final String ward = "h" + hospital + "-w" + row.text(WARD);
            stays.putIfAbsent(row.text(STAY), new Stay(row.text(STAY), ward, hospital, discharge));
        }
    }

    private void addReading(final CsvReader row) {
        final Stay stay = stays.get(row.text(STAY));
        if (stay == null) {
            row.leaveOut(STAY, Reason.UNKNOWN_STAY);
            return;
        }
        final Integer offset = whole(row, OFFSET);
        final Map<Parameter, Integer> pressures = offset == null ? null : pressures(row);
        if (offset == null || pressures == null) {
            return;
        }
        for (final Parameter pressure : PRESSURES) {
            if (pressures.getOrDefault(pressure, 1) == 0) {
                zeros.merge(pressure, 1L, Long::sum);
                pressures.remove(pressure);
            }
        }
        if (pressures.isEmpty()) {
            rowsWithoutPressure++;
        } else {
            stay.readings().add(new CuffReading(offset, pressures));
        }
    }

    private static @Nullable Map<Parameter, Integer> pressures(final CsvReader row) {
        final Map<Parameter, Integer> pressures = new EnumMap<>(Parameter.class);
        for (int i = 0; i < PRESSURES.size(); i++) {
            if (!row.text(FIRST_PRESSURE + i).isEmpty()) {
                final Integer value = row.hundredths(FIRST_PRESSURE + i);
                if (value == null) {
                    return null;
                }
                pressures.put(PRESSURES.get(i), value);
            }
        }
        return pressures;
    }

    private static @Nullable Integer whole(final CsvReader row, final int column) {
        final Integer hundredths = row.hundredths(column);
        if (hundredths != null && hundredths % 100 != 0) {
            row.leaveOut(column, Reason.NOT_A_NUMBER);
            return null;
        }
        return hundredths == null ? null : Integer.valueOf(hundredths / 100);
    }
}
