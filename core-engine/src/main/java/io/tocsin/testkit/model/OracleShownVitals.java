package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Phase;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.Severity;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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

    /** What violates, and what a batch reads behind it; null = what is behind may be questioned. */
    record Moment(Parameter parameter, int value, Map<Parameter, Optional<Integer>> behind) {}

    static byte[] of(final OracleState state, final OracleValues values, final int subject, final Moment moment) {
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
        final long ageMs = state.site.rules.fastAgeMs();
        final Function<Parameter, @Nullable Integer> now = parameter -> {
            if (parameter == moment.parameter) {
                return moment.value;
            }
            final Optional<Integer> behind = moment.behind.get(parameter);
            return behind != null ? behind.orElse(null) : values.fresh(subject, parameter, ageMs);
        };
        final Integer awake = moment.parameter == Parameter.CONSCIOUSNESS ? (Integer) moment.value : null;
        bytes.put(
                block + RaiseAlertDecoder.consciousnessEncodingOffset(), awake == null ? UNSAID : (byte) (awake / 100));
        final boolean hasLine = values.fresh(subject, Parameter.ARTERIAL_SYSTOLIC, Integer.MAX_VALUE) != null;
        final boolean isSystolic =
                moment.parameter == Parameter.SYSTOLIC || moment.parameter == Parameter.ARTERIAL_SYSTOLIC;
        final boolean isDiastolic =
                moment.parameter == Parameter.DIASTOLIC || moment.parameter == Parameter.ARTERIAL_DIASTOLIC;
        final Integer cuff = hasLine ? null : now.apply(Parameter.SYSTOLIC);
        said(bytes, RaiseAlertDecoder.systolicEncodingOffset(), isSystolic ? (Integer) moment.value : cuff);
        said(bytes, RaiseAlertDecoder.diastolicEncodingOffset(), isDiastolic ? (Integer) moment.value : null);
        said(bytes, RaiseAlertDecoder.heartRateEncodingOffset(), now.apply(Parameter.HEART_RATE));
        said(bytes, RaiseAlertDecoder.respiratoryRateEncodingOffset(), now.apply(Parameter.RESPIRATORY_RATE));
        said(bytes, RaiseAlertDecoder.temperatureEncodingOffset(), now.apply(Parameter.TEMPERATURE));
        said(bytes, RaiseAlertDecoder.spo2EncodingOffset(), now.apply(Parameter.SPO2));
        final boolean isGlucose = moment.parameter == Parameter.GLUCOSE;
        said(bytes, RaiseAlertDecoder.glucoseEncodingOffset(), isGlucose ? (Integer) moment.value : null);
        said(bytes, RaiseAlertDecoder.latitudeEncodingOffset(), null);
        said(bytes, RaiseAlertDecoder.longitudeEncodingOffset(), null);
        bytes.putInt(block + RaiseAlertDecoder.estimatedResponseMsEncodingOffset(), -1);
        bytes.putLong(block + RaiseAlertDecoder.createdAtNsEncodingOffset(), state.nowNs);
        return bytes.array();
    }

    /** An alert whose condition is about to be back shows what is so now; what was not shown, as there was no room, is as for a raise that is not urgent. */
    static void replace(
            final OracleAlerts alerts,
            final OracleAlert alert,
            final OracleSite.Rule rule,
            final int value,
            final byte[] shown) {
        alert.value = value;
        alert.limitValue = rule.limitValue();
        if (rule.severity() == Severity.CRITICAL
                && (alert.content.length > 0 || alerts.mayStore(shown, Severity.NON_URGENT))) {
            alert.content = shown;
            alerts.tellUpdated(alert, Phase.UPDATE, shown, OracleState.clauses(Clause.VITALS_OF_NOW));
        }
    }

    private static void said(final ByteBuffer bytes, final int field, final @Nullable Integer value) {
        bytes.putInt(HEADER + field, value == null ? Integer.MIN_VALUE : value);
    }
}
