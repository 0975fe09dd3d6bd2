package io.tocsin.replay.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.replay.ReplayTools;
import io.tocsin.replay.evaluate.Psv;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** On a small run that {@code evaluate} kept: one patient, beyond a limit once. */
final class WhyCommandTest {
    @TempDir
    static Path temp = Path.of("");

    private static String kept = "";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine tocsin =
            ReplayTools.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @BeforeAll
    static void keepARun() throws IOException {
        final Path input =
                new Psv().add("p-1", 1, "O2Sat=97").add("p-1", 2, "O2Sat=84").writeTo(temp.resolve("in.psv"));
        kept = temp.resolve("kept").toString();
        final CommandLine evaluate = ReplayTools.commandLine().setOut(new PrintWriter(new StringWriter()));
        assertThat(evaluate.execute(
                        "evaluate",
                        "--format",
                        "physionet2019",
                        "--input",
                        input.toString(),
                        "--rules",
                        "reference",
                        "--journal",
                        kept))
                .isZero();
    }

    @Test
    void shouldHandOverWhatHappened() {
        assertThat(tocsin.execute("why", "--data", kept, "--alert", "1")).isZero();
        assertThat(out.toString())
                .contains("alert 1, raised at ")
                .contains("spo2 84.00 beyond ")
                .contains("[A reading was strictly below a limit.")
                .contains("TOLD      ")
                .doesNotContain("p-1");
    }

    @Test
    void shouldSayTheSameForPrograms() {
        assertThat(tocsin.execute("why", "--data", kept, "--alert", "1", "--json"))
                .isZero();
        assertThat(out.toString())
                .startsWith("{\"alertId\":\"1\",\"found\":true,\"raisedNs\":\"")
                .contains("\"clauses\":[{\"id\":2,\"name\":\"LIMIT_BELOW\",\"text\":\"")
                .contains("\"told\":true,\"verdict\":\"")
                .endsWith("\"unreadEvents\":0}" + System.lineSeparator());
    }

    @Test
    void shouldSayThatItKnowsNobodyOfThatName() {
        assertThat(tocsin.execute("why", "--data", kept, "--alert", "1", "--person", "zoe"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("NOT TOLD  'zoe' was not named by any step");
        assertThat(tocsin.execute("why", "--data", kept, "--alert", "77")).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatKeepsNoEvents() throws IOException {
        assertThat(tocsin.execute("why", "--data", temp.resolve("none").toString(), "--alert", "1"))
                .isEqualTo(2);
        assertThat(tocsin.execute("why", "--data", kept, "--alert", "one")).isEqualTo(2);
        assertThat(tocsin.execute("why", "--data", kept, "--alert", "0")).isEqualTo(2);
        assertThat(err.toString())
                .contains("does not exist")
                .contains("--alert is 'one'")
                .contains("--alert is '0'");
        final Path alone = Files.createDirectory(temp.resolve("alone"));
        Files.copy(Path.of(kept).resolve("journal.bin"), alone.resolve("journal.bin"));
        assertThat(tocsin.execute("why", "--data", alone.toString(), "--alert", "1"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("nobody recorded why");
    }
}
