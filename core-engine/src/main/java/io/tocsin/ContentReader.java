package io.tocsin;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.ReportResultDecoder;
import io.tocsin.codecs.sbe.ResultKind;
import io.tocsin.codecs.sbe.ScheduleDoseDecoder;
import io.tocsin.codecs.text.EdgeText;
import io.tocsin.codecs.text.RaiseContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Decodes the content of an alert: the RaiseAlert, ReportResult or ScheduleDose message as the engine keeps it, opened if it is sealed. Delivery thread only. */
final class ContentReader {
    private static final double PER_DEGREE = 10_000_000.0;
    private static final int OPENED_BYTES = 2_048;

    private final @Nullable PatientTexts texts;
    private final UnsafeBuffer opened = new UnsafeBuffer(new byte[OPENED_BYTES]);

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ReportResultDecoder report = new ReportResultDecoder();
    private final ScheduleDoseDecoder dose = new ScheduleDoseDecoder();
    private final RaiseAlertDecoder raise = new RaiseAlertDecoder();

    /** Of what is sealed it is said that it is, without {@code texts}. */
    ContentReader(final @Nullable PatientTexts texts) {
        this.texts = texts;
    }

    /** Reads content; nothing is {@link AlertDetails#NONE}. */
    AlertDetails read(final DirectBuffer buffer, final int offset, final int length) {
        // Without keys nobody is shown bytes as if they were words.
        final PatientTexts opener =
                texts == null && PatientTexts.isSealed(buffer, offset, length) ? PatientTexts.withoutKeys() : texts;
        final int clear = opener == null ? 0 : opener.open(buffer, offset, length, opened);
        if (clear == 0) {
            return readClear(buffer, offset, length);
        }
        try {
            return readClear(opened, 0, clear);
        } finally {
            opened.setMemory(0, clear, (byte) 0);
        }
    }

    private AlertDetails readClear(final DirectBuffer buffer, final int offset, final int length) {
        if (length < MessageHeaderDecoder.ENCODED_LENGTH) {
            return AlertDetails.NONE;
        }
        header.wrap(buffer, offset);
        if (header.templateId() == ReportResultDecoder.TEMPLATE_ID) {
            return result(buffer, offset);
        }
        if (header.templateId() == ScheduleDoseDecoder.TEMPLATE_ID) {
            return dose(buffer, offset);
        }
        if (header.templateId() != RaiseAlertDecoder.TEMPLATE_ID) {
            return AlertDetails.NONE;
        }
        raise.wrapAndApplyHeader(buffer, offset, header);
        final int flags = raise.contentFlags();
        final Map<Parameter, Integer> vitals = vitals();
        final long responseMs = raise.estimatedResponseMs();
        final long createdAtNs = raise.createdAtNs();
        final DeviceCondition stated = header.blockLength() > RaiseAlertDecoder.deviceConditionEncodingOffset()
                ? raise.deviceCondition()
                : DeviceCondition.NULL_VAL;
        final DeviceCondition condition = stated == DeviceCondition.NULL_VAL ? null : stated;
        final Double latitude = degrees(raise.latitude(), RaiseAlertDecoder.latitudeNullValue());
        final Double longitude = degrees(raise.longitude(), RaiseAlertDecoder.longitudeNullValue());

        // From here on in the order of the schema.
        final List<String> specializations = new ArrayList<>();
        for (final RaiseAlertDecoder.SpecializationsDecoder next : raise.specializations()) {
            specializations.add(next.name());
        }
        raise.skipAlertKey();
        raise.skipPatientId();
        final String deviceId = raise.deviceId();
        final Place place = new Place(
                raise.facilityName(),
                raise.building(),
                raise.floor(),
                raise.department(),
                raise.unitId(),
                raise.room(),
                raise.bedId(),
                raise.address(),
                latitude,
                longitude);
        final String typeText = raise.typeText();
        final String description = raise.description();
        return new AlertDetails(
                typeText,
                description,
                deviceId,
                place,
                vitals,
                specializations,
                pairs(raise.metadata()),
                responseMs == RaiseAlertDecoder.estimatedResponseMsNullValue() ? 0 : responseMs,
                createdAtNs,
                (flags & RaiseContent.DESCRIPTION_CUT) != 0,
                (flags & RaiseContent.METADATA_CUT) != 0,
                (flags & RaiseContent.TEXT_CUT) != 0,
                condition);
    }

