package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.InhibitionsEntryDecoder;
import io.tocsin.codecs.sbe.PolicyEntryDecoder;
import io.tocsin.codecs.sbe.RuleTimingEntryDecoder;
import io.tocsin.codecs.sbe.RulesEntryDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TriageEntryDecoder;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.site.Policies;
import io.tocsin.engine.suppression.InhibitionRules;
import org.agrona.DirectBuffer;

/**
 * Whether a configuration makes what is in force weaker: whether it widens a limit, or takes from alerts that are CRITICAL or EMERGENT what pages for them. That takes
 * two persons, whoever they are (compliance matrix, rule of two persons for policy that widens limits or disables HIGH alarms). Asked of entries that were checked;
 * looks at state, changes nothing, allocates nothing.
 */
final class Weakening {
    private static final int MOST_RULES = 63;
    private static final int MOST_POLICIES = 64;
    private static final int CRITICAL = Severity.CRITICAL.value();
    private static final int EMERGENT = Severity.EMERGENT.value();
    private static final int EVERY_TYPE = (1 << (EmergencyType.OTHER.value() + 1)) - 2;
    /** The clauses of triage that raise a severity: the danger zone and the classes only tell. */
    private static final int RAISING_CLAUSES = 0b11_1111;

    private static final int LIMITS = 1 << AuthorityAction.CHANGE_LIMITS.value();
    private static final int POLICY = 1 << AuthorityAction.CHANGE_POLICY.value();

    private final ConfigState state;
    private final RulesEntryDecoder rules = new RulesEntryDecoder();
    private final RuleTimingEntryDecoder timing = new RuleTimingEntryDecoder();
    private final PolicyEntryDecoder policy = new PolicyEntryDecoder();
    private final TriageEntryDecoder triage = new TriageEntryDecoder();
    private final NewRules newRules = new NewRules(MOST_RULES);
    private final int[] policyIds = new int[MOST_POLICIES];
    private final int[] severities = new int[MOST_POLICIES];
    private final int[] types = new int[MOST_POLICIES];
    private int policies;
    private boolean hasRules;
    private int clauses;
    private boolean mutesMore;

    Weakening(final ConfigState state) {
        this.state = state;
    }

    void begin() {
        policies = 0;
        hasRules = false;
        clauses = state.triage().rules().clauses();
        mutesMore = false;
    }

    /** The next entry, which was checked. */
    void add(final DirectBuffer buffer, final MessageLayout entry) {
        final int at = entry.blockOffset();
        switch (entry.templateId()) {
            case RulesEntryDecoder.TEMPLATE_ID -> {
                rules.wrap(buffer, at, entry.blockLength(), entry.version());
                hasRules = true;
                newRules.replace(rules.news2() == 1, RulesCheck.limitsAsStated(rules) == 1, buffer, entry);
            }
            case RuleTimingEntryDecoder.TEMPLATE_ID -> {
                timing.wrap(buffer, at, entry.blockLength(), entry.version());
                newRules.timing(timing);
            }
            case PolicyEntryDecoder.TEMPLATE_ID -> {
                policy.wrap(buffer, at, entry.blockLength(), entry.version());
                add((int) policy.policyId(), policy.severityMask(), typesOf(policy));
            }
            case TriageEntryDecoder.TEMPLATE_ID -> {
                triage.wrap(buffer, at, entry.blockLength(), entry.version());
                clauses = triage.clauses();
            }
            case InhibitionsEntryDecoder.TEMPLATE_ID -> mutesMore = mutesMore(buffer, entry);
            default -> {
                // Nothing that pages depends on it.
            }
        }
    }

    /** What the entries weaken: the actions of which, bit (1 shifted by the value of AuthorityAction) for each. */
    int actions() {
        final boolean isLess = (state.triage().rules().clauses() & ~clauses & RAISING_CLAUSES) != 0;
        return (hasRules && newRules.areWider(state.rules()) ? LIMITS : 0)
                | (isLess || mutesMore || leavesAlone(CRITICAL) || leavesAlone(EMERGENT) ? POLICY : 0);
    }

    private static int typesOf(final PolicyEntryDecoder entry) {
        return entry.actingVersion() < PolicyEntryDecoder.typesSinceVersion() ? 0 : entry.types();
    }

    private void add(final int policyId, final int ofSeverities, final int ofTypes) {
        int place = placeOf(policyId);
        if (place == policies) {
            policies++;
        }
        policyIds[place] = policyId;
        severities[place] = ofSeverities;
        types[place] = ofTypes;
    }

    /** Where the configuration has a policy; behind the last if it does not. */
    private int placeOf(final int policyId) {
        int place = 0;
        while (place < policies && policyIds[place] != policyId) {
            place++;
        }
        return place;
    }

    /** Whether alerts of a severity, of any type, have a policy and would have none. */
    private boolean leavesAlone(final int severity) {
        int before = 0;
        int after = 0;
        final Policies held = state.policies();
        for (int slot = held.configuredAfter(Policies.NONE);
                policies > 0 && slot != Policies.NONE;
                slot = held.configuredAfter(slot)) {
            final int covered = covered(severity, held.severityMask(slot), held.types(slot));
            before |= covered;
            after |= placeOf(held.id(slot)) == policies ? covered : 0;
        }
        for (int i = 0; i < policies; i++) {
            after |= covered(severity, severities[i], types[i]);
        }
        return (before & ~after) != 0;
    }

    /** The types whose alerts of a severity a policy is for. */
    private static int covered(final int severity, final int ofSeverities, final int ofTypes) {
        return (ofSeverities & 1 << severity) == 0 ? 0 : ofTypes == 0 ? EVERY_TYPE : ofTypes;
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
