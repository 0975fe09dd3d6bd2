package io.tocsin.replay.demo;

import io.tocsin.replay.evaluate.DataSet;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A monitor that plays what was recorded of real patients, one after the other, a row at a time. Nothing that anybody does changes it. */
final class RecordedMonitor implements Monitor {
    private final DataSet data;
    private final Iterator<Integer> patients;
    private final String deviceId;
    private String patientId = "";
    private Iterator<DataSet.Row> rows = List.<DataSet.Row>of().iterator();
    private long sequence;

    /**
     * Puts it at a bed.
     *
     * @param data     where the rows are.
     * @param patients numbers of those who lie in the bed, one after the other.
     * @param bed      id.
     */
    RecordedMonitor(final DataSet data, final List<Integer> patients, final String bed) {
        this.data = data;
        this.patients = patients.iterator();
        deviceId = "monitor-" + bed;
    }

    @Override
    public @Nullable Sample next() {
        if (!rows.hasNext()) {
            if (!patients.hasNext()) {
                return null;
            }
            final int patient = patients.next();
            patientId = data.patientId(patient);
            rows = data.rows(patient).iterator();
        }
        sequence++;
        final DataSet.Row row = rows.next();
        return row.hundredths().isEmpty() ? null : new Sample(patientId, deviceId, sequence, row.hundredths());
    }

    @Override
    public boolean goesOn() {
        return rows.hasNext() || patients.hasNext();
    }

    @Override
    public void treat() {
        // It happened long ago.
    }
}
