package io.tocsin.replay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.replay.Json;
import io.tocsin.replay.ReplayTools;
import io.tocsin.replay.evaluate.Psv;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class DemoCommandTest {
    private static final List<String> NUMBERS = List.of(
            "seed",
            "seconds",
            "patients",
            "units",
            "clinicians",
            "readings",
            "commands",
            "raised",
            "delivered",
            "lost",
            "accepted",
            "rejected",
            "escalated",
            "open",
            "resolved",
            "raiseToReceivedMs/p50",
            "raiseToReceivedMs/p99",
            "raiseToReceivedMs/p999",
            "raiseToReceivedMs/max");

    @TempDir
    Path temp = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine tocsin =
            ReplayTools.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void shouldRunAHospitalLoseNothingAndReportIt() {
        final Path kept = temp.resolve("kept");
        final Map<String, String> report = run(3, "--keep", kept.toString());
        assertThat(report)
                .containsEntry("/synthetic", "true")
                .containsEntry("/patients", "200")
                .containsEntry("/units", "8")
                .containsEntry("/clinicians", "40");
        assertThat(number(report, "declared")).isPositive().isLessThan(number(report, "raised"));
        assertThat(out.toString().lines().skip(1).findFirst().orElse("")).contains("SYNTHETIC");
        assertThat(out.toString())
                .contains("not a medical device")
                .contains("What must hold")
                .endsWith("./tocsin journal verify " + kept + System.lineSeparator());
        assertThat(tocsin.execute("journal", "verify", kept.toString()))
                .as("%s", out)
                .isZero();
    }

    @Test
    void shouldPlayRecordedReadingsInsteadOfSyntheticOnes() throws IOException {
        final Psv psv = new Psv();
        for (int patient = 1; patient <= 30; patient++) {
            psv.add("r-" + patient, 1, "HR=80", "O2Sat=97", "Temp=36.6").add("r-" + patient, 2, "O2Sat=84");
        }
        final Path file = psv.writeTo(temp.resolve("recorded.psv"));
        final Map<String, String> report = run(4, "--data", file.toString());
        assertThat(report).containsEntry("/synthetic", "false").containsEntry("/data", file.toString());
        final long dropped = number(report, "samplesDropped");
        assertThat(number(report, "samplesSent") + dropped).isEqualTo(60);
        assertThat(number(report, "raised") - number(report, "declared"))
                .as("of each patient two, found in readings: saturation, and NEWS2")
                .isBetween(2 * (30 - dropped), 2 * 30L);
        assertThat(report.get("/population")).contains("30 of 30 patients, 60 of 60 rows");
    }

    /** Runs the demo and checks what holds of every run; how fast it was is the machine's business, but the exit code must say it. */
    private Map<String, String> run(final int seconds, final String... options) {
        final Path file = temp.resolve("report.json");
        final String seed = Long.toString(Seed.value());
        final List<String> arguments = new ArrayList<>(
                List.of("demo", "--seconds", Integer.toString(seconds), "--seed", seed, "--report", file.toString()));
        arguments.addAll(List.of(options));
        final int exitCode = tocsin.execute(arguments.toArray(String[]::new));
        assertThat(file).as("%s%n%s%s", Seed.told(), out, err).exists();

        final Map<String, String> report = Json.read(file);
        assertThat(report).containsKeys(NUMBERS.stream().map(key -> "/" + key).toArray(String[]::new));
        assertThat(report)
                .containsEntry("/seed", seed)
                .containsEntry("/seconds", Integer.toString(seconds))
                .containsEntry("/lost", "0")
                .containsEntry("/holds", Boolean.toString(exitCode == 0))
                .containsEntry("/checks/slaMet/holds", report.get("/slaMet"));
        assertThat(report.keySet())
                .filteredOn(key -> key.startsWith("/checks/") && key.endsWith("/holds"))
                .hasSize(6)
                .filteredOn(key -> !key.contains("slaMet"))
                .allSatisfy(
                        key -> assertThat(report).as("%s%n%s", Seed.told(), out).containsEntry(key, "true"));
        assertThat(exitCode).isEqualTo("true".equals(report.get("/slaMet")) ? 0 : 1);
        assertThat(number(report, "raised")).isPositive().isEqualTo(number(report, "delivered"));
        assertThat(number(report, "accepted")).isPositive().isLessThanOrEqualTo(number(report, "raised"));
        assertThat(number(report, "readings")).isPositive();
        assertThat(number(report, "open")
                        + number(report, "resolved")
                        + number(report, "cancelled")
                        + number(report, "expired"))
                .isEqualTo(number(report, "raised"));
        assertEveryOpenAlertHasAnOwnerOrADeadline(report);
        assertThat(err.toString()).isEmpty();
        assertNothingIsLeftBehind();
        return report;
    }

    private static void assertNothingIsLeftBehind() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("demo-") || name.startsWith("tocsin-"));
        assertThat(ProcessHandle.current().children()).noneMatch(ProcessHandle::isAlive);
    }

    @ParameterizedTest
    @CsvSource({
        "--seconds, 0, '--seconds is 0: it can be 1 to 3600'",
        "--seconds, 3601, '--seconds is 3601: it can be 1 to 3600'",
        "--seconds, soon, is not an int",
        "--seed, none, is not a long",
        "--report, /, is a folder",
        "--data, /nowhere/at/all.psv, no such file",
        "--keep, /, is not empty",
        "--keep, /etc/passwd, is no folder",
        "--report, /nowhere/at/all.json, there is no folder",
        "--patients, 3, Unknown option"
    })
    void shouldSayInOneLineWhatIsWrongWithTheArguments(final String option, final String value, final String what) {
        assertThat(tocsin.execute("demo", option, value)).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).startsWith("tocsin demo: ").contains(what);
        assertThat(out.toString()).isEmpty();
    }

    private static void assertEveryOpenAlertHasAnOwnerOrADeadline(final Map<String, String> report) {
        final long open = number(report, "open");
        for (int i = 0; i < open; i++) {
            final String alert = "/openAlerts/" + i;
            assertThat(report).containsKeys(alert + "/alertId", alert + "/patient", alert + "/severity");
            assertThat(report.containsKey(alert + "/owner"))
                    .as(alert)
                    .isNotEqualTo(report.containsKey(alert + "/deadline"));
        }
        assertThat(report).doesNotContainKey("/openAlerts/" + open + "/alertId");
    }

    private static long number(final Map<String, String> report, final String key) {
        return Long.parseLong(report.getOrDefault("/" + key, "-1"));
    }
}
