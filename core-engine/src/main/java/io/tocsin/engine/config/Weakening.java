package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.InhibitionsEntryDecoder;
import io.tocsin.codecs.sbe.PolicyEntryDecoder;
import io.tocsin.codecs.sbe.RuleTimingEntryDecoder;
import io.tocsin.codecs.sbe.RulesEntryDecoder;
import io.tocsin.codecs.sbe.ScoreTableEntryDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TriageEntryDecoder;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.suppression.InhibitionRules;
import io.tocsin.engine.triage.TriageRules;
import org.agrona.DirectBuffer;

/**
 * Whether a configuration makes what is in force weaker: whether it widens a limit, or takes from alerts that are CRITICAL or EMERGENT what pages for them. That takes
 * two persons, whoever they are (compliance matrix, rule of two persons for policy that widens limits or disables HIGH alarms). Asked of entries that were checked;
 * looks at state, changes nothing, allocates nothing.
 */
final class Weakening {
    private static final int MOST_RULES = 63;
    private static final long NS_PER_MS = 1_000_000L;
    private static final int EMERGENT = Severity.EMERGENT.value();
    /** The clauses of triage that raise a severity: the danger zone and the classes only tell. */
    private static final int RAISING_CLAUSES = 0b11_1111;

    private static final int LIMITS = 1 << AuthorityAction.CHANGE_LIMITS.value();
    private static final int POLICY = 1 << AuthorityAction.CHANGE_POLICY.value();

    private final ConfigState state;
    private final RulesEntryDecoder rules = new RulesEntryDecoder();
    private final RuleTimingEntryDecoder timing = new RuleTimingEntryDecoder();
    private final TriageEntryDecoder triage = new TriageEntryDecoder();
    private final GateEntries gate = new GateEntries();
    private final DeviceEntries devices = new DeviceEntries();
    private final CareEntries care = new CareEntries();
    private final NewRules newRules = new NewRules(MOST_RULES);
    private final NewPolicies newPolicies = new NewPolicies();
    private boolean hasRules;
    private boolean hasTriage;
    private boolean mutesMore;
    private boolean keepsBackMore;
    private boolean tellsLessOfDevices;
    private boolean callsLess;
    private boolean gainsCallLess;

    Weakening(final ConfigState state) {
        this.state = state;
    }

    void begin() {
        newPolicies.begin();
        hasRules = false;
        hasTriage = false;
        mutesMore = false;
        keepsBackMore = false;
        tellsLessOfDevices = false;
        callsLess = false;
        gainsCallLess = false;
    }

    /** The next entry, which was checked. */
    void add(final DirectBuffer buffer, final MessageLayout entry) {
        final int at = entry.blockOffset();
        switch (entry.templateId()) {
            case RulesEntryDecoder.TEMPLATE_ID -> {
                rules.wrap(buffer, at, entry.blockLength(), entry.version());
                hasRules = true;
                newRules.replace(rules, buffer, entry);
            }
            case RuleTimingEntryDecoder.TEMPLATE_ID -> {
                timing.wrap(buffer, at, entry.blockLength(), entry.version());
                newRules.timing(timing);
            }
            case ScoreTableEntryDecoder.TEMPLATE_ID ->
                newRules.table(buffer, entry, state.rules().tables());
            case PolicyEntryDecoder.TEMPLATE_ID -> newPolicies.add(buffer, entry);
            case TriageEntryDecoder.TEMPLATE_ID -> {
                triage.wrap(buffer, at, entry.blockLength(), entry.version());
                hasTriage = true;
            }
            case InhibitionsEntryDecoder.TEMPLATE_ID -> mutesMore = mutesMore(buffer, entry);
            case GateEntries.TEMPLATE_ID ->
                keepsBackMore =
                        gate.keepsBackMore(buffer, entry, state.readingGate().rules());
            case DeviceEntries.TEMPLATE_ID ->
                tellsLessOfDevices =
                        devices.tellsLess(buffer, entry, state.devices().rules());
            case CareEntries.DOSES -> callsLess = care.callsLess(buffer, entry, state.care());
            case CareEntries.WEIGHTS -> gainsCallLess = care.callsLess(buffer, entry, state.care());
            default -> {
                // Nothing that pages depends on it.
            }
        }
    }

    /** What the entries, with profiles of this content, weaken: the actions of which, bit (1 shifted by the value of AuthorityAction) for each. */
    int actions(final long profilesContent) {
        return (keepsBackMore || (hasRules && (newRules.areWider(state.rules()) || areOtherProfiles(profilesContent)))
                        ? LIMITS
                        : 0)
                | (isTriagedLess()
                                || mutesMore
                                || tellsLessOfDevices
                                || callsLess
                                || gainsCallLess
                                || newPolicies.leaveLess(state.policies())
                        ? POLICY
                        : 0);
    }

    /** Whether patients may have other limits by their profiles than now: which of them are wider depends on who the patients are. */
    private boolean areOtherProfiles(final long content) {
        return content != state.patientLimits().profiles().content();
    }

    /** Whether triage by what is in force raises what it would not raise. */
    private boolean isTriagedLess() {
        final TriageRules held = state.triage().rules();
        return hasTriage
                && (held.clauses() & RAISING_CLAUSES) != 0
                && ((held.clauses() & ~triage.clauses() & RAISING_CLAUSES) != 0
                        || triage.fastAgeMs() * NS_PER_MS < held.fastAgeNs()
                        || triage.pressureAgeMs() * NS_PER_MS < held.pressureAgeNs()
                        || triage.temperatureAgeMs() * NS_PER_MS < held.temperatureAgeNs());
    }

    /** Whether a rule mutes alerts that are EMERGENT, and is none of those in force. */
    private boolean mutesMore(final DirectBuffer buffer, final MessageLayout entry) {
        final InhibitionRules held = state.gate().rules();
        for (int i = 0; i < entry.groupCount(); i++) {
            final int at = entry.elementOffset(i);
            boolean isNew = InhibitionEntries.severity(InhibitionEntries.target(buffer, at)) <= EMERGENT;
            for (int rule = 0; isNew && rule < held.count(); rule++) {
                isNew = held.equal(rule) != InhibitionEntries.equal(buffer, at)
                        || held.source(rule) != InhibitionEntries.source(buffer, at)
                        || held.target(rule) != InhibitionEntries.target(buffer, at);
            }
            if (isNew) {
                return true;
            }
        }
        return false;
    }
}
