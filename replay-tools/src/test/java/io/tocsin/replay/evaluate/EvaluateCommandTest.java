package io.tocsin.replay.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.replay.Json;
import io.tocsin.replay.ReplayTools;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

final class EvaluateCommandTest {
    @TempDir
    Path temp = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine tocsin =
            ReplayTools.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    /** Writes the input under a name and returns the file. */
    private interface Input {
        Path in(Path folder) throws IOException;
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                unusable(folder -> folder.resolve("absent.psv"), 1, 1, "no such file"),
                unusable(folder -> Files.createFile(folder.resolve("empty.psv")), 1, 1, "empty"),
                unusable(folder -> Files.createFile(folder.resolve("empty.psv.gz")), 1, 1, "empty"),
                unusable(folder -> text(folder, "a.psv", Psv.HEADER + "\n"), 2, 1, "no row"),
                unusable(
                        folder ->
                                text(folder, "a.psv.gz", new Psv().add("p1", 1).text()),
                        1,
                        1,
                        "not gzip"),
                unusable(folder -> text(folder, "a.psv", header("Temp", "Tmp")), 1, 4, "unknown column 'Tmp'"),
                unusable(folder -> text(folder, "a.psv", header("|HR|", "|")), 1, 42, "column 'HR' is missing"),
                unusable(folder -> text(folder, "a.psv", header("ICULOS", "Age2")), 1, 41, "unknown column 'Age2'"),
                unusable(folder -> text(folder, "a.psv", header("|ICULOS", "")), 1, 42, "'ICULOS' is missing"),
                unusable(folder -> text(folder, "a.psv", header("MAP", "HR")), 1, 6, "column 'HR' comes twice"),
                unusable(folder -> text(folder, "a.psv", "p1|80\n"), 1, 1, "unknown column 'p1'"),
                unusable(EvaluateCommandTest::truncated, 0, 0, "the file is truncated"),
                unusable(EvaluateCommandTest::truncatedInItsTrailer, 0, 0, "the file is truncated"),
                unusable(EvaluateCommandTest::truncatedInItsHeader, 1, 1, "the file is truncated"),
                unusable(EvaluateCommandTest::damaged, 0, 0, "gzip data"),
                unusable(Files::createDirectories, 1, 1, "holds no file"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void shouldSayInOneLineWhatIsWrongWhereAndWriteNoReport(
            final Input input, final int line, final int column, final String what) throws IOException {
        final Path file = input.in(Files.createDirectories(temp.resolve("in")));
        assertThat(evaluate(file)).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains(what).contains(file.toString());
        if (line > 0) {
            assertThat(err.toString()).contains(", line " + line + ", column " + column + ": ");
        } else {
            assertThat(err.toString()).containsPattern(", line \\d+, column \\d+: ");
        }
        assertThat(out.toString()).isEmpty();
        assertThat(temp.resolve("report.json")).doesNotExist();
    }

    @Test
    void shouldNameTheLineAtWhichATruncatedFileEnds() throws IOException {
        final Path file = truncated(temp);
        assertThat(evaluate(file)).isEqualTo(2);
        final long line = Long.parseLong(err.toString().replaceAll("(?s).*line (\\d+).*", "$1"));
        assertThat(line).isBetween(100L, 5_000L);
    }

    @Test
    void shouldSayWhichFormatsRulesAndReportsThereCanBe() {
        assertThat(run("--format", "fhir", "--rules", "reference", "--input", "x"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("unknown format 'fhir'; there is: physionet2019");
        assertThat(run("--format", "physionet2019", "--rules", "mine", "--input", "x"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("unknown set of rules 'mine'; there is: adult, reference");
        assertThat(run("--rules", "reference", "--input", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("--format is missing");
        assertThat(run("--format", "physionet2019", "--rules", "reference")).isEqualTo(2);
        assertThat(err.toString()).contains("--input is missing");
        assertThat(run("--format", "physionet2019", "--rules", "reference", "--input", "x", "--units", "u"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--units is nothing that physionet2019 reads");
        final String nowhere = temp.resolve("no/report.json").toString();
        assertThat(run("--format", "physionet2019", "--rules", "reference", "--input", "x", "--report", nowhere))
                .isEqualTo(2);
        assertThat(err.toString()).contains("there is no folder");
    }

    @Test
    void shouldReportCountsDigestsAndSpeeds() throws IOException {
        final Path folder = Files.createDirectories(temp.resolve("ward"));
        final Path file = new Psv()
                .add("p1", 1, "HR=130", "SepsisLabel=1")
                .add("p1", 2, "HR=80", "Temp=36.6")
                .add("p2", 1)
                .zipTo(folder.resolve("few.psv.gz"));
        assertThat(evaluate(file)).isZero();
        final Map<String, String> report = Json.read(temp.resolve("report.json"));
        assertThat(report)
                .containsEntry("/ward~1few/rows", "3")
                .containsEntry("/ward~1few/patients", "2")
                .containsEntry("/ward~1few/sepsis_patients", "1")
                .containsEntry("/ward~1few/thresholds/HR>120/violating_readings", "1")
                .containsEntry("/ward~1few/readings", "3")
                .containsEntry("/ward~1few/alerts/raised", "1")
                .containsEntry("/ward~1few/alerts/open", "0")
                .containsEntry("/ward~1few/alerts/closed", "1")
                .containsEntry("/ward~1few/badRows/count", "0")
                .containsKeys("/ward~1few/commandsPerSecond", "/ward~1few/readingsPerSecond");
        assertThat(report.get("/ward~1few/stateDigest")).matches("[0-9a-f]{16}");
        assertThat(report.get("/ward~1few/eventHash")).matches("[0-9a-f]{16}");
        assertThat(out.toString()).startsWith("ward/few, rules reference").contains("HR>120");
        try (Stream<Path> left = Files.list(temp)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("ward", "report.json");
        }
    }

    @Test
    void shouldReportBadRowsAndGoOn() throws IOException {
        final Path file = new Psv()
                .add("p1", 1, "HR=130")
                .add("p1", 2, "HR=fast")
                .addLine("p1|1")
                .add("p1", 3, "HR=131")
                .writeTo(temp.resolve("bad.psv"));
        assertThat(evaluate(file)).isZero();
        final String key = "/" + temp.getFileName() + "~1bad";
        assertThat(Json.read(temp.resolve("report.json")))
                .containsEntry(key + "/rows", "2")
                .containsEntry(key + "/thresholds/HR>120/violating_readings", "2")
                .containsEntry(key + "/badRows/count", "2")
                .containsEntry(key + "/badRows/byReason/not a number", "1")
                .containsEntry(key + "/badRows/byReason/wrong number of fields", "1")
                .containsEntry(key + "/badRows/first/0/line", "3")
                .containsEntry(key + "/badRows/first/0/column", "2")
                .containsEntry(key + "/badRows/first/0/name", "HR")
                .containsEntry(key + "/badRows/first/0/reason", "not a number")
                .containsEntry(key + "/badRows/first/0/text", "fast")
                .containsEntry(key + "/badRows/first/1/line", "4");
        assertThat(out.toString()).contains("2 bad rows left out", "line 3, column 2 (HR): not a number: 'fast'");
    }

    @Test
    void shouldReplayAKeptRunToTheSameEventsAndState() throws IOException {
        final Path kept = keep();
        assertThat(run("--verify-journal", kept.toString())).isZero();
        assertThat(out.toString()).contains("the same events and ends in the same state");
    }

    @Test
    void shouldNameTheEventAtWhichAReplayDiffers() throws IOException {
        final Path kept = keep();
        final EventLog events = EventLog.readFrom(kept.resolve("events.bin"));
        final EventLog changed = new EventLog();
        events.records().replay(0, (position, timestampNs, buffer, offset, length) -> {
            final byte[] event = new byte[length];
            buffer.getBytes(offset, event);
            if (changed.records().recordCount() == 4) {
                event[length - 1]++;
            }
            changed.add(new UnsafeBuffer(event), 0, length);
        });
        changed.writeTo(kept.resolve("events.bin"));
        assertThat(run("--verify-journal", kept.toString())).isOne();
        assertThat(err.toString()).contains("differs from its replay: event 5: byte ");
    }

    @Test
    void shouldNoticeEventsThatAreMissingOrTooMany() throws IOException {
        final Path kept = keep();
        final EventLog events = EventLog.readFrom(kept.resolve("events.bin"));
        final long count = events.records().recordCount();
        final EventLog fewer = new EventLog();
        events.records().replay(0, (position, timestampNs, buffer, offset, length) -> {
            if (fewer.records().recordCount() < count - 1) {
                fewer.add(buffer, offset, length);
            }
        });
        fewer.writeTo(kept.resolve("events.bin"));
        assertThat(run("--verify-journal", kept.toString())).isOne();
        assertThat(err.toString()).contains("kept are only " + (count - 1) + " events");

        events.records().replay(0, (position, timestampNs, buffer, offset, length) -> {
            if (events.records().recordCount() == count) {
                events.add(buffer, offset, length);
            }
        });
        events.writeTo(kept.resolve("events.bin"));
        assertThat(run("--verify-journal", kept.toString())).isOne();
        assertThat(err.toString()).contains("event " + (count + 1) + " ").contains("is kept, but the replay ends");
    }

    @Test
    void shouldNoticeAnotherDigest() throws IOException {
        final Path kept = keep();
        Files.writeString(kept.resolve("digest.txt"), "stateDigest 0 eventHash 0");
        assertThat(run("--verify-journal", kept.toString())).isOne();
        assertThat(err.toString()).contains("events are equal, but kept is 'stateDigest 0 eventHash 0'");
    }

    @Test
    void shouldSayThatAFolderKeepsNoRun() throws IOException {
        assertThat(run("--verify-journal", temp.toString())).isOne();
        assertThat(err.toString()).contains("keeps no run");
        assertThat(run("--verify-journal", temp.toString(), "--input", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("stands alone");

        final Path kept = keep();
        final byte[] journal = Files.readAllBytes(kept.resolve("journal.bin"));
        Files.write(kept.resolve("journal.bin"), Arrays.copyOf(journal, journal.length - 1));
        assertThat(run("--verify-journal", kept.toString())).isOne();
        assertThat(err.toString()).contains("is torn");
    }

    private Path keep() throws IOException {
        final Path file = new Psv()
                .add("p1", 1, "HR=130")
                .add("p1", 2, "HR=132", "SBP=70")
                .add("p2", 2, "O2Sat=70")
                .writeTo(temp.resolve("set.psv"));
        final Path kept = temp.resolve("kept");
        assertThat(run(
                        "--format",
                        "physionet2019",
                        "--rules",
                        "reference",
                        "--input",
                        file.toString(),
                        "--journal",
                        kept.toString()))
                .isZero();
        return kept;
    }

    private int evaluate(final Path input) {
        return run(
                "--format",
                "physionet2019",
                "--rules",
                "reference",
                "--input",
                input.toString(),
                "--report",
                temp.resolve("report.json").toString());
    }

    private int run(final String... arguments) {
        return tocsin.execute(
                Stream.concat(Stream.of("evaluate"), Arrays.stream(arguments)).toArray(String[]::new));
    }

    private static Arguments unusable(final Input input, final int line, final int column, final String what) {
        return Arguments.of(input, line, column, what);
    }

    private static Path text(final Path folder, final String name, final String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String header(final String replaced, final String by) {
        return Psv.HEADER.replaceFirst(Pattern.quote(replaced), by) + "\n" + Psv.row("p1", 1) + "\n";
    }

    private static byte[] zipped(final Path folder) throws IOException {
        final Psv psv = new Psv();
        for (int i = 0; i < 5_000; i++) {
            psv.add("p" + i % 7, 1 + i, "HR=" + i * 7919 % 300, "SBP=" + i * 104_729 % 300);
        }
        return Files.readAllBytes(psv.zipTo(folder.resolve("whole.gz")));
    }

    private static Path truncated(final Path folder) throws IOException {
        final byte[] whole = zipped(folder);
        return Files.write(folder.resolve("cut.psv.gz"), Arrays.copyOf(whole, whole.length / 2));
    }

    private static Path truncatedInItsTrailer(final Path folder) throws IOException {
        final byte[] whole = zipped(folder);
        return Files.write(folder.resolve("cut.psv.gz"), Arrays.copyOf(whole, whole.length - 1));
    }

    private static Path truncatedInItsHeader(final Path folder) throws IOException {
        return Files.write(folder.resolve("cut.psv.gz"), Arrays.copyOf(zipped(folder), 5));
    }

    private static Path damaged(final Path folder) throws IOException {
        final byte[] whole = zipped(folder);
        Arrays.fill(whole, whole.length / 2, whole.length / 2 + 64, (byte) 0xFF);
        return Files.write(folder.resolve("damaged.psv.gz"), whole);
    }
}
