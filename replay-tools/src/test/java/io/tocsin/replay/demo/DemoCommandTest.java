package io.tocsin.replay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.replay.Json;
import io.tocsin.replay.ReplayTools;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
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
        final Path file = temp.resolve("report.json");
        final String seed = Long.toString(Seed.value());
        assertThat(tocsin.execute("demo", "--seconds", "4", "--seed", seed, "--report", file.toString()))
                .as("%s%n%s%s", Seed.told(), out, err)
                .isZero();

        final Map<String, String> report = Json.read(file);
        assertThat(report).containsKeys(NUMBERS.stream().map(key -> "/" + key).toArray(String[]::new));
        assertThat(report)
                .containsKey("/slaMet")
                .containsEntry("/seed", seed)
                .containsEntry("/seconds", "4")
                .containsEntry("/patients", "200")
                .containsEntry("/units", "8")
                .containsEntry("/clinicians", "40")
                .containsEntry("/lost", "0")
                .containsEntry("/holds", "true");
        assertThat(number(report, "raised")).isPositive().isEqualTo(number(report, "delivered"));
        assertThat(number(report, "declared")).isPositive().isLessThan(number(report, "raised"));
        assertThat(number(report, "accepted")).isPositive().isLessThanOrEqualTo(number(report, "raised"));
        assertThat(number(report, "readings")).isPositive();
        assertThat(number(report, "open")
                        + number(report, "resolved")
                        + number(report, "cancelled")
                        + number(report, "expired"))
                .isEqualTo(number(report, "raised"));
        assertEveryOpenAlertHasAnOwnerOrADeadline(report);

        assertThat(out.toString().lines().findFirst().orElse("")).contains("SYNTHETIC");
        assertThat(out.toString()).contains("not a medical device").contains("What must hold");
        assertThat(err.toString()).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("demo-") || name.startsWith("tocsin-"));
    }

    @ParameterizedTest
    @CsvSource({
        "--seconds, 0, '--seconds is 0: it can be 1 to 3600'",
        "--seconds, 3601, '--seconds is 3601: it can be 1 to 3600'",
        "--seconds, soon, is not an int",
        "--seed, none, is not a long",
        "--report, /, is a folder",
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
