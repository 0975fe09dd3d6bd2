package io.tocsin.engine.monitoring;

import io.tocsin.engine.Inside;
import java.util.stream.IntStream;

/** Looks into monitoring sessions. */
public final class MonitoringView {
    private MonitoringView() {}

    /** Whether a session has a device and somebody in a list. */
    public static boolean hasDevicesAndPeople(final MonitoringSessions sessions) {
        final MonitoringTable table = table(sessions);
        return IntStream.range(0, table.slots.highWater())
                .anyMatch(slot -> table.slots.isUsed(slot)
                        && table.firstDevice(slot) != MonitoringTable.NONE
                        && table.people.first(slot) != MonitoringPeople.NONE);
    }

    /** Whether a device was in a session that was stopped. */
    public static boolean hasStoppedDevice(final MonitoringSessions sessions) {
        return table(sessions).devices.stopped() > 0;
    }

    private static MonitoringTable table(final MonitoringSessions sessions) {
        return (MonitoringTable) Inside.field(sessions, "table");
    }
}
