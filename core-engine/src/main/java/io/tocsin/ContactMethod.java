package io.tocsin;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One way to tell a person beside the WebSocket, which is always used at once. A step uses the methods whose channels it names, the fail-safe destination all of its
 * own. When nothing that was used can reach the person the next one is used at once. Immutable.
 *
 * @param channel         not WEBSOCKET.
 * @param afterMs         after the offer was dispatched, 0 to an hour.
 * @param unlessReceived  not used if the person has the alert over another channel already; else until they answer.
 */
public record ContactMethod(Channel channel, long afterMs, boolean unlessReceived) {
    /** Most methods of a person: every channel but the WebSocket, once. */
    public static final int MOST = 5;

    private static final long MAX_AFTER_MS = 3_600_000;

    /** Checks the channel. */
    public ContactMethod {
        if (Objects.requireNonNull(channel, "channel") == Channel.WEBSOCKET) {
            throw new IllegalArgumentException("WEBSOCKET is no contact method: it is used always, and at once");
        }
    }

    /** As soon as the offer is dispatched. */
    public static ContactMethod atOnce(final Channel channel) {
        return new ContactMethod(channel, 0, false);
    }

    /**
     * So long after the offer was dispatched, unless the person has answered.
     *
     * @param channel not WEBSOCKET.
     * @param after   up to an hour.
     * @return the method.
     */
    public static ContactMethod after(final Channel channel, final Duration after) {
        return new ContactMethod(channel, Checks.millis("after", after, 0, MAX_AFTER_MS), false);
    }

    /** Not used if the person has the alert over another channel already. Returns a changed copy. */
    public ContactMethod butNotIfReceived() {
        return new ContactMethod(channel, afterMs, true);
    }

    static List<ContactMethod> checked(final String personId, final ContactMethod... methods) {
        final Set<Channel> channels = EnumSet.noneOf(Channel.class);
        long before = 0;
        for (final ContactMethod method : methods) {
            if (!channels.add(method.channel)) {
                throw new IllegalArgumentException("contact of person '" + personId + "': " + method.channel
                        + " twice: each channel is named once");
            }
            if (method.afterMs < before) {
                throw new IllegalArgumentException(
                        "contact of person '" + personId + "': " + method.channel + " after " + method.afterMs
                                + " ms stands behind one after " + before + " ms: methods stand in their order");
            }
            before = method.afterMs;
        }
        return List.of(methods);
    }
}
