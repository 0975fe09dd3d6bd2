package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.MonitoringType;
import java.util.List;

/**
 * Begins a monitoring session. Immutable.
 *
 * @param commandId  as of every command.
 * @param claimedNs  as of every command.
 * @param monitoring what it is for.
 * @param patient    whose it is; empty = whoever lies in the bed.
 * @param bed        may be empty.
 * @param devices    at most {@value #MAX_DEVICES}, in no other active session.
 */
public record StartMonitoring(
        long commandId,
        long claimedNs,
        MonitoringType monitoring,
        String patient,
        String bed,
        List<MonitoringReport.Device> devices)
        implements ClientMessage.Monitor {
    /** Most devices of a session. */
    public static final int MAX_DEVICES = 8;

    /** Keeps a copy of the list and checks it. */
    public StartMonitoring {
        devices = List.copyOf(devices);
        if (devices.size() > MAX_DEVICES) {
            throw new IllegalArgumentException("a session has at most " + MAX_DEVICES + " devices");
        }
    }
}
