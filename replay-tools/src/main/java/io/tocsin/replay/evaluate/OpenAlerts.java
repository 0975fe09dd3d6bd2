package io.tocsin.replay.evaluate;

import io.tocsin.codecs.sbe.IdInternedDecoder;
import io.tocsin.codecs.sbe.IdTable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongArrayList;
import org.jspecify.annotations.Nullable;

/** Which alerts are open of whom, as the engine's events say. */
final class OpenAlerts {
    private static final int UNKNOWN = -1;
    private static final char PATIENT = 'P';

    private final Map<String, Integer> patients = new HashMap<>();
    private final int[] subjects;
    private final Int2ObjectHashMap<LongArrayList> alertsBySubject = new Int2ObjectHashMap<>();
    private final Long2LongHashMap subjectByAlert = new Long2LongHashMap(UNKNOWN);

    /** @param patientIds in the order of the table's numbers. */
    OpenAlerts(final List<byte[]> patientIds) {
        subjects = new int[patientIds.size()];
        for (int i = 0; i < subjects.length; i++) {
            patients.put(PATIENT + new String(patientIds.get(i), StandardCharsets.ISO_8859_1), i);
            subjects[i] = UNKNOWN;
        }
    }

    void interned(final IdInternedDecoder event) {
        if (event.table() != IdTable.SUBJECT) {
            return;
        }
        final int index = (int) event.index();
        final byte[] value = new byte[event.valueLength()];
        event.getValue(value, 0, value.length);
        final Integer patient = patients.get(new String(value, StandardCharsets.ISO_8859_1));
        if (patient != null) {
            subjects[patient] = index;
        }
    }

    void raised(final long alertId, final int subject) {
        subjectByAlert.put(alertId, subject);
        alertsBySubject.computeIfAbsent(subject, unused -> new LongArrayList()).addLong(alertId);
    }

    void closed(final long alertId) {
        final LongArrayList alerts = alertsBySubject.get((int) subjectByAlert.remove(alertId));
        if (alerts != null) {
            alerts.removeLong(alertId);
        }
    }

    /**
     * A patient's open alerts in the order of their raising; {@code null} or empty if there are none. Changes with the
     * events.
     */
    @Nullable
    LongArrayList of(final int patient) {
        return subjects[patient] == UNKNOWN ? null : alertsBySubject.get(subjects[patient]);
    }
}
