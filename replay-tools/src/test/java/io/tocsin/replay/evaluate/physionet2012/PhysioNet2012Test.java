package io.tocsin.replay.evaluate.physionet2012;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.replay.Json;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stays merged by time, against counts of an independent script and a slow count of single columns. */
final class PhysioNet2012Test {
    private static final String SET = "physionet2012-icu/set-a-dev.csv.gz";
    private static final String OUTCOMES = "physionet2012-icu/outcomes-set-a-dev.csv";
    private static final String SET_PLACE = "/physionet2012-icu~1set-a-dev/";
    private static final int SOME_ROWS = 40_000;

    @TempDir
    Path temp = Path.of("");

    @Test
    void shouldCountTheRowsThatAnIndependentScriptCounted() throws Exception {
        final StayRows rows = StayReader.read(SharedData.require(SET));
        final Map<String, String> expected = Json.read(SharedData.require("reference-counts.json"));
        expected.keySet().removeIf(place -> !place.startsWith(SET_PLACE));
        assertThat(expected)
                .hasSize(5)
                .containsEntry(SET_PLACE + "rows", Long.toString(rows.rows()))
                .containsEntry(
                        SET_PLACE + "records", Integer.toString(rows.recordIds().size()))
                .containsEntry(SET_PLACE + "blank_parameter_rows", Long.toString(rows.blankParameters()))
                .containsEntry(SET_PLACE + "HR==0", Long.toString(rows.heartRateZero()))
                .containsEntry(SET_PLACE + "Temp<25", Long.toString(rows.temperatureBelow25()));
        // One fraction of oxygen with three decimals, which hundredths cannot hold.
        assertThat(rows.badRows().count()).isOne();
    }

    @Test
    void shouldFindOfRealStaysWhatASlowCountFindsAndReplayToTheSameEvents() throws IOException {
        final List<String> lines = someLines(SharedData.require(SET));
        final Path file = Files.write(temp.resolve("some.csv"), lines);
        final Path kept = temp.resolve("kept");
        final Map<String, String> report = EvaluateRun.of(temp, "physionet2012")
                .report(file, "--outcomes", SharedData.require(OUTCOMES).toString(), "--journal", kept.toString());
        final String place = "/" + temp.getFileName() + "~1some/";
        assertThresholds(report, place, "HEART_RATE<50", new SlowCount(lines, value -> value < 50, "HR"));
        assertThresholds(report, place, "TEMPERATURE<36", new SlowCount(lines, value -> value < 36, "Temp"));
        assertThresholds(report, place, "SYSTOLIC<90", new SlowCount(lines, value -> value < 90, "NISysABP", "SysABP"));
        assertThresholds(report, place, "RESPIRATORY_RATE>30", new SlowCount(lines, value -> value > 30, "RespRate"));
        assertThat(EvaluateRun.verify(kept)).contains("the same events");
    }

    @Test
    void shouldMergeStaysByTimeAndTakeTheHighestScoreOfEach() throws IOException {
        final Path outcomes = Files.write(
                temp.resolve("outcomes.csv"), List.of("RecordID,In-hospital_death", "1,1", "2,0", "3,-1", "4,dead"));
        final Path file = Files.write(
                temp.resolve("stays.csv"),
                List.of(
                        "RecordID,Time,Parameter,Value",
                        "1,00:00,Age,70",
                        "1,00:10,HR,131",
                        "1,00:10,RespRate,25",
                        "1,00:10,GCS,14",
                        "1,03:00,HR,80",
                        "2,00:10,HR,0",
                        "2,00:20,Temp,-17.8",
                        "2,00:30,FiO2,0.21",
                        "3,00:05,MechVent,1",
                        "3,00:05,NISysABP,100",
                        "3,00:05,Temp,39.1",
                        "4,00:05,GCS,16",
                        "4,late,HR,80",
                        "4,00:07,,80",
                        "4,00:07,HR,fast"));
        final String place = "/" + temp.getFileName() + "~1stays/";
        assertThat(EvaluateRun.of(temp, "physionet2012").report(file, "--outcomes", outcomes.toString()))
                .containsEntry(place + "rows", "15")
                .containsEntry(place + "records", "3")
                .containsEntry(place + "blank_parameter_rows", "1")
                .containsEntry(place + "HR==0", "1")
                .containsEntry(place + "Temp<25", "1")
                // 1: 3 + 3 + 3 at 00:10; 3: oxygen, pressure and temperature, 2 each; 2: 3 for a heart that stands
                // still and 3 for ice.
                .containsEntry(place + "news2/byHighestScore/7-20/stays", "1")
                .containsEntry(place + "news2/byHighestScore/7-20/deaths", "1")
                .containsEntry(place + "news2/byHighestScore/5-6/stays", "2")
                .containsEntry(place + "news2/byHighestScore/5-6/outcomeKnown", "1")
                .containsEntry(place + "news2/auroc/value", "1")
                .containsEntry(place + "thresholds/HEART_RATE>120/violating_readings", "1")
                .containsEntry(place + "badRows/count", "5")
                .containsEntry(place + "badRows/byReason/out of range", "1")
                .containsEntry(place + "badRows/byReason/no date and time", "1")
                .containsEntry(place + "badRows/byReason/not a number", "1")
                .containsEntry(place + "badRows/byReason/not one of the words of its column", "2");
    }

    @ParameterizedTest
    @CsvSource({
        "3, UNRESPONSIVE",
        "4, PAIN",
        "8, PAIN",
        "9, VOICE",
        "13, VOICE",
        "14, CONFUSION",
        "15, ALERT",
    })
    void shouldDeriveConsciousnessFromTheComaScale(final int sum, final Consciousness consciousness) {
        assertThat(Measurement.GCS.reading(sum * 100)).isEqualTo(consciousness.value() * 100);
    }

    @Test
    void shouldKnowNoSumThatTheComaScaleDoesNotHave() {
        assertThat(Measurement.GCS.reading(2_00)).isNull();
        assertThat(Measurement.GCS.reading(16_00)).isNull();
        assertThat(Measurement.GCS.reading(14_50)).isNull();
    }

    private static void assertThresholds(
            final Map<String, String> report, final String place, final String name, final SlowCount count) {
        assertThat(count.violating).isPositive();
        assertThat(report)
                .containsEntry(place + "thresholds/" + name + "/readings", Integer.toString(count.readings))
                .containsEntry(place + "thresholds/" + name + "/violating_readings", Integer.toString(count.violating))
                .containsEntry(place + "thresholds/" + name + "/episodes", Integer.toString(count.episodes))
                .containsEntry(place + "thresholds/" + name + "/patients", Integer.toString(count.patients.size()));
    }

    private static List<String> someLines(final Path file) throws IOException {
        final List<String> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null && lines.size() < SOME_ROWS; line = reader.readLine()) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** Row by row, each stay by itself, in doubles: nothing in common with what is tested. */
    private static final class SlowCount {
        private final Set<String> patients = new HashSet<>();
        private int readings;
        private int violating;
        private int episodes;

        SlowCount(final List<String> lines, final DoublePredicate violates, final String... parameters) {
            final Map<String, Boolean> before = new HashMap<>();
            for (final String line : lines.subList(1, lines.size())) {
                final String[] fields = line.split(",", -1);
                if (!List.of(parameters).contains(fields[2])) {
                    continue;
                }
                readings++;
                final boolean isViolating = violates.test(Double.parseDouble(fields[3]));
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
