package io.tocsin.engine;

import io.tocsin.engine.event.EventStream;
import org.agrona.DirectBuffer;

/**
 * Where the engine hands what leaves it. Implemented by hosts and tests; called on the engine's thread in the midst of an entrance, so an implementation copies
 * what it needs and returns: it must not block, must not call the engine, and an exception from it stops the node.
 */
public interface EngineOutput extends EventStream.EventSink {
    /**
     * An event: numbered, recorded, part of the rolling hash.
     *
     * @param eventSeq dense, from 1.
     * @param buffer   holds the SBE message with its header; valid during the call only.
     * @param offset   of the message header.
     * @param length   of header and message, at most {@link AlertEngine#MAX_EVENT_LENGTH}.
     */
    @Override
    void onEvent(long eventSeq, DirectBuffer buffer, int offset, int length);

    /**
     * The answer to a command, a {@code CommandAnswered} message for its sender only: addressed by gateway and correlation, not numbered.
     *
     * @param buffer holds the SBE message with its header; valid during the call only.
     * @param offset of the message header.
     * @param length of header and message.
     */
    @Override
    void onAnswer(DirectBuffer buffer, int offset, int length);
}
