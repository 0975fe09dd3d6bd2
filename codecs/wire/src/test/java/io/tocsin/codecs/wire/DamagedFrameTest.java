package io.tocsin.codecs.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.JsonCodec;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.ServerMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in a frame, it is a message or a typed refusal; and no message that JSON would refuse. Seeds: {@code -Dseed=N}. */
final class DamagedFrameTest {
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int SAMPLES = 20;
    private static final int MUTANTS = 60;

    static java.util.stream.Stream<Class<?>> kinds() {
        return SameMessageTest.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldRefuseEveryFrameThatEndsTooEarly(final Class<?> kind) {
        final Random random = new Random(SEED);
        for (int i = 0; i < SAMPLES; i++) {
            final Object message = SameMessageTest.normal(new Sampler(random).sample(kind));
            if (message != null) {
                shouldRefuseEveryBeginningOf(message, frame(message));
            }
        }
    }

    private static void shouldRefuseEveryBeginningOf(final Object message, final byte[] frame) {
        for (int length = 0; length < frame.length; length++) {
            final byte[] cut = Arrays.copyOf(frame, length);
            assertThatExceptionOfType(ProtocolException.class)
                    .as("%s of %s bytes of %s, again with -Dseed=%s", length, frame.length, message, SEED)
                    .isThrownBy(() -> read(message, cut))
                    .extracting(ProtocolException::code)
                    .isEqualTo(ErrorCode.NOT_SBE);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldTakeNothingThatJsonWouldRefuse(final Class<?> kind) throws Exception {
        final Random random = new Random(SEED);
        for (int i = 0; i < SAMPLES; i++) {
            final Object message = SameMessageTest.normal(new Sampler(random).sample(kind));
            if (message != null) {
                final byte[] frame = frame(message);
                for (int n = 0; n < MUTANTS; n++) {
                    final byte[] mutant = mutant(frame, random);
                    final Object taken = takenOrNull(message, mutant);
                    if (taken != null) {
                        assertThat(SameMessageTest.read(JsonCodec.INSTANCE, taken))
                                .as("%s, again with -Dseed=%s", Arrays.toString(mutant), SEED)
                                .isEqualTo(taken);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldRefuseWhatFollowsAMessageAndSayWhichItWas(final Class<?> kind) {
        final Random random = new Random(SEED);
        for (int i = 0; i < SAMPLES; i++) {
            final Object message = SameMessageTest.normal(new Sampler(random).sample(kind));
            if (message != null) {
                final byte[] frame = frame(message);
                final byte[] longer = Arrays.copyOf(frame, frame.length + 1);
                assertThatExceptionOfType(ProtocolException.class)
                        .as("%s, again with -Dseed=%s", message, SEED)
                        .isThrownBy(() -> read(message, longer))
                        .satisfies(refused -> {
                            assertThat(refused.code()).isEqualTo(ErrorCode.NOT_SBE);
                            assertThat(refused.commandId())
                                    .isEqualTo(
                                            message instanceof ClientMessage.Command command ? command.commandId() : 0);
                            assertThat(refused.ref()).isEqualTo(ref(message));
                        });
            }
        }
    }

    @Test
    void shouldSayOfWhichCommandOrQuestionOfALaterVersionARefusalIs() {
        final byte[] command = SbeCodec.INSTANCE.write(new ClientMessage.Resolve(17, 0, 5));
        final byte[] question = SbeCodec.INSTANCE.write(new ClientMessage.AlertsQuery("r9", 1, 0));
        command[2] = (byte) 170;
        question[2] = (byte) 210;

        assertThat(SameMessageTest.refusal(command).code()).isEqualTo(ErrorCode.UNKNOWN_TYPE);
        assertThat(SameMessageTest.refusal(command).commandId()).isEqualTo(17);
        assertThat(SameMessageTest.refusal(question).code()).isEqualTo(ErrorCode.UNKNOWN_TYPE);
        assertThat(SameMessageTest.refusal(question).ref()).isEqualTo("r9");
    }

    private static String ref(final Object message) {
        return message instanceof ClientMessage.Vitals vitals
                ? vitals.ref()
                : message instanceof ClientMessage.Query query ? query.ref() : "";
    }

    private static byte[] mutant(final byte[] frame, final Random random) {
        byte[] mutant = frame.clone();
        final int times = 1 + random.nextInt(3);
        for (int i = 0; i < times && mutant.length > 0; i++) {
            final int at = random.nextInt(mutant.length);
            switch (random.nextInt(5)) {
                case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutant[at] = (byte) new int[] {0, 1, 255, 127, 128}[random.nextInt(5)];
                case 2 -> mutant[at] = (byte) random.nextInt(256);
                case 3 -> {
                    final byte[] longer = Arrays.copyOf(mutant, mutant.length + 1);
                    System.arraycopy(mutant, at, longer, at + 1, mutant.length - at);
                    mutant = longer;
                }
                default -> {
                    final byte[] shorter = Arrays.copyOf(mutant, mutant.length - 1);
                    System.arraycopy(mutant, at + 1, shorter, at, mutant.length - at - 1);
                    mutant = shorter;
                }
            }
        }
        return mutant;
    }

    private static @Nullable Object takenOrNull(final Object like, final byte[] bytes) {
        try {
            return read(like, bytes);
        } catch (final ProtocolException refused) {
            assertThat(refused.text()).isNotEmpty();
            return null;
        }
    }

    private static byte[] frame(final Object message) {
        return message instanceof ClientMessage client
                ? SbeCodec.INSTANCE.write(client)
                : SbeCodec.INSTANCE.write((ServerMessage) message);
    }

    /** In a buffer of just its length: who read behind its end would be told. */
    private static Object read(final Object like, final byte[] bytes) throws ProtocolException {
        final ByteBuffer exact = ByteBuffer.wrap(bytes);
        return like instanceof ClientMessage
                ? SbeCodec.INSTANCE.readClient(exact)
                : SbeCodec.INSTANCE.readServer(exact);
    }
}
