package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The content of the alert of a CRITICAL limit: what is known of the patient, byte by byte as the schema lays a {@code RaiseAlert} out that says nothing else: section 11. */
final class OracleShownVitals {
    private static final int HEADER = 8;
    private static final int CRITICAL = 1;
    private static final int OTHER = 9;
    private static final byte UNSAID = (byte) 255;
    private static final int TEXTS = 15;
    private static final int GROUP = 3;

    private OracleShownVitals() {}

    static byte[] of(final OracleState state, final OracleValues values, final int subject) {
        final ByteBuffer bytes = ByteBuffer.allocate(HEADER + RaiseAlertDecoder.BLOCK_LENGTH + GROUP + TEXTS)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort((short) RaiseAlertDecoder.BLOCK_LENGTH)
                .putShort((short) RaiseAlertDecoder.TEMPLATE_ID)
                .putShort((short) RaiseAlertDecoder.SCHEMA_ID)
                .putShort((short) RaiseAlertDecoder.SCHEMA_VERSION);
        final int block = HEADER;
        bytes.put(block + RaiseAlertDecoder.emergencyTypeEncodingOffset(), (byte) OTHER);
        bytes.put(block + RaiseAlertDecoder.severityEncodingOffset(), (byte) CRITICAL);
        bytes.put(block + RaiseAlertDecoder.painEncodingOffset(), UNSAID);
        bytes.put(block + RaiseAlertDecoder.deviceConditionEncodingOffset(), UNSAID);
        final OracleSite.Rules rules = state.site.rules;
        final Integer awake = values.fresh(subject, Parameter.CONSCIOUSNESS, Integer.MAX_VALUE);
        bytes.put(
                block + RaiseAlertDecoder.consciousnessEncodingOffset(), awake == null ? UNSAID : (byte) (awake / 100));
        said(
                bytes,
                RaiseAlertDecoder.systolicEncodingOffset(),
                values.fresh(subject, Parameter.SYSTOLIC, rules.pressureAgeMs()));
        said(bytes, RaiseAlertDecoder.diastolicEncodingOffset(), null);
        said(
                bytes,
                RaiseAlertDecoder.heartRateEncodingOffset(),
                values.fresh(subject, Parameter.HEART_RATE, rules.fastAgeMs()));
        said(
                bytes,
                RaiseAlertDecoder.respiratoryRateEncodingOffset(),
                values.fresh(subject, Parameter.RESPIRATORY_RATE, rules.fastAgeMs()));
        said(
                bytes,
                RaiseAlertDecoder.temperatureEncodingOffset(),
                values.fresh(subject, Parameter.TEMPERATURE, rules.temperatureAgeMs()));
        said(bytes, RaiseAlertDecoder.spo2EncodingOffset(), values.fresh(subject, Parameter.SPO2, rules.fastAgeMs()));
        said(bytes, RaiseAlertDecoder.glucoseEncodingOffset(), null);
        said(bytes, RaiseAlertDecoder.latitudeEncodingOffset(), null);
        said(bytes, RaiseAlertDecoder.longitudeEncodingOffset(), null);
        bytes.putInt(block + RaiseAlertDecoder.estimatedResponseMsEncodingOffset(), -1);
        bytes.putLong(block + RaiseAlertDecoder.createdAtNsEncodingOffset(), state.nowNs);
        return bytes.array();
    }

    private static void said(final ByteBuffer bytes, final int field, final @Nullable Integer value) {
        bytes.putInt(HEADER + field, value == null ? Integer.MIN_VALUE : value);
    }
}
