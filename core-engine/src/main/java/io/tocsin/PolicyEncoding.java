package io.tocsin;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.PolicyEntryEncoder;
import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import java.util.Set;
import org.agrona.MutableDirectBuffer;

/** Writes a policy as the entry that the engine takes. */
final class PolicyEncoding {
    private PolicyEncoding() {}

    /** Encodes the entry with its header; answers the bytes behind that. */
    static int encode(
            final int policyId,
            final Policy policy,
            final MutableDirectBuffer buffer,
            final MessageHeaderEncoder header) {
        final PolicyEntryEncoder entry = new PolicyEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        int severityMask = 0;
        for (final Severity severity : policy.severities()) {
            severityMask |= 1 << severity.value();
        }
        entry.policyId(policyId)
                .version(1)
                .severityMask(severityMask)
                .latchingTypes(types(policy.latchingTypes()))
                .repeatMs(policy.times().repeatMs())
                .reviewMs(policy.times().reviewMs())
                .staleMs(policy.times().staleMs())
                .expireMs(policy.times().expireMs())
                .bedsideMs(policy.times().bedsideMs())
                .loops(policy.times().loops())
                .types(types(policy.types()))
                .plan((short) policy.times().plan())
                .readBacks((short) policy.times().readBacks());
        final PolicyEntryEncoder.StepsEncoder steps =
                entry.stepsCount(policy.steps().size());
        final List<String> slots = List.copyOf(policy.slots());
        policy.steps()
                .forEach(step -> steps.next()
                        .delayMs(step.same() ? 0 : step.delayMs())
                        .target(step.target())
                        .channels((short) (step.same() ? 0 : Channel.bits(step.channels())))
                        .needed((short) (step.same() ? 0 : step.needed()))
                        .same((short) (step.same() ? 1 : 0))
                        .slot((short) (1 + slots.indexOf(step.slot())))
                        .asks((short) step.asks())
                        .order(step.order())
                        .capable((short) (step.capable() ? 1 : 0))
                        .name(step.name()));
        entry.failSafe(policy.failSafe());
        return entry.encodedLength();
    }

    private static int types(final Set<EmergencyType> types) {
        int bits = 0;
        for (final EmergencyType type : types) {
            bits |= 1 << type.value();
        }
        return bits;
    }
}
