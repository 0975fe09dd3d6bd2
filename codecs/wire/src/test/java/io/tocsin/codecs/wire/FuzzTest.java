package io.tocsin.codecs.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.JsonCodec;
import io.tocsin.codecs.json.MessageCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Jazzer on the readers of both subprotocols, from messages of every kind on and led by what the readers do, for {@code -Dfuzz=SECONDS}. Only with the profile
 * {@code fuzz}, which brings Jazzer along. What it finds it leaves in {@code target/fuzz}, as an input of {@link FuzzTarget}; a finding becomes a test of its own.
 */
@EnabledIfSystemProperty(named = "fuzz", matches = "[1-9][0-9]*")
final class FuzzTest {
    private static final Path FOLDER = Path.of("target", "fuzz").toAbsolutePath();
    private static final int SECONDS = Integer.getInteger("fuzz", 0);
    private static final int MORE_S = 120;
    private static final int MOST_BYTES = 4_096;

    @Test
    void shouldReadOrRefuseWhateverComes() throws Exception {
        final long seed = Long.getLong("seed", System.nanoTime());
        final Path inputs = Files.createDirectories(FOLDER.resolve("inputs"));
        writeInputs(inputs, new Random(seed));
        final Path said = FOLDER.resolve("jazzer.log");
        final Process jazzer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens",
                        "java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + FuzzTarget.class.getName(),
                        "--instrumentation_includes=io.tocsin.**:tools.jackson.core.**",
                        "-seed=" + (seed & Integer.MAX_VALUE),
                        "-max_len=" + MOST_BYTES,
                        "-max_total_time=" + SECONDS,
                        inputs.toString())
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(jazzer.waitFor(SECONDS + MORE_S, TimeUnit.SECONDS))
                    .as("the fuzzer ends; %s", said)
                    .isTrue();
        } finally {
            jazzer.descendants().forEach(ProcessHandle::destroyForcibly);
            jazzer.destroyForcibly();
        }
        assertThat(jazzer.exitValue())
                .as("%s, again with -Dseed=%s", said, seed)
                .isZero();
        assertThat(Files.readString(said)).as("%s", said).contains("DONE");
    }

    private static void writeInputs(final Path inputs, final Random random) throws IOException {
        for (final Class<?> kind : SameMessageTest.kinds().toList()) {
            final Object message = SameMessageTest.normal(new Sampler(random).sample(kind));
            if (message != null) {
                for (final MessageCodec codec : List.of(JsonCodec.INSTANCE, SbeCodec.INSTANCE)) {
                    final byte[] frame = FuzzTarget.write(codec, message);
                    final byte[] input = new byte[frame.length + 1];
                    input[0] = (byte) ((codec.isBinary() ? FuzzTarget.SBE : FuzzTarget.JSON_CLIENT)
                            | (message instanceof ClientMessage ? 0 : FuzzTarget.ROUTER));
                    System.arraycopy(frame, 0, input, 1, frame.length);
                    Files.write(inputs.resolve(kind.getName() + '-' + codec.subprotocol()), input);
                }
            }
        }
    }
}
