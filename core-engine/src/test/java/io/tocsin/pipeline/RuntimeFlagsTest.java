package io.tocsin.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class RuntimeFlagsTest {
    @Test
    void shouldFindTheFlagTheBuildPasses() {
        assertThat(RuntimeFlags.present()).isTrue();
        assertThatCode(RuntimeFlags::require).doesNotThrowAnyException();
    }

    @Test
    void shouldReadBackAHeaderThroughABuffer() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH]);

        new MessageHeaderEncoder().wrap(buffer, 0).templateId(7).schemaId(1);

        assertThat(new MessageHeaderDecoder().wrap(buffer, 0).templateId()).isEqualTo(7);
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void shouldNameTheMissingFlagInOneLine() throws IOException, InterruptedException {
        final Process bare = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Bare.class.getName())
                .redirectErrorStream(true)
                .start();
        final String said = new String(bare.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(bare.waitFor()).as(said).isEqualTo(3);
        assertThat(said).contains(RuntimeFlags.REQUIRED);
        assertThat(said.strip().lines()).hasSize(1);
    }

    /** A program started without the flag. */
    static final class Bare {
        private Bare() {}

        public static void main(final String[] args) {
            try {
                RuntimeFlags.require();
            } catch (final IllegalStateException expected) {
                System.out.println(expected.getMessage());
                System.exit(3);
            }
        }
    }
}
