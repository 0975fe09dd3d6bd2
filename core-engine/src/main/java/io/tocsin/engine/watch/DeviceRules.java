package io.tocsin.engine.watch;

import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.engine.alert.Assessments;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import java.util.Arrays;

/** How severe a site holds conditions of devices at least, and when a battery is low. Nothing is said before the first {@code DeviceEntry}. */
public final class DeviceRules {
    /** Most conditions: one floor of each. */
    public static final int CONDITIONS = DeviceCondition.OBSTRUCTED.value();

    private final byte[] floors = new byte[CONDITIONS + 1];
    private int lowPercent;
    private int emptyPercent;
    private int hysteresisPercent;
    private boolean looksAtCalibration;
    private long silentNs;
    private boolean isSaid;
    private boolean hasFloors;

    /** Nothing is held for more severe than it is declared, and no battery is looked at. */
    public DeviceRules() {
        Arrays.fill(floors, (byte) Assessments.NOTHING);
    }

    /** Replaces everything, without floors; what a battery is at, per cent, or 0, whether calibration is looked at, and after how long a device is silent, ns or 0. */
    void replace(final int low, final int empty, final int hysteresis, final boolean calibration, final long silent) {
        Arrays.fill(floors, (byte) Assessments.NOTHING);
        hasFloors = false;
        lowPercent = low;
        emptyPercent = empty;
        hysteresisPercent = hysteresis;
        looksAtCalibration = calibration;
        silentNs = silent;
        isSaid = true;
    }

    /** A condition, a value of the enum DeviceCondition, is at least as severe as a value of the enum Severity. */
    void floor(final int condition, final int severity) {
        floors[condition] = (byte) severity;
        hasFloors = true;
    }

    /** Whether the site has said anything. */
    public boolean isSaid() {
        return isSaid;
    }

    /** Whether what devices say of themselves is looked at: not whether they say anything. */
    public boolean looks() {
        return lowPercent > 0 || looksAtCalibration;
    }

    /** Whether any condition has a floor. */
    public boolean hasFloors() {
        return hasFloors;
    }

    /** The least severity of a condition, a valid value of the enum DeviceCondition; above NON_URGENT if there is none. */
    public int floor(final int condition) {
        return floors[condition];
    }

    /** Per cent at or below which a battery is low; 0 = none is looked at. */
    public int lowPercent() {
        return lowPercent;
    }

    /** Per cent at or below which a battery is empty; 0 = none is. */
    public int emptyPercent() {
        return emptyPercent;
    }

    /** Per cent above either at which it is so no more. */
    public int hysteresisPercent() {
        return hysteresisPercent;
    }

    /** Whether the calibration of devices is looked at. */
    public boolean looksAtCalibration() {
        return looksAtCalibration;
    }

    /** After how long without readings a device is silent, ns; 0 = none is. */
    public long silentNs() {
        return silentNs;
    }

    void snapshot(final SnapshotWriter writer) {
        writer.putByte((isSaid ? 1 : 0) | (looksAtCalibration ? 2 : 0) | (hasFloors ? 4 : 0));
        writer.putByte(lowPercent);
        writer.putByte(emptyPercent);
        writer.putByte(hysteresisPercent);
        writer.putLong(silentNs);
        for (int i = 1; i <= CONDITIONS; i++) {
            writer.putByte(floors[i]);
        }
    }

    void restore(final SnapshotReader reader) {
        final int flags = reader.getByte();
        isSaid = (flags & 1) != 0;
        looksAtCalibration = (flags & 2) != 0;
        hasFloors = (flags & 4) != 0;
        lowPercent = reader.getByte();
        emptyPercent = reader.getByte();
        hysteresisPercent = reader.getByte();
        silentNs = reader.getLong();
        for (int i = 1; i <= CONDITIONS; i++) {
            floors[i] = (byte) reader.getByte();
        }
    }
}
