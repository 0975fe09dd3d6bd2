package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.CreditEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.OperationsEntryEncoder;
import io.tocsin.codecs.sbe.SourceEntryEncoder;
import io.tocsin.codecs.sbe.WatchEntryEncoder;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;

/** Writes the entries that speak of machines and of what the service promises. */
abstract class SystemEntries {
    /** A promise and its limits; three pairs of limits, of ELEVATED and of EMERGENCY. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Operations(
            long targetMs,
            long breachMs,
            int[] connections,
            int[] backlogPermille,
            int[] cpuPermille,
            long holdMs,
            long deferMs,
            int leavePercent,
            long deviceLostMs,
            List<String> administrators) {}

    static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(2_048);
    final MessageHeaderEncoder header = new MessageHeaderEncoder();

    byte[] credit(
            final long gatewayCritical, final long gatewayOther, final long personCritical, final long personOther) {
        return credit(gatewayCritical, gatewayOther, personCritical, personOther, 0);
    }

    byte[] credit(
            final long gatewayCritical,
            final long gatewayOther,
            final long personCritical,
            final long personOther,
            final long positionMs) {
        final CreditEntryEncoder entry = new CreditEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.gatewayCritical(gatewayCritical)
                .gatewayOther(gatewayOther)
                .personCritical(personCritical)
                .personOther(personOther)
                .positionMs(positionMs);
        return Commands.copy(buffer, entry.limit());
    }

    byte[] operations(final Operations operations) {
        final OperationsEntryEncoder entry = new OperationsEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.targetMs(operations.targetMs)
                .breachMs(operations.breachMs)
                .elevatedConnections(operations.connections[0])
                .emergencyConnections(operations.connections[1])
                .elevatedBacklogPermille(operations.backlogPermille[0])
                .emergencyBacklogPermille(operations.backlogPermille[1])
                .elevatedCpuPermille(operations.cpuPermille[0])
                .emergencyCpuPermille(operations.cpuPermille[1])
                .holdMs(operations.holdMs)
                .deferMs(operations.deferMs)
                .leavePercent((short) operations.leavePercent)
                .deviceLostMs(operations.deviceLostMs);
        final OperationsEntryEncoder.AdministratorsEncoder group =
                entry.administratorsCount(operations.administrators.size());
        operations.administrators.forEach(person -> group.next().personId(person));
        return Commands.copy(buffer, entry.limit());
    }

    byte[] source(final long sourceId) {
        final SourceEntryEncoder entry = new SourceEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.sourceId(sourceId);
        return Commands.copy(buffer, entry.limit());
    }

    byte[] watch(
            final long sourceId, final long silentMs, final int severity, final String deviceId, final String unitId) {
        final WatchEntryEncoder entry = new WatchEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.sourceId(sourceId).silentMs(silentMs);
        buffer.putByte(HEADER + WatchEntryEncoder.severityEncodingOffset(), (byte) severity);
        entry.deviceId(deviceId).unitId(unitId);
        return Commands.copy(buffer, entry.limit());
    }
}
