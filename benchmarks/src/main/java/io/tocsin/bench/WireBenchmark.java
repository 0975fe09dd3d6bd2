package io.tocsin.bench;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.JsonCodec;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.wire.SbeCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What an alert costs on a WebSocket in each subprotocol: its messages written and read. The raw limit writes and reads the frames of SBE with bare flyweights. */
public class WireBenchmark extends BenchmarkBase {
    /**
     * Writes the message.
     *
     * @param state with the message and its codec.
     * @return the payload of a frame.
     */
    @Benchmark
    public byte[] write(final Spoken state) {
        return state.write();
    }

    /**
     * Reads the message, checks included.
     *
     * @param state with the frame and its codec.
     * @return the message.
     * @throws ProtocolException never.
     */
    @Benchmark
    public Object read(final Spoken state) throws ProtocolException {
        return state.read();
    }

    /**
     * The raw limit: every field of the frame written, texts from bytes that stand ready, into a buffer that is there.
     *
     * @param state with the flyweights.
     * @return its length.
     */
    @Benchmark
    public int rawWrite(final Bare state) {
        return state.message == WireMessage.RAISE ? state.frames.writeRaise() : state.frames.writeDelivery();
    }

    /**
     * The raw limit: every field of the frame read, texts as views of their bytes.
     *
     * @param state with the flyweights.
     * @return a sum over the fields.
     */
    @Benchmark
    public long rawRead(final Bare state) {
        return state.message == WireMessage.RAISE ? state.frames.readRaise() : state.frames.readDelivery();
    }

    /** A subprotocol and a message. */
    @State(Scope.Thread)
    public static class Spoken {
        /** Which subprotocol. */
        @Param({JsonCodec.SUBPROTOCOL, SbeCodec.SUBPROTOCOL})
        public String subprotocol = JsonCodec.SUBPROTOCOL;

        /** What is said. */
        @Param
        public WireMessage message = WireMessage.RAISE;

        private MessageCodec codec = JsonCodec.INSTANCE;
        private ByteBuffer frame = ByteBuffer.allocate(0);
        private Object said = "";

        /**
         * Writes the message for those who only read it.
         *
         * @throws ProtocolException never.
         */
        @Setup(Level.Trial)
        public void start() throws ProtocolException {
            final ByteBuffer json = ByteBuffer.wrap(message.json().getBytes(StandardCharsets.US_ASCII));
            codec = subprotocol.equals(SbeCodec.SUBPROTOCOL) ? SbeCodec.INSTANCE : JsonCodec.INSTANCE;
            said = message == WireMessage.RAISE
                    ? JsonCodec.INSTANCE.readClient(json)
                    : JsonCodec.INSTANCE.readServer(json);
            frame = ByteBuffer.wrap(write());
            System.out.println("# " + frame.capacity() + " bytes");
        }

        byte[] write() {
            return said instanceof ClientMessage client ? codec.write(client) : codec.write((ServerMessage) said);
        }

        Object read() throws ProtocolException {
            frame.clear();
            return message == WireMessage.RAISE ? codec.readClient(frame) : codec.readServer(frame);
        }
    }

    /** The flyweights of a message. */
    @State(Scope.Thread)
    public static class Bare {
        /** What is said. */
        @Param
        public WireMessage message = WireMessage.RAISE;

        private final BareFrames frames = new BareFrames(new UnsafeBuffer(new byte[1_024]));

        /** Writes the message for those who only read it, and looks that it is the same that the codec writes. */
        @Setup(Level.Trial)
        public void start() throws ProtocolException {
            final Spoken spoken = new Spoken();
            spoken.subprotocol = SbeCodec.SUBPROTOCOL;
            spoken.message = message;
            spoken.start();
            final int length = message == WireMessage.RAISE ? frames.writeRaise() : frames.writeDelivery();
            if (!frames.isFrame(spoken.write(), length)) {
                throw new IllegalStateException("the bare frame is another than that of the codec");
            }
        }
    }
}
