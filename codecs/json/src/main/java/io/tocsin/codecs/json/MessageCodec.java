package io.tocsin.codecs.json;

import java.nio.ByteBuffer;

/**
 * One way to write the protocol's messages: what a subprotocol is beside its name. All of them carry the same messages within the same limits, and refuse with the same
 * codes, so that whoever has read one does not care how it was written. Any thread; never blocks; allocates.
 */
public interface MessageCodec {
    /** Most bytes of a message, in both directions and however it is written. */
    int MAX_MESSAGE_BYTES = JsonTree.MAX_BYTES;

    /**
     * What it is called in {@code Sec-WebSocket-Protocol}.
     *
     * @return such as {@code alert.v1.json}.
     */
    String subprotocol();

    /**
     * In which frames its messages travel.
     *
     * @return true: in binary ones; false: in text.
     */
    boolean isBinary();

    /**
     * Reads what a client says.
     *
     * @param bytes between position and limit; read, not kept.
     * @return the message.
     * @throws ProtocolException if it is none; with the commandId or ref as far as they could be read.
     */
    ClientMessage readClient(ByteBuffer bytes) throws ProtocolException;

    /**
     * Reads what the router says.
     *
     * @param bytes between position and limit; read, not kept.
     * @return the message.
     * @throws ProtocolException if it is none of this version.
     */
    ServerMessage readServer(ByteBuffer bytes) throws ProtocolException;

    /**
     * Writes what a client says. Halves of surrogate pairs, which UTF-8 cannot hold, become replacement characters.
     *
     * @param message to write.
     * @return the payload of one frame.
     */
    byte[] write(ClientMessage message);

    /**
     * Writes what the router says.
     *
     * @param message to write.
     * @return the payload of one frame.
     */
    byte[] write(ServerMessage message);

    /**
     * What one recipient of a delivery is sent before {@link #deliveryTail}.
     *
     * @param seq  of the recipient's lane.
     * @param prev of the recipient's lane.
     * @return the beginning of the payload.
     */
    byte[] deliveryHead(long seq, long prev);

    /**
     * What all recipients of one delivery are sent alike, written once: {@link #deliveryHead} and then this are the message to one of them.
     *
     * @param delivery its seq and prev do not count.
     * @return the end of the payload.
     */
    byte[] deliveryTail(ServerMessage.Delivery delivery);
}
