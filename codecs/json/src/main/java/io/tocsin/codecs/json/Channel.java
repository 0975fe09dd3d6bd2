package io.tocsin.codecs.json;

import java.util.EnumSet;
import java.util.Set;

/** A way to tell people. The bits are those of {@code OutputDispatched.channels}. */
public enum Channel {
    /** A connected client. */
    WEBSOCKET(1),
    /** A push message. */
    PUSH(1 << 1),
    /** A text message. */
    SMS(1 << 2),
    /** A telephone call. */
    VOICE(1 << 3),
    /** A pager. */
    PAGER(1 << 4),
    /** A mail. */
    EMAIL(1 << 5);

    private final int bit;

    Channel(final int bit) {
        this.bit = bit;
    }

    /**
     * From the schema.
     *
     * @param bits of an offer; unknown ones are ignored, none means {@link #WEBSOCKET}.
     * @return at least one.
     */
    public static Set<Channel> of(final int bits) {
        final Set<Channel> channels = EnumSet.noneOf(Channel.class);
        for (final Channel channel : values()) {
            if ((bits & channel.bit) != 0) {
                channels.add(channel);
            }
        }
        if (channels.isEmpty()) {
            channels.add(WEBSOCKET);
        }
        return channels;
    }
}
