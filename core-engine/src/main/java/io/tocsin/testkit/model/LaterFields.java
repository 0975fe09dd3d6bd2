package io.tocsin.testkit.model;

import java.util.Set;

/** Fields that version 3 of the schema did not have at first: a block may end before them. */
final class LaterFields {
    static final Set<String> ALL = Set.of(
            "PolicyEntry.readBacks",
            "RaiseAlert.deviceCondition",
            "VitalsBatch.batteryPercent",
            "VitalsBatch.calibration",
            "VitalsBatch.accuracy",
            "VitalsBatch.accuracyOf",
            "GateEntry.worstHeartRate",
            "GateEntry.worstSpo2",
            "GateEntry.worstTemperature",
            "GateEntry.worstCuff",
            "GateEntry.worstRespiratoryRate",
            "GateEntry.worstEtco2",
            "GateEntry.worstGlucose",
            "GateEntry.worstLine",
            "DeviceEntry.silentMs",
            "SessionOpened.scopes",
            "SessionOpened.patientScopes",
            "Genesis.maxDoses");

    private LaterFields() {}
}
