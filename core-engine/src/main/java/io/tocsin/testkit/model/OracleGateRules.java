package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.GateEntryDecoder;
import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** What a site looks for in readings: section 30. */
record OracleGateRules(
        long confirmMs, long flatMs, Set<GateReason> reasons, Severity severity, Map<Parameter, Integer> worst) {
    static final int TEMPLATE_ID = GateEntryDecoder.TEMPLATE_ID;

    static OracleGateRules of(final DirectBuffer buffer) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final GateEntryDecoder entry = new GateEntryDecoder().wrapAndApplyHeader(buffer, 0, header);
        OracleEntries.require(entry.confirmMs() >= 1_000 && entry.confirmMs() <= 600_000, ConfigRefusal.BAD_VALUE);
        OracleEntries.require(entry.flatMs() >= 60_000 && entry.flatMs() <= 86_400_000, ConfigRefusal.BAD_VALUE);
        OracleEntries.require(entry.reasons() % 2 == 0 && entry.reasons() < 256, ConfigRefusal.BAD_VALUE);
        OracleEntries.require(OracleFields.isSeverity(entry.severityRaw()), ConfigRefusal.BAD_VALUE);
        final Set<GateReason> reasons = EnumSet.noneOf(GateReason.class);
        for (short reason = 1; reason <= 7; reason++) {
            if ((entry.reasons() >> reason) % 2 == 1) {
                reasons.add(GateReason.get(reason));
            }
        }
        final Map<Parameter, Integer> worst = new EnumMap<>(Parameter.class);
        if (header.blockLength() >= 27) {
            worst.put(Parameter.HEART_RATE, entry.worstHeartRate());
            worst.put(Parameter.SPO2, entry.worstSpo2());
            worst.put(Parameter.TEMPERATURE, entry.worstTemperature());
            worst.put(Parameter.RESPIRATORY_RATE, entry.worstRespiratoryRate());
            worst.put(Parameter.ETCO2, entry.worstEtco2());
            worst.put(Parameter.GLUCOSE, entry.worstGlucose());
            for (final Parameter cuff : List.of(Parameter.SYSTOLIC, Parameter.MEAN_PRESSURE, Parameter.DIASTOLIC)) {
                worst.put(cuff, entry.worstCuff());
            }
            for (final Parameter line :
                    List.of(Parameter.ARTERIAL_SYSTOLIC, Parameter.ARTERIAL_MEAN, Parameter.ARTERIAL_DIASTOLIC)) {
                worst.put(line, entry.worstLine());
            }
        }
        worst.values().removeIf(each -> each == 0);
        if (!reasons.contains(GateReason.INACCURATE)) {
            worst.clear();
        }
        return new OracleGateRules(entry.confirmMs(), entry.flatMs(), reasons, entry.severity(), worst);
    }

    /** Whether limits and scores get to see less, or later, or people hear of it less, later or more mildly. */
    static boolean keepBackMore(final @Nullable OracleGateRules before, final @Nullable OracleGateRules after) {
        if (after == null || after.equals(before)) {
            return false;
        }
        final Set<GateReason> keeping = EnumSet.complementOf(EnumSet.of(GateReason.NULL_VAL));
        keeping.retainAll(after.reasons);
        keeping.remove(GateReason.FLAT);
        keeping.remove(GateReason.INACCURATE);
        if (before == null) {
            return !keeping.isEmpty() || !after.worst.isEmpty();
        }
        final boolean wantsMore = after.worst.entrySet().stream()
                .anyMatch(each -> each.getValue() < before.worst.getOrDefault(each.getKey(), Integer.MAX_VALUE));
        final boolean isTold = keeping.contains(GateReason.OUT_OF_RANGE) || keeping.contains(GateReason.STATUS);
        final boolean isStuckLater = before.reasons.contains(GateReason.FLAT)
                && (!after.reasons.contains(GateReason.FLAT) || after.flatMs > before.flatMs);
        return wantsMore
                || !before.reasons.containsAll(keeping)
                || (!keeping.isEmpty() && after.confirmMs > before.confirmMs)
                || (isTold && after.severity.value() > before.severity.value())
                || isStuckLater;
    }

    /** Whether a reading is less accurate, as its batch states, than the site wants it. */
    boolean wantsMore(final OracleBatch batch, final Parameter parameter) {
        final Integer accuracy = batch.accuracy();
        final Integer most = worst.get(parameter);
        final boolean isOfIt = batch.accuracyOf() == 0 || (batch.accuracyOf() >> parameter.value()) % 2 == 1;
        return accuracy != null && most != null && isOfIt && accuracy > most;
    }
}
