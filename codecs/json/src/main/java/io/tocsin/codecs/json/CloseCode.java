package io.tocsin.codecs.json;

import org.jspecify.annotations.Nullable;

/** Why a connection ends, as its close frame says. The README's table is held equal to this by a test. */
public enum CloseCode {
    /** The client or the router is done. */
    NORMAL(1000, "done"),
    /** The other side goes away. */
    GOING_AWAY(1001, "going away"),
    /** Not WebSocket as RFC 6455 has it. */
    PROTOCOL_ERROR(1002, "a frame breaks RFC 6455"),
    /** A binary frame where the subprotocol has text frames, or the other way round. */
    WRONG_OPCODE(1003, "this subprotocol has the other kind of frames"),
    /** A text that is not UTF-8. */
    BAD_UTF8(1007, "a text is not UTF-8"),
    /** A rule of the house was broken, such as too many connections. */
    POLICY(1008, "a rule of this server was broken"),
    /** A frame or message longer than 64 KiB. */
    TOO_BIG(1009, "a message is longer than 64 KiB"),
    /** The router restarts; its drain message said when to come back. */
    RESTART(1012, "the server restarts"),
    /** No room now. */
    TRY_LATER(1013, "try again later"),
    /** The client reads too slowly; it may resume. */
    TOO_SLOW(4008, "nothing was read for too long: resume"),
    /** Too many messages that could not be read. */
    MALFORMED(4400, "too many messages could not be read"),
    /** The client has not proved who it is, or not anew in time. */
    UNAUTHENTICATED(4401, "no valid token"),
    /** What the client has proved was revoked, or its session was ended. */
    REVOKED(4402, "revoked"),
    /** The client may not do or see this. */
    FORBIDDEN(4403, "forbidden"),
    /** A front knows no facility of the name that the client has given, or was given none. */
    UNKNOWN_FACILITY(4404, "no such facility here"),
    /** The client speaks no subprotocol of this server. */
    SUBPROTOCOL(4406, "no subprotocol in common"),
    /** No hello in time. */
    HELLO_TIMEOUT(4408, "no hello in time"),
    /** A front finds no router of the facility's cluster that answers; nothing is kept for it meanwhile. */
    CLUSTER_UNREACHABLE(4503, "no router of this cluster answers");

    private final int code;
    private final String reason;

    CloseCode(final int code, final String reason) {
        this.code = code;
        this.reason = reason;
    }

    /**
     * The number on the wire.
     *
     * @return 1000 to 4999.
     */
    public int code() {
        return code;
    }

    /**
     * What the close frame says to people.
     *
     * @return ASCII, below 124 bytes.
     */
    public String reason() {
        return reason;
    }

    /**
     * Whether the connection ended for something that the client does wrong: it will end so again until the client or its rights change, so coming back at once
     * only makes noise.
     *
     * @return whether to come back slowly.
     */
    public boolean isFaultOfClient() {
        return switch (this) {
            case PROTOCOL_ERROR,
                    WRONG_OPCODE,
                    BAD_UTF8,
                    POLICY,
                    TOO_BIG,
                    MALFORMED,
                    UNAUTHENTICATED,
                    REVOKED,
                    FORBIDDEN,
                    UNKNOWN_FACILITY,
                    SUBPROTOCOL -> true;
            case NORMAL, GOING_AWAY, RESTART, TRY_LATER, TOO_SLOW, HELLO_TIMEOUT, CLUSTER_UNREACHABLE -> false;
        };
    }

    /**
     * Finds one by its number.
     *
     * @param code any.
     * @return {@code null} if this version knows none.
     */
    public static @Nullable CloseCode of(final int code) {
        for (final CloseCode next : values()) {
            if (next.code == code) {
                return next;
            }
        }
        return null;
    }
}
