package io.tocsin.transport.cluster;

/** How what stands beside the log of a node keeps up: what its router reads of the node's own engine, and what nodes tell each other of their engines. */
public enum SideStreamState {
    /** It does, or there is no router yet. */
    WELL(""),
    /** More than half of the way from the engine to the router is full. */
    BEHIND("the router of this node is behind its engine: people connected here are told late"),
    /** Something waits for the router, and it has read nothing for two seconds. */
    STANDS_STILL(
            "the router of this node reads nothing of its engine, though something waits: people connected here are"
                    + " told nothing"),
    /** The router was too slow, has missed something, and is told nothing more. */
    BROKEN("the router of this node was too slow for its engine, and is told nothing more"),
    /** It takes part, and has not heard lately how far a majority of engines is. */
    DEAF("this node does not hear how far a majority of engines is: answers at APPLIED wait in vain");

    private final String words;

    SideStreamState(final String words) {
        this.words = words;
    }

    /** What is the matter, for people; empty = nothing. */
    public String words() {
        return words;
    }

    /** Whether it keeps up. */
    public boolean isWell() {
        return this == WELL;
    }
}
