package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.OperationsEntryDecoder;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.sla.Operations;
import org.agrona.DirectBuffer;

/** {@code OperationsEntry}: its values, without its people. */
final class OperationsEntries {
    private static final long NS_PER_MS = 1_000_000L;
    private static final int MIN_TARGET_MS = 100;
    private static final int MAX_TARGET_MS = 600_000;
    private static final int MAX_MS = 3_600_000;
    private static final int MAX_DEFER_MS = 60_000;
    private static final int MIN_DEVICE_LOST_MS = 1_000;
    private static final int PERMILLE = 1_000;
    private static final int ELEVATED = 1;
    private static final int EMERGENCY = 2;

    private final OperationsEntryDecoder entry = new OperationsEntryDecoder();

    OperationsEntries() {}

    ConfigRefusal check(final DirectBuffer buffer, final MessageLayout layout) {
        entry.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final boolean areTimesGood = entry.targetMs() >= MIN_TARGET_MS
                && entry.targetMs() <= MAX_TARGET_MS
                && entry.breachMs() > entry.targetMs()
                && entry.breachMs() <= MAX_MS
                && entry.holdMs() <= MAX_MS
                && entry.deferMs() <= MAX_DEFER_MS
                && entry.leavePercent() >= 1
                && entry.leavePercent() <= 100
                && isDeviceTime(entry.deviceLostMs());
        final boolean areLimitsGood =
                isPair(entry.elevatedConnections(), entry.emergencyConnections(), Integer.MAX_VALUE)
                        && isPair(entry.elevatedBacklogPermille(), entry.emergencyBacklogPermille(), PERMILLE)
                        && isPair(entry.elevatedCpuPermille(), entry.emergencyCpuPermille(), PERMILLE);
        return areTimesGood && areLimitsGood && layout.groupCount() <= Operations.MAX_ADMINISTRATORS
                ? ConfigRefusal.NONE
                : ConfigRefusal.BAD_VALUE;
    }

    void apply(final DirectBuffer buffer, final MessageLayout layout, final Operations to) {
        entry.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        to.replace(
                entry.targetMs() * NS_PER_MS,
                entry.breachMs() * NS_PER_MS,
                entry.holdMs() * NS_PER_MS,
                entry.deferMs() * NS_PER_MS,
                entry.leavePercent(),
                entry.deviceLostMs() * NS_PER_MS);
        to.limits(
                ELEVATED,
                (int) entry.elevatedConnections(),
                entry.elevatedBacklogPermille(),
                entry.elevatedCpuPermille());
        to.limits(
                EMERGENCY,
                (int) entry.emergencyConnections(),
                entry.emergencyBacklogPermille(),
                entry.emergencyCpuPermille());
    }

    /** Long enough for a client that changes networks. */
    private static boolean isDeviceTime(final long lostMs) {
        return lostMs == 0 || (lostMs >= MIN_DEVICE_LOST_MS && lostMs <= MAX_MS);
    }

    /** The limit of the lesser mode is not above that of the greater; either may be left out. */
    private static boolean isPair(final long elevated, final long emergency, final int most) {
        return elevated <= most && emergency <= most && (elevated == 0 || emergency == 0 || elevated <= emergency);
    }
}
