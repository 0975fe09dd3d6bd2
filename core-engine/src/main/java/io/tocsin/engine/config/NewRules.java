package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.RuleTimingEntryDecoder;
import io.tocsin.codecs.sbe.RulesEntryDecoder;
import io.tocsin.codecs.sbe.RulesEntryDecoder.RulesDecoder;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.monitoring.LimitRules;
import io.tocsin.engine.monitoring.PersonalRules;
import io.tocsin.engine.monitoring.RuleTimings;
import io.tocsin.engine.monitoring.score.ScoreTableSet;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** The limit rules that a configuration brings, with their timings and score tables, to be held against those in force. */
final class NewRules {
    private static final long NS_PER_MS = 1_000_000L;

    private final int[] limit;
    private final int[] parameter;
    private final int[] bound;
    private final int[] severity;
    private final long[] delayNs;
    private final long[] area;
    private final long[] debounceNs;
    private final int[] needed;
    private final int[] window;
    private int count;
    /** Of the tables in force those that are among the new ones, bits from place 1 on. */
    private int tablesKept;

    private long fastAgeNs;
    private long pressureAgeNs;
    private long temperatureAgeNs;
    private boolean usesNews2;
    private boolean takesLimitsAsStated;
    private long personalRules;
    private long personalNs;
    private int personalFactor;
    private int personalReadings;

    NewRules(final int most) {
        limit = new int[most];
        parameter = new int[most];
        bound = new int[most];
        severity = new int[most];
        delayNs = new long[most];
        area = new long[most];
        debounceNs = new long[most];
        needed = new int[most];
        window = new int[most];
    }

