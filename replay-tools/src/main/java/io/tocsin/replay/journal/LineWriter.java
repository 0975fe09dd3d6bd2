package io.tocsin.replay.journal;

import org.agrona.DirectBuffer;

/** Writes what a log holds, a line for each. One thread. */
interface LineWriter {
    /**
     * A command.
     *
     * @param seq         its number in the log, from 1.
     * @param position    behind it.
     * @param timestampNs that the router stamped it with, epoch ns.
     * @param buffer      holds it.
     * @param offset      of its header.
     * @param length      of header and message.
     */
    void command(long seq, long position, long timestampNs, DirectBuffer buffer, int offset, int length);

    /**
     * An event.
     *
     * @param eventSeq    its number.
     * @param commandSeq  number of the command that led to it.
     * @param timestampNs engine time, epoch ns.
     * @param event       the message and nothing else.
     */
    void event(long eventSeq, long commandSeq, long timestampNs, DirectBuffer event);
}
