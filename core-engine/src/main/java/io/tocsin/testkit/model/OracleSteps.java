package io.tocsin.testkit.model;

import static io.tocsin.testkit.model.OracleEntries.require;

import io.tocsin.codecs.sbe.ChoiceOrder;
import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.PolicyEntryDecoder;
import io.tocsin.codecs.sbe.TargetKind;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Reads and checks the steps of a policy entry; what the sender's version did not know is 0. */
final class OracleSteps {
    private static final int ELEMENTS = 20;
    private static final int SLOTS = 7;

    /** Finds a role or a person. */
    interface Names {
        int index(int target, String name);
    }

    private final int version;
    private final Names names;
    private final List<OraclePolicy.Step> steps = new ArrayList<>();
    private final List<String> slots = new ArrayList<>();

    OracleSteps(final int version, final Names names) {
        this.version = version;
        this.names = names;
    }

    List<OraclePolicy.Step> of(final PolicyEntryDecoder entry, final DirectBuffer buffer) {
        int elements = 0;
        for (final PolicyEntryDecoder.StepsDecoder each : entry.steps()) {
            elements++;
            final boolean isSame = version >= 3 && each.same() != 0;
            final int slot = version < 3 ? 0 : each.slot();
            final int target = each.targetRaw();
            checkStep(each, isSame);
            final int channels = version < 2 ? 0 : each.channels();
            final long delayMs = each.delayMs();
            final int needed = version < 3 ? 0 : each.needed();
            final int asks = version < 3 ? 0 : each.asks();
            final int order = version < 3 ? 0 : each.orderRaw();
            final boolean isList = target == TargetKind.CARE_TEAM.value() || target == TargetKind.UNIT_ROLE.value();
            require(asks == 0 ? order == 0 : isList && asks < 64 && order < 4, ConfigRefusal.BAD_VALUE);
            final int capable = version < 3 ? 0 : each.capable();
            require(
                    capable == 0
                            || (capable == 1 && asks == 0 && (isList || target == TargetKind.FACILITY_ROLE.value())),
                    ConfigRefusal.BAD_VALUE);
            final String name = OracleFields.latin(buffer, entry.limit(), each.nameLength());
            each.skipName();
            require(
                    target < TargetKind.NEAREST.value() || target == TargetKind.FACILITY_ROLE.value() || name.isEmpty(),
                    ConfigRefusal.BAD_VALUE);
            require(
                    target != TargetKind.EMERGENCY_CONTACTS.value()
                            || (slot == 0 && steps.size() + (isSame ? 0 : 1) > 1),
                    ConfigRefusal.BAD_VALUE);
            checkSlot(slot, target, name);
            if (!isSame) {
                steps.add(new OraclePolicy.Step(delayMs, new ArrayList<>(), channels, needed));
            }
            steps.get(steps.size() - 1)
                    .people()
                    .add(new OraclePolicy.People(
                            TargetKind.get((short) target),
                            names.index(target, name),
                            slot,
                            asks,
                            ChoiceOrder.get((short) order),
                            capable == 1));
        }
        require(elements <= ELEMENTS, ConfigRefusal.BAD_VALUE);
        return steps;
    }

    private void checkStep(final PolicyEntryDecoder.StepsDecoder each, final boolean isSame) {
        final int channels = version < 2 ? 0 : each.channels();
        final boolean isPlain = each.delayMs() == 0 && channels == 0 && (version < 3 || each.needed() == 0);
        require(!isSame || (!steps.isEmpty() && isPlain), ConfigRefusal.BAD_VALUE);
        require(isSame || (each.delayMs() >= 100 && each.delayMs() <= 86_400_000), ConfigRefusal.BAD_VALUE);
        require(channels < 64 && each.targetRaw() <= lastTarget(), ConfigRefusal.BAD_VALUE);
    }

    private int lastTarget() {
        return version < 3 ? TargetKind.PERSON.value() : TargetKind.MONITORING_VIEWERS.value();
    }

    /** Slots are numbered as they are met, each named by a role that names no other. */
    private void checkSlot(final int slot, final int target, final String name) {
        if (slot > slots.size()) {
            require(slot == slots.size() + 1 && slot <= SLOTS, ConfigRefusal.BAD_VALUE);
            require(target == TargetKind.UNIT_ROLE.value() && !slots.contains(name), ConfigRefusal.BAD_VALUE);
            slots.add(name);
        }
    }
}
