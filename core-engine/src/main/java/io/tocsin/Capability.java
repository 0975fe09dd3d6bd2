package io.tocsin;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a person's client says that it can do. */
public enum Capability {
    /** Can show an emergency as one: full screen, loud, until it is answered. */
    EMERGENCY_RESPONSE_CAPABLE(0),
    /** Can be woken by a push notification: a contact method PUSH is passed over while no client of the person says so. */
    SUPPORTS_PUSH(1);

    private final int mask;

    Capability(final int bit) {
        mask = 1 << bit;
    }

    /**
     * The capabilities of a session, as the schema's field says them.
     *
     * @param bits one for each, from bit 0; others are passed over.
     * @return in order; may be empty.
     */
    public static Set<Capability> of(final int bits) {
        final Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        for (final Capability capability : values()) {
            if ((bits & capability.mask) != 0) {
                capabilities.add(capability);
            }
        }
        return Collections.unmodifiableSet(capabilities);
    }

    /**
     * The schema's field.
     *
     * @param capabilities of a client.
     * @return a bit for each.
     */
    public static int bits(final Collection<Capability> capabilities) {
        int bits = 0;
        for (final Capability capability : capabilities) {
            bits |= capability.mask;
        }
        return bits;
    }
}
