package io.tocsin.codecs.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.Token;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema says all of a frame, may grow without those who do not know it yet, and is the one of the page. Seeds: {@code -Dseed=N}. */
final class SchemaTest {
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int SAMPLES = 100;
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\| `(\\w+)` \\|", Pattern.MULTILINE);

    static Stream<Class<?>> kinds() {
        return SameMessageTest.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldReadWhatALaterVersionWrites(final Class<?> kind) throws Exception {
        final Random random = new Random(SEED);
        final LaterVersion later = new LaterVersion(random);
        for (int i = 0; i < SAMPLES; i++) {
            final Object message = SameMessageTest.normal(new Sampler(random).sample(kind));
            if (message instanceof ClientMessage client) {
                final byte[] frame = later.of(SbeCodec.INSTANCE.write(client));
                assertThat(SbeCodec.INSTANCE.readClient(ByteBuffer.wrap(frame)))
                        .as("again with -Dseed=%s", SEED)
                        .isEqualTo(message);
            } else if (message instanceof ServerMessage server) {
                final byte[] frame = later.of(SbeCodec.INSTANCE.write(server));
                assertThat(SbeCodec.INSTANCE.readServer(ByteBuffer.wrap(frame)))
                        .as("again with -Dseed=%s", SEED)
                        .isEqualTo(message);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldReadWhatAnEarlierVersionWrote(final Class<?> kind) throws Exception {
        final SbeCodec later = new SbeCodec(2);
        final Random random = new Random(SEED);
        for (int i = 0; i < SAMPLES; i++) {
            final Object message = SameMessageTest.normal(new Sampler(random).sample(kind));
            if (message != null) {
                assertThat(SameMessageTest.read(later, message))
                        .as("again with -Dseed=%s", SEED)
                        .isEqualTo(message);
            }
        }
    }

    @Test
    void shouldHaveAWordForEverything() throws Exception {
        for (final Field words : Words.class.getDeclaredFields()) {
            if (words.getType() == Words.class) {
                assertThat(((Words<?, ?>) requireNonNull(words.get(null))).missing())
                        .as("add them to the enum of alert-v1.xml")
                        .isEmpty();
            }
        }
    }

    @Test
    void shouldKnowHowLongTheBlocksOfTheFirstVersionWere() throws Exception {
        new LaterVersion(new Random(SEED))
                .firstBlocks()
                .forEach((template, length) -> assertThat(FirstVersion.blockLength(template))
                        .as("template %s", template)
                        .isEqualTo(length));
    }

    @Test
    void shouldListItsTemplatesOnThePage() throws Exception {
        assertThat(listed()).isEqualTo(new TreeMap<>(new LaterVersion(new Random(SEED)).templates()));
    }

    @Test
    void shouldReadTheHelloOfThePageThatWasWrittenByHand() throws Exception {
        final String page = Files.readString(Path.of("README.md"));
        final String block =
                page.substring(page.indexOf("```hex") + 7, page.indexOf("```", page.indexOf("```hex") + 7));
        final StringBuilder hex = new StringBuilder();
        // What stands behind three spaces or more is said of the bytes.
        block.lines().forEach(line -> hex.append(line.replaceAll(" {3,}.*", "").replace(" ", "")));

        final ClientMessage.Hello hello = new ClientMessage.Hello(Role.SOURCE, "", "m3", Set.of(), null, Token.NONE);
        final byte[] frame = HexFormat.of().parseHex(hex);
        assertThat(SbeCodec.INSTANCE.readClient(ByteBuffer.wrap(frame))).isEqualTo(hello);
        assertThat(SbeCodec.INSTANCE.write(hello)).isEqualTo(frame);
    }

    private static Map<Integer, String> listed() throws IOException {
        final Map<Integer, String> listed = new TreeMap<>();
        final Matcher rows = ROW.matcher(Files.readString(Path.of("README.md")));
        while (rows.find()) {
            listed.put(Integer.valueOf(rows.group(1)), rows.group(2));
        }
        return listed;
    }
}
