package io.tocsin.codecs.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tocsin.codecs.sbe.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Whatever bytes arrive, the readers answer with a message or a refusal, and what they let through fits a command. */
final class MutationTest {
    private static final int ROUNDS = 300;
    private static final byte[][] SNIPPETS = {
        bytes("\""),
        bytes("{"),
        bytes("}"),
        bytes("["),
        bytes("]"),
        bytes(","),
        bytes(":"),
        bytes("null"),
        bytes("true"),
        bytes("-1"),
        bytes("1e999999999"),
        bytes("0.00000000000000001"),
        bytes("\\u0000"),
        bytes("\\ud800"),
        bytes("\"18446744073709551616\""),
        bytes("[[[[[[[[[[[[[[[[[[["),
        {0},
        {(byte) 0xFF},
        {(byte) 0xC0, (byte) 0x80},
        {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
        {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}
    };

    private final CommandEncoder encoder = new CommandEncoder();
    private final UnsafeBuffer slot = new UnsafeBuffer(new byte[1_024]);

    @Test
    void shouldRefuseOrReadWhateverClientsSend() {
        final long seed = Long.getLong("seed", System.nanoTime());
        final Random random = new Random(seed);
        final RandomMessages messages = new RandomMessages(seed);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (final ClientMessage message : messages.ofClients()) {
                read += tryClient(mutated(ClientMessageWriter.write(message), random), seed);
            }
        }
        assertThat(read).as("some survive, or this tests nothing").isPositive();
    }

    @Test
    void shouldRefuseOrReadWhateverServersSend() {
        final long seed = Long.getLong("seed", System.nanoTime());
        final Random random = new Random(seed);
        final RandomMessages messages = new RandomMessages(seed);
        for (int round = 0; round < ROUNDS; round++) {
            for (final ServerMessage message : messages.ofServers()) {
                final byte[] bytes = mutated(ServerMessageWriter.write(message), random);
                try {
                    ServerMessageReader.read(ByteBuffer.wrap(bytes));
                } catch (final ProtocolException refused) {
                    assertTellable(refused);
                } catch (final RuntimeException | Error thrown) {
                    failed(bytes, seed, thrown);
                }
            }
        }
    }

    @Test
    void shouldRefuseNoise() {
        final long seed = Long.getLong("seed", System.nanoTime());
        final Dice dice = new Dice(seed);
        for (int round = 0; round < 20_000; round++) {
            tryClient(dice.bytes(40), seed);
        }
    }

    private int tryClient(final byte[] bytes, final long seed) {
        try {
            final ClientMessage message = ClientMessageReader.read(ByteBuffer.wrap(bytes));
            if (!(message instanceof ClientMessage.Hello)
                    && !(message instanceof ClientMessage.AuthRefresh)
                    && !(message instanceof ClientMessage.Query)) {
                final int length =
                        encoder.encode(message, new CommandEncoder.Origin(7, 0, 0, 1, 0, Level.MEMORY), slot, 0);
                assertThat(length).isLessThanOrEqualTo(1_024);
            }
            return 1;
        } catch (final ProtocolException refused) {
            assertTellable(refused);
        } catch (final RuntimeException | Error thrown) {
            failed(bytes, seed, thrown);
        }
        return 0;
    }

    private static void assertTellable(final ProtocolException refused) {
        assertThat(ServerMessageWriter.write(refused.toMessage())).hasSizeLessThan(1_024);
    }

    private static void failed(final byte[] bytes, final long seed, final Throwable thrown) {
        fail(
                "repeat with -Dseed=" + seed + ": " + new String(bytes, StandardCharsets.UTF_8) + " = "
                        + HexFormat.of().formatHex(bytes),
                thrown);
    }

    /** One to three changes of the kinds that accidents and attackers make. */
    private static byte[] mutated(final byte[] original, final Random random) {
        byte[] bytes = original;
        for (int change = random.nextInt(3); change >= 0; change--) {
            final int at = random.nextInt(bytes.length + 1);
            switch (random.nextInt(6)) {
                case 0 -> bytes = Arrays.copyOf(bytes, at);
                case 1 -> bytes = spliced(bytes, at, at, SNIPPETS[random.nextInt(SNIPPETS.length)]);
                case 2 -> bytes = spliced(bytes, at, Math.min(bytes.length, at + random.nextInt(8)), new byte[0]);
                case 3 -> bytes = spliced(bytes, at, at, original);
                case 4 -> {
                    if (at < bytes.length) {
                        bytes = bytes.clone();
                        bytes[at] ^= (byte) (1 << random.nextInt(8));
                    }
                }
                default -> bytes = withoutQuotes(bytes, random);
            }
        }
        return bytes;
    }

    private static byte[] spliced(final byte[] bytes, final int from, final int to, final byte[] between) {
        final byte[] spliced = new byte[bytes.length - (to - from) + between.length];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(between, 0, spliced, from, between.length);
        System.arraycopy(bytes, to, spliced, from + between.length, bytes.length - to);
        return spliced;
    }

    /** A value of another type: the quotes of one text vanish. */
    private static byte[] withoutQuotes(final byte[] bytes, final Random random) {
        final List<String> parts = List.of(new String(bytes, StandardCharsets.UTF_8).split("\"", -1));
        final int at = random.nextInt(parts.size());
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            text.append(parts.get(i));
            if (i < parts.size() - 1 && i != at && i != at + 1) {
                text.append('"');
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
