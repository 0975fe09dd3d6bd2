package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.GateEntryDecoder;
import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.monitoring.GateRules;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** {@code GateEntry}: how readings are questioned before limits and scores look at them. */
final class GateEntries {
    static final int TEMPLATE_ID = GateEntryDecoder.TEMPLATE_ID;

    private static final long NS_PER_MS = 1_000_000L;
    private static final long LEAST_CONFIRM_MS = 1_000;
    private static final long MOST_CONFIRM_MS = 600_000;
    private static final long LEAST_FLAT_MS = 60_000;
    private static final long MOST_FLAT_MS = 86_400_000;
    private static final int FLAT = 1 << GateReason.FLAT.value();
    /** A reading that is flat counts: to look for it keeps nothing back. */
    private static final int KEEPING_BACK = GateRules.ALL_REASONS & ~FLAT & ~(1 << GateReason.INACCURATE.value());
    /** Reasons whose technical alerts have the severity of the entry. */
    private static final int TOLD_BY_SEVERITY = 1 << GateReason.OUT_OF_RANGE.value() | 1 << GateReason.STATUS.value();

    private final GateEntryDecoder gate = new GateEntryDecoder();

    GateEntries() {}

    ConfigRefusal check(final DirectBuffer buffer, final MessageLayout entry) {
        wrap(buffer, entry);
        final boolean isGood = gate.confirmMs() >= LEAST_CONFIRM_MS
                && gate.confirmMs() <= MOST_CONFIRM_MS
                && gate.flatMs() >= LEAST_FLAT_MS
                && gate.flatMs() <= MOST_FLAT_MS
                && (gate.reasons() & ~GateRules.ALL_REASONS) == 0
                && gate.severityRaw() >= Severity.CRITICAL.value()
                && gate.severityRaw() <= Severity.NON_URGENT.value();
        return isGood ? ConfigRefusal.NONE : ConfigRefusal.BAD_VALUE;
    }

    void apply(final DirectBuffer buffer, final MessageLayout entry, final ConfigState state) {
        wrap(buffer, entry);
        state.readingGate()
                .configure(gate.reasons(), gate.confirmMs() * NS_PER_MS, gate.flatMs() * NS_PER_MS, gate.severityRaw());
        for (int kind = 0; kind < GateRules.KINDS; kind++) {
            state.readingGate().rules().worst(kind, worst(buffer, entry, kind));
        }
    }

    /** 0 too if the block ends before. */
    private static int worst(final DirectBuffer buffer, final MessageLayout entry, final int kind) {
        final int at = entry.blockOffset() + GateEntryDecoder.worstHeartRateEncodingOffset() + kind * Short.BYTES;
        return entry.blockLength() >= GateEntryDecoder.BLOCK_LENGTH
                ? buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF
                : 0;
    }

    /** Whether readings of some kind that are taken for sure by the rules in force are not any more. */
    private boolean wantsMore(final DirectBuffer buffer, final MessageLayout entry, final GateRules held) {
        boolean wantsMore = false;
        for (int kind = 0; kind < GateRules.KINDS; kind++) {
            final int worst = worst(buffer, entry, kind);
            final int before = held.looksFor(GateReason.INACCURATE) ? held.worst(kind) : 0;
            wantsMore |= worst > 0 && (before == 0 || worst < before);
        }
        return wantsMore && (gate.reasons() & 1 << GateReason.INACCURATE.value()) != 0;
    }

    /** Whether limits and scores see less than by the rules in force, or later, or people are told of it less, later or more mildly. */
    boolean keepsBackMore(final DirectBuffer buffer, final MessageLayout entry, final GateRules held) {
        wrap(buffer, entry);
        final int reasons = gate.reasons() & KEEPING_BACK;
        return wantsMore(buffer, entry, held)
                || (reasons & ~held.reasons()) != 0
                || (reasons != 0 && gate.confirmMs() * NS_PER_MS > held.confirmNs())
                || ((reasons & TOLD_BY_SEVERITY) != 0 && gate.severityRaw() > held.severity())
                || (held.looksFor(GateReason.FLAT)
                        && ((gate.reasons() & FLAT) == 0 || gate.flatMs() * NS_PER_MS > held.flatNs()));
    }

    private void wrap(final DirectBuffer buffer, final MessageLayout entry) {
        gate.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
    }
}
