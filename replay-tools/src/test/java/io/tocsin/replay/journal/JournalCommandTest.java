package io.tocsin.replay.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.journal.InMemoryJournal;
import io.tocsin.replay.ReplayTools;
import io.tocsin.replay.evaluate.Psv;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** On a small run that {@code evaluate} kept: two patients, one of whom is beyond a limit twice. */
final class JournalCommandTest {
    @TempDir
    static Path temp = Path.of("");

    private static String kept = "";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine tocsin =
            ReplayTools.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @BeforeAll
    static void keepARun() throws IOException {
        final Path input = new Psv()
                .add("p-1", 1, "HR=80", "O2Sat=97")
                .add("p-1", 2, "O2Sat=84")
                .add("p-1", 3, "O2Sat=97")
                .add("p-1", 4, "O2Sat=83")
                .add("p-2", 1, "HR=81")
                .writeTo(temp.resolve("in.psv"));
        kept = temp.resolve("kept").toString();
        final CommandLine evaluate = ReplayTools.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(new StringWriter()));
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
    void shouldPrintEachCommandAndBelowItTheEventsItLedTo() {
        final List<String> lines = journal("print");
        assertThat(lines.get(0)).startsWith("command 1 @").contains(" Genesis ", " maxSubjects=");
        assertThat(lines.get(1)).startsWith("  event 1 of 1 2026-01-01T00:00:00.000000000Z EngineStarted");
        assertThat(lines).allMatch(line -> line.matches("(command \\d+ @\\d+|  event \\d+ of \\d+) .*"));
        assertThat(lines)
                .filteredOn(line -> line.contains(" AlertRaised "))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("because=LIMIT_BELOW", "severity=", "cause=LIMIT"));
    }

    @Test
    void shouldNotTellWhoThePatientsAreUnlessAsked() {
        assertThat(String.join("\n", journal("print"))).doesNotContain("p-1", "p-2");
        assertThat(String.join("\n", journal("print", "--json"))).doesNotContain("p-1", "p-2");
        assertThat(journal("print", "--personal"))
                .anyMatch(line -> line.contains(" patientId=p-1"))
                .anyMatch(line -> line.contains(" value=Pp-2"));
    }

    @Test
    void shouldPrintOnlyWhatIsAskedFor() {
        assertThat(journal("print", "--commands")).allMatch(line -> line.startsWith("command "));
        assertThat(journal("print", "--events")).allMatch(line -> line.startsWith("  event "));
        assertThat(journal("print", "--from", "3", "--to", "4", "--commands"))
                .extracting(line -> line.split(" ", -1)[1])
                .containsExactly("3", "4");
        final String position = journal("print", "--commands").get(2).split(" ", -1)[2];
        assertThat(journal("print", "--from", position, "--to", position, "--commands"))
                .singleElement()
                .asString()
                .startsWith("command 3 " + position);
        assertThat(journal("print", "--type", "alertraised,AlertClosed"))
                .hasSize(4)
                .allMatch(line -> line.contains(" AlertRaised ") || line.contains(" AlertClosed "));
    }

    @Test
    void shouldFollowOneAlertThroughCommandsAndEvents() {
        final List<String> lines = journal("print", "--alert", "2");
        assertThat(lines.get(0)).contains(" VitalsBatch ");
        assertThat(lines.get(1)).contains(" LimitViolated ", " alertId=2 ");
        assertThat(lines).filteredOn(line -> line.startsWith("  event ")).allMatch(line -> line.contains(" alertId=2"));
        assertThat(lines)
                .anyMatch(line -> line.startsWith("command ") && line.contains(" ResolveAlert "))
                .anyMatch(line -> line.contains(" AlertClosed "));
    }

    @Test
    void shouldFollowOnePatientThroughCommandsAndEvents() {
        final List<String> first = journal("print", "--patient", "p-1", "--personal");
        assertThat(first)
                .anyMatch(line -> line.contains(" IdInterned ") && line.contains(" value=Pp-1"))
                .anyMatch(line -> line.contains(" ConfigPart "))
                .anyMatch(line -> line.startsWith("command ") && line.contains(" ResolveAlert "))
                .anyMatch(line -> line.contains(" AlertClosed "));
        assertThat(first).filteredOn(line -> line.contains(" AlertRaised ")).hasSize(2);
        assertThat(first)
                .filteredOn(line -> line.contains(" VitalsBatch "))
                .hasSize(4)
                .allMatch(line -> line.contains(" patientId=p-1"));
        assertThat(journal("print", "--patient", "p-2", "--type", "VitalsBatch"))
                .hasSize(1);
        assertThat(journal("print", "--patient", "p-2", "--type", "AlertRaised"))
                .isEmpty();
        assertThat(journal("print", "--patient", "p-1", "--alert", "2", "--type", "AlertRaised"))
                .hasSize(1);
        assertThat(journal("print", "--patient", "nobody")).isEmpty();
    }

    @Test
    void shouldPrintWhatHappenedBetweenTwoInstants() {
        final List<String> hour = journal(
                "print",
                "--from",
                "2026-01-01T02:00:00Z",
                "--to",
                "2026-01-01T02:59:59.999999999Z",
                "--events",
                "--type",
                "AlertRaised,AlertClosed");
        assertThat(hour).isNotEmpty().allMatch(line -> line.contains(" 2026-01-01T02:"));
        assertThat(journal("print", "--to", "2025-12-31T23:59:59Z")).isEmpty();
    }

    @Test
    void shouldReadTheCommandsOfARunFromTheirFileAlone() throws IOException {
        final Path alone = Files.createDirectory(temp.resolve("alone")).resolve("commands.bin");
        Files.copy(Path.of(kept, "journal.bin"), alone);
        assertThat(tocsin.execute("journal", "verify", alone.toString())).isZero();
        assertThat(out.toString()).contains("ok    journal ", "note  events       none are kept", "ok    replay ");
        out.getBuffer().setLength(0);
        assertThat(tocsin.execute("journal", "print", alone.toString(), "--type", "Genesis"))
                .isZero();
        assertThat(out.toString().lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"journal.bin", "events.bin"})
    void shouldSayWhereAFileIsDamaged(final String name) throws IOException {
        final Path folder = Files.createDirectory(temp.resolve("damaged-" + name));
        for (final String file : List.of("journal.bin", "events.bin")) {
            final byte[] bytes = Files.readAllBytes(Path.of(kept, file));
            if (file.equals(name)) {
                bytes[bytes.length / 2] ^= 1;
            }
            Files.write(folder.resolve(file), bytes);
        }
        assertThat(tocsin.execute("journal", "verify", folder.toString())).isOne();
        assertThat(out.toString())
                .contains("BAD   " + (name.equals("journal.bin") ? "journal" : "events"))
                .contains(" does not match its checksum (byte ")
                .contains(folder + ": NOT whole, 1 of ");
    }

    @Test
    void shouldSayThatAJournalIsTorn() throws IOException {
        final byte[] bytes = Files.readAllBytes(Path.of(kept, "journal.bin"));
        final Path torn = Files.write(temp.resolve("torn.bin"), Arrays.copyOf(bytes, bytes.length - 5));
        assertThat(tocsin.execute("journal", "verify", torn.toString())).isOne();
        assertThat(out.toString()).contains("BAD   journal ", " is torn: it ends inside record ");
        assertThat(tocsin.execute("journal", "replay", torn.toString())).isOne();
        assertThat(err.toString()).startsWith("tocsin journal replay: ").contains(" is torn: it ends inside record ");
    }

    @Test
    void shouldWriteAJsonObjectALine() {
        final List<String> lines = journal("print", "--json");
        assertThat(lines).hasSameSizeAs(journal("print"));
        for (final String line : lines) {
            try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), line)) {
                int depth = 0;
                do {
                    depth += switch (parser.nextToken()) {
                        case START_OBJECT, START_ARRAY -> 1;
                        case END_OBJECT, END_ARRAY -> -1;
                        default -> 0;
                    };
                } while (depth > 0);
                assertThat(parser.nextToken()).isNull();
            }
        }
        assertThat(lines.get(0))
                .startsWith("{\"kind\":\"command\",\"commandSeq\":\"1\",\"position\":\"")
                .contains("\"type\":\"Genesis\"", "\"envelope\":{\"sourceId\":\"0\"");
        assertThat(lines)
                .filteredOn(line -> line.contains("\"type\":\"VitalsBatch\""))
                .allMatch(line -> line.contains("\"patientId\":{\"withheldBytes\":3}"));
    }

    @Test
    void shouldSayThatARunIsWholeAndWhatItLeadsTo() {
        assertThat(journal("verify"))
                .satisfies(lines -> assertThat(lines.get(0)).startsWith("ok    journal      "))
                .satisfies(lines -> assertThat(lines.get(1)).startsWith("ok    events       "))
                .satisfies(lines -> assertThat(lines.get(2)).startsWith("ok    replay       state digest "))
                .last()
                .isEqualTo(kept + ": whole");
        final String digest = journal("verify").get(2).replaceFirst(".*state digest (\\w+),.*", "$1");
        assertThat(journal("replay"))
                .anyMatch(line -> line.matches("state digest +" + digest))
                .anyMatch(line -> line.matches("replayed in .* commands a second; the processor worked .* s on it"))
                .last()
                .asString()
                .matches("open alerts +0");
    }

    @Test
    void shouldSayWhichEventIsNotWhatTheCommandsMake() throws IOException {
        final Path changed = Files.createDirectory(temp.resolve("changed"));
        Files.copy(Path.of(kept, "journal.bin"), changed.resolve("journal.bin"));
        final InMemoryJournal events = InMemoryJournal.readFrom(Path.of(kept, "events.bin"));
        final InMemoryJournal others = new InMemoryJournal();
        events.replay(0, (position, timestampNs, buffer, offset, length) -> {
            final UnsafeBuffer event = new UnsafeBuffer(new byte[length]);
            event.putBytes(0, buffer, offset, length);
            if (others.recordCount() == 20) {
                event.putByte(length - 1, (byte) (event.getByte(length - 1) ^ 1));
            }
            others.append(timestampNs, event, 0, length);
        });
        others.writeTo(changed.resolve("events.bin"));
        assertThat(tocsin.execute("journal", "verify", changed.toString())).isOne();
        assertThat(out.toString())
                .contains("BAD   events       event 21: byte ")
                .contains(changed + ": NOT whole, 1 of 3 findings");
    }

    @ParameterizedTest
    @CsvSource({
        "/nowhere/at/all, does not exist",
        "/etc/passwd, 'is no folder, and no journal either'",
        "/, is no data folder of a router",
    })
    void shouldRefuseInOneLineWhatKeepsNoLog(final String folder, final String what) {
        for (final String subcommand : List.of("print", "verify", "replay")) {
            err.getBuffer().setLength(0);
            assertThat(tocsin.execute("journal", subcommand, folder)).isEqualTo(2);
            assertThat(err.toString().lines()).hasSize(1);
            assertThat(err.toString())
                    .startsWith("tocsin journal " + subcommand + ": ")
                    .contains(what);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--from, soon, 'it is the number of a command, @ and a position, or an instant such as'",
        "--to, -1, 'it is the number of a command, @ and a position, or an instant such as'",
        "--to, 2026-01-01T25:00:00Z, 'or an instant such as'",
        "--alert, 0, 'it is the number of an alert, from 1'",
        "--type, Alarm, 'is no message; there is: Genesis, Tick'",
        "--colour, red, Unknown option",
    })
    void shouldSayInOneLineWhatIsWrongWithAnArgument(final String option, final String value, final String what) {
        assertThat(tocsin.execute("journal", "print", kept, option, value)).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).startsWith("tocsin journal print: ").contains(what);
    }

    @Test
    void shouldSayWhatThereIsWithoutASubcommand() {
        assertThat(tocsin.execute("journal")).isEqualTo(2);
        assertThat(err.toString()).contains("name one of print, verify, replay, quarantine");
    }

    private List<String> journal(final String subcommand, final String... options) {
        out.getBuffer().setLength(0);
        final String[] arguments = new String[options.length + 3];
        arguments[0] = "journal";
        arguments[1] = subcommand;
        arguments[2] = kept;
        System.arraycopy(options, 0, arguments, 3, options.length);
        assertThat(tocsin.execute(arguments)).as("%s", err).isZero();
        return out.toString().lines().toList();
    }
}