    /** What was examined names it, what was found is its description, and its parts are pairs of their own: whoever shows an alert shows a result. */
    private AlertDetails result(final DirectBuffer buffer, final int offset) {
        report.wrapAndApplyHeader(buffer, offset, header);
        final ResultKind kind = report.kind();
        final long resultedAtNs = report.resultedAtNs();
        report.skipAlertKey();
        report.skipPatientId();
        final String unit = report.unitId();
        final String bed = report.bedId();
        final Map<String, String> parts = new LinkedHashMap<>();
        put(parts, "orderedBy", report.orderedBy());
        put(parts, "code", report.code());
        final String name = report.name();
        final String value = report.value();
        final String valueUnit = report.valueUnit();
        put(parts, "value", value);
        put(parts, "unit", valueUnit);
        put(parts, "kind", kind.name());
        final String found = (name + ' ' + value + ' ' + valueUnit).stripTrailing();
        final String comment = report.comment();
        return new AlertDetails(
                name,
                comment.isEmpty() ? found : found + "; " + comment,
                "",
                new Place("", "", "", "", unit, "", bed, "", null, null),
                Map.of(),
                List.of(),
                parts,
                0,
                resultedAtNs,
                false,
                false,
                false,
                null);
    }

    /** The medication is its description; whoever may not see readings sees which dose it is, and not of what. */
    private AlertDetails dose(final DirectBuffer buffer, final int offset) {
        dose.wrapAndApplyHeader(buffer, offset, header);
        final Map<String, String> parts = new LinkedHashMap<>();
        parts.put("due", Instant.ofEpochSecond(0, dose.dueNs()).toString());
        parts.put("critical", String.valueOf(dose.critical() != 0));
        put(parts, "dose", dose.doseId());
        dose.skipPatientId();
        return new AlertDetails(
                "missed dose",
                dose.medication(),
                "",
                new Place("", "", "", "", "", "", "", "", null, null),
                Map.of(),
                List.of(),
                parts,
                0,
                0,
                false,
                false,
                false,
                null);
    }

    private static void put(final Map<String, String> parts, final String name, final String text) {
        if (!text.isEmpty()) {
            parts.put(name, text);
        }
    }

    private Map<Parameter, Integer> vitals() {
        final Map<Parameter, Integer> vitals = new EnumMap<>(Parameter.class);
        put(vitals, Parameter.SYSTOLIC, raise.systolic());
        put(vitals, Parameter.DIASTOLIC, raise.diastolic());
        put(vitals, Parameter.HEART_RATE, raise.heartRate());
        put(vitals, Parameter.RESPIRATORY_RATE, raise.respiratoryRate());
        put(vitals, Parameter.TEMPERATURE, raise.temperature());
        put(vitals, Parameter.SPO2, raise.spo2());
        put(vitals, Parameter.GLUCOSE, raise.glucose());
        if (raise.pain() != RaiseAlertDecoder.painNullValue()) {
            vitals.put(Parameter.PAIN, raise.pain() * 100);
        }
        final Consciousness consciousness = raise.consciousness();
        if (consciousness != Consciousness.NULL_VAL) {
            vitals.put(Parameter.CONSCIOUSNESS, consciousness.value() * 100);
        }
        return vitals;
    }

    private static void put(final Map<Parameter, Integer> vitals, final Parameter parameter, final int value) {
        // All seven share one null value.
        if (value != RaiseAlertDecoder.systolicNullValue()) {
            vitals.put(parameter, value);
        }
    }

    private static @Nullable Double degrees(final int value, final int nullValue) {
        return value == nullValue ? null : value / PER_DEGREE;
    }

    private static Map<String, String> pairs(final String metadata) {
        final Map<String, String> pairs = new LinkedHashMap<>();
        int start = 0;
        while (start < metadata.length()) {
            final int separator = metadata.indexOf(EdgeText.PAIR_SEPARATOR, start);
            final int end = separator < 0 ? metadata.length() : separator;
            final String pair = metadata.substring(start, end);
            final int equals = pair.indexOf('=');
            pairs.put(equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : pair.substring(equals + 1));
            start = end + 1;
        }
        return pairs;
    }
}
