package io.tocsin.transport.cluster;

import io.tocsin.engine.AlertEngine;
import org.agrona.DirectBuffer;

/**
 * Hears what the engine of a node is fed. On the service's thread; what it throws stops the node. For tests and digests: it must neither wait nor feed the engine.
 */
public interface EngineTap {
    /**
     * A command of the log, before the engine gets it.
     *
     * @param timestampNs as the leader stamped it, UTC epoch ns.
     * @param buffer      holds it during the call only.
     * @param offset      of the message header.
     * @param length      of header and message.
     */
    default void onCommand(final long timestampNs, final DirectBuffer buffer, final int offset, final int length) {}

    /**
     * A tick of the log, before the engine gets it.
     *
     * @param timestampNs as the leader stamped it, UTC epoch ns.
     */
    default void onTick(final long timestampNs) {}

    /**
     * The engine has done what it was last given, or has been restored.
     *
     * @param engine to read from, during the call only.
     */
    default void onEntered(final AlertEngine engine) {}
}
