package io.tocsin.transport.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.transport.server.cli.TerminalMain;
import io.tocsin.transport.server.config.ConfigFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From a configuration to paper, with a router that runs, and without. */
final class DowntimeSheetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void shouldSayWhoLiesWhereWhoCaresWhomToCallAndWhatIsOpen() throws Exception {
        final Path config = config();
        assertThat(sheet(config)).as("no router").startsWith("3 ").contains("there is no downtime sheet");
        final Path sheets = folder.resolve("sheets");
        try (Server server = Server.launch(ConfigFile.read(config).config())) {
            await().atMost(PATIENCE).until(() -> Files.exists(sheets.resolve("made")));
            assertThat(Web.raise(server.address(), "k1").body()).contains("\"alertId\":\"1\"");
            assertThat(Web.raise(server.address(), "k2").body()).contains("\"alertId\":\"2\"");
            assertThat(run("accept", "2", "--as", "ann", "--url", server.url().toString()))
                    .startsWith("0 ");
            assertThat(run(
                            "break",
                            "--as",
                            "bob",
                            "--cover",
                            "cleo",
                            "--for",
                            "30",
                            "--url",
                            server.url().toString()))
                    .startsWith("0 ");

            final String text = sheet(config);
            assertThat(text)
                    .startsWith("0 ")
                    .contains("DOWNTIME SHEET   north <&> co", "MADE       ", "NOT AFTER  ", "CONFIDENTIAL")
                    .contains("OPEN ALERTS: 2")
                    .containsPattern(
                            "CRITICAL 1: cardiac arrest: no pulse\\R +icu icu-1, p-17 Ada Example, since .*\\R")
                    .containsPattern(" +NOBODY HAS IT; asked: (ann|bob|cleo)")
                    .containsPattern("CRITICAL 2: .*\n.*\n +taken by ann \\(Ann Example, \\+49 30 4711\\)")
                    .contains(
                            "1. who cares for the patient, 10 min",
                            "2. 'on-call' of the unit, 90 s",
                            "3. in the end: desk")
                    .contains("desk (central desk, 4700)")
                    .contains("\f" + "=".repeat(100) + "\nUNIT icu")
                    .contains("icu-1: p-17 Ada Example; cared for by ann (Ann Example, +49 30 4711), bob [on break"
                            + " until ")
                    .contains(", ask cleo]", "    call: Otto Example, son, +49 30 0000001")
                    .contains("icu-2: (no patient known); cared for by NOBODY")
                    .containsPattern("on-call: (cleo|dora) until ")
                    .contains("UNIT er");
            final String html = Files.readString(sheets.resolve("downtime.html"));
            assertThat(html)
                    .contains(
                            "north &lt;&amp;&gt; co",
                            "p-17<br>Ada Example",
                            "break-before: page",
                            "Ann Example, +49 30 4711")
                    .doesNotContain("<&>", "src=", "href=", "http");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sheets)))
                    .isEqualTo("rwx------");
            try (Stream<Path> files = Files.list(sheets)) {
                assertThat(files.toList())
                        .hasSizeGreaterThan(4)
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
            sheet(config);
            sheet(config);
            assertThat(kept(sheets)).as("kept, of four").hasSize(2);
            assertThat(Web.figures(server.metrics()))
                    .containsEntry("tocsin_downtime_sheet_failures_total", 0.0)
                    .containsKey("tocsin_downtime_sheet_age_seconds");
        }
        assertThat(run("downtime-sheet", "--config", config.toString(), "--last"))
                .startsWith("0 *** made 0 h 0 min ago ***")
                .contains("CRITICAL 1: cardiac arrest");
        Files.writeString(sheets.resolve("made"), "1000000000000 1000007200000\n");
        assertThat(run("downtime-sheet", "--config", config.toString(), "--last"))
                .startsWith("1 *** STALE: made ")
                .contains("CRITICAL 1: cardiac arrest");
    }

    @Test
    void shouldLeaveTheLastOneWholeAndSayThatItCannotWriteAnother() throws Exception {
        final Path config = config();
        final Path sheets = folder.resolve("sheets");
        try (Server server = Server.launch(ConfigFile.read(config).config())) {
            await().atMost(PATIENCE).until(() -> Files.exists(sheets.resolve("made")));
            // Where the next is to be put stands a folder that cannot be replaced.
            Files.delete(sheets.resolve("downtime.html"));
            Files.createDirectories(sheets.resolve("downtime.html").resolve("in the way"));
            final String made = Files.readString(sheets.resolve("made"));
            Files.createFile(sheets.resolve("make-one-now"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Web.figures(server.metrics()))
                            .containsEntry("tocsin_downtime_sheet_failures_total", 1.0));
            assertThat(Files.readString(sheets.resolve("made"))).isEqualTo(made);
            assertThat(server.isReady()).isTrue();
        }
    }

    /** In the hour of need nobody thinks of --node. */
    @Test
    void shouldPrintTheNewestOfAnyNode() throws Exception {
        final Path config = Files.writeString(folder.resolve("nodes.conf"), """
            cluster.members = [ { host = "127.0.0.1", port = 9000 }, { host = "127.0.0.1", port = 9010 }, { host = "127.0.0.1", port = 9020 } ]
            downtime-sheet.folder = sheets
            site { desks = [ desk ], policies.all.fail-safe = desk }
            """);
        final long now = System.currentTimeMillis();
        for (int node = 0; node < 2; node++) {
            final Path sheets = Files.createDirectories(folder.resolve("sheets/node-" + node));
            Files.writeString(sheets.resolve("downtime.txt"), "of node " + node);
            Files.writeString(sheets.resolve("made"), (now - 60_000 + node) + " " + (now + 3_600_000) + "\n");
        }
        assertThat(run("downtime-sheet", "--config", config.toString(), "--last"))
                .startsWith("0 ")
                .contains("of node 1");
    }

    private static List<Path> kept(final Path sheets) throws IOException {
        try (Stream<Path> files = Files.list(sheets)) {
            return files.filter(file -> file.getFileName().toString().matches("downtime-.*\\.html"))
                    .toList();
        }
    }

    private static String sheet(final Path config) {
        return run("downtime-sheet", "--config", config.toString());
    }

    private static String run(final String... args) {
        final StringWriter out = new StringWriter();
        final CommandLine line = TerminalMain.commandLine();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(new StringWriter()));
        if (args.length == 3) {
            line.setErr(new PrintWriter(out));
        }
        return line.execute(args) + " " + out;
    }

    private Path config() throws IOException {
        Files.writeString(folder.resolve("register.csv"), """
            patient,name,unit,bed,care,contacts
            p-17,Ada Example,icu,icu-1,,"Otto Example, son, +49 30 0000001"
            """);
        Files.writeString(folder.resolve("telephones"), """
            # of the switchboard
            ann, Ann Example, +49 30 4711
            desk, central desk, 4700
            """);
        return Files.writeString(folder.resolve("router.conf"), """
            journal.level = memory
            limits.preset = small
            listen { port = 0, management-port = 0 }
            directory { store = memory, register = register.csv }
            downtime-sheet { folder = sheets, keep = 2, telephones = telephones, zone = "Europe/Berlin" }
            site {
              name = "north <&> co"
              people {
                ann { reachable = always }, bob { reachable = always }
                cleo { reachable = always }, dora { reachable = always }
              }
              desks = [ desk ]
              units {
                icu { beds { icu-1 { care = [ ann, bob ] }, icu-2 {} }, roles.on-call = [ cleo ] }
                er {}
              }
              rota {
                zone = "Europe/Berlin"
                schedules.s {
                  unit = icu, role = on-call
                  layers = [ { start = "2026-01-05", hand-off = "08:00", shift = 7 days, people = [ cleo, dora ] } ]
                }
              }
              patients.p-17.bed = icu-1
              policies.all {
                steps = [
                  { target = care-team, delay = 10 minutes }
                  { target = role, role = on-call, delay = 90 s }
                ]
                fail-safe = desk
              }
            }
            """);
    }
}
