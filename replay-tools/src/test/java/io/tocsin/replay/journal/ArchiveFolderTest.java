package io.tocsin.replay.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.replay.ReplayTools;
import io.tocsin.replay.evaluate.Psv;
import io.tocsin.transport.aeron.ArchiveStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** On a data folder as a router leaves it, grown from a small run. */
final class ArchiveFolderTest {
    private static final int COMMANDS = 300;

    @TempDir
    static Path temp = Path.of("");

    private static Path kept = Path.of("");
    private static Path grown = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine tocsin =
            ReplayTools.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @BeforeAll
    static void growARun() throws IOException {
        final Psv psv = new Psv();
        for (int hour = 1; hour <= 12; hour++) {
            psv.add("p-1", hour, "HR=80", "O2Sat=" + (hour % 3 == 0 ? 84 : 97));
        }
        kept = temp.resolve("kept");
        grown = temp.resolve("grown");
        final CommandLine quiet = ReplayTools.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(new StringWriter()));
        final String input = psv.writeTo(temp.resolve("in.psv")).toString();
        assertThat(quiet.execute(
                        "evaluate",
                        "--format",
                        "physionet2019",
                        "--input",
                        input,
                        "--rules",
                        "reference",
                        "--journal",
                        kept.toString()))
                .isZero();
        try (KeptLog run = EvaluationLog.open(kept);
                ArchiveTarget target = ArchiveTarget.make(small(grown))) {
            new Grower(target).grow(run, COMMANDS);
        }
    }

    @Test
    void shouldBeWholeAndReplayToTheSameStateEachTime() {
        assertThat(tocsin.execute("journal", "verify", grown.toString()))
                .as("%s", out)
                .isZero();
        assertThat(out.toString()).contains("ok    journal      " + COMMANDS + " commands up to position ");
        final String verified = out.toString().replaceFirst("(?s).*state digest (\\w+), event hash (\\w+).*", "$1 $2");
        out.getBuffer().setLength(0);
        assertThat(tocsin.execute("journal", "replay", grown.toString())).isZero();
        assertThat(out.toString().replaceFirst("(?s).*state digest +(\\w+).*event hash +(\\w+).*", "$1 $2"))
                .isEqualTo(verified);
    }

    @Test
    void shouldPrintOnlyWhatIsAskedFor() {
        assertThat(tocsin.execute("journal", "print", grown.toString(), "--commands", "--from", "300"))
                .isZero();
        assertThat(out.toString().lines()).singleElement().asString().startsWith("command 300 @");
    }

    @Test
    void shouldSayWhereACommandIsDamagedAndWhatCanBeReadBeforeIt() throws IOException {
        final Path damaged = copy("damaged-journal");
        flip(damaged.resolve("archive").resolve("0-0.rec"), 20_000);
        assertThat(tocsin.execute("journal", "verify", damaged.toString())).isOne();
        assertThat(out.toString()).contains("BAD ", " is damaged at position ").contains(": NOT whole, ");
        assertThat(tocsin.execute("journal", "replay", damaged.toString())).isOne();
        assertThat(err.toString()).contains("tocsin journal replay: ").contains(" is damaged at position ");
    }

    @Test
    void shouldSayWhereAnEventIsDamaged() throws IOException {
        final Path damaged = copy("damaged-events");
        flip(damaged.resolve("archive").resolve("1-0.rec"), 20_000);
        assertThat(tocsin.execute("journal", "verify", damaged.toString())).isOne();
        assertThat(out.toString()).contains("BAD ", "event log is damaged at position ");
    }

    @Test
    void shouldSayThatTheJournalHasLostItsEnd() throws IOException {
        final Path cut = copy("cut");
        final Path segment = cut.resolve("archive").resolve("0-0.rec");
        try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate((int) Math.min(file.size() - 20_000, 1 << 20)), 20_000);
        }
        assertThat(tocsin.execute("journal", "verify", cut.toString())).isOne();
        assertThat(out.toString()).contains("BAD ", "lost its end");
    }

    @Test
    void shouldNotReadAFolderThatIsInUse() {
        final Path used = temp.resolve("used");
        try (ArchiveStore store = ArchiveStore.open(small(used))) {
            assertThat(store.warnings()).isEmpty();
            for (final String subcommand : List.of("print", "verify", "replay")) {
                err.getBuffer().setLength(0);
                assertThat(tocsin.execute("journal", subcommand, used.toString()))
                        .isEqualTo(2);
                assertThat(err.toString())
                        .startsWith("tocsin journal " + subcommand + ": ")
                        .contains(" is in use by process "
                                + ProcessHandle.current().pid());
            }
        }
    }

    @Test
    void shouldGrowIntoAnEmptyFolderOnly() {
        final Path folder = temp.resolve("new");
        assertThat(tocsin.execute(
                        "journal", "grow", grown.toString(), "--commands", "310", "--into", folder.toString()))
                .isZero();
        assertThat(tocsin.execute("journal", "verify", folder.toString()))
                .as("%s", out)
                .isZero();
        assertThat(tocsin.execute("journal", "grow", kept.toString(), "--commands", "10", "--into", grown.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--into " + grown + " is not empty");
    }

    private static ArchiveStore.Context small(final Path folder) {
        return new ArchiveStore.Context().folder(folder).termLength(1 << 16).segmentLength(1 << 20);
    }

    private static Path copy(final String name) throws IOException {
        final Path copy = temp.resolve(name);
        try (Stream<Path> all = Files.walk(grown)) {
            all.forEach(path -> {
                try {
                    Files.copy(path, copy.resolve(grown.relativize(path)));
                } catch (final IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        }
        return copy;
    }

    private static void flip(final Path file, final int at) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) (one.get(0) ^ 4)).flip();
            channel.write(one, at);
        }
    }
}
