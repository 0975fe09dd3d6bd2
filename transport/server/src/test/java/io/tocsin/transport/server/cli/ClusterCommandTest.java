package io.tocsin.transport.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.transport.server.config.Examples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What is said where no node runs; of nodes that run see {@code ServeClusterTest}. */
final class ClusterCommandTest {
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of(".");

    @ParameterizedTest
    @ValueSource(strings = {"status", "snapshot", "purge", "step-down", "backup", "switch-version"})
    void shouldSayThatNoNodeRunsHere(final String command) throws Exception {
        final Path file = folder.resolve("nodes.conf");
        Files.writeString(file, """
            cluster.members = [ { host = "127.0.0.1", port = 9000 } ]
            site { desks = [ desk ], policies.all.fail-safe = desk }
            """);
        assertThat(run(command, file)).isEqualTo(Exit.UNREACHABLE);
        assertThat(err.toString()).contains("on this machine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "snapshot", "purge", "step-down", "backup", "switch-version"})
    void shouldRefuseAFileOfARouterThatStandsAlone(final String command) {
        assertThat(run(command, Examples.SMALL_HOSPITAL)).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("has no section 'cluster'");
    }

    @Test
    void shouldSayWhatThereIs() {
        assertThat(execute("cluster")).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("status, snapshot, step-down, backup, restore, purge or switch-version");
        assertThat(execute("cluster", "purge", Examples.SMALL_HOSPITAL.toString()))
                .isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("--folders-are-copied");
        assertThat(run("status", folder.resolve("none.conf"))).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("there is no such file");
    }

    private int run(final String command, final Path file) {
        return switch (command) {
            case "purge" -> execute("cluster", command, "--folders-are-copied", file.toString());
            case "backup" ->
                execute("cluster", command, "--to", folder.resolve("b").toString(), file.toString());
            case "switch-version" -> execute("cluster", command, file.toString(), "2");
            default -> execute("cluster", command, file.toString());
        };
    }

    private int execute(final String... args) {
        final CommandLine line = TerminalMain.commandLine();
        line.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
        return line.execute(args);
    }
}
