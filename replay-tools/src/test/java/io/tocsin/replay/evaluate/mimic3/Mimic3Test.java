package io.tocsin.replay.evaluate.mimic3;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.replay.Json;
import io.tocsin.replay.evaluate.EvaluateRun;
import io.tocsin.replay.evaluate.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits that nurses had set at the monitor, beside the readings of the same stay. */
final class Mimic3Test {
    private static final String PLACE = "/mimic3-demo~1charted-limits/";
    private static final String HEADER = "icustay_id,charttime,storetime,kind,code,valuenum";

    @TempDir
    Path temp = Path.of("");

    @Test
    void shouldCountWhatAnIndependentScriptCounted() {
        final Map<String, String> expected = Json.read(SharedData.require("reference-counts.json"));
        final Path chart = SharedData.require("mimic3-demo/vitals_and_alarm_limits.csv.gz");
        final Map<String, String> report =
                EvaluateRun.of(temp, "mimic3").report(chart.resolveSibling(""), "--rules", "reference");
        expected.keySet().removeIf(place -> !place.startsWith(PLACE));

        assertThat(expected).hasSize(10 * 2);
        assertThat(report).containsAllEntriesOf(expected).containsEntry(PLACE + "rows", "117331");
    }

    @Test
    void shouldHoldAReadingAgainstTheLimitThatWasInForceInItsStay() throws IOException {
        final Map<String, String> report = report(
                "1,08:00,08:00,V,HR,130",
                "1,09:00,09:00,L,HR_ALARM_HIGH,120",
                // Of one instant limits come first, and of several limits the last in the file counts.
                "1,10:00,10:00,V,HR,125",
                "1,10:00,10:00,L,HR_ALARM_HIGH,124",
                "1,10:00,10:00,L,HR_ALARM_HIGH,126",
                "1,11:00,11:00,V,HR,126",
                "1,11:30,11:30,V,HR,126.5",
                "2,12:00,12:00,V,HR,200",
                "1,12:00,12:00,L,HR_ALARM_LOW,580",
                "1,12:30,12:30,V,HR,75",
                "1,13:00,13:00,L,ABP_ALARM_LOW,90",
                "1,13:00,13:00,V,NBP_SYS,80",
                "1,13:00,13:00,V,ABP_SYS,80",
                "1,13:00,13:00,V,HR,",
                ",13:00,13:00,V,HR,80");

        assertThat(report)
                .containsEntry("HR_HIGH/readings_with_limit", "4")
                .containsEntry("HR_HIGH/violations", "1")
                .containsEntry("HR_LOW/readings_with_limit", "1")
                .containsEntry("HR_LOW/violations", "1")
                .containsEntry("NBP_SYS_LOW/readings_with_limit", "0")
                .containsEntry("ABP_SYS_LOW/readings_with_limit", "1")
                .containsEntry("ABP_SYS_LOW/violations", "1")
                .containsEntry("badRows/count", "2");
    }

    @Test
    void shouldSayWhatStoringLateChanges() throws IOException {
        final Map<String, String> report = report(
                "1,08:00,08:00,L,SPO2_ALARM_LOW,90",
                "1,09:00,09:05,V,SPO2,89",
                // Charted after the fact: the limit was 85 from half past eight on.
                "1,08:30,10:00,L,SPO2_ALARM_LOW,85",
                "1,08:45,10:00,V,SPO2,88");

        assertThat(report)
                .containsEntry("SPO2_LOW/violations", "0")
                .containsEntry("as_stored/SPO2_LOW/violations", "1")
                .containsEntry("as_stored/late_rows", "3")
                .containsEntry("as_stored/out_of_order_rows", "1");
    }

    private Map<String, String> report(final String... rows) throws IOException {
        final List<String> lines = new ArrayList<>(List.of(HEADER));
        for (final String row : rows) {
            lines.add(row.replaceAll("(\\d\\d:\\d\\d)", "2150-01-01T$1:00"));
        }
        final Path folder = Files.createDirectories(temp.resolve("chart"));
        final Path file = Files.write(folder.resolve("vitals_and_alarm_limits.csv"), lines);
        final Map<String, String> report = EvaluateRun.of(temp, "mimic3").report(file, "--rules", "reference");
        final Map<String, String> found = new TreeMap<>();
        report.forEach((place, value) -> found.put(place.replace("/chart~1charted-limits/", ""), value));
        return found;
    }
}
