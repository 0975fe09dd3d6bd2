package io.tocsin.replay.evaluate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.replay.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TableScoresTest {
    @TempDir
    Path temp = Path.of("");

    @Test
    void shouldScoreEachRowByTheTablesFromReadingsThatAreNotTooOld() throws Exception {
        final VitalsTable table = PsvReader.read(List.of(new Psv()
                // MEWS 3 + 3 + 2, qSOFA 2, SIRS 3, shock index 1.4: as bad as it comes.
                .add("p1", 1, "HR=140", "Resp=30", "SBP=100", "Temp=38.5")
                // Four hours later nothing is too old, an hour after that only the temperature counts.
                .add("p1", 5, "DBP=60")
                .add("p1", 6, "DBP=60")
                .add("p2", 1, "HR=90", "SBP=100")
                .add("p3", 1, "MAP=90")
                .writeTo(temp.resolve("few.psv"))));
        final Path file = temp.resolve("report.json");
        JsonReport.write(file, "few", json -> new TableScores(table).write(json));
        final Map<String, String> report = Json.read(file);

        assertThat(report)
                .containsEntry("/few/scores/mews/version", "1")
                .containsEntry("/few/scores/mews/rows", "4")
                .containsEntry("/few/scores/mews/partialRows", "4")
                .containsEntry("/few/scores/mews/most", "9")
                .containsEntry("/few/scores/mews/reached/critical/rows", "2")
                .containsEntry("/few/scores/mews/reached/critical/patients", "1")
                .containsEntry("/few/scores/qsofa/reached/positive/rows", "2")
                .containsEntry("/few/scores/sirs/reached/positive/patients", "1")
                .containsEntry("/few/scores/shock-index/partialRows", "0")
                .containsEntry("/few/scores/shock-index/reached/raised/rows", "3")
                .containsEntry("/few/scores/shock-index/reached/raised/patients", "2")
                .containsEntry("/few/scores/shock-index/reached/massive/rows", "2");
    }

    @Test
    void shouldReportScoresWhereTheRulesHaveAScoreAlone() throws Exception {
        final VitalsTable table =
                PsvReader.read(List.of(new Psv().add("p1", 1, "HR=140").writeTo(temp.resolve("one.psv"))));
        final Path file = temp.resolve("report.json");
        for (final String name : List.of("adult", "reference")) {
            final RuleSet rules = requireNonNull(RuleSet.named(name));
            final EvaluationResult result = new Evaluation(table, rules, false).run(hour -> {});
            new Report("one", rules, table, result).writeTo(file);
            assertThat(Json.read(file).containsKey("/one/scores/mews/rows")).isEqualTo(name.equals("adult"));
        }
    }
}
