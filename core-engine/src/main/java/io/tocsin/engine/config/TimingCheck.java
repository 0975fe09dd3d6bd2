package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.RuleTimingEntryDecoder;
import io.tocsin.codecs.sbe.RulesEntryDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.ingress.MessageLayout;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Checks the timings of rules that a configuration brings: each names a rule of the rules before it in the same configuration, once. */
final class TimingCheck {
    private static final int MAX_DELAY_MS = 3_600_000;
    private static final int MAX_DEBOUNCE_MS = 86_400_000;
    /** What is lethal may be held back for a reading or two, no longer. */
    private static final int MAX_CRITICAL_DELAY_MS = 5_000;

    private static final int MAX_WINDOW = 31;

    /** Hundredths of the unit times seconds. */
    private static final long MAX_AREA = 100_000_000;

    private final int[] limit;
    private final boolean[] isBelow;
    private final boolean[] isCritical;
    private final RuleTimingEntryDecoder timing = new RuleTimingEntryDecoder();
    private long rulesVersion;
    private int rules;
    /** Bit per rule that has its timing. */
    private long timed;

    TimingCheck(final int maxRules) {
        limit = new int[maxRules + 1];
        isBelow = new boolean[maxRules + 1];
        isCritical = new boolean[maxRules + 1];
    }

    void begin() {
        rules = 0;
        rulesVersion = 0;
    }

    /** Rules that are in order: their timings follow. */
    void rules(final long version, final DirectBuffer buffer, final MessageLayout entry) {
        rulesVersion = version;
        rules = entry.groupCount();
        timed = 0;
        for (int i = 0; i < rules; i++) {
            final int at = entry.elementOffset(i);
            limit[i + 1] = buffer.getInt(
                    at + RulesEntryDecoder.RulesDecoder.limitValueEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
            isBelow[i + 1] =
                    buffer.getByte(at + RulesEntryDecoder.RulesDecoder.boundEncodingOffset()) == Bound.BELOW.value();
            isCritical[i + 1] = buffer.getByte(at + RulesEntryDecoder.RulesDecoder.severityEncodingOffset())
                    == Severity.CRITICAL.value();
        }
    }

    ConfigRefusal timing(final DirectBuffer buffer, final MessageLayout entry) {
        timing.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
        final int rule = timing.rule();
        if (rule < 1 || rule > rules || timing.rulesVersion() != rulesVersion || (timed >>> rule & 1) != 0) {
            return ConfigRefusal.BAD_VALUE;
        }
        final boolean isInOrder = timing.delayMs() <= (isCritical[rule] ? MAX_CRITICAL_DELAY_MS : MAX_DELAY_MS)
                && timing.clearMs() <= MAX_DELAY_MS
                && timing.debounceMs() <= (isCritical[rule] ? 0 : MAX_DEBOUNCE_MS)
                && (isBelow[rule] ? timing.clearValue() >= limit[rule] : timing.clearValue() <= limit[rule])
                && timing.window() >= 1
                && timing.window() <= MAX_WINDOW
                && timing.count() >= 1
                && timing.count() <= timing.window()
                && area(timing) <= MAX_AREA
                // Something lethal that is hardly beyond its limit would wait for long.
                && (area(timing) == 0 || !isCritical[rule] || timing.delayMs() > 0);
        timed |= 1L << rule;
        return isInOrder ? ConfigRefusal.NONE : ConfigRefusal.BAD_VALUE;
    }

    /** The area of a timing, hundredths of the unit times seconds; none in one of a version that did not know it. */
    static long area(final RuleTimingEntryDecoder timing) {
        final long area = timing.areaHundredthSeconds();
        return area == RuleTimingEntryDecoder.areaHundredthSecondsNullValue() ? 0 : area;
    }
}
