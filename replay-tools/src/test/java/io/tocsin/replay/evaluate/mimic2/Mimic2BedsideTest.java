package io.tocsin.replay.evaluate.mimic2;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.replay.evaluate.EvaluateRun;
import io.tocsin.replay.evaluate.SharedData;
import io.tocsin.replay.evaluate.study.Pages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real monitor by the minute and by the second: drop-outs that are no alarms, and what delays and hysteresis change, against a slow count. */
final class Mimic2BedsideTest {
    private static final String RATES = "mimic2-bedside/s00001-hr-1hz-derived.csv";
    private static final String RATES_PLACE = "/mimic2-bedside~1s00001-hr-1hz-derived/heartRate/";
    private static final String NUMERICS = "mimic2-bedside/s00001-numerics-per-minute.csv";
    private static final String NUMERICS_PLACE = "/mimic2-bedside~1s00001-numerics-per-minute/numerics/";
    private static final String HEADER =
            "minute,elapsed_s,HR,ABPSys,ABPDias,ABPMean,PULSE,RESP,SpO2,NBPSys,NBPDias,NBPMean";

    @TempDir
    Path temp = Path.of("");

    @Test
    void shouldSoundWhenASlowCountDoesForEveryDelayAndHysteresis() throws IOException {
        final Path file = SharedData.require(RATES);
        final Path kept = temp.resolve("kept");
        final Map<String, String> report =
                EvaluateRun.of(temp, "mimic2-bedside").report(file, "--journal", kept.toString());
        assertThat(report)
                .containsEntry(RATES_PLACE + "rows", "17672")
                .containsEntry(RATES_PLACE + "signal/blank", "121")
                .containsEntry(RATES_PLACE + "signal/readings", "17551");
        final List<String> rows = Files.readAllLines(file);
        for (final int delay : List.of(0, 5, 10, 14, 19, 30)) {
            for (final int hysteresis : List.of(0, 3)) {
                final String alarms = "/delay " + delay + " s, hysteresis " + hysteresis + "/count";
                assertThat(report)
                        .containsEntry(
                                RATES_PLACE + "alarms/unfit HR<55" + alarms,
                                Integer.toString(slowCount(rows, 55, 1, delay, hysteresis)))
                        .containsEntry(
                                RATES_PLACE + "alarms/usual HR<50" + alarms,
                                Integer.toString(slowCount(rows, 50, 1, delay, hysteresis)))
                        .containsEntry(
                                RATES_PLACE + "alarms/usual HR>120" + alarms,
                                Integer.toString(slowCount(rows, 120, -1, delay, hysteresis)));
            }
        }
        assertThat(report.keySet())
                .as("0.8 and 1.25 times the median of the first five minutes, which is 63")
                .contains(RATES_PLACE + "alarms/automatic HR<50.4/delay 0 s, hysteresis 0/count")
                .contains(RATES_PLACE + "alarms/automatic HR>78.75/delay 0 s, hysteresis 0/count");
        assertThat(EvaluateRun.verify(kept.resolve("heart-rate"))).contains("the same events");
    }

    @Test
    void shouldCountSensorsThatAreOffAndRaiseNoAlarmForThem() {
        assertThat(EvaluateRun.of(temp, "mimic2-bedside").report(SharedData.require(NUMERICS)))
                .containsEntry(NUMERICS_PLACE + "rows", "1936")
                .containsEntry(NUMERICS_PLACE + "signals/SpO2/zero", "363")
                .containsEntry(NUMERICS_PLACE + "signals/PULSE/zero", "363")
                .containsEntry(NUMERICS_PLACE + "signals/HR/zero", "46")
                .containsEntry(NUMERICS_PLACE + "signals/NBPSys/blank", "1784")
                .containsEntry(NUMERICS_PLACE + "thresholds/SPO2<90/violating_readings", "0")
                .containsEntry(NUMERICS_PLACE + "thresholds/HEART_RATE<50/violating_readings", "8");
    }

    @Test
    void shouldTellFilesApartByTheirColumnsAndCountWhatCannotBeUsed() throws IOException {
        final Path bed = Files.createDirectories(temp.resolve("ward/bed"));
        final Path numerics = Files.write(
                bed.resolve("numerics.csv"),
                List.of(
                        HEADER,
                        "0,0,130,0,0,0,0,12,98,,,",
                        "1,60,0,0,0,0,0,12,0,,,",
                        "2,120,0,0,0,0,0,12,0,90,50,60",
                        "3,60,70,0,0,0,0,12,98,,,",
                        "4,x,70,0,0,0,0,12,98,,,",
                        "5,300,fast,0,0,0,0,12,98,,,"));
        final Path rates =
                Files.write(bed.resolve("rates.csv"), List.of("elapsed_s,HR", "1,80", "2,", "3,0", "3,81", "4,quick"));
        final String place = "/ward~1bed/";
        final Path page = temp.resolve("page.html");
        assertThat(EvaluateRun.of(temp, "mimic2-bedside")
                        .report(numerics, "--input", rates.toString(), "--html", page.toString()))
                .containsEntry(place + "numerics/rows", "6")
                .containsEntry(place + "numerics/signals/HR/zero", "2")
                .containsEntry(place + "numerics/signals/HR/dropOuts", "1")
                .containsEntry(place + "numerics/thresholds/HEART_RATE>120/episodes", "1")
                .containsEntry(place + "heartRate/rows", "5")
                .containsEntry(place + "heartRate/signal/readings", "1")
                .containsEntry(place + "heartRate/signal/blank", "1")
                .containsEntry(place + "heartRate/signal/zero", "1")
                .containsEntry(place + "badRows/count", "5")
                .containsEntry(place + "badRows/byReason/no date and time", "2")
                .containsEntry(place + "badRows/byReason/not a number", "3");
        assertThat(Pages.requireNeedsNothingElse(Files.readString(page)))
                .contains("the alarms of ward/bed", "usual HR&lt;50", "no medical device");
    }

    /** Second by second: pending from the first beyond the limit on, an alarm when the delay is over, until one is so far inside as the hysteresis says. */
    private static int slowCount(
            final List<String> rows, final double limit, final int inside, final int delay, final double hysteresis) {
        int alarms = 0;
        long pendingSince = -1;
        boolean isSounding = false;
        for (final String row : rows.subList(1, rows.size())) {
            final String[] fields = row.split(",", -1);
            if (fields[1].isEmpty()) {
                continue;
            }
            final long now = Long.parseLong(fields[0]);
            final double depth = (limit - Double.parseDouble(fields[1])) * inside;
            if (!isSounding && pendingSince >= 0 && now >= pendingSince + delay) {
                alarms++;
                isSounding = true;
            }
            if (depth > 0 && pendingSince < 0) {
                pendingSince = now;
                isSounding = delay == 0;
                alarms += isSounding ? 1 : 0;
            } else if (depth <= -hysteresis) {
                pendingSince = -1;
                isSounding = false;
            }
        }
        return alarms;
    }
}
