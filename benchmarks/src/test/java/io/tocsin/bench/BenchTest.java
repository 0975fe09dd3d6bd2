package io.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchTest {
    @Test
    void shouldNameItsRigsAndLeaveTheRestToJmh() {
        assertThat(Bench.isOurs("--quick")).isTrue();
        assertThat(Bench.isOurs("load")).isTrue();
        assertThat(Bench.isOurs("archive")).isTrue();
        assertThat(Bench.isOurs("start")).isTrue();
        assertThat(Bench.isOurs("--help")).isTrue();
        assertThat(Bench.isOurs("-l")).isFalse();
        assertThat(Bench.isOurs("-h")).isFalse();
        assertThat(Bench.isOurs("ReadingBenchmark")).isFalse();
    }

    @Test
    void shouldRefuseWhatCannotBeMeasured() {
        final StringWriter err = new StringWriter();
        final CommandLine commandLine = Bench.commandLine().setErr(new PrintWriter(err));

        assertThat(commandLine.execute("load", "--rate", "0")).isEqualTo(2);
        assertThat(commandLine.execute("load", "--level", "PAPER")).isEqualTo(2);
        assertThat(commandLine.execute("load", "--folder", "/nowhere/at/all")).isEqualTo(2);

        assertThat(err.toString()).contains("--rate", "PAPER", "/nowhere/at/all");
    }
}
