package io.tocsin.bench;

import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the generated codecs cost: every field written, every field read, texts as views of their bytes. */
public class SbeBenchmark extends BenchmarkBase {
    /**
     * Writes the message.
     *
     * @param state with the codec.
     * @return its length.
     */
    @Benchmark
    public int encode(final Codec state) {
        return state.encode();
    }

    /**
     * Reads every field of the message.
     *
     * @param state with the codec.
     * @return a sum over the fields.
     */
    @Benchmark
    public long decode(final Codec state) {
        return state.decode();
    }

    /**
     * The raw limit: copies the message's bytes.
     *
     * @param state with the codec.
     * @return something of the copy.
     */
    @Benchmark
    public long rawCopy(final Codec state) {
        return state.copy();
    }

    /** One message and its codec. */
    @State(Scope.Thread)
    public static class Codec {
        /** What is written and read. */
        @Param
        public SbeMessage message = SbeMessage.RAISE_ALERT;

        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
        private final UnsafeBuffer copy = new UnsafeBuffer(new byte[1024]);
        private final RaiseCodec raise = new RaiseCodec();
        private final VitalsCodec vitals = new VitalsCodec();
        private final OutputCodec output = new OutputCodec();
        private int length;
        private int number;

        /** Writes the message for those who only read it. */
        @Setup(Level.Trial)
        public void start() {
            length = encode();
        }

        int encode() {
            number = (number + 1) & 0xFFF;
            return switch (message) {
                case RAISE_ALERT -> raise.encode(buffer, number);
                case VITALS_1 -> vitals.encode(buffer, 1, number);
                case VITALS_32 -> vitals.encode(buffer, 32, number);
                case OUTPUT_DISPATCHED -> output.encode(buffer, number);
            };
        }

        long decode() {
            return switch (message) {
                case RAISE_ALERT -> raise.decode(buffer);
                case VITALS_1, VITALS_32 -> vitals.decode(buffer);
                case OUTPUT_DISPATCHED -> output.decode(buffer);
            };
        }

        long copy() {
            copy.putBytes(0, buffer, 0, length);
            return copy.getLong(0);
        }
    }
}
