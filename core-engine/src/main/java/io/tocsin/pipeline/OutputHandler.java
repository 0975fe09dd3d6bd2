package io.tocsin.pipeline;

import org.agrona.DirectBuffer;

/**
 * Receives what the engine says, in order, on the delivery thread (or on the caller of {@link Pipeline#pollOutputs()}). It may take its time: while it does,
 * outputs gather in a bounded ring, and when that is full the engine waits and the command ring fills. An exception is counted, given to the error handler, and
 * the next output follows.
 */
public interface OutputHandler {
    /**
     * An event. Called only after the command that led to it was recorded and carried out whole.
     *
     * @param eventSeq dense, from 1.
     * @param buffer   holds the SBE message with its header; valid during the call only.
     * @param offset   of the message header.
     * @param length   of header and message.
     */
    void onEvent(long eventSeq, DirectBuffer buffer, int offset, int length);

    /**
     * The answer to a command, a {@code CommandAnswered} message.
     *
     * @param buffer holds the SBE message with its header; valid during the call only.
     * @param offset of the message header.
     * @param length of header and message.
     */
    void onAnswer(DirectBuffer buffer, int offset, int length);

    /**
     * The next message of what a recovered engine holds; see {@link io.tocsin.engine.AlertEngine#report}. Called while the pipeline is launched, on the thread
     * that launches it, before anything else; not at all if the log is new. An exception is treated as above.
     *
     * @param buffer holds the SBE message with its header; valid during the call only.
     * @param offset of the message header.
     * @param length of header and message.
     */
    default void onState(final DirectBuffer buffer, final int offset, final int length) {}

    /**
     * A duty cycle of delivery has ended: the moment to send on what was gathered during it. Called again and again while there is nothing to deliver, so it is
     * cheap when there is nothing to do. An exception is treated as above.
     *
     * @param outputs how many events and answers the cycle delivered, 0 to 256.
     */
    default void onCycleEnd(final int outputs) {}
}
