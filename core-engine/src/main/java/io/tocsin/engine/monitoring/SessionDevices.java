package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.DeviceKind;
import io.tocsin.codecs.sbe.MonitoringType;
import org.agrona.DirectBuffer;

/** The devices of monitoring sessions that are active, by session and by patient. */
public final class SessionDevices {
    /** No session, or no device. */
    public static final int NONE = MonitoringTable.NONE;

    /** Bit per value of the enum MonitoringType. */
    private static final int CLOSE = 1 << MonitoringType.CONTINUOUS_VITALS.value()
            | 1 << MonitoringType.POST_OPERATIVE.value()
            | 1 << MonitoringType.EMERGENCY.value()
            | 1 << MonitoringType.TELEMETRY.value();
    /** Bit per value of the enum DeviceKind. */
    private static final int WITHOUT_A_BREAK = 1 << DeviceKind.EKG_MONITOR.value()
            | 1 << DeviceKind.PULSE_OXIMETER.value()
            | 1 << DeviceKind.RESPIRATORY_MONITOR.value();

    private final MonitoringTable table;
    private final int capacity;

    SessionDevices(final MonitoringTable table, final int capacity) {
        this.table = table;
        this.capacity = capacity;
    }

    /** Most devices: their indexes are below it. */
    public int capacity() {
        return capacity;
    }

    /**
     * Whether a device is in an active session.
     *
     * @param device index.
     * @return it is.
     */
    public boolean isInUse(final int device) {
        return table.devices.session(device) != NONE;
    }

    /**
     * Whether a device sends readings without a break: an EKG, an oximeter, a monitor of breathing, in a session that is for close watch.
     *
     * @param device index of one that is in use.
     * @return true if so, whatever it sends.
     */
    public boolean sendsOn(final int device) {
        return (CLOSE >>> table.type[table.devices.session(device)]
                        & WITHOUT_A_BREAK >>> table.devices.kind(device)
                        & 1)
                != 0;
    }

    /**
     * Whose session a device is in.
     *
     * @param device index of one that is in use.
     * @return index of the subject.
     */
    public int subject(final int device) {
        return table.subject[table.devices.session(device)];
    }

    /**
     * The first device of a session.
     *
     * @param session slot of an active one.
     * @return index, or {@link #NONE}.
     */
    public int first(final int session) {
        return table.firstDevice(session);
    }

    /**
     * The next device of the same session.
     *
     * @param device index.
     * @return index, or {@link #NONE}.
     */
    public int next(final int device) {
        return table.devices.next(device);
    }

    /**
     * The first active session of a subject.
     *
     * @param ofSubject index.
     * @return slot, or {@link #NONE}.
     */
    public int firstOf(final int ofSubject) {
        return table.firstOf(ofSubject);
    }

    /**
     * The next session of the same subject, in the order in which they began.
     *
     * @param session slot of an active one.
     * @return slot, or {@link #NONE}.
     */
    public int nextOf(final int session) {
        return table.nextOf(session);
    }

    /** Holds the ids. */
    public DirectBuffer ids() {
        return table.devices.ids();
    }

    /**
     * Where a device's id is.
     *
     * @param device index.
     * @return offset in {@link #ids()}.
     */
    public int idOffset(final int device) {
        return table.devices.idOffset(device);
    }

    /**
     * How long a device's id is.
     *
     * @param device index.
     * @return bytes.
     */
    public int idLength(final int device) {
        return table.devices.idLength(device);
    }
}
