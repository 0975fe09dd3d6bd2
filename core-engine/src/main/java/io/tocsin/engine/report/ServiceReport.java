package io.tocsin.engine.report;

import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.OperationsEntryEncoder;
import io.tocsin.codecs.sbe.ViewRulesEntryEncoder;
import io.tocsin.engine.authority.ViewRules;
import io.tocsin.engine.event.SystemEvents;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.sla.Operations;
import io.tocsin.engine.store.IdTable;
import org.agrona.concurrent.UnsafeBuffer;

/** The {@code OperationsEntry} and the {@code ViewRulesEntry} in force, for a report. */
final class ServiceReport {
    private static final long NS_PER_MS = 1_000_000L;
    private static final int ELEVATED = 1;
    private static final int EMERGENCY = 2;

    private ServiceReport() {}

    /** The {@code ViewRulesEntry}, which the site has said. */
    static void views(final ViewRules rules, final UnsafeBuffer buffer, final SystemEvents events) {
        final ViewRulesEntryEncoder entry =
                new ViewRulesEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        entry.mostMs(rules.mostMs()).atOnce(rules.atOnce()).perPerson((short) rules.perPerson());
        events.configEntry(buffer, entry.limit());
    }

    static void report(
            final Operations operations, final Site site, final UnsafeBuffer buffer, final SystemEvents events) {
        if (!operations.isOn()) {
            return;
        }
        final OperationsEntryEncoder entry =
                new OperationsEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final OperationsEntryEncoder.AdministratorsEncoder people = entry.targetMs(operations.targetNs() / NS_PER_MS)
                .breachMs(operations.breachNs() / NS_PER_MS)
                .elevatedConnections(operations.connections(ELEVATED))
                .emergencyConnections(operations.connections(EMERGENCY))
                .elevatedBacklogPermille(operations.backlogPermille(ELEVATED))
                .emergencyBacklogPermille(operations.backlogPermille(EMERGENCY))
                .elevatedCpuPermille(operations.cpuPermille(ELEVATED))
                .emergencyCpuPermille(operations.cpuPermille(EMERGENCY))
                .holdMs(operations.holdNs() / NS_PER_MS)
                .deferMs(operations.deferNs() / NS_PER_MS)
                .leavePercent((short) operations.leavePercent())
                .deviceLostMs(operations.deviceLostNs() / NS_PER_MS)
                .administratorsCount(operations.administrators());
        final IdTable ids = site.people();
        for (int i = 0; i < operations.administrators(); i++) {
            final int person = operations.administratorAt(i);
            people.next().putPersonId(ids.records(), ids.idOffset(person), ids.idLength(person));
        }
        events.configEntry(buffer, entry.limit());
    }
}
