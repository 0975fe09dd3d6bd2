package io.tocsin.codecs.text;

import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.RaiseAlertEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.MutableDirectBuffer;

/** Encodes a raise, cutting its texts. Used once, by one thread. */
final class RaiseEncoding {
    private final RaiseContent raise;
    private int contentFlags;

    RaiseEncoding(final RaiseContent raise) {
        this.raise = raise;
    }

    int encode(final MutableDirectBuffer buffer, final int offset) {
        if (raise.type == null) {
            throw new IllegalArgumentException("alert '" + raise.alertKey + "' has no type: say which, or OTHER");
        }
        if (raise.severity == null) {
            throw new IllegalArgumentException("alert '" + raise.alertKey + "' has no severity: say how severe it is");
        }
        final RaiseAlertEncoder encoder =
                new RaiseAlertEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        encoder.envelope().keyId(raise.sealKeyId);
        encoder.emergencyType(raise.type).severity(raise.severity).reserved(0);
        encodeNumbers(encoder);
        encodeSpecializations(encoder);
        encoder.alertKey(raise.alertKey).patientId(raise.patientId).deviceId(raise.deviceId);
        encoder.facilityName(cut(TextLimit.FACILITY_NAME))
                .building(cut(TextLimit.BUILDING))
                .floor(cut(TextLimit.FLOOR))
                .department(cut(TextLimit.DEPARTMENT))
                .unitId(raise.unitId)
                .room(cut(TextLimit.ROOM))
                .bedId(raise.bedId)
                .address(cut(TextLimit.ADDRESS))
                .typeText(cut(TextLimit.TYPE_TEXT))
                .description(cut(TextLimit.DESCRIPTION))
                .metadata(metadata());
        final byte[] personal =
                raise.sealed == null ? cut(TextLimit.PERSONAL).getBytes(StandardCharsets.UTF_8) : raise.sealed;
        encoder.putPersonal(personal, 0, personal.length);
        encoder.contentFlags(contentFlags);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private void encodeNumbers(final RaiseAlertEncoder encoder) {
        encoder.consciousness(raise.consciousness == null ? Consciousness.NULL_VAL : raise.consciousness)
                .pain(raise.pain == null ? RaiseAlertEncoder.painNullValue() : raise.pain.shortValue())
                .systolic(vital(Parameter.SYSTOLIC))
                .diastolic(vital(Parameter.DIASTOLIC))
                .heartRate(vital(Parameter.HEART_RATE))
                .respiratoryRate(vital(Parameter.RESPIRATORY_RATE))
                .temperature(vital(Parameter.TEMPERATURE))
                .spo2(vital(Parameter.SPO2))
                .glucose(vital(Parameter.GLUCOSE))
                .latitude(raise.latitude == null ? RaiseAlertEncoder.latitudeNullValue() : raise.latitude)
                .longitude(raise.longitude == null ? RaiseAlertEncoder.longitudeNullValue() : raise.longitude)
                .estimatedResponseMs(
                        raise.estimatedResponseMs == 0
                                ? RaiseAlertEncoder.estimatedResponseMsNullValue()
                                : raise.estimatedResponseMs)
                .createdAtNs(raise.createdAtNs)
                .deviceCondition(raise.deviceCondition == null ? DeviceCondition.NULL_VAL : raise.deviceCondition);
    }

    private void encodeSpecializations(final RaiseAlertEncoder encoder) {
        final int count = Math.min(raise.specializations.size(), RaiseContent.MAX_SPECIALIZATIONS);
        if (count < raise.specializations.size()) {
            contentFlags |= RaiseContent.TEXT_CUT;
        }
        final List<String> kept = raise.specializations.subList(0, count);
        final RaiseAlertEncoder.SpecializationsEncoder group = encoder.specializationsCount(count);
        for (final String name : kept) {
            group.next().name(cut(name, TextLimit.SPECIALIZATION, RaiseContent.TEXT_CUT));
        }
    }

    private int vital(final Parameter parameter) {
        // All seven share one null value.
        return raise.vitals.getOrDefault(parameter, RaiseAlertEncoder.systolicNullValue());
    }

    private String metadata() {
        final EdgeText.Metadata metadata = EdgeText.metadata(raise.metadata, TextLimit.METADATA.maxBytes());
        if (metadata.changed()) {
            contentFlags |= RaiseContent.METADATA_CUT;
        }
        return metadata.text();
    }

    private String cut(final TextLimit field) {
        final int flag = field == TextLimit.DESCRIPTION ? RaiseContent.DESCRIPTION_CUT : RaiseContent.TEXT_CUT;
        return cut(raise.texts.getOrDefault(field, ""), field, flag);
    }

    private String cut(final String text, final TextLimit field, final int flag) {
        final String kept = EdgeText.cut(text, field.maxBytes());
        if (kept.length() < text.length()) {
            contentFlags |= flag;
        }
        return kept;
    }
}
