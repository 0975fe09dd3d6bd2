package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.InhibitionsEntryDecoder;
import io.tocsin.codecs.sbe.InhibitionsEntryDecoder.RulesDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.alert.NamedTypes;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.suppression.InhibitionRules;
import io.tocsin.engine.suppression.SilenceGate;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** {@code InhibitionsEntry}: its rules are in range, few enough, mute nothing graver than what mutes, and no alert could mute itself by way of others. */
final class InhibitionEntries {
    static final int TEMPLATE_ID = InhibitionsEntryDecoder.TEMPLATE_ID;

    private static final long MIN_RECHECK_MS = 1_000;
    private static final long MAX_RECHECK_MS = 86_400_000;
    private static final long NS_PER_MS = 1_000_000;
    private static final int PLACES = InhibitionRules.SUBJECT | InhibitionRules.BED | InhibitionRules.UNIT;
    private static final int CRITICAL = Severity.CRITICAL.value();
    private static final int BYTE = 0xFF;

    private final int[] sources = new int[InhibitionRules.MAX_RULES];
    private final int[] targets = new int[InhibitionRules.MAX_RULES];
    /** By rule: the rules that what it mutes could mute by, bits. */
    private final int[] leadsTo = new int[InhibitionRules.MAX_RULES];

    InhibitionEntries() {}

    ConfigRefusal check(final DirectBuffer buffer, final MessageLayout entry) {
        final int count = entry.groupCount();
        if (count > InhibitionRules.MAX_RULES) {
            return ConfigRefusal.TABLE_FULL;
        }
        int fieldSets = 0;
        for (int i = 0; i < count; i++) {
            final int at = entry.elementOffset(i);
            final long recheckMs = recheckMs(buffer, at);
            final int equal = equal(buffer, at);
            sources[i] = source(buffer, at);
            targets[i] = target(buffer, at);
            if (recheckMs < MIN_RECHECK_MS
                    || recheckMs > MAX_RECHECK_MS
                    || equal > InhibitionRules.EVERY_FIELD
                    || (equal & PLACES) == 0
                    || !isMatcher(sources[i])
                    || !isMatcher(targets[i])
                    || severity(targets[i]) == CRITICAL
                    || severity(targets[i]) < severity(sources[i])
                    || SilenceGate.isProtected(targets[i] & BYTE)) {
                return ConfigRefusal.BAD_VALUE;
            }
            // One bit for each of the 32 sets of fields.
            fieldSets |= 1 << equal;
        }
        if (Integer.bitCount(fieldSets) > InhibitionRules.MAX_INDEXES) {
            return ConfigRefusal.TABLE_FULL;
        }
        return hasCycle(count) ? ConfigRefusal.INHIBITION_CYCLE : ConfigRefusal.NONE;
    }

    void apply(final DirectBuffer buffer, final MessageLayout entry, final SilenceGate gate) {
        final InhibitionRules rules = gate.changeRules();
        for (int i = 0; i < entry.groupCount(); i++) {
            final int at = entry.elementOffset(i);
            rules.add(recheckMs(buffer, at) * NS_PER_MS, equal(buffer, at), source(buffer, at), target(buffer, at));
        }
        gate.rulesChanged();
    }

    private static long recheckMs(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + RulesDecoder.recheckMsEncodingOffset(), ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
    }

    /** The fields that both have alike, bits. */
    static int equal(final DirectBuffer buffer, final int at) {
        return buffer.getByte(at + RulesDecoder.equalEncodingOffset()) & BYTE;
    }

    /** Type, severity, cause and parameter, which follow each other. */
    static int source(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + RulesDecoder.sourceTypeEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
    }

    static int target(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + RulesDecoder.targetTypeEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
    }

    /** Of what a matcher is for. */
    static int severity(final int matcher) {
        return matcher >>> 8 & BYTE;
    }

    private static int cause(final int matcher) {
        return matcher >>> 16 & BYTE;
    }

    private static boolean isMatcher(final int matcher) {
        return ((matcher & BYTE) == 0 || NamedTypes.contains(matcher & BYTE))
                && severity(matcher) >= CRITICAL
                && severity(matcher) <= Severity.NON_URGENT.value()
                && (cause(matcher) <= Cause.TECHNICAL.value() || cause(matcher) == InhibitionRules.ANY_CAUSE)
                && matcher >>> 24 < Subjects.PARAMETERS;
    }

    /** Whether following what is muted, and what that could mute in turn, leads back to where it began. */
    private boolean hasCycle(final int count) {
        for (int i = 0; i < count; i++) {
            leadsTo[i] = 0;
            for (int j = 0; j < count; j++) {
                leadsTo[i] |= mayBeBoth(targets[i], sources[j]) ? 1 << j : 0;
            }
        }
        for (int by = 0; by < count; by++) {
            for (int i = 0; i < count; i++) {
                if ((leadsTo[i] >>> by & 1) != 0) {
                    leadsTo[i] |= leadsTo[by];
                }
            }
        }
        for (int i = 0; i < count; i++) {
            if ((leadsTo[i] >>> i & 1) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether an alert could be what one rule mutes and what another mutes by; what nothing may mute could not. */
    private static boolean mayBeBoth(final int target, final int source) {
        return severity(target) <= severity(source)
                && !SilenceGate.isProtected(source & BYTE)
                && isSameOrAny(target & BYTE, source & BYTE, 0)
                && isSameOrAny(cause(target), cause(source), InhibitionRules.ANY_CAUSE)
                && isSameOrAny(target >>> 24, source >>> 24, 0);
    }

    private static boolean isSameOrAny(final int one, final int other, final int any) {
        return one == other || one == any || other == any;
    }
}
