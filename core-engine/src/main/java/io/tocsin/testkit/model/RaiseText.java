package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;

/** What a script wants to raise; raw numbers, so that wrong ones can be written too. */
final class RaiseText {
    int type = EmergencyType.CARDIAC_ARREST.value();
    int severity = Severity.CRITICAL.value();
    int consciousness = 255;
    int pain = 255;
    int latitude = Integer.MIN_VALUE;
    int longitude = Integer.MIN_VALUE;
    int heartRate = 11_000;
    int systolic = Integer.MIN_VALUE;
    int respiratoryRate = Integer.MIN_VALUE;
    int spo2 = Integer.MIN_VALUE;
    int temperature = Integer.MIN_VALUE;
    int deviceCondition = 255;
    long createdAtNs;
    final List<String> specializations = new ArrayList<>();
    String alertKey = "key";
    String patientId = "";
    String deviceId = "";
    String facilityName = "";
    String building = "";
    String floor = "";
    String department = "";
    String unitId = "";
    String room = "";
    String bedId = "";
    String address = "";
    String typeText = "";
    String description = "";
    String metadata = "";
    String personal = "";

    static RaiseText of(final String key, final Severity severity, final String patientId) {
        final RaiseText text = new RaiseText();
        text.alertKey = key;
        text.severity = severity.value();
        text.patientId = patientId;
        return text;
    }
}
