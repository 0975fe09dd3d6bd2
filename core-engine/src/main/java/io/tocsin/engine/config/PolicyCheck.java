package io.tocsin.engine.config;

import static io.tocsin.engine.config.ConfigChecker.isKnown;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.PolicyEntryDecoder;
import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.engine.alert.NamedTypes;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.site.Policies;
import io.tocsin.engine.store.IdTable;
import org.agrona.DirectBuffer;

/** Whether the policies of a configuration may enter: their values, those whom they name, and that their versions rise. */
final class PolicyCheck {
    private static final int MOST = 64;
    private static final int MAX_BEDSIDE_MS = 86_400_000;
    private static final int MAX_LOOPS = 1_000;
    private static final int SEVERITIES_MASK = 0b11_1110;
    private static final int TYPES_MASK = NamedTypes.ALL;

    private final ConfigState state;
    private final IdTable newPeople;
    private final IdTable newRoles;
    private final int[] ids = new int[MOST];
    private final long[] versions = new long[MOST];
    private final PolicyEntryDecoder policy = new PolicyEntryDecoder();
    private final StepElements steps = new StepElements();
    private int count;

    PolicyCheck(final ConfigState state, final IdTable newPeople, final IdTable newRoles) {
        this.state = state;
        this.newPeople = newPeople;
        this.newRoles = newRoles;
    }

    void begin() {
        count = 0;
    }

    /** Whether a policy is held, or was brought before by the same configuration. */
    boolean isHeld(final long policyId) {
        return heldVersion(policyId) >= 0;
    }

    /** Whether a policy may enter. */
    ConfigRefusal policy(final DirectBuffer buffer, final MessageLayout entry) {
        policy.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
        final int severities = policy.severityMask();
        final int latching = policy.latchingTypes();
        if ((severities & ~SEVERITIES_MASK) != 0
                || (latching & ~TYPES_MASK) != 0
                || policy.expireMs() <= 0
                || policy.expireMs() > Long.MAX_VALUE / 4_000_000L
                || entry.groupCount() > Policies.MAX_STEPS) {
            return ConfigRefusal.BAD_VALUE;
        }
        if (entry.version() >= PolicyEntryDecoder.bedsideMsSinceVersion()
                && ((policy.types() & ~TYPES_MASK) != 0
                        || policy.bedsideMs() > MAX_BEDSIDE_MS
                        || policy.loops() < -1
                        || policy.loops() > MAX_LOOPS
                        || policy.plan() > 1)) {
            return ConfigRefusal.BAD_VALUE;
        }
        if (policy.version() <= heldVersion(policy.policyId())) {
            return ConfigRefusal.BAD_VALUE;
        }
        final ConfigRefusal refusal = checkSteps(buffer, entry);
        if (refusal != ConfigRefusal.NONE) {
            return refusal;
        }
        if (!isKnown(
                buffer, entry.textOffset(0), entry.textLength(0), state.site().people(), newPeople)) {
            return ConfigRefusal.NO_FAIL_SAFE;
        }
        if (count == MOST || count >= state.policies().free()) {
            return ConfigRefusal.TABLE_FULL;
        }
        ids[count] = (int) policy.policyId();
        versions[count++] = policy.version();
        return ConfigRefusal.NONE;
    }

    private ConfigRefusal checkSteps(final DirectBuffer buffer, final MessageLayout entry) {
        steps.begin(buffer, entry);
        while (steps.next()) {
            final ConfigRefusal refusal = steps.check();
            if (refusal != ConfigRefusal.NONE) {
                return refusal;
            }
            final int target = steps.target();
            if ((target == TargetKind.UNIT_ROLE.value() || target == TargetKind.FACILITY_ROLE.value())
                    && !isKnown(
                            buffer,
                            steps.nameOffset(),
                            steps.nameLength(),
                            state.site().roles(),
                            newRoles)) {
                return ConfigRefusal.UNKNOWN_ROLE;
            }
            if (target == TargetKind.PERSON.value()
                    && !isKnown(
                            buffer,
                            steps.nameOffset(),
                            steps.nameLength(),
                            state.site().people(),
                            newPeople)) {
                return ConfigRefusal.UNKNOWN_PERSON;
            }
        }
        return ConfigRefusal.NONE;
    }

    private long heldVersion(final long policyId) {
        for (int i = count - 1; i >= 0; i--) {
            if (ids[i] == (int) policyId) {
                return versions[i];
            }
        }
        final int held = state.policies().newestOf((int) policyId);
        return held == Policies.NONE ? -1 : state.policies().version(held) & 0xFFFFFFFFL;
    }
}
