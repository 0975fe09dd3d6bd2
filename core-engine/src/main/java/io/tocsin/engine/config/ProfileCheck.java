package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.LimitProfileEntryDecoder;
import io.tocsin.codecs.sbe.LimitProfileEntryDecoder.LimitsDecoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.RulesEntryDecoder.RulesDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.monitoring.CriticalRange;
import io.tocsin.engine.monitoring.LimitProfiles;
import io.tocsin.engine.monitoring.LimitRules;
import io.tocsin.engine.monitoring.PlausibleRange;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.snapshot.StreamHash;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/** Checks the limit profiles that a configuration brings: each names rules of the rules before it in the same configuration, each once. */
final class ProfileCheck {
    /** Bits of the age groups that there are. */
    private static final int AGE_GROUPS = 0b11_1110;

    private static final int ADULTS = 1 << AgeGroup.ADULT.value();
    private static final int SCALE_TWO = 2;
    private static final int SPO2 = Parameter.SPO2.value();

    private final int[] limit;
    private final int[] parameter;
    private final int[] bound;
    private final int[] severity;
    /** By parameter, of rules and profiles so far. */
    private final int[] highestBelow = new int[Subjects.PARAMETERS];

    private final int[] lowestAbove = new int[Subjects.PARAMETERS];
    private final LimitProfileEntryDecoder profile = new LimitProfileEntryDecoder();
    private long rulesVersion;
    private int rules;
    private int profiles;
    private long content;

    ProfileCheck(final int maxRules) {
        limit = new int[maxRules + 1];
        parameter = new int[maxRules + 1];
        bound = new int[maxRules + 1];
        severity = new int[maxRules + 1];
    }

    void begin() {
        rules = 0;
        rulesVersion = 0;
        profiles = 0;
        content = 0;
    }

    /** Rules that are in order: their profiles follow. */
    void rules(final long version, final DirectBuffer buffer, final MessageLayout entry) {
        begin();
        rulesVersion = version;
        rules = entry.groupCount();
        Arrays.fill(highestBelow, Integer.MIN_VALUE);
        Arrays.fill(lowestAbove, Integer.MAX_VALUE);
        for (int i = 0; i < rules; i++) {
            final int at = entry.elementOffset(i);
            limit[i + 1] = buffer.getInt(at + RulesDecoder.limitValueEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
            parameter[i + 1] = buffer.getByte(at + RulesDecoder.parameterEncodingOffset());
            bound[i + 1] = buffer.getByte(at + RulesDecoder.boundEncodingOffset());
            severity[i + 1] = buffer.getByte(at + RulesDecoder.severityEncodingOffset());
            note(i + 1, limit[i + 1]);
        }
    }

    /** What the profiles so far say, whatever the places of their rules; 0 = there are none. */
    long content() {
        return content;
    }

    ConfigRefusal profile(final DirectBuffer buffer, final MessageLayout entry) {
        profile.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
        final boolean isOfUnit = entry.textLength(0) > 0;
        final int ages = profile.ageGroups();
        final int scale = profile.spo2Scale();
        if (profile.rulesVersion() != rulesVersion
                || rulesVersion == 0
                || (ages & ~AGE_GROUPS) != 0
                || (scale != 0 && scale != SCALE_TWO)
                || profile.news2() > 1
                || (ages == 0 && scale == 0 && !isOfUnit)
                || (entry.groupCount() == 0 && profile.news2() == 0)) {
            return ConfigRefusal.BAD_VALUE;
        }
        if (profiles == LimitProfiles.MAX_PROFILES) {
            return ConfigRefusal.TABLE_FULL;
        }
        profiles++;
        long named = 0;
        long limits = 0;
        content = StreamHash.mix(content, ages | scale << 8 | profile.news2() << 16 | entry.textLength(0) << 24);
        for (int i = 0; i < entry.textLength(0); i++) {
            content = StreamHash.mix(content, buffer.getByte(entry.textOffset(0) + i));
        }
        for (int i = 0; i < entry.groupCount(); i++) {
            final int at = entry.elementOffset(i);
            final int rule = buffer.getByte(at + LimitsDecoder.ruleEncodingOffset()) & 0xFF;
            final int value = buffer.getInt(at + LimitsDecoder.limitValueEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
            if (rule < 1
                    || rule > rules
                    || (named >>> rule & 1) != 0
                    || (scale == SCALE_TWO && parameter[rule] != SPO2)
                    || !isAllowed(rule, value, ages, scale)
                    || isCrossing(rule, value)) {
                return ConfigRefusal.BAD_VALUE;
            }
            named |= 1L << rule;
            // In whatever order: rules may have other places next time.
            final long of = parameter[rule] | bound[rule] << 8 | severity[rule] << 16 | (long) limit[rule] << 32;
            limits += StreamHash.mix(of, value);
        }
        content = StreamHash.mix(content, limits);
        return ConfigRefusal.NONE;
    }

    /**
     * A graver rule than the ordinary one is moved outwards for children and on scale 2, never by where one lies; a CRITICAL one not beyond what is grave for them.
     */
    private boolean isAllowed(final int rule, final int value, final int ages, final int scale) {
        if (!PlausibleRange.holds(parameter[rule], value)) {
            return false;
        }
        final boolean isBelow = bound[rule] == LimitRules.BELOW;
        final boolean isFurtherOut = isBelow ? value < limit[rule] : value > limit[rule];
        if (!isFurtherOut) {
            return true;
        }
        return severity[rule] == Severity.CRITICAL.value()
                ? CriticalRange.holds(parameter[rule], isBelow, value, ages, scale)
                : isOrdinary(rule) || scale == SCALE_TWO || (ages != 0 && (ages & ADULTS) == 0);
    }

    private boolean isOrdinary(final int rule) {
        for (int other = 1; other <= rules; other++) {
            if (parameter[other] == parameter[rule]
                    && bound[other] == bound[rule]
                    && (severity[other] > severity[rule] || (severity[other] == severity[rule] && other < rule))) {
                return false;
            }
        }
        return true;
    }

    /** Whether some patient could have a lower limit that is not below a higher one, by this value and any of a rule or a profile before it. */
    private boolean isCrossing(final int rule, final int value) {
        note(rule, value);
        return highestBelow[parameter[rule]] >= lowestAbove[parameter[rule]];
    }

    private void note(final int rule, final int value) {
        final int of = parameter[rule];
        if (bound[rule] == LimitRules.BELOW) {
            highestBelow[of] = Math.max(highestBelow[of], value);
        } else {
            lowestAbove[of] = Math.min(lowestAbove[of], value);
        }
    }
}
