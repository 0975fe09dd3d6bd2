package io.tocsin.engine.report;

import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.DeviceEntryEncoder;
import io.tocsin.codecs.sbe.GateEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.event.SystemEvents;
import io.tocsin.engine.monitoring.GateRules;
import io.tocsin.engine.watch.DeviceRules;
import org.agrona.ExpandableArrayBuffer;

/** Says how readings are looked at, as entries that make the same configuration. */
final class ReadingsReport {
    private static final long NS_PER_MS = 1_000_000L;

    private ReadingsReport() {}

    /** Emits the {@code GateEntry}, which the site has said. */
    static void gate(final GateRules rules, final SystemEvents events) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final GateEntryEncoder entry = new GateEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        entry.confirmMs(rules.confirmNs() / NS_PER_MS)
                .flatMs(rules.flatNs() / NS_PER_MS)
                .reasons(rules.reasons())
                .severity(Severity.get((short) rules.severity()))
                .worstHeartRate(rules.worst(0))
                .worstSpo2(rules.worst(1))
                .worstTemperature(rules.worst(2))
                .worstCuff(rules.worst(3))
                .worstRespiratoryRate(rules.worst(4))
                .worstEtco2(rules.worst(5))
                .worstGlucose(rules.worst(6))
                .worstLine(rules.worst(7));
        events.configEntry(buffer, entry.limit());
    }

    /** Emits the {@code DeviceEntry}, which the site has said. */
    static void devices(final DeviceRules rules, final SystemEvents events) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final DeviceEntryEncoder entry =
                new DeviceEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        int count = 0;
        for (int condition = 1; condition <= DeviceRules.CONDITIONS; condition++) {
            count += rules.floor(condition) <= Severity.NON_URGENT.value() ? 1 : 0;
        }
        final DeviceEntryEncoder.FloorsEncoder floors = entry.lowPercent((short) rules.lowPercent())
                .emptyPercent((short) rules.emptyPercent())
                .hysteresisPercent((short) rules.hysteresisPercent())
                .calibration((short) (rules.looksAtCalibration() ? 1 : 0))
                .silentMs(rules.silentNs() / NS_PER_MS)
                .floorsCount(count);
        for (int condition = 1; condition <= DeviceRules.CONDITIONS; condition++) {
            if (rules.floor(condition) <= Severity.NON_URGENT.value()) {
                floors.next().condition(DeviceCondition.get((short) condition)).severity(Severity.get((short)
                        rules.floor(condition)));
            }
        }
        events.configEntry(buffer, entry.limit());
    }
}
