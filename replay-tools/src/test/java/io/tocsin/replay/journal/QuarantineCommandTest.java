package io.tocsin.replay.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.journal.Poison;
import io.tocsin.journal.Quarantine;
import io.tocsin.replay.ReplayTools;
import io.tocsin.transport.aeron.DataFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is passed over is decided by a person, of what an engine has stopped over, and while no router runs. */
final class QuarantineCommandTest {
    private static final long POSITION = 4_096;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of(".");

    @BeforeEach
    void keepALog() throws Exception {
        // The key that signs lies beside the log.
        folder = Files.createDirectory(folder.resolve("log"));
        Files.createDirectory(folder.resolve("archive"));
    }

    @Test
    void shouldShowWhatTheEngineStoppedOverAndPassItOverWhenTold() {
        assertThat(quarantine()).isZero();
        assertThat(out.toString()).contains("no engine has stopped over a command here");
        note();
        assertThat(quarantine()).isZero();
        assertThat(out.toString())
                .contains("stopped over: position 4096, Tick, 12 bytes, behind command 41, stamped"
                        + " 2027-01-15T08:00:00.000000000Z")
                .contains("IllegalStateException: planted")
                .as("as print shows it")
                .contains("command 42 @4096");

        assertThat(quarantine("--skip", "4096")).as("without a reason").isEqualTo(2);
        assertThat(quarantine("--skip", "4097", "--reason", "a slip")).isEqualTo(1);
        assertThat(err.toString()).contains("but at 4096");
        assertThat(Quarantine.of(folder).isEmpty()).isTrue();

        assertThat(quarantine("--skip", "4096", "--reason", "Bea, ticket 7")).isZero();
        assertThat(out.toString()).contains("passed over from now on: position 4096", "Bea, ticket 7");
        assertThat(quarantine()).isZero();
        assertThat(out.toString()).contains("no engine has stopped", "passed over: position 4096");
    }

    @Test
    void shouldTakeOverTheListOfAnotherNode() throws Exception {
        note();
        assertThat(quarantine("--skip", "4096", "--reason", "Bea")).isZero();
        final Path list = folder.resolve(Quarantine.LIST);
        folder = Files.createDirectory(folder.resolveSibling("other"));
        Files.createDirectory(folder.resolve("archive"));
        assertThat(quarantine("--adopt", list.toString())).isZero();
        assertThat(out.toString()).contains("passed over from now on: position 4096", "signed with");
        assertThat(quarantine("--adopt", list.toString())).as("twice").isEqualTo(1);
        assertThat(quarantine()).isZero();
        assertThat(out.toString()).contains("passed over: position 4096");
    }

    @Test
    void shouldChangeNothingWhileARouterRuns() {
        note();
        try (DataFolder router = DataFolder.lock(folder)) {
            assertThat(router.root()).isEqualTo(folder);
            assertThat(quarantine("--skip", "4096", "--reason", "Bea")).isEqualTo(2);
            assertThat(err.toString()).contains("is in use by");
        }
        assertThat(Quarantine.of(folder).isEmpty()).isTrue();
    }

    @Test
    void shouldRefuseWhatIsNoFolderOfARouter() {
        assertThat(execute("journal", "quarantine", folder.resolve("archive").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("is no data folder");
    }

    private void note() {
        final UnsafeBuffer tick = new UnsafeBuffer(new byte[12]);
        tick.putShort(2, (short) 2);
        Quarantine.of(folder)
                .note(() -> Poison.of(
                        POSITION,
                        41,
                        1_800_000_000_000_000_000L,
                        false,
                        tick,
                        0,
                        12,
                        new IllegalStateException("planted")));
    }

    private int quarantine(final String... more) {
        final String[] words = new String[3 + more.length];
        words[0] = "journal";
        words[1] = "quarantine";
        words[2] = folder.toString();
        System.arraycopy(more, 0, words, 3, more.length);
        return execute(words);
    }

    private int execute(final String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        final CommandLine line =
                ReplayTools.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(words);
    }
}
