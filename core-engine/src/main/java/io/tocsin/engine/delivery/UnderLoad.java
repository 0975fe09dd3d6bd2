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
     * Whether the offers of an alert wait until the mode is over.
     *
     * @param alert slot.
     * @return true if so.
     */
    boolean holds(int alert);

    /**
     * An offer that waited when the mode began is held back.
     *
     * @param alert slot.
     */
    void countHeld(int alert);

    /**
     * An offer that was made just now is held back.
     *
     * @param alert  slot.
     * @param person index.
     */
    void hold(int alert, int person);

    /**
     * Whether an offer is not made because of the mode; if so it is said.
     *
     * @param alert  slot.
     * @param person index.
     * @return true if so.
     */
    boolean isDropped(int alert, int person);

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
