package io.tocsin.codecs.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Every message comes out as it went in, whatever stands in its texts and at the ends of every range. */
final class RoundTripTest {
    private static final int ROUNDS = 400;

    @Test
    void shouldReadBackWhatAClientWrote() throws ProtocolException {
        final long seed = Long.getLong("seed", System.nanoTime());
        final RandomMessages random = new RandomMessages(seed);
        for (int round = 0; round < ROUNDS; round++) {
            for (final ClientMessage message : random.ofClients()) {
                final byte[] json = ClientMessageWriter.write(message);
                assertThat(ClientMessageReader.read(ByteBuffer.wrap(json)))
                        .as("%s, repeat with -Dseed=%d", text(json), seed)
                        .isEqualTo(message);
            }
        }
    }

    @Test
    void shouldReadBackWhatARouterWrote() throws ProtocolException {
        final long seed = Long.getLong("seed", System.nanoTime());
        final RandomMessages random = new RandomMessages(seed);
        for (int round = 0; round < ROUNDS; round++) {
            for (final ServerMessage message : random.ofServers()) {
                final byte[] json = ServerMessageWriter.write(message);
                assertThat(ServerMessageReader.read(ByteBuffer.wrap(json)))
                        .as("%s, repeat with -Dseed=%d", text(json), seed)
                        .isEqualTo(message);
            }
        }
    }

    @Test
    void shouldShareTheTailOfADelivery() {
        final long seed = Long.getLong("seed", System.nanoTime());
        final RandomMessages random = new RandomMessages(seed);
        for (int round = 0; round < ROUNDS; round++) {
            final ServerMessage.Delivery delivery = random.delivery();
            assertThat(text(ServerMessageWriter.deliveryHead(delivery.seq(), delivery.prev()))
                            + text(ServerMessageWriter.deliveryTail(delivery)))
                    .as("repeat with -Dseed=%d", seed)
                    .isEqualTo(text(ServerMessageWriter.write(delivery)));
        }
    }

    @Test
    void shouldMendWhatUtf8CannotHold() throws ProtocolException {
        final ClientMessage.Update update = new ClientMessage.Update(
                1, 0, ClientMessage.AlertName.id(5), null, "before \uD83D after \uDE00 and \uDE00\uD83D");

        final ClientMessage read = ClientMessageReader.read(ByteBuffer.wrap(ClientMessageWriter.write(update)));

        assertThat(((ClientMessage.Update) read).description())
                .isEqualTo("before \uFFFD after \uFFFD and \uFFFD\uFFFD");
    }

    private static String text(final byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
