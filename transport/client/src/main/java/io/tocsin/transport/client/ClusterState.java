package io.tocsin.transport.client;

/**
 * How a client's connection with one cluster is.
 *
 * @param kind   in a word.
 * @param reason for people; empty while it is {@link Kind#UP}.
 */
public record ClusterState(Kind kind, String reason) {
    /** Not connected yet. */
    static final ClusterState CONNECTING = new ClusterState(Kind.CONNECTING, "not connected yet");

    /** Connected. */
    public static final ClusterState UP = new ClusterState(Kind.UP, "");

    /** In a word. */
    public enum Kind {
        /** For the first time. */
        CONNECTING,
        /** Commands flow, and what is told there arrives. */
        UP,
        /** The connection is gone, or no router of the cluster answers: nothing that is told there arrives. It is tried again. */
        AWAY,
        /** It is refused, for a reason that does not go away by itself; it is tried again, slowly. */
        REFUSED
    }
}
