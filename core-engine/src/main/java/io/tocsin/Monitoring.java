package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.DeviceKind;
import io.tocsin.codecs.sbe.MonitoringType;
import io.tocsin.codecs.text.EdgeText;
import java.util.ArrayList;
import java.util.List;

/** A monitoring session that somebody wants to begin: what for, of whom, with which devices. Immutable: every method answers a changed copy. */
public final class Monitoring {
    /** Most devices of a session. */
    public static final int MAX_DEVICES = 8;

    final MonitoringType type;
    final String patient;
    final String bed;
    final List<MonitoringState.Device> devices;

    private Monitoring(
            final MonitoringType type,
            final String patient,
            final String bed,
            final List<MonitoringState.Device> devices) {
        this.type = type;
        this.patient = patient;
        this.bed = bed;
        this.devices = devices;
    }

    /**
     * A session without devices; of whom is still to be said.
     *
     * @param type what it is for.
     * @return as the first of the copies.
     */
    public static Monitoring of(final MonitoringType type) {
        if (requireNonNull(type, "type") == MonitoringType.NULL_VAL) {
            throw new IllegalArgumentException("type is NULL_VAL: a session is for something");
        }
        return new Monitoring(type, "", "", List.of());
    }

    /** Of this patient, known or not; at most 36 bytes. */
    public Monitoring patient(final String patientId) {
        return new Monitoring(type, EdgeText.requiredId("patientId", patientId), bed, devices);
    }

    /** Of whoever lies in this bed, if no patient is named; at most 36 bytes. */
    public Monitoring bed(final String bedId) {
        return new Monitoring(type, patient, EdgeText.requiredId("bedId", bedId), devices);
    }

    /**
     * With one device more, {@value #MAX_DEVICES} at most.
     *
     * @param kind what it measures or gives.
     * @param id   1 to 36 bytes.
     * @return a changed copy.
     */
    public Monitoring device(final DeviceKind kind, final String id) {
        if (requireNonNull(kind, "kind") == DeviceKind.NULL_VAL) {
            throw new IllegalArgumentException("kind is NULL_VAL");
        }
        final List<MonitoringState.Device> all = new ArrayList<>(devices);
        all.add(new MonitoringState.Device(kind, EdgeText.requiredId("deviceId", id)));
        if (all.size() > MAX_DEVICES) {
            throw new IllegalArgumentException("a session has at most " + MAX_DEVICES + " devices");
        }
        return new Monitoring(type, patient, bed, List.copyOf(all));
    }
}
