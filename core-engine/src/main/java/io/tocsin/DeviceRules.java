package io.tocsin;

import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.Severity;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How severe a site holds conditions of devices at least, and which of them it finds in what devices say of themselves beside their readings: a battery that is low or
 * empty, a calibration that is due, and that one falls silent. An alert of a device that its source declares for less is raised at the floor of its condition. Immutable; each method answers a
 * changed copy.
 *
 * @param low         per cent at or below which a battery is low, 1 to 99; 0 = no battery is looked at.
 * @param empty       per cent at or below which it is empty, less than {@code low}; 0 = none is.
 * @param hysteresis  per cent above either at which it is so no more, 1 to 50; 0 if no battery is looked at.
 * @param calibration whether the calibration of devices is looked at.
 * @param silent      after how long without readings an EKG, oximeter or monitor of breathing of a monitoring session is silent, 5 s to a day, cut to milliseconds; zero: none is.
 * @param floors      the least severity of conditions; of BATTERY_LOW, BATTERY_EMPTY and CALIBRATION_DUE also that of what is found, of SWITCHED_OFF that of silence.
 */
public record DeviceRules(
        int low,
        int empty,
        int hysteresis,
        boolean calibration,
        Duration silent,
        Map<DeviceCondition, Severity> floors) {
    private static final int MOST_LOW = 99;
    private static final int MOST_HYSTERESIS = 50;
    private static final int ALL = 100;
    private static final Duration LEAST_SILENT = Duration.ofSeconds(5);
    private static final Duration MOST_SILENT = Duration.ofDays(1);
    /** As leads off of somebody who is monitored closely: after 30 to 60 s. */
    private static final Duration SILENT = Duration.ofMinutes(1);

    private static final DeviceRules NONE = new DeviceRules(0, 0, 0, false, Duration.ZERO, Map.of());
    private static final DeviceRules STANDARD = standardTable();

    /** Checks the ranges and keeps a copy of the map. */
    public DeviceRules {
        if (low < 0 || low > MOST_LOW) {
            throw new IllegalArgumentException("low is " + low + ": it is 0 to " + MOST_LOW + " per cent");
        }
        if (empty < 0 || empty > Math.max(0, low - 1)) {
            throw new IllegalArgumentException("empty is " + empty + ": it is less than low, which is " + low);
        }
        final boolean isMargin =
                low == 0 ? hysteresis == 0 : hysteresis >= 1 && hysteresis <= Math.min(MOST_HYSTERESIS, ALL - low);
        if (!isMargin) {
            throw new IllegalArgumentException("hysteresis is " + hysteresis + ": it is 1 to " + MOST_HYSTERESIS
                    + " where a battery is looked at, and at most 100 with low; else 0");
        }
        if (floors.containsKey(DeviceCondition.NULL_VAL) || floors.containsValue(Severity.NULL_VAL)) {
            throw new IllegalArgumentException("NULL_VAL is neither a condition nor a severity");
        }
        final Map<DeviceCondition, Severity> ordered = new EnumMap<>(DeviceCondition.class);
        ordered.putAll(floors);
        floors = Collections.unmodifiableMap(ordered);
        require(low > 0, floors, DeviceCondition.BATTERY_LOW);
        require(empty > 0, floors, DeviceCondition.BATTERY_EMPTY);
        require(calibration, floors, DeviceCondition.CALIBRATION_DUE);
        if (!silent.isZero() && (silent.compareTo(LEAST_SILENT) < 0 || silent.compareTo(MOST_SILENT) > 0)) {
            throw new IllegalArgumentException(
                    "silent is " + silent + ": it is zero, or " + LEAST_SILENT + " to " + MOST_SILENT);
        }
        require(!silent.isZero(), floors, DeviceCondition.SWITCHED_OFF);
    }

    private static void require(
            final boolean isLookedFor, final Map<DeviceCondition, Severity> floors, final DeviceCondition condition) {
        if (isLookedFor && !floors.containsKey(condition)) {
            throw new IllegalArgumentException(condition + " is looked for and has no severity: say a floor of it");
        }
    }

    /** No condition is more severe than it is declared, and nothing is looked for. */
    public static DeviceRules none() {
        return NONE;
    }

    /** The table of POLICIES.md: a battery is low at 20 % and empty at 5 %, 5 % as a margin; calibration is looked at; a device is silent after a minute. */
    public static DeviceRules standard() {
        return STANDARD;
    }

    /** What is CRITICAL by the standard table, and nothing else: that no source calls it a trifle, which a mode under load would drop. */
    public static DeviceRules lethal() {
        return NONE.floor(DeviceCondition.APNOEA, Severity.CRITICAL)
                .floor(DeviceCondition.OBSTRUCTED, Severity.CRITICAL)
                .floor(DeviceCondition.FAILURE_TO_CAPTURE, Severity.CRITICAL);
    }

    private static DeviceRules standardTable() {
        final Map<DeviceCondition, Severity> floors = new EnumMap<>(DeviceCondition.class);
        // By harm and onset, IEC 60601-1-8.
        floors.put(DeviceCondition.BATTERY_LOW, Severity.NON_URGENT);
        floors.put(DeviceCondition.CALIBRATION_DUE, Severity.NON_URGENT);
        floors.put(DeviceCondition.LEADS_OFF, Severity.URGENT);
        floors.put(DeviceCondition.SENSOR_OFF, Severity.URGENT);
        floors.put(DeviceCondition.BATTERY_EMPTY, Severity.EMERGENT);
        floors.put(DeviceCondition.APNOEA, Severity.CRITICAL);
        floors.put(DeviceCondition.OBSTRUCTED, Severity.CRITICAL);
        // This project's own.
        floors.put(DeviceCondition.EQUIPMENT_FAULT, Severity.URGENT);
        floors.put(DeviceCondition.SWITCHED_OFF, Severity.URGENT);
        floors.put(DeviceCondition.OCCLUSION, Severity.URGENT);
        floors.put(DeviceCondition.AIR_IN_LINE, Severity.URGENT);
        floors.put(DeviceCondition.INFUSION_NEAR_END, Severity.SEMI_URGENT);
        floors.put(DeviceCondition.INFUSION_ENDED, Severity.URGENT);
        floors.put(DeviceCondition.DOOR_OPEN, Severity.SEMI_URGENT);
        floors.put(DeviceCondition.DELIVERY_SUSPENDED_LOW, Severity.URGENT);
        floors.put(DeviceCondition.RESERVOIR_LOW, Severity.SEMI_URGENT);
        floors.put(DeviceCondition.FAILURE_TO_CAPTURE, Severity.CRITICAL);
        floors.put(DeviceCondition.FAILURE_TO_SENSE, Severity.EMERGENT);
        floors.put(DeviceCondition.LEAD_IMPEDANCE, Severity.URGENT);
        floors.put(DeviceCondition.REPLACEMENT_DUE, Severity.NON_URGENT);
        floors.put(DeviceCondition.MASK_LEAK, Severity.SEMI_URGENT);
        floors.put(DeviceCondition.HIGH_PRESSURE, Severity.EMERGENT);
        return new DeviceRules(20, 5, 5, true, SILENT, floors);
    }

    /** A battery is low at or below one share, empty at or below another, and so no more at so much above either, per cent; 0, 0, 0: none is looked at. */
    public DeviceRules batteries(final int lowPercent, final int emptyPercent, final int hysteresisPercent) {
        return new DeviceRules(lowPercent, emptyPercent, hysteresisPercent, calibration, silent, floors);
    }

    /** Whether the calibration of devices is looked at. */
    public DeviceRules calibration(final boolean isLookedAt) {
        return new DeviceRules(low, empty, hysteresis, isLookedAt, silent, floors);
    }

    /** After how long without readings an EKG, oximeter or monitor of breathing of a monitoring session is silent, 5 s to a day, cut to milliseconds; zero: none is. */
    public DeviceRules silent(final Duration after) {
        return new DeviceRules(low, empty, hysteresis, calibration, after, floors);
    }

    /** A condition is at least so severe. */
    public DeviceRules floor(final DeviceCondition condition, final Severity severity) {
        final Map<DeviceCondition, Severity> more = new EnumMap<>(DeviceCondition.class);
        more.putAll(floors);
        more.put(condition, severity);
        return new DeviceRules(low, empty, hysteresis, calibration, silent, more);
    }

    /** A condition is as severe as it is declared; not of one that is looked for. */
    public DeviceRules withoutFloor(final DeviceCondition condition) {
        final Map<DeviceCondition, Severity> fewer = new EnumMap<>(DeviceCondition.class);
        fewer.putAll(floors);
        fewer.remove(condition);
        return new DeviceRules(low, empty, hysteresis, calibration, silent, fewer);
    }
}