    /** The rules of an entry that was checked; none has a timing yet, and there are no tables. */
    void replace(final RulesEntryDecoder rules, final DirectBuffer buffer, final MessageLayout entry) {
        usesNews2 = rules.news2() == 1;
        fastAgeNs = rules.news2FastAgeMs() * NS_PER_MS;
        pressureAgeNs = rules.news2PressureAgeMs() * NS_PER_MS;
        temperatureAgeNs = rules.news2TemperatureAgeMs() * NS_PER_MS;
        takesLimitsAsStated = RulesCheck.limitsAsStated(rules) == 1;
        tablesKept = 0;
        personalRules = entry.version() < RulesEntryDecoder.personalRulesSinceVersion() ? 0 : rules.personalRules();
        personalNs = rules.personalMs() * NS_PER_MS;
        personalFactor = rules.personalFactor();
        personalReadings = rules.personalReadings();
        count = entry.groupCount();
        for (int i = 0; i < count; i++) {
            final int at = entry.elementOffset(i);
            limit[i] = buffer.getInt(at + RulesDecoder.limitValueEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
            parameter[i] = buffer.getByte(at + RulesDecoder.parameterEncodingOffset());
            bound[i] = buffer.getByte(at + RulesDecoder.boundEncodingOffset());
            severity[i] = buffer.getByte(at + RulesDecoder.severityEncodingOffset());
            delayNs[i] = 0;
            area[i] = 0;
            debounceNs[i] = 0;
            needed[i] = 1;
            window[i] = 1;
        }
    }

    /** The timing of one of them, which was checked. */
    void timing(final RuleTimingEntryDecoder timing) {
        final int rule = timing.rule() - 1;
        delayNs[rule] = timing.delayMs() * NS_PER_MS;
        area[rule] = TimingCheck.area(timing);
        debounceNs[rule] = timing.debounceMs() * NS_PER_MS;
        needed[rule] = timing.count();
        window[rule] = timing.window();
    }

    /** A score table that follows them, which was checked. */
    void table(final DirectBuffer buffer, final MessageLayout entry, final ScoreTableSet held) {
        for (int place = 1; place <= held.count(); place++) {
            if (held.hasLines(place, buffer, entry.elementOffset(0), entry.elementBytes(), entry.groupCount())) {
                tablesKept |= 1 << place;
            }
        }
    }

    /** Whether readings that led to an alert by the rules in force would lead to a lesser one, a later one or none. */
    boolean areWider(final LimitRules held) {
        if (isScoredLess(held) || (!held.takesLimitsAsStated() && takesLimitsAsStated) || isPersonalOtherwise(held)) {
            return true;
        }
        for (int rule = 1; rule <= held.count(); rule++) {
            int stands = 0;
            while (stands < count && !standsFor(stands, held, rule)) {
                stands++;
            }
            if (stands == count) {
                return true;
            }
        }
        return false;
    }

    /** Whether patients get limits from what is usual for them by other rules, or otherwise, than now: they may be as wide as the unit's policy. */
    private boolean isPersonalOtherwise(final LimitRules held) {
        final PersonalRules personal = held.personal();
        boolean isOther = personalRules != personal.ofRules()
                || personalNs != personal.spanNs()
                || personalFactor != personal.factor()
                || personalReadings != personal.leastReadings();
        for (int rule = 1; rule <= count && !isOther; rule++) {
            isOther = (personalRules >>> rule & 1) != 0
                    && (parameter[rule - 1] != held.parameter(rule)
                            || (bound[rule - 1] == LimitRules.BELOW) != held.isBelow(rule));
        }
        return personalRules != 0 && isOther;
    }

    /** Whether NEWS2 is off that was on, a table that raises alerts is gone or says something else, or a score would miss a reading that counts now. */
    private boolean isScoredLess(final LimitRules held) {
        boolean raises = held.usesNews2();
        for (int place = 1; place <= held.tables().count(); place++) {
            if (held.tables().raisesAlerts(place)) {
                raises = true;
                if ((tablesKept & 1 << place) == 0) {
                    return true;
                }
            }
        }
        return (held.usesNews2() && !usesNews2)
                || (raises
                        && (fastAgeNs < held.fastAgeNs()
                                || pressureAgeNs < held.pressureAgeNs()
                                || temperatureAgeNs < held.temperatureAgeNs()));
    }

    /** Whether a new rule finds whatever one in force finds, not later and as severe or graver, for patients with limits of their own too. */
    private boolean standsFor(final int i, final LimitRules held, final int rule) {
        final boolean isBelow = held.isBelow(rule);
        return parameter[i] == held.parameter(rule)
                && bound[i] == (isBelow ? LimitRules.BELOW : LimitRules.ABOVE)
                && severity[i] <= held.severity(rule)
                && (isBelow ? limit[i] >= held.limit(rule) : limit[i] <= held.limit(rule))
                && isNotLater(i, held.timings(), rule)
                && isForTheSamePatients(i, held, rule);
    }

    /**
     * Whether patients' own limits stand for both or for neither. An own limit has the severity of the rule for which it stands, and by it depends how far out it may
     * be: so that changes with nobody alone.
     */
    private boolean isForTheSamePatients(final int i, final LimitRules held, final int rule) {
        final boolean isOrdinary = held.ordinary(parameter[i], bound[i]) == rule;
        return isOrdinary == isOrdinary(i) && (!isOrdinary || severity[i] == held.severity(rule));
    }

    private boolean isOrdinary(final int i) {
        for (int other = 0; other < count; other++) {
            final boolean isAlike = parameter[other] == parameter[i] && bound[other] == bound[i];
            if (isAlike && (severity[other] > severity[i] || (severity[other] == severity[i] && other < i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isNotLater(final int i, final RuleTimings held, final int rule) {
        final boolean isTimed = held.isTimed(rule);
        final int heldCount = isTimed ? held.count(rule) : 1;
        return isNotLonger(i, isTimed ? held.delayNs(rule) : 0, isTimed ? held.area(rule) : 0)
                && debounceNs[i] <= (isTimed ? held.debounceNs(rule) : 0)
                && (needed[i] == 1 || (needed[i] <= heldCount && window[i] >= held.window(rule)));
    }

    /** Whether what is hardly beyond the limit waits no longer, by time, nor what is deep, by area. */
    private boolean isNotLonger(final int i, final long heldNs, final long heldArea) {
        final boolean isAtOnce = delayNs[i] == 0 && area[i] == 0;
        return isAtOnce
                || (timeNs(delayNs[i], area[i]) <= timeNs(heldNs, heldArea)
                        && (heldArea == 0 || (area[i] != 0 && area[i] <= heldArea)));
    }

    private static long timeNs(final long delay, final long byArea) {
        return delay == 0 && byArea != 0 ? Long.MAX_VALUE : delay;
    }
}
