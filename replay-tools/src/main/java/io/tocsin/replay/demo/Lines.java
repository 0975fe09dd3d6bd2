package io.tocsin.replay.demo;

/** How everybody in the hospital reaches the router. Any thread. */
interface Lines extends AutoCloseable {
    /**
     * A line for what raises alerts or measures.
     *
     * @param name that the router knows it by, the same at every call.
     */
    SourceLine source(String name);

    /**
     * A line for a person, who is reachable from then on.
     *
     * @param person   id.
     * @param listener of the person's client.
     */
    PersonLine person(String person, PersonLine.Listener listener);

    /** Ends all lines. */
    @Override
    void close();
}
