package io.tocsin.codecs.sbe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.Schema.Block;
import io.tocsin.codecs.sbe.Schema.Field;
import io.tocsin.codecs.sbe.Schema.Group;
import io.tocsin.codecs.sbe.Schema.Message;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a later version appends to blocks, entries and the end of a message, today's decoders step over. */
final class ForwardCompatibilityTest {
    private static final Schema SCHEMA = Schema.current();
    private static final Codec CODEC = new Codec(SCHEMA);
    private static final int MORE_IN_BLOCK = 24;
    private static final int MORE_IN_ENTRY = 5;
    private static final byte UNKNOWN = (byte) 0xA5;

    static List<Message> messages() {
        return SCHEMA.messages();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldReadWhatItKnowsOfALaterVersion(final Message message) {
        final long seed = Long.getLong("seed", System.nanoTime());
        final Random random = new Random(seed);

        for (int round = 0; round < 50; round++) {
            final Map<String, Object> written = Values.random(SCHEMA, message, random);
            final byte[] later = new Later(CODEC.encode(message, written)).rewrite(message);

            assertThat(CODEC.decode(message, later).entrySet())
                    .as("%s, round %d, repeat with -Dseed=%d", message, round, seed)
                    .containsExactlyElementsOf(written.entrySet());
        }
    }

    /** A later version may know more values; who meets one asks for the number, as the name does not exist. */
    @Test
    void shouldOfferTheNumberOfAnEnumValueItDoesNotKnow() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
        new RejectAlertEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        buffer.putByte(MessageHeaderEncoder.ENCODED_LENGTH + RejectAlertEncoder.reasonEncodingOffset(), (byte) 200);
        final RejectAlertDecoder decoder =
                new RejectAlertDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());

        assertThat(decoder.reasonRaw()).isEqualTo((short) 200);
        assertThatThrownBy(decoder::reason).isInstanceOf(IllegalArgumentException.class);
    }

    /** Rewrites a message as a later version would have written it. */
    private static final class Later {
        private final ByteBuffer from;
        private final ByteBuffer to;

        Later(final byte[] message) {
            from = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
            to = ByteBuffer.allocate(64 * 1024).order(ByteOrder.LITTLE_ENDIAN);
        }

        byte[] rewrite(final Message message) {
            final int blockLength = from.getShort();
            to.putShort((short) (blockLength + MORE_IN_BLOCK));
            to.putShort(from.getShort()).putShort(from.getShort());
            to.putShort((short) (from.getShort() + 1));
            copy(blockLength);
            add(MORE_IN_BLOCK);
            rewriteRest(message.block());
            assertThat(from.hasRemaining())
                    .as("the message was read to its end")
                    .isFalse();
            to.put((byte) 3);
            add(3);
            return Arrays.copyOf(to.array(), to.position());
        }

        private void rewriteRest(final Block block) {
            for (final Group group : block.groups()) {
                final int entryLength = from.getShort();
                final int count = Byte.toUnsignedInt(from.get());
                to.putShort((short) (entryLength + MORE_IN_ENTRY)).put((byte) count);
                for (int i = 0; i < count; i++) {
                    copy(entryLength);
                    add(MORE_IN_ENTRY);
                    rewriteRest(group.block());
                }
            }
            for (final Field data : block.data()) {
                if (data.type().equals("varText")) {
                    final int length = Byte.toUnsignedInt(from.get());
                    to.put((byte) length);
                    copy(length);
                } else {
                    final int length = Short.toUnsignedInt(from.getShort());
                    to.putShort((short) length);
                    copy(length);
                }
            }
        }

        private void copy(final int length) {
            final byte[] bytes = new byte[length];
            from.get(bytes);
            to.put(bytes);
        }

        private void add(final int length) {
            final byte[] bytes = new byte[length];
            Arrays.fill(bytes, UNKNOWN);
            to.put(bytes);
        }
    }
}
