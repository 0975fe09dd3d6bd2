package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TrendEntryDecoder;
import io.tocsin.codecs.sbe.TrendEntryDecoder.ParametersDecoder;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.monitoring.Advisories;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.monitoring.TrendRules;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** {@code TrendEntry}: its values are in range, and its parameters such as can move. */
final class TrendEntries {
    static final int TEMPLATE_ID = TrendEntryDecoder.TEMPLATE_ID;

    private static final long NS_PER_MS = 1_000_000L;
    private static final long MIN_MS = 1_000;
    private static final long MAX_MS = 86_400_000;
    private static final int MAX_FLOOR = 100_000;
    private static final int MAX_MEDIUM = 20;
    private static final int MAX_HIGH = 40;

    private final TrendEntryDecoder trend = new TrendEntryDecoder();
    private boolean areNew;

    TrendEntries() {}

    ConfigRefusal check(final DirectBuffer buffer, final MessageLayout entry) {
        trend.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
        if (entry.groupCount() > TrendRules.MAX_PARAMETERS) {
            return ConfigRefusal.TABLE_FULL;
        }
        final boolean areTimesGood = isTime(trend.advisoryEveryMs())
                && isTime(trend.tauMs())
                && isTime(trend.horizonMs())
                && isTime(trend.gapMs())
                && isTime(trend.baselineMs());
        final boolean areNumbersGood = isWithin(trend.unusual(), 100, 1_000)
                && isWithin(trend.slack(), 1, 1_000)
                && isWithin(trend.threshold(), 100, 10_000)
                && (trend.methods() & ~TrendRules.ALL_METHODS) == 0
                && trend.composite() <= 1
                && isWithin(trend.severityRaw(), Severity.URGENT.value(), Severity.NON_URGENT.value())
                && isWithin(trend.mediumPoints(), 1, MAX_MEDIUM)
                && isWithin(trend.highPoints(), trend.mediumPoints(), MAX_HIGH);
        return areTimesGood && areNumbersGood && areParametersGood(buffer, entry)
                ? ConfigRefusal.NONE
                : ConfigRefusal.BAD_VALUE;
    }

    void apply(final DirectBuffer buffer, final MessageLayout entry, final TrendRules rules) {
        trend.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
        if (isInForce(buffer, entry, rules)) {
            return;
        }
        rules.times(
                trend.advisoryEveryMs() * NS_PER_MS,
                trend.tauMs() * NS_PER_MS,
                trend.horizonMs() * NS_PER_MS,
                trend.gapMs() * NS_PER_MS,
                trend.baselineMs() * NS_PER_MS);
        rules.methods(trend.methods(), trend.unusual(), trend.slack(), trend.threshold());
        rules.advice(trend.composite() == 1, trend.severityRaw(), trend.mediumPoints(), trend.highPoints());
        for (int i = 0; i < entry.groupCount(); i++) {
            final int at = entry.elementOffset(i);
            rules.add(parameter(buffer, at), floor(buffer, at));
        }
        areNew = true;
    }

    /** Whether an entry says what holds already: then it changes nothing. */
    private boolean isInForce(final DirectBuffer buffer, final MessageLayout entry, final TrendRules rules) {
        boolean isAlike = rules.isSaid()
                && rules.everyNs() == trend.advisoryEveryMs() * NS_PER_MS
                && rules.tauNs() == trend.tauMs() * NS_PER_MS
                && rules.horizonNs() == trend.horizonMs() * NS_PER_MS
                && rules.gapNs() == trend.gapMs() * NS_PER_MS
                && rules.baselineNs() == trend.baselineMs() * NS_PER_MS
                && rules.methods() == trend.methods()
                && rules.unusual() == trend.unusual()
                && rules.slack() == trend.slack()
                && rules.threshold() == trend.threshold()
                && rules.isComposite() == (trend.composite() == 1)
                && rules.severity() == trend.severityRaw()
                && rules.mediumPoints() == trend.mediumPoints()
                && rules.highPoints() == trend.highPoints()
                && rules.count() == entry.groupCount();
        for (int i = 0; isAlike && i < entry.groupCount(); i++) {
            final int at = entry.elementOffset(i);
            isAlike = rules.parameter(i) == parameter(buffer, at) && rules.floor(i) == floor(buffer, at);
        }
        return isAlike;
    }

    /** Everything is applied: what was followed is forgotten, and open advisories end, once. */
    void finish(final Advisories advisories) {
        if (areNew) {
            areNew = false;
            advisories.changed();
        }
    }

    private static boolean areParametersGood(final DirectBuffer buffer, final MessageLayout entry) {
        int known = 1 << Parameter.CONSCIOUSNESS.value()
                | 1 << Parameter.PAIN.value()
                | 1 << Parameter.OXYGEN_THERAPY.value();
        for (int i = 0; i < entry.groupCount(); i++) {
            final int parameter = parameter(buffer, entry.elementOffset(i));
            if (!isWithin(parameter, 1, Subjects.PARAMETERS - 1)
                    || (known >>> parameter & 1) != 0
                    || !isWithin(floor(buffer, entry.elementOffset(i)), 1, MAX_FLOOR)) {
                return false;
            }
            known |= 1 << parameter;
        }
        return true;
    }

    private static int parameter(final DirectBuffer buffer, final int at) {
        return buffer.getByte(at + ParametersDecoder.parameterEncodingOffset()) & 0xFF;
    }

    private static int floor(final DirectBuffer buffer, final int at) {
        return buffer.getInt(at + ParametersDecoder.floorEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
    }

    private static boolean isTime(final long ms) {
        return ms >= MIN_MS && ms <= MAX_MS;
    }

    private static boolean isWithin(final int value, final int least, final int most) {
        return value >= least && value <= most;
    }
}
