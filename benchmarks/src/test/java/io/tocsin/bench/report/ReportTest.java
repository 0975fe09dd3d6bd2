package io.tocsin.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final Figure WITH_RAW = new Figure("raise-to-received-p50", 1.5, "ms", 0.5, "two cores");
    private static final Figure WITHOUT = Figure.alone("lost", 0, "alerts", "two cores");

    @TempDir
    Path folder;

    @Test
    void shouldBeginWithTheVerdict() {
        final StringWriter printed = new StringWriter();

        report(false).print(new PrintWriter(printed));

        assertThat(printed.toString().lines().findFirst()).hasValue("FAIL  3 alerts took longer than 2 s");
        assertThat(printed.toString())
                .contains("raise-to-received-p50", "1.50", "0.50", "3.00", "two cores", "a note", "a warning")
                .containsSubsequence("figure", "Conditions", "Notes", "Warnings");
    }

    @Test
    void shouldWriteEveryFigureWithItsRawLimit() throws IOException {
        final Path file = folder.resolve("report.json");

        report(true).writeTo(file);

        assertThat(Files.readString(file).replaceAll("\\s+", ""))
                .contains("\"verdict\":\"PASS\"")
                .contains("\"figures\":[{\"name\":\"raise-to-received-p50\",\"value\":1.5,\"unit\":\"ms\",\"raw\":0.5,"
                        + "\"ratio\":3.0,\"conditions\":\"twocores\"},{\"name\":\"lost\",\"value\":0.0,"
                        + "\"unit\":\"alerts\",\"raw\":null,\"ratio\":null,\"conditions\":\"twocores\"}]")
                .contains("\"warnings\":[\"awarning\"]");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void shouldRefuseAFigureThatWasNotMeasured() {
        assertThatIllegalArgumentException().isThrownBy(() -> Figure.alone("x", Double.NaN, "ms", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> Figure.alone("Not kebab", 1, "ms", ""));
    }

    @Test
    void shouldSayWhatMakesFiguresWorthLess() {
        assertThat(Machine.warnings("tmpfs", 2, "OS", 1.25))
                .satisfiesExactly(
                        first -> assertThat(first).contains("temporary file system"),
                        second -> assertThat(second).startsWith("2 cores"),
                        third -> assertThat(third).startsWith("fsync off"),
                        fourth -> assertThat(fourth).isEqualTo("other processes used 1.3 of 2 cores meanwhile"));
        assertThat(Machine.warnings("ext4", 8, "DISK", 0.01)).isEmpty();
        assertThat(Machine.warnings("ext4", 8, "DISK", Double.NaN)).hasSize(1);
    }

    @Test
    void shouldFindTheMiddle() {
        assertThat(Numbers.median(3, 1, 2)).isCloseTo(2, within(0.0));
        assertThat(Numbers.median(4, 1, 3, 2)).isCloseTo(2.5, within(0.0));
    }

    private static Report report(final boolean passed) {
        return new Report(
                new Verdict(passed, "3 alerts took longer than 2 s"),
                List.of(WITH_RAW, WITHOUT),
                List.of("a note"),
                List.of("a warning"));
    }
}
