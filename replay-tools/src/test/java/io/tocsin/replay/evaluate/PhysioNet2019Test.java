package io.tocsin.replay.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.LimitRules.Rule;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.replay.Json;
import io.tocsin.replay.ReplayTools;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The real data set, against counts that an independent script made of it. */
final class PhysioNet2019Test {
    private static final String SET = "physionet2019-sepsis/set-b-dev.psv.gz";
    private static final String SET_PLACE = "/physionet2019-sepsis~1set-b-dev/";
    private static final String PLAIN_KEY = "physionet2019-sepsis/plain";

    @TempDir
    Path temp = Path.of("");

    @Test
    void shouldCountWhatAnIndependentScriptCountedAndReplayToTheSameEvents() {
        final Path kept = temp.resolve("kept");
        final Map<String, String> report = evaluate(SharedData.require(SET), "--journal", kept.toString());
        final Map<String, String> expected = Json.read(SharedData.require("reference-counts.json"));
        expected.keySet().removeIf(place -> !place.startsWith(SET_PLACE));
        assertThat(expected).hasSize(3 + 9 * 4);
        assertThat(report).containsAllEntriesOf(expected);
        assertThat(report)
                .containsEntry(SET_PLACE + "alerts/open", "0")
                .containsEntry(SET_PLACE + "badRows/count", "0");

        assertThat(new KeptRun(kept).firstDifference()).isNull();
    }

    @Test
    void shouldChangeTheCountsOfOneLimitOnlyWhenOneLimitChanges() throws Exception {
        final VitalsTable table = PsvReader.read(List.of(SharedData.require(SET)));
        final RuleSet changed = RuleSet.reference()
                .with("HR>120", LimitRule.of(new Rule(Parameter.HEART_RATE, Bound.ABOVE, 121_00, Severity.URGENT)));
        final Path file = temp.resolve("report.json");
        new Report(
                        "physionet2019-sepsis/set-b-dev",
                        changed,
                        table,
                        new Evaluation(table, changed, false).run(hour -> {}))
                .writeTo(file);
        final Map<String, String> expected = Json.read(SharedData.require("reference-counts.json"));
        expected.keySet().removeIf(place -> !place.startsWith(SET_PLACE));
        final Map<String, String> different = new LinkedHashMap<>(expected);
        different.entrySet().removeAll(Json.read(file).entrySet());
        assertThat(different.keySet())
                .containsExactlyInAnyOrder(
                        SET_PLACE + "thresholds/HR>120/readings",
                        SET_PLACE + "thresholds/HR>120/violating_readings",
                        SET_PLACE + "thresholds/HR>120/episodes",
                        SET_PLACE + "thresholds/HR>120/patients");
        final Map<String, String> report = Json.read(file);
        assertThat(report.get(SET_PLACE + "thresholds/HR>121/readings"))
                .isEqualTo(expected.get(SET_PLACE + "thresholds/HR>120/readings"));
        assertThat(Integer.parseInt(report.get(SET_PLACE + "thresholds/HR>121/violating_readings")))
                .isLessThan(Integer.parseInt(expected.get(SET_PLACE + "thresholds/HR>120/violating_readings")));
    }

    @Test
    void shouldReadTheOriginalFilesOfSinglePatientsAsWell() throws Exception {
        final Path folder = SharedData.require(PLAIN_KEY);
        final List<String> lines = new ArrayList<>(List.of(Psv.HEADER));
        try (Stream<Path> files = Files.list(folder)) {
            for (final Path file : files.sorted().toList()) {
                final String patient = file.getFileName().toString().replace(".psv", "");
                Files.readAllLines(file).stream().skip(1).forEach(row -> lines.add(patient + "|" + row));
            }
        }
        final Map<String, String> report = evaluate(folder);
        assertThat(report).containsAllEntriesOf(new NaiveCount(lines).thresholds(PLAIN_KEY, RuleSet.reference()));
        assertThat(report)
                .containsEntry("/physionet2019-sepsis~1plain/rows", Integer.toString(lines.size() - 1))
                .containsEntry("/physionet2019-sepsis~1plain/patients", "20");
    }

    private Map<String, String> evaluate(final Path input, final String... more) {
        final StringWriter err = new StringWriter();
        final CommandLine tocsin = ReplayTools.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err));
        final Path report = temp.resolve("report.json");
        final List<String> arguments = new ArrayList<>(List.of("evaluate", "--format", "physionet2019"));
        arguments.addAll(List.of("--rules", "reference", "--input", input.toString(), "--report", report.toString()));
        arguments.addAll(List.of(more));
        assertThat(tocsin.execute(arguments.toArray(String[]::new)))
                .as(err.toString())
                .isZero();
        return Json.read(report);
    }
}
