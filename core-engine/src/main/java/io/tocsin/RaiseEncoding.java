package io.tocsin;

import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.RaiseAlertEncoder;
import io.tocsin.router.EdgeText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Encodes a raise, cutting its texts. Any thread. */
final class RaiseEncoding {
    /** Bit of contentFlags: the description was cut. */
    static final int DESCRIPTION_CUT = 1;

    /** Bit of contentFlags: metadata was cut. */
    static final int METADATA_CUT = 1 << 1;

    /** Bit of contentFlags: another text was cut. */
    static final int TEXT_CUT = 1 << 2;

    private final Raise raise;
    private int contentFlags;

    private RaiseEncoding(final Raise raise) {
        this.raise = raise;
    }

    static OutgoingCommand encode(final Raise raise) {
        return new RaiseEncoding(raise).encode();
    }

    private OutgoingCommand encode() {
        if (raise.type == null) {
            throw new IllegalArgumentException("alert '" + raise.alertKey + "' has no type: say which, or OTHER");
        }
        if (raise.severity == null) {
            throw new IllegalArgumentException("alert '" + raise.alertKey + "' has no severity: say how severe it is");
        }
        final OutgoingCommand command = new OutgoingCommand();
        final RaiseAlertEncoder encoder =
                new RaiseAlertEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        encoder.emergencyType(raise.type).severity(raise.severity);
        encodeNumbers(encoder);
        encodeSpecializations(encoder);
        encoder.alertKey(raise.alertKey).patientId(raise.patientId).deviceId(raise.deviceId);
        encoder.facilityName(cut(Text.FACILITY_NAME))
                .building(cut(Text.BUILDING))
                .floor(cut(Text.FLOOR))
                .department(cut(Text.DEPARTMENT))
                .unitId(raise.unitId)
                .room(cut(Text.ROOM))
                .bedId(raise.bedId)
                .address(cut(Text.ADDRESS))
                .typeText(cut(Text.TYPE_TEXT))
                .description(cut(Text.DESCRIPTION))
                .metadata(metadata());
        final byte[] personal =
                raise.sealed == null ? cut(Text.PERSONAL).getBytes(StandardCharsets.UTF_8) : raise.sealed;
        encoder.putPersonal(personal, 0, personal.length);
        encoder.contentFlags(contentFlags);
        command.envelope().keyId(raise.sealKeyId);
        return command.encoded(encoder.encodedLength()).purpose(raise.purpose);
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
                .createdAtNs(raise.createdAtNs);
    }

    private void encodeSpecializations(final RaiseAlertEncoder encoder) {
        final int count = Math.min(raise.specializations.size(), Raise.MAX_SPECIALIZATIONS);
        if (count < raise.specializations.size()) {
            contentFlags |= TEXT_CUT;
        }
        final List<String> kept = raise.specializations.subList(0, count);
        final RaiseAlertEncoder.SpecializationsEncoder group = encoder.specializationsCount(count);
        for (final String name : kept) {
            group.next().name(cut(name, Text.SPECIALIZATION, TEXT_CUT));
        }
    }

    private int vital(final Parameter parameter) {
        return raise.vitals.getOrDefault(parameter, RaiseAlertEncoder.systolicNullValue());
    }

    private String metadata() {
        final EdgeText.Metadata metadata = EdgeText.metadata(raise.metadata, Text.METADATA.maxBytes());
        if (metadata.changed()) {
            contentFlags |= METADATA_CUT;
        }
        return metadata.text();
    }

    private String cut(final Text field) {
        return cut(raise.texts.getOrDefault(field, ""), field, field == Text.DESCRIPTION ? DESCRIPTION_CUT : TEXT_CUT);
    }

    private String cut(final String text, final Text field, final int flag) {
        final String kept = EdgeText.cut(text, field.maxBytes());
        if (kept.length() < text.length()) {
            contentFlags |= flag;
        }
        return kept;
    }
}
