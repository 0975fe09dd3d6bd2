package io.tocsin.codecs.sbe;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Schema.Message;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command, event and answer comes out as it went in, at the ends of every range and between them. */
final class RoundTripTest {
    private static final Schema SCHEMA = Schema.current();
    private static final Codec CODEC = new Codec(SCHEMA);
    private static final int ROUNDS = 150;

    static List<Message> messages() {
        return SCHEMA.messages();
    }

    @Test
    void shouldKnowEveryMessage() {
        assertThat(messages()).extracting(Message::name).contains("Genesis", "RaiseAlert", "CommandAnswered");
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldReadBackWhatWasWritten(final Message message) {
        final long seed = Long.getLong("seed", System.nanoTime());
        final Random random = new Random(seed);

        for (int round = 0; round < ROUNDS; round++) {
            final Map<String, Object> written = Values.random(SCHEMA, message, random);
            final Map<String, Object> read = CODEC.decode(message, CODEC.encode(message, written));

            assertThat(read.entrySet())
                    .as("%s, round %d, repeat with -Dseed=%d", message, round, seed)
                    .containsExactlyElementsOf(written.entrySet());
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldReadBackTheLargest(final Message message) {
        final Map<String, Object> written = Values.largest(SCHEMA, message);

        assertThat(CODEC.decode(message, CODEC.encode(message, written)).entrySet())
                .containsExactlyElementsOf(written.entrySet());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldWriteAHeaderThatNamesTheMessage(final Message message) {
        final byte[] bytes = CODEC.encode(message, Values.largest(SCHEMA, message));
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(new UnsafeBuffer(bytes), 0);

        assertThat(header.templateId()).isEqualTo(message.id());
        assertThat(header.schemaId()).isEqualTo(SCHEMA.id());
        assertThat(header.version()).isEqualTo(SCHEMA.version());
    }
}
