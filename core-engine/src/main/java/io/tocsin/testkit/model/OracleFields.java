package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.ReceiptBatchDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;

/** Fields of commands against their ranges: section 2. Each check answers {@code OK} or the refusal, in the order of the schema. */
final class OracleFields {
    /** A text, its field, and how long it may be. */
    private record Text(int field, int limit, boolean isId, String value) {}

    /** What is sealed begins so. */
    static final String SEALED = "\u00ff";

    private static final int ID_BYTES = 36;
    private static final int NULL = 255;
    private static final int NO_DEGREES = Integer.MIN_VALUE;

    private OracleFields() {}

    /** The text whose length byte is at the offset, one character a byte. */
    static String latin(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset + 1, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** A text as {@link #latin} reads it, as its bytes. */
    static byte[] bytes(final String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Longer than may be typed, and by more than what is sealed is longer. */
    static boolean isTooLong(final String text, final int mostBytes) {
        return text.length() > (text.startsWith(SEALED) ? mostBytes + 33 : mostBytes);
    }

    /** A text that is too long, or that is as long as a sealed one may be, or one that is longer than that. */
    static String longText(final int mostBytes, final int kind) {
        return switch (Math.floorMod(kind, 3)) {
            case 0 -> SEALED + "s".repeat(mostBytes + 32);
            case 1 -> SEALED + "s".repeat(mostBytes + 33);
            default -> "c".repeat(mostBytes + 1);
        };
    }

    static boolean isSeverity(final int raw) {
        return raw >= Severity.CRITICAL.value() && raw <= Severity.NON_URGENT.value();
    }

    static boolean isParameter(final int raw) {
        return raw >= Parameter.HEART_RATE.value() && raw <= Parameter.ARTERIAL_DIASTOLIC.value();
    }

    static OracleAnswer severityOrNull(final int raw, final int field) {
        return raw == NULL || isSeverity(raw) ? OracleAnswer.OK : OracleAnswer.invalid(field);
    }

    static OracleAnswer id(final String value, final int field) {
        return value.length() > ID_BYTES ? OracleAnswer.of(Result.ID_TOO_LONG, field) : OracleAnswer.OK;
    }

    /** An alert is named by its number or by its key. */
    static OracleAnswer named(final long alertId, final String key) {
        if (alertId == 0 && key.isEmpty()) {
            return OracleAnswer.invalid(40);
        }
        return id(key, 40);
    }

    /** The values of a raise; decodes the texts on the way. */
    static OracleAnswer raise(final RaiseAlertDecoder raise, final List<String> ids) {
        final int type = raise.emergencyTypeRaw();
        if (type < EmergencyType.CARDIAC_ARREST.value()
                || type > EmergencyType.DEVICE_THERAPY.value()
                || type == EmergencyType.CRITICAL_RESULT.value()) {
            return OracleAnswer.invalid(2);
        }
        if (!isSeverity(raise.severityRaw())) {
            return OracleAnswer.invalid(3);
        }
        if (raise.consciousnessRaw() > 4 && raise.consciousnessRaw() != NULL) {
            return OracleAnswer.invalid(4);
        }
        if (raise.pain() > 10 && raise.pain() != NULL) {
            return OracleAnswer.invalid(5);
        }
        if (!isDegrees(raise.latitude(), 90)) {
            return OracleAnswer.invalid(15);
        }
        if (!isDegrees(raise.longitude(), 180)) {
            return OracleAnswer.invalid(16);
        }
        if (!OracleDevices.mayBe(raise)) {
            return OracleAnswer.invalid(19);
        }
        final RaiseAlertDecoder.SpecializationsDecoder specializations = raise.specializations();
        boolean areFine = specializations.count() <= 4;
        for (final RaiseAlertDecoder.SpecializationsDecoder each : specializations) {
            areFine &= each.nameLength() <= 20;
            each.skipName();
        }
        if (!areFine) {
            return OracleAnswer.invalid(30);
        }
        return texts(raise, ids);
    }

    private static boolean isDegrees(final int tenMillionths, final int most) {
        return tenMillionths == NO_DEGREES || Math.abs((long) tenMillionths) <= most * 10_000_000L;
    }

    private static OracleAnswer texts(final RaiseAlertDecoder raise, final List<String> ids) {
        final DirectBuffer buffer = raise.buffer();
        final int[][] rows = {
            {40, ID_BYTES, 1},
            {41, ID_BYTES, 1},
            {42, ID_BYTES, 1},
            {43, 36, 0},
            {44, 24, 0},
            {45, 8, 0},
            {46, 24, 0},
            {47, ID_BYTES, 1},
            {48, 16, 0},
            {49, ID_BYTES, 1},
            {50, 72, 0},
            {51, 48, 0},
            {52, 160, 0},
            {53, 96, 0},
            {54, 96, 0}
        };
        final List<Text> texts = new ArrayList<>();
        int at = raise.limit();
        for (final int[] row : rows) {
            final int length = buffer.getByte(at) & 0xFF;
            texts.add(new Text(row[0], row[1], row[2] == 1, latin(buffer, at, length)));
            at += 1 + length;
        }
        for (final Text text : texts) {
            if (text.value.length() > text.limit) {
                return OracleAnswer.of(text.isId ? Result.ID_TOO_LONG : Result.INVALID_FIELD, text.field);
            }
            if (text.field == 40 && text.value.isEmpty()) {
                return OracleAnswer.invalid(40);
            }
            if (text.isId) {
                ids.add(text.value);
            }
        }
        if (OracleDevices.isType(raise.emergencyType()) && ids.get(2).isEmpty()) {
            return OracleAnswer.invalid(42);
        }
        return OracleAnswer.OK;
    }

    /** The values of a batch up to the identifiers; collects the readings. */
    static OracleAnswer readings(final VitalsBatchDecoder batch, final List<OracleBatch.Reading> readings) {
        if (batch.acuityRaw() > 2) {
            return OracleAnswer.invalid(3);
        }
        if (batch.actingVersion() >= 3 && batch.measuredNs() < 0) {
            return OracleAnswer.invalid(4);
        }
        if (batch.actingVersion() >= 3 && batch.statusOf() % 2 == 1) {
            return OracleAnswer.invalid(6);
        }
        final Integer battery = OracleDeviceRules.battery(batch);
        if (battery != null && battery > 100) {
            return OracleAnswer.invalid(7);
        }
        final Integer calibration = OracleDeviceRules.calibration(batch);
        if (calibration != null && (calibration < 1 || calibration > 4)) {
            return OracleAnswer.invalid(8);
        }
        if (OracleDeviceRules.accuracyOf(batch) % 2 == 1) {
            return OracleAnswer.invalid(10);
        }
        final VitalsBatchDecoder.ReadingsDecoder group = batch.readings();
        final boolean isCountFine = group.count() >= 1 && group.count() <= 32;
        OracleAnswer worst = OracleAnswer.OK;
        for (final VitalsBatchDecoder.ReadingsDecoder each : group) {
            if (worst.isRefusal()) {
                continue;
            }
            if (!isParameter(each.parameterRaw()) && !isObserved(each.parameterRaw())) {
                worst = OracleAnswer.invalid(32);
            } else if (!isPlausible(each.parameter(), each.value())) {
                worst = OracleAnswer.invalid(31);
            } else {
                readings.add(new OracleBatch.Reading(each.parameter(), each.value()));
            }
        }
        return isCountFine ? worst : OracleAnswer.invalid(30);
    }

    /** What people observe, or laboratories measure: no limit is of it. */
    static boolean isObserved(final int raw) {
        return raw >= Parameter.OXYGEN_FLOW.value() && raw <= Parameter.WEIGHT.value();
    }

    private static boolean isPlausible(final Parameter parameter, final int value) {
        return switch (parameter) {
            case CONSCIOUSNESS -> value >= 0 && value <= 400 && value % 100 == 0;
            case OXYGEN_THERAPY -> value == 0 || value == 100;
            case OXYGEN_FLOW -> value >= 0 && value <= 100_00;
            case FIO2 -> value >= 15_00 && value <= 100_00;
            case CAPILLARY_REFILL -> value >= 0 && value <= 60_00;
            case RESPIRATORY_EFFORT -> Set.of(0, 100, 200, 300).contains(value);
            case WHITE_CELLS -> value >= 0 && value <= 2_000_00;
            case PACO2 -> value >= 10_00 && value <= 250_00;
            case WEIGHT -> value >= 20 && value <= 635_00;
            case GCS -> value >= 3_00 && value <= 15_00 && value % 100 == 0;
            default -> true;
        };
    }

    /** What of a receipt batch can be judged without knowing whose it is. */
    static OracleAnswer displayed(final ReceiptBatchDecoder batch) {
        final ReceiptBatchDecoder.DisplayedDecoder group = batch.displayed();
        if (group.count() > 64) {
            return OracleAnswer.invalid(30);
        }
        for (final ReceiptBatchDecoder.DisplayedDecoder each : group) {
            if (each.laneRaw() > 1) {
                return OracleAnswer.invalid(32);
            }
        }
        return OracleAnswer.OK;
    }
}
