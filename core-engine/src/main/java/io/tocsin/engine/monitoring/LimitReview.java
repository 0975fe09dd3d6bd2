package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.engine.event.EventStream;

/** Ends limits of patients that nobody could set any more, when rules are others, or other profiles are for a patient. Holds nothing of its own. */
public final class LimitReview {
    private static final int NONE = PatientLimits.NONE;

    private final PatientLimits limits;
    private final LimitPolicy policy;
    private final LimitProfiles profiles;
    private final Subjects subjects;
    private final EventStream stream;

    LimitReview(
            final PatientLimits limits,
            final LimitPolicy policy,
            final LimitProfiles profiles,
            final Subjects subjects,
            final EventStream stream) {
        this.limits = limits;
        this.policy = policy;
        this.profiles = profiles;
        this.subjects = subjects;
        this.stream = stream;
    }

    /** The rules are others now: limits that they would not let anybody set end, by subject, parameter and bound. Looks at every subject, and at every limit once. */
    public void rulesChanged() {
        for (int each = 0; each < subjects.ids().size(); each++) {
            for (int at = 0; at < LimitRules.PLACES && subjects.ownsLimits(each); at++) {
                final int slot = limits.index.find(each, at);
                if (slot != NONE && !isAllowed(slot)) {
                    limits.end(slot, Clause.CONFIGURED, NONE, 0);
                }
            }
        }
    }

    /** Other profiles may be for patients now: the time of what nobody could set any more is over. Looks at every limit once, and tells nothing: deadlines do, some at a time. */
    public void patientsMoved() {
        for (int slot = 0; slot < limits.slots.highWater(); slot++) {
            if (limits.slots.isUsed(slot) && !isAllowed(slot)) {
                limits.runOut(slot);
            }
        }
    }

    private boolean isAllowed(final int slot) {
        final int subject = limits.subject[slot];
        final boolean isOfBed = subjects.ids().records().getByte(subjects.ids().idOffset(subject)) == Subjects.BED;
        return policy.isAllowed(limits, slot, profiles.of(subject), isOfBed, stream.nowNs());
    }
}
