package io.tocsin.codecs.json;

import java.nio.ByteBuffer;

/** The messages as JSON texts: {@code alert.v1.json}. */
public final class JsonCodec implements MessageCodec {
    /** What it is called in {@code Sec-WebSocket-Protocol}. */
    public static final String SUBPROTOCOL = "alert.v1.json";

    /** The only one; it holds nothing. */
    public static final JsonCodec INSTANCE = new JsonCodec();

    private JsonCodec() {}

    @Override
    public String subprotocol() {
        return SUBPROTOCOL;
    }

    @Override
    public boolean isBinary() {
        return false;
    }

    @Override
    public ClientMessage readClient(final ByteBuffer bytes) throws ProtocolException {
        return ClientMessageReader.read(bytes);
    }

    @Override
    public ServerMessage readServer(final ByteBuffer bytes) throws ProtocolException {
        return ServerMessageReader.read(bytes);
    }

    @Override
    public byte[] write(final ClientMessage message) {
        return ClientMessageWriter.write(message);
    }

    @Override
    public byte[] write(final ServerMessage message) {
        return ServerMessageWriter.write(message);
    }

    @Override
    public byte[] deliveryHead(final long seq, final long prev) {
        return ServerMessageWriter.deliveryHead(seq, prev);
    }

    @Override
    public byte[] deliveryTail(final ServerMessage.Delivery delivery) {
        return ServerMessageWriter.deliveryTail(delivery);
    }
}
