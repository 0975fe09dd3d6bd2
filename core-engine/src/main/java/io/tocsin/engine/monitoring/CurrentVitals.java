package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.RaiseAlertEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import io.tocsin.engine.ingress.MessageLayout;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What else is known of a patient when a CRITICAL limit is violated: as a content that says nothing but their last vital signs, as far as they are of these minutes, so that
 * whoever is called, and may see readings, sees them with the alert. The message is made once, and its numbers are put in place: no memory is taken for an alert.
 */
final class CurrentVitals {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int HEART_RATE = Parameter.HEART_RATE.value();
    private static final int SPO2 = Parameter.SPO2.value();
    private static final int TEMPERATURE = Parameter.TEMPERATURE.value();
    private static final int SYSTOLIC = Parameter.SYSTOLIC.value();
    private static final int DIASTOLIC = Parameter.DIASTOLIC.value();
    private static final int RESPIRATORY_RATE = Parameter.RESPIRATORY_RATE.value();
    private static final int GLUCOSE = Parameter.GLUCOSE.value();
    private static final int CONSCIOUSNESS = Parameter.CONSCIOUSNESS.value();
    private static final int ARTERIAL_SYSTOLIC = Parameter.ARTERIAL_SYSTOLIC.value();
    private static final int ARTERIAL_DIASTOLIC = Parameter.ARTERIAL_DIASTOLIC.value();
    private static final int PARAMETER_AT = VitalsBatchDecoder.ReadingsDecoder.parameterEncodingOffset();
    private static final int VALUE_AT = VitalsBatchDecoder.ReadingsDecoder.valueEncodingOffset();
    private static final int ABSENT = -1;
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
    private DirectBuffer message = content;
    private @Nullable MessageLayout batch;
    private boolean isQuestioned;
    private int reading;

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

    /** The reading of a batch that is looked at: what stands behind it is of the same instant. What a gate may question is left out. */
    void at(final DirectBuffer buffer, final MessageLayout layout, final int index, final boolean isGated) {
        message = buffer;
        batch = layout;
        reading = index;
        isQuestioned = isGated;
    }

    /** The batch is over. */
    void end() {
        batch = null;
    }

    /** Writes those of a subject now, and the one that violates; gives the length of {@link #content()}, which is valid until the next. */
    int write(final int subject, final int parameter, final int value, final long nowNs) {
        final long oldestNs = nowNs - rules.fastAgeNs();
        put(RaiseAlertEncoder.heartRateEncodingOffset(), subject, HEART_RATE, parameter, value, oldestNs);
        put(RaiseAlertEncoder.spo2EncodingOffset(), subject, SPO2, parameter, value, oldestNs);
        put(RaiseAlertEncoder.respiratoryRateEncodingOffset(), subject, RESPIRATORY_RATE, parameter, value, oldestNs);
        put(RaiseAlertEncoder.temperatureEncodingOffset(), subject, TEMPERATURE, parameter, value, oldestNs);
        // Beside an invasive line the cuff says how it was.
        final boolean hasLine = subjects.has(subject, ARTERIAL_SYSTOLIC);
        final int systolic = parameter == ARTERIAL_SYSTOLIC ? SYSTOLIC : parameter;
        final long cuffNs = hasLine ? Long.MAX_VALUE : oldestNs;
        put(RaiseAlertEncoder.systolicEncodingOffset(), subject, SYSTOLIC, systolic, value, cuffNs);
        final boolean isDiastolic = parameter == DIASTOLIC || parameter == ARTERIAL_DIASTOLIC;
        put(RaiseAlertEncoder.diastolicEncodingOffset(), isDiastolic ? value : NONE);
        put(RaiseAlertEncoder.glucoseEncodingOffset(), parameter == GLUCOSE ? value : NONE);
        final int consciousness = parameter == CONSCIOUSNESS ? value / HUNDREDTHS : Consciousness.NULL_VAL.value();
        content.putByte(CONSCIOUSNESS_AT, (byte) consciousness);
        content.putLong(CREATED_AT, nowNs, ByteOrder.LITTLE_ENDIAN);
        return length;
    }

    private void put(
            final int field,
            final int subject,
            final int parameter,
            final int violating,
            final int value,
            final long oldestNs) {
        final int behind = batch == null || oldestNs == Long.MAX_VALUE ? ABSENT : behind(batch, parameter);
        if (parameter == violating) {
            put(field, value);
        } else if (behind != ABSENT) {
            put(field, isQuestioned ? NONE : message.getInt(behind + VALUE_AT, ByteOrder.LITTLE_ENDIAN));
        } else {
            final boolean isFresh =
                    subjects.has(subject, parameter) && subjects.readAtNs(subject, parameter) >= oldestNs;
            put(field, isFresh ? subjects.value(subject, parameter) : NONE);
        }
    }

    /** Where the last reading of a parameter behind the one that is looked at stands in the batch. */
    private int behind(final MessageLayout layout, final int parameter) {
        for (int i = layout.groupCount() - 1; i > reading; i--) {
            if (message.getByte(layout.elementOffset(i) + PARAMETER_AT) == parameter) {
                return layout.elementOffset(i);
            }
        }
        return ABSENT;
    }

    private void put(final int field, final int value) {
        content.putInt(HEADER + field, value, ByteOrder.LITTLE_ENDIAN);
    }

    UnsafeBuffer content() {
        return content;
    }
}
