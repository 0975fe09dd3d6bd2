package io.tocsin.engine.report;

import io.tocsin.codecs.sbe.ChoiceOrder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.PolicyEntryEncoder;
import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.engine.config.ConfigState;
import io.tocsin.engine.event.SystemEvents;
import io.tocsin.engine.site.Policies;
import io.tocsin.engine.site.PolicySteps;
import io.tocsin.engine.store.IdTable;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Says a policy as the entry that makes it. */
final class PolicyReport {
    private static final long NS_PER_MS = 1_000_000L;

    private final ConfigState state;
    private final SystemEvents events;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final UnsafeBuffer id = new UnsafeBuffer(new byte[IdTable.MAX_ID_BYTES]);

    private PolicyReport(final ConfigState state, final SystemEvents events) {
        this.state = state;
        this.events = events;
    }

    /** Emits the {@code PolicyEntry} of a version. */
    static void policy(final ConfigState state, final int slot, final SystemEvents events) {
        new PolicyReport(state, events).policy(slot);
    }

    private void policy(final int slot) {
        final Policies policies = state.policies();
        final PolicySteps steps = policies.steps();
        final PolicyEntryEncoder entry = new PolicyEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        final PolicyEntryEncoder.StepsEncoder group = entry.policyId(policies.id(slot) & 0xFFFF_FFFFL)
                .version(policies.version(slot) & 0xFFFF_FFFFL)
                .severityMask(policies.severityMask(slot))
                .latchingTypes(policies.latchingTypes(slot))
                .repeatMs(policies.repeatNs(slot) / NS_PER_MS)
                .reviewMs(policies.reviewNs(slot) / NS_PER_MS)
                .staleMs(policies.staleNs(slot) / NS_PER_MS)
                .expireMs(policies.expireNs(slot) / NS_PER_MS)
                .bedsideMs(steps.bedsideNs(slot) / NS_PER_MS)
                .loops(steps.loops(slot))
                .types(policies.types(slot))
                .plan((short) steps.plan(slot))
                .readBacks((short) steps.readBacks(slot))
                .stepsCount(elements(policies, slot));
        for (int step = 0; step < policies.stepCount(slot); step++) {
            for (int i = 0; i < steps.targets(slot, step); i++) {
                target(group.next(), steps, slot, step, i);
            }
        }
        entry.putFailSafe(id, 0, copy(state.site().people(), policies.failSafe(slot)));
        events.configEntry(buffer, entry.limit());
    }

    private static int elements(final Policies policies, final int slot) {
        int elements = 0;
        for (int step = 0; step < policies.stepCount(slot); step++) {
            elements += policies.steps().targets(slot, step);
        }
        return elements;
    }

    private void target(
            final PolicyEntryEncoder.StepsEncoder element,
            final PolicySteps steps,
            final int slot,
            final int step,
            final int index) {
        final int target = steps.target(slot, step, index);
        final int name = steps.name(slot, step, index);
        final boolean isFirst = index == 0;
        element.delayMs(isFirst ? steps.delayNs(slot, step) / NS_PER_MS : 0)
                .target(TargetKind.get((short) target))
                .channels((short) (isFirst ? steps.channels(slot, step) : 0))
                .needed((short) (isFirst ? steps.needed(slot, step) : 0))
                .same((short) (isFirst ? 0 : 1))
                .slot((short) steps.slot(slot, step, index))
                .asks((short) steps.asks(slot, step, index))
                .order(ChoiceOrder.get((short) steps.order(slot, step, index)))
                .capable((short) (steps.isCapable(slot, step, index) ? 1 : 0));
        final boolean isRole = target == TargetKind.UNIT_ROLE.value() || target == TargetKind.FACILITY_ROLE.value();
        final int length = isRole
                ? copy(state.site().roles(), name)
                : name == Policies.NONE ? 0 : copy(state.site().people(), name);
        element.putName(id, 0, length);
    }

    private int copy(final IdTable ids, final int index) {
        id.putBytes(0, ids.records(), ids.idOffset(index), ids.idLength(index));
        return ids.idLength(index);
    }
}
