package io.tocsin.transport.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.transport.server.BrokenDisk;
import io.tocsin.transport.server.Server;
import io.tocsin.transport.server.config.Examples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ServeCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine line =
            TerminalMain.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void shouldEndWithACodeOfItsOwnWhenTheRouterStopsItself() {
        final BrokenDisk disk = new BrokenDisk();
        final Server server = disk.launch();
        disk.fail();
        server.router().counters();

        final int code = ServeCommand.run(server, new CompletableFuture<>(), new Printer(line.getCommandSpec()));
        assertThat(code).isEqualTo(70);
        assertThat(err.toString()).contains("stopped itself", "the disk is broken", "start it again");
        assertThat(server.isReady()).isFalse();
    }

    @Test
    void shouldEndInOrderWhenItIsToldTo() {
        assertThat(ServeCommand.run(
                        new BrokenDisk().launch(),
                        CompletableFuture.completedFuture(null),
                        new Printer(line.getCommandSpec())))
                .isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldCheckAConfigurationAndStartNothing() {
        assertThat(line.execute("serve", "--config", Examples.SMALL_HOSPITAL.toString(), "--check-config"))
                .isZero();
        assertThat(out.toString().strip()).endsWith("small-hospital.conf: can be used");
    }

    @Test
    void shouldRemarkWhatIsOverWhenItChecksAConfiguration() throws Exception {
        final Path config = Files.writeString(folder.resolve("old.conf"), """
                site {
                  people.ann {}
                  desks = [ desk ]
                  units.icu.roles.charge = [ ann ]
                  policies.all.fail-safe = desk
                  rota.schedules.winter {
                    unit = icu, role = charge, until = "2020-03-01T00:00"
                    layers = [ { start = "2020-01-01", hand-off = "07:00", people = [ ann ] } ]
                  }
                  windows.move {
                    origin = maintenance, unit = icu, comment = wires, from = "2020-01-31T07:00", until = "2020-02-02T07:00"
                  }
                }
                """);

        assertThat(line.execute("serve", "--config", config.toString(), "--check-config"))
                .isZero();
        assertThat(err.toString())
                .contains(
                        "site.rota.schedules.winter: has ended, and says of nobody that they are 'charge' of unit 'icu'")
                .contains("site.windows.move: is over");
    }

    @Test
    void shouldPrintTheEffectiveConfigurationAndStartNothing() {
        assertThat(line.execute("serve", "--config", Examples.SMALL_HOSPITAL.toString(), "--print-effective-config"))
                .isZero();
        assertThat(out.toString()).contains("# default").contains("fail-safe = \"central-desk\"");
    }

    @Test
    void shouldRehearseBesideARouterThatRunsAndLeaveNothingBehind() throws Exception {
        final Path journal = folder.resolve("journal");
        final Path config = folder.resolve("router.conf");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(config, """
                    journal { folder = journal, term-size = 64 KiB, segment-size = 1 MiB, low-water = 0, critical-low-water = 0 }
                    listen { port = %d, management-port = 0 }
                    limits.preset = small
                    site { desks = [ desk ], units.icu.beds.icu-1 {}, policies.all { fail-safe = desk } }
                    """.formatted(taken.getLocalPort()));
            assertThat(line.execute("serve", "--config", config.toString(), "--rehearse"))
                    .as(err.toString())
                    .isZero();
        }
        assertThat(out.toString().strip()).endsWith("router.conf: a test alert was taken at level OS");
        assertThat(journal).doesNotExist();
    }

    @Test
    void shouldRefuseToBeAskedForBoth() {
        assertThat(line.execute("serve", "--config", "x", "--check-config", "--print-effective-config"))
                .isEqualTo(2);
        assertThat(line.execute("serve")).isEqualTo(2);
        assertThat(err.toString()).contains("--config=FILE");
    }

    @Test
    void shouldNameAFileThatIsNotThere() {
        assertThat(line.execute("serve", "--config", "nowhere.conf")).isEqualTo(2);
        assertThat(err.toString()).contains("nowhere.conf: there is no such file", "nothing was started");
    }
}
