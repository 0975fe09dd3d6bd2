package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.alert.DeviceAlerts;
import io.tocsin.engine.ingress.MessageLayout;
import org.agrona.DirectBuffer;

/** The fields of {@code RaiseAlert} against their ranges, in the order of the schema. */
final class RaiseFields {
    private static final int MAX_PAIN = 10;
    private static final int MAX_SPECIALIZATIONS = 4;
    private static final int MAX_SPECIALIZATION_BYTES = 20;
    private static final int MAX_LATITUDE = 900_000_000;
    private static final int MAX_LONGITUDE = 1_800_000_000;
    private static final int FIRST_TEXT_FIELD = RaiseAlertDecoder.alertKeyId();
    /** Most bytes of each text, in the order of the schema; negative for ids. */
    private static final int[] TEXT_LIMIT = {-36, -36, -36, 36, 24, 8, 24, -36, 16, -36, 72, 48, 160, 96, 96};

    private static final int KEY = 0;
    private static final int DEVICE = 2;

    private RaiseFields() {}

    /** Whether a raise is in order; refused if not. */
    static boolean areValid(
            final RaiseAlertDecoder raise, final DirectBuffer buffer, final MessageLayout layout, final Answer answer) {
        final int type = raise.emergencyTypeRaw();
        final int severity = raise.severityRaw();
        final int consciousness = raise.consciousnessRaw();
        final int pain = raise.pain();
        final int latitude = raise.latitude();
        final int longitude = raise.longitude();
        int wrong = 0;
        if (type < EmergencyType.CARDIAC_ARREST.value()
                || (type > EmergencyType.OTHER.value() && !DeviceAlerts.isType(type))) {
            wrong = RaiseAlertDecoder.emergencyTypeId();
        } else if (severity < Severity.CRITICAL.value() || severity > Severity.NON_URGENT.value()) {
            wrong = RaiseAlertDecoder.severityId();
        } else if (consciousness != Consciousness.NULL_VAL.value()
                && consciousness > Consciousness.UNRESPONSIVE.value()) {
            wrong = RaiseAlertDecoder.consciousnessId();
        } else if (pain != RaiseAlertDecoder.painNullValue() && pain > MAX_PAIN) {
            wrong = RaiseAlertDecoder.painId();
        } else if (latitude != RaiseAlertDecoder.latitudeNullValue() && Math.abs(latitude) > MAX_LATITUDE) {
            wrong = RaiseAlertDecoder.latitudeId();
        } else if (longitude != RaiseAlertDecoder.longitudeNullValue() && Math.abs(longitude) > MAX_LONGITUDE) {
            wrong = RaiseAlertDecoder.longitudeId();
        } else if (!DeviceAlerts.mayHave(type, DeviceAlerts.conditionOf(raise, layout.blockLength()))) {
            wrong = RaiseAlertDecoder.deviceConditionId();
        } else if (!areSpecializationsValid(buffer, layout)) {
            wrong = (int) RaiseAlertDecoder.specializationsDecoderId();
        }
        if (wrong != 0) {
            answer.refuse(Result.INVALID_FIELD, wrong);
            return false;
        }
        if (layout.textLength(KEY) == 0) {
            answer.refuse(Result.INVALID_FIELD, FIRST_TEXT_FIELD);
            return false;
        }
        for (int i = 0; i < TEXT_LIMIT.length; i++) {
            if (layout.textLength(i) > Math.abs(TEXT_LIMIT[i])) {
                answer.refuse(TEXT_LIMIT[i] < 0 ? Result.ID_TOO_LONG : Result.INVALID_FIELD, FIRST_TEXT_FIELD + i);
                return false;
            }
        }
        if (DeviceAlerts.isType(type) && layout.textLength(DEVICE) == 0) {
            answer.refuse(Result.INVALID_FIELD, RaiseAlertDecoder.deviceIdId());
            return false;
        }
        return true;
    }

    private static boolean areSpecializationsValid(final DirectBuffer buffer, final MessageLayout layout) {
        if (layout.groupCount() > MAX_SPECIALIZATIONS) {
            return false;
        }
        int at = layout.groupOffset();
        for (int i = 0; i < layout.groupCount(); i++) {
            at += layout.elementBytes();
            final int length = buffer.getByte(at) & 0xFF;
            if (length > MAX_SPECIALIZATION_BYTES) {
                return false;
            }
            at += 1 + length;
        }
        return true;
    }
}
