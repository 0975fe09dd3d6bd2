package io.tocsin.replay.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.replay.JavaProcess;
import io.tocsin.replay.ReplayTools;
import io.tocsin.replay.evaluate.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go wrong. */
final class DemoRunTest {
    private static final int SIGTERM = 15;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path temp = Path.of("");

    @Test
    void shouldBeRedWhenWhatWasAcknowledgedReachedNobody() throws InterruptedException, InputException {
        final DemoSettings settings = new DemoSettings(Seed.value(), 2);
        final Population population = Population.of(settings);
        final Hospital hospital = new Hospital(population::occupants);
        final String bed = EmergencyPlan.of(settings, hospital.patients(), population.isKnownToSources())
                .get(0)
                .patient()
                .bed();
        final DemoResult result = new DemoRun(
                        settings,
                        Progress.none(),
                        note -> !(note instanceof Note.Received received
                                && received.receipt().bed().equals(bed)),
                        Duration.ofSeconds(1))
                .run(population);
        assertThat(result.arrived().lost()).as(Seed.told()).isPositive();
        assertThat(result.arrived().isSlaMet()).isFalse();
        assertThat(result.holds()).isFalse();
        assertThat(result.checks())
                .filteredOn(check -> check.name().equals("nothingLost"))
                .singleElement()
                .satisfies(check -> assertThat(check.why()).contains(" acknowledged alerts reached nobody"));
    }

    @Test
    void shouldLeaveNothingBehindWhenItIsToldToEnd() throws IOException, InterruptedException {
        final Path scratch = Files.createDirectory(temp.resolve("tmp"));
        final Process process = start("-Djava.io.tmpdir=" + scratch);
        try {
            final ProcessHandle hospital = hospitalOf(process);
            process.destroy();
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(128 + SIGTERM);
            assertThat(hospital.isAlive()).isFalse();
            try (Stream<Path> left = Files.list(scratch)) {
                assertThat(left.map(path -> String.valueOf(path.getFileName())))
                        .noneMatch(name -> name.startsWith("tocsin-"));
            }
        } finally {
            reap(process);
        }
    }

    @Test
    void shouldLeaveAWholeJournalWhenItIsKilled() throws IOException, InterruptedException {
        final Path kept = temp.resolve("kept");
        final Process process = start("-ea", "--keep", kept.toString());
        try {
            final ProcessHandle hospital = hospitalOf(process);
            process.destroyForcibly().waitFor();
            hospital.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
            final StringWriter out = new StringWriter();
            assertThat(ReplayTools.commandLine()
                            .setOut(new PrintWriter(out))
                            .setErr(new PrintWriter(out))
                            .execute("journal", "verify", kept.toString()))
                    .as("%s", out)
                    .isZero();
            assertThat(out.toString()).contains("ok    journal ", "ok    replay ", kept + ": whole");
        } finally {
            reap(process);
        }
    }

    /** A demo that would go on for long. */
    private Process start(final String jvmOption, final String... options) throws IOException {
        final List<String> arguments = new ArrayList<>(List.of("demo", "--seconds", "600"));
        arguments.addAll(List.of(options));
        final ProcessBuilder demo = JavaProcess.of(ReplayTools.class, arguments);
        demo.command().add(1, jvmOption);
        return demo.redirectErrorStream(true)
                .redirectOutput(temp.resolve("out").toFile())
                .start();
    }

    private ProcessHandle hospitalOf(final Process process) {
        return await().atMost(PATIENCE)
                .until(() -> process.children().findAny(), Optional::isPresent)
                .orElseThrow();
    }

    private static void reap(final Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
