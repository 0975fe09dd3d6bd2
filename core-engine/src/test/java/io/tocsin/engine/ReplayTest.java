package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.testkit.model.RecordedScript;
import io.tocsin.testkit.model.RecordedScript.Entrance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same log gives the same events, answers, hash and digest: in one JVM, in another, and on the other JDK. */
final class ReplayTest {
    private static final int SEEDS = 8;
    private static final int STEPS = 1_000;
    /** Long enough for any machine; a child that takes longer hangs. */
    private static final long CHILD_SECONDS = 300;

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void shouldSayTheSameTwiceInOneJvm() {
        Seeds.of(SEEDS).forEach(seed -> {
            final List<Entrance> log = RecordedScript.of(seed, STEPS);

            assertThat(played(log)).as("seed %d", seed).isEqualTo(played(log));
        });
        assertThat(played(StormLog.log())).isEqualTo(played(StormLog.log()));
    }

    @Test
    void shouldSayTheSameInAnotherJvm() throws IOException, InterruptedException {
        shouldSayTheSameWith(java(System.getProperty("java.home")), "-Xint");
    }

    @Test
    void shouldSayTheSameOnTheOtherJdk() throws IOException, InterruptedException {
        final @Nullable String home = System.getenv("TOCSIN_JDK25");
        assumeTrue(home != null && !home.isEmpty(), "TOCSIN_JDK25 does not say where a JDK 25 is");
        shouldSayTheSameWith(java(home), "-showversion");
    }

    private static String java(final @Nullable String home) {
        return Path.of(home == null ? "" : home, "bin", "java").toString();
    }

    private static String played(final List<Entrance> log) {
        final EngineRun run = new EngineRun();
        run.playAll(log);
        return ReplayChild.summary(run);
    }

    private void shouldSayTheSameWith(final String java, final String option) throws IOException, InterruptedException {
        final List<String> expected = new ArrayList<>();
        final List<String> files = new ArrayList<>();
        final List<List<Entrance>> logs = new ArrayList<>();
        Seeds.of(SEEDS).forEach(seed -> logs.add(RecordedScript.of(seed, STEPS)));
        logs.add(StormLog.log());
        for (final List<Entrance> log : logs) {
            final Path file = folder.resolve("log-" + files.size());
            LogFile.write(file, log);
            files.add(file.toString());
            expected.add(played(log));
        }

        assertThat(child(java, option, files)).isEqualTo(expected);
    }

    /** What a child says; it is gone when this returns, however it ends. */
    private List<String> child(final String java, final String option, final List<String> files)
            throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(
                java,
                option,
                "--add-opens",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ReplayChild.class.getName()));
        command.addAll(files);
        final Path errors = folder.resolve("errors");
        final Process child =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        try {
            final String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(child.waitFor(CHILD_SECONDS, TimeUnit.SECONDS))
                    .as("the child ended")
                    .isTrue();
            assertThat(child.exitValue()).as("%s", Files.readString(errors)).isZero();
            return said.lines().toList();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }
}
