package io.tocsin;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** What was ordered not to be done for a patient, by a clinician who may. Told to responders with every offer; it may change who is told, never that somebody is. */
public enum TreatmentLimit {
    /** No resuscitation. */
    NO_RESUSCITATION(1),
    /** No intubation. */
    NO_INTUBATION(1 << 1),
    /** No admission to intensive care. */
    NO_INTENSIVE_CARE(1 << 2),
    /** Comfort care only. */
    COMFORT_CARE_ONLY(1 << 3);

    private final int bit;

    TreatmentLimit(final int bit) {
        this.bit = bit;
    }

    static int bits(final Collection<TreatmentLimit> limits) {
        int bits = 0;
        for (final TreatmentLimit limit : limits) {
            bits |= limit.bit;
        }
        return bits;
    }

    static Set<TreatmentLimit> of(final int bits) {
        final EnumSet<TreatmentLimit> limits = EnumSet.noneOf(TreatmentLimit.class);
        Arrays.stream(values()).filter(limit -> (bits & limit.bit) != 0).forEach(limits::add);
        return Set.copyOf(limits);
    }
}
