package io.tocsin.engine.delivery;

/** What the mode has to say before people are told something. */
public interface UnderLoad {
    /**
     * An offer is about to be dispatched.
     *
     * @param alert    slot.
     * @param channels of the step that chose its people.
     */
    void offering(int alert, int channels);

    /**
     * For how long channels other than the WebSocket are put off that an offer would be told over now.
     *
     * @param alert    slot.
     * @param channels of the step that chose its people.
     * @return ns; 0 = not at all.
     */
    long putOffNs(int alert, int channels);

    /**
     * Whether an output other than an offer may be dropped now.
     *
     * @param alert slot.
     * @param kind  value of the enum OutputKind.
     * @return a digest would stand for it.
     */
    boolean mayDrop(int alert, int kind);

    /**
     * An output that may be dropped is.
     *
     * @param alert  slot.
     * @param people who would have been told; 0 = nobody, so nothing happens.
     */
    void drop(int alert, int people);
}
