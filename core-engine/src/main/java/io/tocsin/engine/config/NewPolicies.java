package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.PolicyEntryDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.site.Policies;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/** The policies that a configuration brings, to be held against those in force: how many steps they leave to alerts that are CRITICAL or EMERGENT. */
final class NewPolicies {
    private static final int MOST = 64;
    private static final int MOST_SEVERE = Severity.CRITICAL.value();
    private static final int LEAST_SEVERE = Severity.EMERGENT.value();
    private static final int TYPES = EmergencyType.CARE_NOTICE.value() + 1;
    /** In the place of a type: policies that name none. */
    private static final int NO_TYPE = 0;

    private static final int NO_POLICY = -1;

    private final PolicyEntryDecoder policy = new PolicyEntryDecoder();
    private final StepElements elements = new StepElements();
    private final int[] policyIds = new int[MOST];
    private final int[] severities = new int[MOST];
    private final int[] types = new int[MOST];
    private final int[] steps = new int[MOST];
    /** By severity and type, of what would be in force: steps before the fail-safe destination. */
    private final int[] left = new int[(LEAST_SEVERE + 1) * TYPES];

    private int count;

    void begin() {
        count = 0;
    }

    /** The next entry, which was checked. */
    void add(final DirectBuffer buffer, final MessageLayout entry) {
        policy.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
        policyIds[count] = (int) policy.policyId();
        severities[count] = policy.severityMask();
        types[count] = policy.actingVersion() < PolicyEntryDecoder.typesSinceVersion() ? 0 : policy.types();
        elements.begin(buffer, entry);
        steps[count] = 0;
        while (elements.next()) {
            steps[count] += elements.isSame() ? 0 : 1;
        }
        count++;
    }

    /** Whether alerts that are CRITICAL or EMERGENT, of any type, have a policy and would have one of fewer steps, or none. */
    boolean leaveLess(final Policies held) {
        if (count == 0) {
            return false;
        }
        putInForce(held);
        for (int severity = MOST_SEVERE; severity <= LEAST_SEVERE; severity++) {
            for (int type = 1; type < TYPES; type++) {
                final int slot = held.inForce(severity, type);
                final int own = left[severity * TYPES + type];
                final int stays = own == NO_POLICY ? left[severity * TYPES + NO_TYPE] : own;
                if (slot != Policies.NONE && stays < held.stepCount(slot)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** In the order in which they were or would be configured: of several the last counts. */
    private void putInForce(final Policies held) {
        Arrays.fill(left, NO_POLICY);
        for (int slot = held.configuredAfter(Policies.NONE); slot != Policies.NONE; slot = held.configuredAfter(slot)) {
            if (!isReplaced(held.id(slot), 0)) {
                put(held.severityMask(slot), held.types(slot), held.stepCount(slot));
            }
        }
        for (int i = 0; i < count; i++) {
            if (!isReplaced(policyIds[i], i + 1)) {
                put(severities[i], types[i], steps[i]);
            }
        }
    }

    /** Whether the configuration has a newer version of a policy, from one of its policies on. */
    private boolean isReplaced(final int policyId, final int from) {
        for (int i = from; i < count; i++) {
            if (policyIds[i] == policyId) {
                return true;
            }
        }
        return false;
    }

    private void put(final int ofSeverities, final int ofTypes, final int stepCount) {
        for (int severity = MOST_SEVERE; severity <= LEAST_SEVERE; severity++) {
            for (int type = NO_TYPE; type < TYPES; type++) {
                final boolean isOf = type == NO_TYPE ? ofTypes == 0 : (ofTypes & 1 << type) != 0;
                if (isOf && (ofSeverities & 1 << severity) != 0) {
                    left[severity * TYPES + type] = stepCount;
                }
            }
        }
    }
}
