package io.tocsin.replay.evaluate.eicu;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.replay.evaluate.EvaluateRun;
import io.tocsin.replay.evaluate.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many hospitals at once: limits against a slow count, artefacts and gaps counted, and nobody asked about another ward. */
final class EicuTest {
    private static final int SOME_ROWS = 30_000;
    private static final String PATIENTS = "patientunitstayid,hospitalid,wardid,unitdischargeoffset";
    private static final String VITALS =
            "patientunitstayid,observationoffset,noninvasivesystolic,noninvasivediastolic,noninvasivemean";

    @TempDir
    Path temp = Path.of("");

    @Test
    void shouldFindOfRealStaysWhatASlowCountFindsAndAskNobodyOutsideTheWard() throws IOException {
        final Path folder = Files.createDirectories(temp.resolve("in/some"));
        Files.copy(SharedData.require("eicu-demo/patient.csv.gz"), folder.resolve("patient.csv.gz"));
        final List<String> rows = someRows(SharedData.require("eicu-demo/vitalaperiodic.csv.gz"));
        Files.write(folder.resolve("vitalaperiodic.csv"), rows);
        final Path kept = temp.resolve("kept");
        final Map<String, String> report = EvaluateRun.of(temp, "eicu").report(folder, "--journal", kept.toString());
        final String place = "/in~1some/";
        assertThat(report)
                .containsEntry(place + "rows", Integer.toString(rows.size() - 1))
                .containsEntry(place + "stays", "1257")
                .containsEntry(place + "hospitals", "186")
                .containsEntry(place + "wards", "267")
                .containsEntry(place + "routing/outsideTheWard", "0")
                .containsEntry(place + "alerts/open", "0")
                .containsEntry(place + "badRows/count", "0");
        assertThat(report.get(place + "routing/offers")).isEqualTo(report.get(place + "alerts/raised"));
        assertThresholds(report, place + "thresholds/SYSTOLIC<90", new SlowCount(rows, 2, value -> value < 90));
        assertThresholds(report, place + "thresholds/DIASTOLIC>90", new SlowCount(rows, 3, value -> value > 90));
        assertThresholds(report, place + "thresholds/MEAN_PRESSURE<60", new SlowCount(rows, 4, value -> value < 60));
        assertThat(EvaluateRun.verify(kept)).contains("the same events");
    }

    @Test
    void shouldCountArtefactsGapsAndRowsThatCannotBeUsed() throws IOException {
        final Path folder = Files.createDirectories(temp.resolve("in/few"));
        Files.write(
                folder.resolve("patient.csv"),
                List.of(PATIENTS, "1,10,7,2000", "2,10,8,500", "3,11,7,500", "4,north,7,500", "5,11,,500"));
        Files.write(
                folder.resolve("vitalaperiodic.csv"),
                List.of(
                        VITALS,
                        "1,-10,85.0,60.0,70.0",
                        "1,5,0,0,0",
                        "1,30,84.0,,",
                        "1,60,,,",
                        "1,90,95.0,60.0,70.0",
                        "2,0,120.0,95.0,100.0",
                        "9,0,120.0,80.0,90.0",
                        "2,soon,120.0,80.0,90.0",
                        "2,1,high,80.0,90.0",
                        "2,2,120.0"));
        final String place = "/in~1few/";
        assertThat(EvaluateRun.of(temp, "eicu").report(folder))
                .containsEntry(place + "rows", "10")
                .containsEntry(place + "rowsWithoutPressure", "2")
                .containsEntry(place + "stays", "3")
                .containsEntry(place + "staysWithReadings", "2")
                .containsEntry(place + "hospitals", "2")
                .containsEntry(place + "wards", "3")
                .containsEntry(place + "zeros/SYSTOLIC", "1")
                .containsEntry(place + "gapsOver30Minutes", "2")
                .containsEntry(place + "thresholds/SYSTOLIC<90/episodes", "1")
                .containsEntry(place + "thresholds/DIASTOLIC>90/episodes", "1")
                // The first is silent for 40 minutes twice, once of them as an open alert's; the second for 500 until
                // the discharge resolves it.
                .containsEntry(place + "alerts/stale", "3")
                .containsEntry(place + "alerts/raised", "2")
                .containsEntry(place + "alerts/open", "0")
                .containsEntry(place + "alertsPerStay/max", "1")
                .containsEntry(place + "badRows/count", "6")
                .containsEntry(place + "badRows/byReason/not a number", "3")
                .containsEntry(place + "badRows/byReason/id missing", "1")
                .containsEntry(place + "badRows/byReason/no such stay", "1")
                .containsEntry(place + "badRows/byReason/wrong number of fields", "1");
    }

    private static void assertThresholds(final Map<String, String> report, final String place, final SlowCount count) {
        assertThat(count.violating).isPositive();
        assertThat(report)
                .containsEntry(place + "/readings", Integer.toString(count.readings))
                .containsEntry(place + "/violating_readings", Integer.toString(count.violating))
                .containsEntry(place + "/episodes", Integer.toString(count.episodes))
                .containsEntry(place + "/patients", Integer.toString(count.patients.size()));
    }

    private static List<String> someRows(final Path file) throws IOException {
        final List<String> rows = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String row = reader.readLine(); row != null && rows.size() < SOME_ROWS; row = reader.readLine()) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** Row by row, each stay by itself, in doubles; zeros and blanks are no readings. */
    private static final class SlowCount {
        private final Set<String> patients = new HashSet<>();
        private int readings;
        private int violating;
        private int episodes;

        SlowCount(final List<String> rows, final int column, final DoublePredicate violates) {
            final Map<String, Boolean> before = new HashMap<>();
            for (final String row : rows.subList(1, rows.size())) {
                final String[] fields = row.split(",", -1);
                if (fields[column].isEmpty() || Double.parseDouble(fields[column]) == 0) {
                    continue;
                }
                readings++;
                final boolean isViolating = violates.test(Double.parseDouble(fields[column]));
                if (isViolating) {
                    violating++;
                    episodes += before.getOrDefault(fields[0], false) ? 0 : 1;
                    patients.add(fields[0]);
                }
                before.put(fields[0], isViolating);
            }
        }
    }
}
