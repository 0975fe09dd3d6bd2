package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.ChoiceOrder;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TargetKind;
import java.util.List;
import java.util.stream.Stream;

/** One version of an escalation policy; role and person are indices, -1 for a care team. */
record OraclePolicy(
        long policyId,
        long version,
        int severityMask,
        int types,
        int latchingTypes,
        long repeatMs,
        long reviewMs,
        long staleMs,
        long expireMs,
        List<Step> steps,
        int failSafe,
        long bedsideMs,
        int loops,
        int plan,
        int readBacks) {

    /** Some of those whom a step asks, the slot of the team that they may fill, 0 = none, and how many of them it asks, in which order; 0 = all. */
    record People(TargetKind target, int index, int slot, int asks, ChoiceOrder order, boolean capable) {}

    /** Whom a step asks, how, how many of them have to accept, and how long it waits for them. */
    record Step(long delayMs, List<People> people, int channels, int needed) {}

    long lastStepMs() {
        return repeatMs > 0 ? repeatMs : expireMs;
    }

    boolean covers(final Severity severity) {
        return (severityMask >> severity.value() & 1) == 1;
    }

    boolean isForAnythingAsGraveAs(final Severity severity) {
        return Stream.of(Severity.values()).anyMatch(other -> other.value() <= severity.value() && covers(other));
    }

    /** Whether it says that it is for alerts of this type. */
    boolean isFor(final EmergencyType type) {
        return (types >> type.value() & 1) == 1;
    }

    boolean latches(final EmergencyType type) {
        return (latchingTypes >> type.value() & 1) == 1;
    }
}
