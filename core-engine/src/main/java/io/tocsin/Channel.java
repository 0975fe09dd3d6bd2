package io.tocsin;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Ways to tell the people of a policy's step. Which of them a router can send over, it says elsewhere. */
public enum Channel {
    /** A client's session; what a step has that names no channel. */
    WEBSOCKET(0),
    /** A notification to a phone. */
    PUSH(1),
    /** A text message. */
    SMS(2),
    /** A phone call. */
    VOICE(3),
    /** A pager. */
    PAGER(4),
    /** A mail. */
    EMAIL(5);

    private final int mask;

    Channel(final int bit) {
        mask = 1 << bit;
    }

    /**
     * The channels of a step, as the schema's field {@code channels} says them.
     *
     * @param bits one for each, from bit 0; others are passed over.
     * @return in order; WEBSOCKET alone if there is none.
     */
    public static Set<Channel> of(final int bits) {
        return orWebSocket(each(bits));
    }

    /**
     * Channels, as bits say them.
     *
     * @param bits one for each, from bit 0; others are passed over.
     * @return in order; may be empty.
     */
    static Set<Channel> each(final int bits) {
        final Set<Channel> channels = EnumSet.noneOf(Channel.class);
        for (final Channel channel : values()) {
            if ((bits & channel.mask) != 0) {
                channels.add(channel);
            }
        }
        return Collections.unmodifiableSet(channels);
    }

    /**
     * The schema's field {@code channels}.
     *
     * @param channels of a step.
     * @return a bit for each; 0 for WEBSOCKET alone.
     */
    public static int bits(final Collection<Channel> channels) {
        int bits = 0;
        for (final Channel channel : channels) {
            bits |= channel.mask;
        }
        return bits == WEBSOCKET.mask ? 0 : bits;
    }

    static Set<Channel> orWebSocket(final Collection<Channel> channels) {
        return inOrder(channels.isEmpty() ? EnumSet.of(WEBSOCKET) : channels);
    }

    /** A copy whose order is that of the enum; it may be empty. */
    static Set<Channel> inOrder(final Collection<Channel> channels) {
        return Collections.unmodifiableSet(
                channels.isEmpty() ? EnumSet.noneOf(Channel.class) : EnumSet.copyOf(channels));
    }
}
