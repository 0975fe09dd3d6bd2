package io.tocsin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The rig with a real server and few alerts: that it counts right, and that it notices what its own clients do wrong. No time is asserted. */
class LoadRigTest {
    @TempDir
    Path folder;

    @Test
    void shouldSendEveryRaiseToRouterAndRelayAndSeeItArrive() throws IOException, InterruptedException {
        final LoadSettings settings =
                new LoadSettings(50, 2, 1, 2, 1, 4, 2, JournalLevel.DEFAULT, 20, LoadSettings.Plant.NONE);

        final LoadResult result = run(settings);

        // Whether all came within two seconds is the machine's affair.
        assertThat(result.router().counts().withoutTime()).isEqualTo(new LoadCounts(100, 100, 100, 0, 0, 100, 0, 0, 0));
        assertThat(result.raw())
                .isNotNull()
                .satisfies(raw -> assertThat(raw.counts().withoutTime())
                        .isEqualTo(new LoadCounts(100, 100, 100, 0, 0, 100, 0, 0, 0)));
        assertThat(result.router().untilReceived().count()).isEqualTo(100);
        assertThat(result.figures())
                .allSatisfy(figure -> assertThat(figure.conditions()).contains("level " + JournalLevel.DEFAULT))
                .extracting("name")
                .contains("raise-to-received-p50", "raise-to-received-p99-best-window", "alerts-lost");
        assertThat(result.figures())
                .filteredOn(figure -> figure.unit().equals("ms"))
                .allMatch(figure -> figure.hasRaw());
    }

    @Test
    void shouldFailWhenAnAcknowledgedAlertDoesNotArrive() throws IOException, InterruptedException {
        final LoadResult result = run(few().plant(LoadSettings.Plant.LOSS));

        // One of the warm-up and one of what counts.
        assertThat(result.router().counts().lost()).isEqualTo(2);
        assertThat(result.verdict().passed()).isFalse();
        assertThat(result.verdict().line()).startsWith("FAIL").contains("2 lost");
    }

    @Test
    void shouldFailWhenAnAlertTakesThreeSeconds() throws IOException, InterruptedException {
        final LoadResult result = run(few().plant(LoadSettings.Plant.DELAY));

        assertThat(result.router().counts().lost()).isZero();
        assertThat(result.router().counts().late()).isPositive();
        assertThat(result.verdict().line()).startsWith("FAIL").contains("over 2 s");
    }

    @Test
    void shouldReportFromTheCommandLine() throws IOException {
        final StringWriter out = new StringWriter();
        final Path report = folder.resolve("report.json");
        final CommandLine command = new CommandLine(new LoadCommand()).setOut(new PrintWriter(out));

        final int exitCode = command.execute(
                "--rate",
                "20",
                "--seconds",
                "1",
                "--clinicians",
                "2",
                "--no-raw",
                "--folder",
                folder.toString(),
                "--report",
                report.toString());

        assertThat(exitCode).isIn(0, 1);
        assertThat(out.toString().lines().findFirst().orElse("")).startsWith(exitCode == 0 ? "PASS" : "FAIL");
        assertThat(Files.readString(report))
                .contains("\"figures\"", "\"raise-to-received-p50\"", "level " + JournalLevel.DEFAULT);
        assertThat(folder).isDirectoryNotContaining("glob:**tocsin-bench-*");
    }

    private LoadResult run(final LoadSettings settings) throws IOException, InterruptedException {
        final List<String> progress = new ArrayList<>();
        final LoadResult result = new LoadRun(settings, folder, progress::add).run();
        assertThat(progress).isNotEmpty();
        return result;
    }

    private static LoadSettings few() {
        return new LoadSettings(20, 1, 1, 1, 0, 2, 1, JournalLevel.DEFAULT, 0, LoadSettings.Plant.NONE);
    }
}
