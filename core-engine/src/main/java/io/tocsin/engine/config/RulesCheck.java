package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.RulesEntryDecoder;
import io.tocsin.codecs.sbe.RulesEntryDecoder.RulesDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.monitoring.LimitRules;
import io.tocsin.engine.monitoring.PersonalLimits;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.monitoring.trend.Baseline;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/** Whether the limit rules of a configuration, and the timings and score tables that follow them, may enter. */
final class RulesCheck {
    private static final int LEAST_PERSONAL_MS = 1_000;
    private static final int MOST_PERSONAL_MS = 86_400_000;
    /** Hundredths. */
    private static final int LEAST_FACTOR = 100;

    private static final int MOST_FACTOR = 1_000;

    private final LimitRules held;
    private final TimingCheck timings;
    private final TableCheck tables = new TableCheck();
    private final ProfileCheck profiles;
    private final RulesEntryDecoder rules = new RulesEntryDecoder();
    private long version;

    /** By value of the enum Parameter, hundredths. */
    private final int[] highestBelow = new int[Subjects.PARAMETERS];

    private final int[] lowestAbove = new int[Subjects.PARAMETERS];

    RulesCheck(final LimitRules held) {
        this.held = held;
        timings = new TimingCheck(held.capacity());
        profiles = new ProfileCheck(held.capacity());
    }

    void begin() {
        version = held.version();
        timings.begin();
        tables.begin();
        profiles.begin();
    }

    /** Before version 3 interfaces said nothing of limits. */
    static int limitsAsStated(final RulesEntryDecoder entry) {
        return entry.actingVersion() < RulesEntryDecoder.limitsAsStatedSinceVersion() ? 0 : entry.limitsAsStated();
    }

    ConfigRefusal timing(final DirectBuffer buffer, final MessageLayout entry) {
        return timings.timing(buffer, entry);
    }

    ConfigRefusal table(final DirectBuffer buffer, final MessageLayout entry) {
        return tables.check(buffer, entry);
    }

    /** Whether a lower limit of a parameter is not below a higher one, so that every reading would violate one of them. */
    private boolean areCrossing(final DirectBuffer buffer, final MessageLayout entry) {
        Arrays.fill(highestBelow, Integer.MIN_VALUE);
        Arrays.fill(lowestAbove, Integer.MAX_VALUE);
        for (int i = 0; i < entry.groupCount(); i++) {
            final int at = entry.elementOffset(i);
            final int of = buffer.getByte(at + RulesDecoder.parameterEncodingOffset());
            final int limit = buffer.getInt(at + RulesDecoder.limitValueEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
            if (buffer.getByte(at + RulesDecoder.boundEncodingOffset()) == Bound.BELOW.value()) {
                highestBelow[of] = Math.max(highestBelow[of], limit);
            } else {
                lowestAbove[of] = Math.min(lowestAbove[of], limit);
            }
            if (highestBelow[of] >= lowestAbove[of]) {
                return true;
            }
        }
        return false;
    }

    /** Whether what is said of personal limits can be done for each of the rules. */
    private boolean isPersonalGood(final DirectBuffer buffer, final MessageLayout entry) {
        final long asked = entry.version() < RulesEntryDecoder.personalRulesSinceVersion() ? 0 : rules.personalRules();
        if (asked == 0) {
            return true;
        }
        if (rules.personalMs() < LEAST_PERSONAL_MS
                || rules.personalMs() > MOST_PERSONAL_MS
                || rules.personalFactor() < LEAST_FACTOR
                || rules.personalFactor() > MOST_FACTOR
                || rules.personalReadings() < 1
                || rules.personalReadings() > Baseline.READINGS) {
            return false;
        }
        for (int rule = 0; rule < Long.SIZE; rule++) {
            if ((asked >>> rule & 1) != 0
                    && (rule == 0 || rule > entry.groupCount() || !isPersonal(buffer, entry, rule - 1))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a rule is ordinary, not CRITICAL, and of a parameter that has a usual deviation. */
    private static boolean isPersonal(final DirectBuffer buffer, final MessageLayout entry, final int index) {
        final int at = entry.elementOffset(index);
        final int parameter = buffer.getByte(at + RulesDecoder.parameterEncodingOffset());
        final int severity = buffer.getByte(at + RulesDecoder.severityEncodingOffset());
        if (!PersonalLimits.isPossible(parameter) || severity == Severity.CRITICAL.value()) {
            return false;
        }
        for (int i = 0; i < entry.groupCount(); i++) {
            final int other = entry.elementOffset(i);
            final int ofOther = buffer.getByte(other + RulesDecoder.severityEncodingOffset());
            if (buffer.getByte(other + RulesDecoder.parameterEncodingOffset()) == parameter
                    && buffer.getByte(other + RulesDecoder.boundEncodingOffset())
                            == buffer.getByte(at + RulesDecoder.boundEncodingOffset())
                    && (ofOther > severity || (ofOther == severity && i < index))) {
                return false;
            }
        }
        return true;
    }

    /** The profiles that follow the rules. */
    ProfileCheck profiles() {
        return profiles;
    }

    ConfigRefusal rules(final DirectBuffer buffer, final MessageLayout entry) {
        rules.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
        if (rules.rulesVersion() <= version
                || rules.rulesVersion() > Integer.MAX_VALUE
                || rules.news2() > 1
                || limitsAsStated(rules) > 1
                || entry.groupCount() > held.capacity()) {
            return ConfigRefusal.BAD_VALUE;
        }
        for (int i = 0; i < entry.groupCount(); i++) {
            final int at = entry.elementOffset(i);
            final int parameter = buffer.getByte(at + RulesDecoder.parameterEncodingOffset()) & 0xFF;
            final int bound = buffer.getByte(at + RulesDecoder.boundEncodingOffset()) & 0xFF;
            final int severity = buffer.getByte(at + RulesDecoder.severityEncodingOffset()) & 0xFF;
            if (parameter < 1
                    || parameter >= Subjects.PARAMETERS
                    || bound > Bound.ABOVE.value()
                    || severity < Severity.CRITICAL.value()
                    || severity > Severity.NON_URGENT.value()) {
                return ConfigRefusal.BAD_VALUE;
            }
        }
        // What was taken before is taken still: journals hold it.
        final boolean isLooked = entry.version() >= RulesEntryDecoder.personalRulesSinceVersion();
        if ((isLooked && areCrossing(buffer, entry)) || !isPersonalGood(buffer, entry)) {
            return ConfigRefusal.BAD_VALUE;
        }
        version = rules.rulesVersion();
        timings.rules(version, buffer, entry);
        tables.rules(version);
        profiles.rules(version, buffer, entry);
        return ConfigRefusal.NONE;
    }
}
