package io.tocsin.codecs.wire;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.wire.frames.MessageHeaderDecoder;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The messages as SBE in binary frames: {@code alert.v1.sbe}. */
public final class SbeCodec implements MessageCodec {
    /** What it is called in {@code Sec-WebSocket-Protocol}. */
    public static final String SUBPROTOCOL = "alert.v1.sbe";

    /** The only one; it holds nothing but its version. */
    public static final SbeCodec INSTANCE = new SbeCodec();

    private final int version;

    private SbeCodec() {
        this(MessageHeaderDecoder.SCHEMA_VERSION);
    }

    /** As a reader of another version would be, for tests. */
    SbeCodec(final int version) {
        this.version = version;
    }

    @Override
    public String subprotocol() {
        return SUBPROTOCOL;
    }

    @Override
    public boolean isBinary() {
        return true;
    }

    @Override
    public ClientMessage readClient(final ByteBuffer bytes) throws ProtocolException {
        return ClientReader.read(frame(bytes));
    }

    @Override
    public ServerMessage readServer(final ByteBuffer bytes) throws ProtocolException {
        final FrameIn in = frame(bytes);
        return in.whole(ServerReader.read(in));
    }

    @Override
    public byte[] write(final ClientMessage message) {
        return ClientWriter.write(message);
    }

    @Override
    public byte[] write(final ServerMessage message) {
        return ServerWriter.write(message);
    }

    @Override
    public byte[] deliveryHead(final long seq, final long prev) {
        return ServerWriter.deliveryHead(seq, prev);
    }

    @Override
    public byte[] deliveryTail(final ServerMessage.Delivery delivery) {
        return ServerWriter.deliveryTail(delivery);
    }

    private FrameIn frame(final ByteBuffer bytes) throws ProtocolException {
        if (bytes.remaining() > MAX_MESSAGE_BYTES) {
            throw new ProtocolException(
                    ErrorCode.TOO_LARGE, "", "a message has at most " + MAX_MESSAGE_BYTES + " bytes");
        }
        return FrameIn.of(new UnsafeBuffer(bytes, bytes.position(), bytes.remaining()), version);
    }
}
