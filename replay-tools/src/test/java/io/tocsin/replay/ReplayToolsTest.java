package io.tocsin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class ReplayToolsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine tocsin =
            ReplayTools.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void shouldPrintUsageOnRequest() {
        assertThat(tocsin.execute("--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: tocsin");
    }

    @Test
    void shouldPrintItsVersion() {
        assertThat(tocsin.execute("--version")).isZero();
        assertThat(out.toString()).startsWith("tocsin ");
    }

    @Test
    void shouldRefuseToStartWithoutASubcommand() {
        assertThat(tocsin.execute()).isEqualTo(2);
        assertThat(err.toString()).contains("name a subcommand").contains("Usage: tocsin");
    }
}
