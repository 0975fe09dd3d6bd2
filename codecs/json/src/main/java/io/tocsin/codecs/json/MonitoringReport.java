package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.DeviceKind;
import io.tocsin.codecs.sbe.MonitoringStatus;
import io.tocsin.codecs.sbe.MonitoringType;
import java.util.List;

/**
 * A monitoring session, as a client may see it: who is family sees who is family, and no other names.
 *
 * @param monitoringId dense from 1.
 * @param status       whether it is active.
 * @param monitoring   what it is for.
 * @param patient      whose it is, if a patient's; else empty.
 * @param bed          whose it is, if that of whoever lies in a bed; else empty.
 * @param startedNs    epoch ns.
 * @param updatedNs    epoch ns: when somebody changed it last.
 * @param startedBy    person who asked for it; empty = not shown.
 * @param changedBy    person who changed it last; empty = not shown.
 * @param devices      in the order in which they were named.
 * @param viewers      staff who may look on.
 * @param family       family who may look on.
 * @param recipients   told what becomes of it.
 */
public record MonitoringReport(
        long monitoringId,
        MonitoringStatus status,
        MonitoringType monitoring,
        String patient,
        String bed,
        long startedNs,
        long updatedNs,
        String startedBy,
        String changedBy,
        List<Device> devices,
        List<String> viewers,
        List<String> family,
        List<String> recipients) {
    /** Keeps copies of the lists. */
    public MonitoringReport {
        devices = List.copyOf(devices);
        viewers = List.copyOf(viewers);
        family = List.copyOf(family);
        recipients = List.copyOf(recipients);
    }

    /**
     * A device of a session.
     *
     * @param kind what it measures or gives.
     * @param id   of the device.
     */
    public record Device(DeviceKind kind, String id) {}
}
