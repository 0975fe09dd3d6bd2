package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.LimitProfileEntryDecoder;
import io.tocsin.codecs.sbe.LimitProfileEntryDecoder.LimitsDecoder;
import io.tocsin.codecs.sbe.RuleTimingEntryDecoder;
import io.tocsin.codecs.sbe.RulesEntryDecoder;
import io.tocsin.codecs.sbe.RulesEntryDecoder.RulesDecoder;
import io.tocsin.codecs.sbe.ScoreTableEntryDecoder;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.monitoring.LimitProfiles;
import io.tocsin.engine.monitoring.LimitRules;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Applies the limit rules of a configuration, and the timings and score tables that follow them, once {@link RulesCheck} has passed them. */
final class RulesEntries {
    private static final long NS_PER_MS = 1_000_000L;

    private final RulesEntryDecoder rules = new RulesEntryDecoder();
    private final RuleTimingEntryDecoder timing = new RuleTimingEntryDecoder();
    private final ScoreTableEntryDecoder table = new ScoreTableEntryDecoder();
    private final LimitProfileEntryDecoder profile = new LimitProfileEntryDecoder();
    private boolean areNew;
    private boolean hasSomebodyMoved;

    void rules(final DirectBuffer buffer, final MessageLayout entry, final ConfigState state) {
        rules.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
        final LimitRules held = state.rules();
        held.replace(
                (int) rules.rulesVersion(),
                rules.news2() != 0,
                rules.news2FastAgeMs() * NS_PER_MS,
                rules.news2PressureAgeMs() * NS_PER_MS,
                rules.news2TemperatureAgeMs() * NS_PER_MS,
                RulesCheck.limitsAsStated(rules) == 1);
        if (entry.version() >= RulesEntryDecoder.personalRulesSinceVersion()) {
            held.personal()
                    .put(
                            rules.personalRules(),
                            rules.personalMs() * NS_PER_MS,
                            rules.personalFactor(),
                            rules.personalReadings());
        }
        for (int i = 0; i < entry.groupCount(); i++) {
            final int at = entry.elementOffset(i);
            held.add(
                    buffer.getByte(at + RulesDecoder.parameterEncodingOffset()),
                    buffer.getByte(at + RulesDecoder.boundEncodingOffset()),
                    buffer.getInt(at + RulesDecoder.limitValueEncodingOffset(), ByteOrder.LITTLE_ENDIAN),
                    buffer.getByte(at + RulesDecoder.severityEncodingOffset()));
        }
        state.patientLimits().profiles().clear();
        areNew = true;
    }

    void profile(final DirectBuffer buffer, final MessageLayout entry, final ConfigState state, final int unit) {
        profile.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
        final LimitProfiles profiles = state.patientLimits().profiles();
        profiles.add(profile.ageGroups(), profile.spo2Scale(), unit, profile.news2() == 1);
        for (int i = 0; i < entry.groupCount(); i++) {
            final int at = entry.elementOffset(i);
            profiles.limit(
                    buffer.getByte(at + LimitsDecoder.ruleEncodingOffset()) & 0xFF,
                    buffer.getInt(at + LimitsDecoder.limitValueEncodingOffset(), ByteOrder.LITTLE_ENDIAN));
        }
    }

    /** Another profile may count for a patient now. */
    void somebodyMoved() {
        hasSomebodyMoved = true;
    }

    void timing(final DirectBuffer buffer, final MessageLayout entry, final ConfigState state) {
        timing.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
        state.rules()
                .timings()
                .put(
                        timing.rule(),
                        timing.delayMs() * NS_PER_MS,
                        timing.clearMs() * NS_PER_MS,
                        timing.debounceMs() * NS_PER_MS,
                        timing.clearValue(),
                        timing.count(),
                        timing.window(),
                        TimingCheck.area(timing));
    }

    void table(final DirectBuffer buffer, final MessageLayout entry, final ConfigState state) {
        table.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
        state.rules()
                .tables()
                .add(
                        table.tableVersion(),
                        buffer,
                        entry.textOffset(0),
                        entry.textLength(0),
                        entry.elementOffset(0),
                        entry.elementBytes(),
                        entry.groupCount());
    }

    /** Everything is applied: limits of patients that new rules, or other profiles, do not allow end, once. */
    void finish(final ConfigState state, final long profilesContent) {
        if (areNew) {
            state.rules().loaded().tell();
            state.patientLimits().profiles().content(profilesContent);
            state.patientLimits().review().rulesChanged();
        } else if (hasSomebodyMoved && state.patientLimits().profiles().count() > 0) {
            state.patientLimits().review().patientsMoved();
        }
        areNew = false;
        hasSomebodyMoved = false;
    }
}
