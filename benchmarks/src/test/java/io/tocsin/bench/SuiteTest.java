package io.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs everything for a moment, so that the suite cannot rot; asserts no times. */
class SuiteTest {
    /** Fewer than the nurses, and the visits go round within a few batches. */
    private static final String PATIENTS = "1300";

    @TempDir
    Path folder;

    @Test
    void shouldRunEveryBenchmarkWithEveryParameter() throws RunnerException {
        // Another JMH on this machine is no reason not to test.
        System.setProperty("jmh.ignoreLock", "true");
        final Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .forks(0)
                        .mode(Mode.SingleShotTime)
                        .warmupIterations(0)
                        .measurementIterations(4)
                        .param("patients", PATIENTS)
                        .shouldFailOnError(true)
                        .output(folder.resolve("jmh.log").toString())
                        .build())
                .run();

        final Set<String> ran = new TreeSet<>();
        results.forEach(result -> ran.add(result.getParams().getBenchmark()));
        assertThat(ran)
                .containsAll(named(AlertCommandBenchmark.class, "command", "rawCopy"))
                .containsAll(named(ReadingBenchmark.class, "command", "rawCopy", "rawMemory"))
                .containsAll(named(DeadlineBenchmark.class, "oneOf64Due"))
                .containsAll(named(SbeBenchmark.class, "encode", "decode", "rawCopy"))
                .containsAll(named(RingBenchmark.class, "engine", "pipeline", "rawDisruptor"))
                .containsAll(named(SnapshotBenchmark.class, "write", "restore", "digest", "rawHash", "rawCopy"))
                .containsAll(named(ClockBaseline.class, "nanoTime", "currentTimeMillis", "slewedEpochClock"));
    }

    @Test
    void shouldCompareThePipelineWithABareEngineAndABareRing() {
        final ByteArrayOutputStream printed = new ByteArrayOutputStream();

        final String json = new RingThroughput(2, 5_000_000, Integer.parseInt(PATIENTS))
                .run(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("engine", "pipeline", "disruptor", "disruptor+engine", "the pipeline adds");
        assertThat(json).contains("\"pipelineAddsNs\":").contains("\"name\":\"pipeline\"");
    }

    @Test
    void shouldCompareAnEngineWithFewOpenAlertsAndOneWithMany() {
        final ByteArrayOutputStream printed = new ByteArrayOutputStream();

        new CommandGrowth(Integer.parseInt(PATIENTS), 64, 512, 128, 6)
                .run(
                        List.of(AlertCommand.RAISE_SILENCED, AlertCommand.SNOOZE),
                        new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("RAISE_SILENCED", "SNOOZE", "ratio");
    }

    @Test
    void shouldSayWhatPatientsTake() {
        final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        final Population population = new Population(new PrintStream(printed, true, StandardCharsets.UTF_8));

        population.readings(2_000, 50, 100, 500, 6);

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("2,000 patients, room for 50 monitored", "one reading");
    }

    @Test
    void shouldSayHowLongASnapshotHoldsUp() {
        final ByteArrayOutputStream printed = new ByteArrayOutputStream();

        new SnapshotPause(new PrintStream(printed, true, StandardCharsets.UTF_8), folder, 1, 64).run(2_000, 100);

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("2,000 patients, ", "100 open alerts", "longest wait of a producer");
    }

    @Test
    void shouldSayWhatADirectoryCosts() throws IOException {
        final ByteArrayOutputStream printed = new ByteArrayOutputStream();

        new DirectoryLookup(new PrintStream(printed, true, StandardCharsets.UTF_8), folder, 2_000, 100).run();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("made from the register", "look-up in the directory", "opened again", "bare get of the map");
    }

    private static List<String> named(final Class<?> type, final String... methods) {
        return List.of(methods).stream()
                .map(method -> type.getName() + '.' + method)
                .toList();
    }
}
