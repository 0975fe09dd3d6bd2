package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.OperationsEntryDecoder;
import java.util.List;

/** The values of an {@code OperationsEntry}. */
final class OracleOperationsEntry {
    private OracleOperationsEntry() {}

    static boolean isGood(final OperationsEntryDecoder entry) {
        return entry.targetMs() >= 100
                && entry.targetMs() <= 600_000
                && entry.breachMs() > entry.targetMs()
                && entry.breachMs() <= 3_600_000
                && entry.holdMs() <= 3_600_000
                && entry.deferMs() <= 60_000
                && entry.leavePercent() >= 1
                && entry.leavePercent() <= 100
                && (entry.deviceLostMs() == 0 || (entry.deviceLostMs() >= 1_000 && entry.deviceLostMs() <= 3_600_000))
                && isPair(entry.elevatedConnections(), entry.emergencyConnections(), Integer.MAX_VALUE)
                && isPair(entry.elevatedBacklogPermille(), entry.emergencyBacklogPermille(), 1_000)
                && isPair(entry.elevatedCpuPermille(), entry.emergencyCpuPermille(), 1_000);
    }

    private static boolean isPair(final long elevated, final long emergency, final long most) {
        return Math.max(elevated, emergency) <= most && (elevated == 0 || emergency == 0 || elevated <= emergency);
    }

    static OracleSite.Operations of(final OperationsEntryDecoder entry, final List<Integer> administrators) {
        return new OracleSite.Operations(
                entry.targetMs(),
                entry.breachMs(),
                entry.holdMs(),
                entry.deferMs(),
                entry.leavePercent(),
                entry.deviceLostMs(),
                List.of(
                        new long[] {
                            entry.elevatedConnections(), entry.elevatedBacklogPermille(), entry.elevatedCpuPermille()
                        },
                        new long[] {
                            entry.emergencyConnections(), entry.emergencyBacklogPermille(), entry.emergencyCpuPermille()
                        }),
                administrators);
    }
}
