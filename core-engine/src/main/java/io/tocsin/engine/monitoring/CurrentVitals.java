package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.RaiseAlertEncoder;
import io.tocsin.codecs.sbe.Severity;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What else is known of a patient when a CRITICAL limit is violated: as a content that says nothing but their last vital signs, as far as they are not too old, so that
 * whoever is called, and may see readings, sees them with the alert. The message is made once, and its numbers are put in place: no memory is taken for an alert.
 */
final class CurrentVitals {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int CONSCIOUSNESS = Parameter.CONSCIOUSNESS.value();
    private static final int CONSCIOUSNESS_AT = HEADER + RaiseAlertEncoder.consciousnessEncodingOffset();
    private static final int CREATED_AT = HEADER + RaiseAlertEncoder.createdAtNsEncodingOffset();
    private static final int HUNDREDTHS = 100;
    private static final int TEXTS = 15;
    private static final int NONE = RaiseAlertEncoder.heartRateNullValue();
    /** Fields of the envelope and texts are all zero: nobody has sent it, and nothing is said. */
    private static final int MOST_BYTES = 256;

    private final LimitRules rules;
    private final Subjects subjects;
    private final UnsafeBuffer content = new UnsafeBuffer(new byte[MOST_BYTES]);
    private final int length;

    CurrentVitals(final LimitRules rules, final Subjects subjects) {
        this.rules = rules;
        this.subjects = subjects;
        final RaiseAlertEncoder raise =
                new RaiseAlertEncoder().wrapAndApplyHeader(content, 0, new MessageHeaderEncoder());
        raise.emergencyType(EmergencyType.OTHER)
                .severity(Severity.CRITICAL)
                .consciousness(Consciousness.NULL_VAL)
                .pain(RaiseAlertEncoder.painNullValue())
                .contentFlags(0)
                .reserved(0)
                .systolic(NONE)
                .diastolic(NONE)
                .heartRate(NONE)
                .respiratoryRate(NONE)
                .temperature(NONE)
                .spo2(NONE)
                .glucose(NONE)
                .latitude(RaiseAlertEncoder.latitudeNullValue())
                .longitude(RaiseAlertEncoder.longitudeNullValue())
                .estimatedResponseMs(RaiseAlertEncoder.estimatedResponseMsNullValue())
                .createdAtNs(0)
                .deviceCondition(DeviceCondition.NULL_VAL);
        raise.specializationsCount(0);
        length = raise.limit() + TEXTS;
    }

    /** Writes those of a subject now; gives the length of {@link #content()}, which is valid until the next. */
    int write(final int subject, final long nowNs) {
        final long fastNs = nowNs - rules.fastAgeNs();
        put(RaiseAlertEncoder.heartRateEncodingOffset(), subject, Parameter.HEART_RATE, fastNs);
        put(RaiseAlertEncoder.spo2EncodingOffset(), subject, Parameter.SPO2, fastNs);
        put(RaiseAlertEncoder.respiratoryRateEncodingOffset(), subject, Parameter.RESPIRATORY_RATE, fastNs);
        put(RaiseAlertEncoder.systolicEncodingOffset(), subject, Parameter.SYSTOLIC, nowNs - rules.pressureAgeNs());
        put(
                RaiseAlertEncoder.temperatureEncodingOffset(),
                subject,
                Parameter.TEMPERATURE,
                nowNs - rules.temperatureAgeNs());
        final int consciousness = subjects.has(subject, CONSCIOUSNESS)
                ? subjects.value(subject, CONSCIOUSNESS) / HUNDREDTHS
                : Consciousness.NULL_VAL.value();
        content.putByte(CONSCIOUSNESS_AT, (byte) consciousness);
        content.putLong(CREATED_AT, nowNs, ByteOrder.LITTLE_ENDIAN);
        return length;
    }

    private void put(final int field, final int subject, final Parameter parameter, final long oldestNs) {
        final boolean isFresh =
                subjects.has(subject, parameter.value()) && subjects.readAtNs(subject, parameter.value()) >= oldestNs;
        content.putInt(
                HEADER + field, isFresh ? subjects.value(subject, parameter.value()) : NONE, ByteOrder.LITTLE_ENDIAN);
    }

    UnsafeBuffer content() {
        return content;
    }
}
