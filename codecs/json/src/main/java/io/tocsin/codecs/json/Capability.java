package io.tocsin.codecs.json;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** What a person's client can do, as it says in its hello. The bits are those of {@code SessionOpened.capabilities}. */
public enum Capability implements WireName {
    /** The person is trained and equipped to respond to emergencies. */
    EMERGENCY_RESPONSE_CAPABLE("emergency_response_capable", 1),
    /** The client can be woken by a push message. */
    SUPPORTS_PUSH("supports_push", 1 << 1);

    private final String wireName;
    private final int bit;

    Capability(final String wireName, final int bit) {
        this.wireName = wireName;
        this.bit = bit;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    /**
     * As the schema holds them.
     *
     * @param capabilities any.
     * @return one bit each.
     */
    public static int bits(final Collection<Capability> capabilities) {
        int bits = 0;
        for (final Capability capability : capabilities) {
            bits |= capability.bit;
        }
        return bits;
    }

    /**
     * From the schema.
     *
     * @param bits unknown ones are ignored.
     * @return in their order.
     */
    public static Set<Capability> of(final int bits) {
        final Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        for (final Capability capability : values()) {
            if ((bits & capability.bit) != 0) {
                capabilities.add(capability);
            }
        }
        return capabilities;
    }
}
