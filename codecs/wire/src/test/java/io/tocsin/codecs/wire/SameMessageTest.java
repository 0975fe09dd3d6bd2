package io.tocsin.codecs.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.JsonCodec;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.ServerMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written in JSON and in SBE reads as the same message, and what the one refuses the other does. Seeds: {@code -Dseed=N}. */
final class SameMessageTest {
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int SAMPLES = 200;
    private static final Pattern EXAMPLE = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

    static Stream<Class<?>> kinds() {
        return Stream.concat(Sampler.ofClients().stream(), Sampler.ofRouters().stream());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldReadAsTheSameMessage(final Class<?> kind) throws Exception {
        final Random random = new Random(SEED ^ kind.getName().hashCode());
        int taken = 0;
        for (int i = 0; i < SAMPLES; i++) {
            final Object message = normal(new Sampler(random).sample(kind));
            if (message != null) {
                taken++;
                assertThat(read(SbeCodec.INSTANCE, message)).as(reproduce()).isEqualTo(message);
            }
        }
        assertThat(taken)
                .as("%s of %s samples of %s are messages", taken, SAMPLES, kind)
                .isPositive();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldRefuseWithTheSameCode(final Class<?> kind) throws Exception {
        final Random random = new Random(SEED ^ kind.getName().hashCode());
        final Sampler sampler = new Sampler(random);
        for (int i = 0; i < SAMPLES; i++) {
            final Object message = normal(sampler.sample(kind));
            final Object odd = message == null ? null : sampler.oddly(message);
            final Object expected = odd == null ? null : outcome(JsonCodec.INSTANCE, odd);
            final boolean isRefused = expected instanceof String || expected instanceof ErrorCode;
            // What JSON has no word for, or has to say otherwise, cannot be compared.
            if (odd != null && (isRefused || odd.equals(expected))) {
                assertThat(outcome(SbeCodec.INSTANCE, odd))
                        .as("%s%n%s", odd, reproduce())
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void shouldReadEveryExampleOfTheReadme() throws Exception {
        final List<Object> examples = examples();
        for (final Object example : examples) {
            assertThat(read(SbeCodec.INSTANCE, example)).isEqualTo(example);
        }
        assertThat(examples).hasSizeGreaterThan(60);
    }

    @Test
    void shouldWriteOfADeliveryWhatIsSharedOnce() throws Exception {
        final Random random = new Random(SEED);
        for (int i = 0; i < SAMPLES; i++) {
            if (normal(new Sampler(random).sample(ServerMessage.Delivery.class))
                    instanceof ServerMessage.Delivery delivery) {
                final byte[] whole = SbeCodec.INSTANCE.write(delivery);
                final byte[] head = SbeCodec.INSTANCE.deliveryHead(delivery.seq(), delivery.prev());
                final byte[] tail = SbeCodec.INSTANCE.deliveryTail(delivery);
                final ByteBuffer joined = ByteBuffer.allocate(head.length + tail.length);
                assertThat(joined.put(head).put(tail).array()).as(reproduce()).isEqualTo(whole);
            }
        }
    }

    @Test
    void shouldSayOfWhichCommandOrQuestionARefusalIs() {
        final byte[] command = SbeCodec.INSTANCE.write(new ClientMessage.Accept(17, -1, 5));
        final byte[] query = SbeCodec.INSTANCE.write(new ClientMessage.AlertsQuery("r9", 1, 0));
        // The number of a question that is none: 0 behind the header and what it comes after.
        query[16] = 0;

        assertThat(refusal(command).commandId()).isEqualTo(17);
        assertThat(refusal(command).field()).isEqualTo("claimedNs");
        assertThat(refusal(query).ref()).isEqualTo("r9");
        assertThat(refusal(query).field()).isEqualTo("limit");
    }

    static ProtocolException refusal(final byte[] frame) {
        try {
            return fail("taken: " + SbeCodec.INSTANCE.readClient(ByteBuffer.wrap(frame)));
        } catch (final ProtocolException refused) {
            return refused;
        }
    }

    /** The message as JSON has it, {@code null} if JSON does not take it. */
    static @Nullable Object normal(final Object message) {
        try {
            return read(JsonCodec.INSTANCE, message);
        } catch (final ProtocolException | IllegalArgumentException refused) {
            return null;
        }
    }

    /** What is read, or how it was refused. Whether a field is missing or wrong is one where JSON leaves out what SBE writes as none. */
    private static Object outcome(final MessageCodec codec, final Object message) {
        try {
            return read(codec, message);
        } catch (final ProtocolException refused) {
            return refused.code() == ErrorCode.MISSING_FIELD || refused.code() == ErrorCode.INVALID_FIELD
                    ? "FIELD " + refused.field()
                    : refused.code();
        } catch (final IllegalArgumentException notWritten) {
            return notWritten;
        }
    }

    static Object read(final MessageCodec codec, final Object message) throws ProtocolException {
        return message instanceof ClientMessage client
                ? codec.readClient(ByteBuffer.wrap(codec.write(client)))
                : codec.readServer(ByteBuffer.wrap(codec.write((ServerMessage) message)));
    }

    /** All examples on the page that specifies the protocol. */
    static List<Object> examples() throws IOException, ProtocolException {
        final Matcher matcher = EXAMPLE.matcher(Files.readString(Path.of("../json/README.md")));
        final List<Object> examples = new ArrayList<>();
        while (matcher.find()) {
            final byte[] json = matcher.group(1).getBytes(StandardCharsets.UTF_8);
            examples.add(parsed(json));
        }
        return examples;
    }

    private static Object parsed(final byte[] json) throws ProtocolException {
        try {
            return JsonCodec.INSTANCE.readClient(ByteBuffer.wrap(json));
        } catch (final ProtocolException ofRouter) {
            if (ofRouter.code() != ErrorCode.UNKNOWN_TYPE
                    && ofRouter.code() != ErrorCode.MISSING_FIELD
                    && ofRouter.code() != ErrorCode.INVALID_FIELD) {
                throw ofRouter;
            }
            return JsonCodec.INSTANCE.readServer(ByteBuffer.wrap(json));
        }
    }

    static String reproduce() {
        return "again with -Dseed=" + SEED;
    }
}
