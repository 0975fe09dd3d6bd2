package io.tocsin.engine.site;

import io.tocsin.engine.store.SlotPool;
import java.util.Arrays;

/** Which policy the alerts of each severity and type run on: looked up, not searched. */
final class PolicyIndex {
    private static final int SEVERITIES = 6;
    private static final int TYPES = 16;

    private final SlotPool slots;
    private final boolean[] newest;
    private final long[] configuredAt;
    private final int[] severityMask;
    private final int[] types;
    /** By severity, then by type. */
    private final int[] slotOf = new int[SEVERITIES * TYPES];

    /** Of the live tables of the policies. */
    PolicyIndex(
            final SlotPool slots,
            final boolean[] newest,
            final long[] configuredAt,
            final int[] severityMask,
            final int[] types) {
        this.slots = slots;
        this.newest = newest;
        this.configuredAt = configuredAt;
        this.severityMask = severityMask;
        this.types = types;
        Arrays.fill(slotOf, Policies.NONE);
    }

    int slot(final int severity, final int type) {
        return slotOf[severity * TYPES + type];
    }

    /** Policies were added, or taken over. */
    void rebuild() {
        for (int severity = 0; severity < SEVERITIES; severity++) {
            final int ofNoType = last(severity, 0);
            for (int type = 0; type < TYPES; type++) {
                final int own = type == 0 ? Policies.NONE : last(severity, 1 << type);
                slotOf[severity * TYPES + type] = own == Policies.NONE ? ofNoType : own;
            }
        }
    }

    /** The one configured last for a severity and a type; no type: of those that name none. */
    private int last(final int severity, final int typeBit) {
        int last = Policies.NONE;
        for (int i = 0; i < slots.highWater(); i++) {
            final boolean covers = slots.isUsed(i)
                    && newest[i]
                    && (severityMask[i] & (1 << severity)) != 0
                    && (typeBit == 0 ? types[i] == 0 : (types[i] & typeBit) != 0);
            if (covers && (last == Policies.NONE || configuredAt[i] > configuredAt[last])) {
                last = i;
            }
        }
        return last;
    }
}
