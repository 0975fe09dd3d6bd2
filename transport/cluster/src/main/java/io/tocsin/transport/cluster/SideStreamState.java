package io.tocsin.transport.cluster;

import org.jspecify.annotations.Nullable;

/** How what stands beside the log of a node keeps up: what its router reads of the node's own engine, and what nodes tell each other of their engines. */
public enum SideStreamState {
    /** It does, or there is no router yet. */
    WELL(0, ""),
    /** More than half of the way from the engine to the router is full. */
    BEHIND(1, "the router of this node is behind its engine: people connected here are told late"),
    /** Something waits for the router, and it has read nothing for two seconds. */
    STANDS_STILL(
            2,
            "the router of this node reads nothing of its engine, though something waits: people connected here are"
                    + " told nothing"),
    /** The router was too slow, has missed something, and is told nothing more. */
    BROKEN(3, "the router of this node was too slow for its engine, and is told nothing more"),
    /** It takes part, and has not heard lately how far a majority of engines is. */
    DEAF(4, "this node does not hear how far a majority of engines is: answers at APPLIED wait in vain");

    private final int code;
    private final String words;

    SideStreamState(final int code, final String words) {
        this.code = code;
        this.words = words;
    }

    /** How it stands in memory that other processes read. */
    int code() {
        return code;
    }

    /** What a code stands for; {@code null} = nothing that this code knows. */
    static @Nullable SideStreamState of(final long code) {
        for (final SideStreamState state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        return null;
    }

    /** What is the matter, for people; empty = nothing. */
    public String words() {
        return words;
    }

    /** Whether it keeps up. */
    public boolean isWell() {
        return this == WELL;
    }

    /**
     * Whether people who are connected to the node are told: also if they are told late, or if only answers wait. A node that is anything else is not ready; one that is
     * deaf is, since nobody would be served better if all three went out of use for what keeps none from telling people.
     */
    public boolean reachesPeople() {
        return this != STANDS_STILL && this != BROKEN;
    }
}
