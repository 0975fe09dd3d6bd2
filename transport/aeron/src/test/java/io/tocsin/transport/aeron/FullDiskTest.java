package io.tocsin.transport.aeron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.journal.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A small disk that becomes full under load, then read-only: a process with a mount namespace of its own. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FullDiskTest {
    @TempDir
    private Path disk = Path.of("unset");

    @BeforeEach
    void mayMount() throws Exception {
        final boolean linux = Files.isExecutable(Path.of("/usr/bin/unshare"));
        assumeTrue(
                linux && exit(List.of("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", disk.toString())) == 0,
                "a disk of its own needs unshare and the right to mount");
    }

    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"OS", "DISK"})
    void shouldStopOnAFullDiskAndLoseNothingThatWasRecorded(final Level level) throws Exception {
        final List<String> command = new ArrayList<>(List.of(
                "unshare", "-m", "sh", "-c", "mount -t tmpfs -o size=64m tmpfs \"$1\" && shift && exec \"$@\"", "sh"));
        command.add(disk.toString());
        command.addAll(Jvm.command(FullDiskChild.class, disk.toString(), level.name()));
        final Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            final String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said)
                    .contains("stopped ")
                    .contains("recorded true\n")
                    .contains("reopened the disk of " + disk.resolve("house") + " is full: ")
                    .contains("kept true\n")
                    .contains("went on true\n")
                    .contains("read-only journal folder " + disk.resolve("house") + " cannot be written to: ");
            assertThat(child.waitFor()).as(said).isZero();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private static int exit(final List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
