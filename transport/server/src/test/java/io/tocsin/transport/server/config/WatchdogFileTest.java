package io.tocsin.transport.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.tocsin.transport.server.cli.TerminalMain;
import io.tocsin.transport.server.watch.WatchSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class WatchdogFileTest {
    @TempDir
    private Path folder = Path.of(".");

    @Test
    void shouldReadTheExample() throws Exception {
        final WatchSettings settings = WatchdogFile.read(Examples.TOP.resolve("examples/watchdog.conf"))
                .settings();
        assertThat(settings.nodes()).containsExactly(URI.create("http://127.0.0.1:8081/readyz"));
        assertThat(settings.patience()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.command()).startsWith("logger");
        assertThat(settings.heartbeat().isOn()).isFalse();
    }

    @Test
    void shouldDocumentEveryKeyItReadsAndReadEveryKeyItDocuments() throws Exception {
        final Set<String> documented = new TreeSet<>();
        final Matcher rows = Pattern.compile("^\\| `(watchdog[a-z0-9.-]*)` \\|", Pattern.MULTILINE)
                .matcher(Files.readString(Examples.TOP.resolve("transport/server/WATCHDOG.md")));
        while (rows.find()) {
            documented.add(rows.group(1));
        }
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(WatchdogFile.read(Examples.TOP.resolve("examples/watchdog.conf"))
                        .keys());
    }

    @Test
    void shouldSayEverythingThatIsWrong() throws Exception {
        final ConfigProblemsException wrong =
                catchThrowableOfType(ConfigProblemsException.class, () -> WatchdogFile.read(file("""
                    watchdog {
                      nodes = [ "ftp://router", "http://ok:1/" ]
                      patience = 1 s
                      every = 900 ms
                      ca-file = nowhere.pem
                      command = [ ./nowhere.sh ]
                      webhok.url = "http://x/"
                      heartbeat { url = "http://x/", ca-file = nowhere.pem }
                    }
                    """)));
        assertThat(wrong.problems().stream().map(Problem::toString).toList())
                .anyMatch(line -> line.contains("'ftp://router' is no address"))
                .anyMatch(line -> line.contains("watchdog.patience: must be at least twice"))
                .anyMatch(line -> line.contains("watchdog.ca-file") && line.contains("cannot be read"))
                .anyMatch(line -> line.contains("nowhere.sh is no program"))
                .anyMatch(line -> line.contains("webhok") && line.contains("webhook"))
                .anyMatch(line -> line.contains("watchdog.heartbeat.ca-file: is of no use"));
        final ConfigProblemsException mute = catchThrowableOfType(
                ConfigProblemsException.class,
                () -> WatchdogFile.read(file("watchdog { nodes = [ \"http://ok:1\" ] }")));
        assertThat(mute.problems()).singleElement().asString().contains("nobody would be called");
    }

    @Test
    void shouldBelieveACertificateOnlyIfAnAuthorityVouchesForIt() throws Exception {
        final X509Bundle own = new CertificateBuilder()
                .ecp256()
                .subject("CN=router")
                .addSanIpAddress("127.0.0.1")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Files.writeString(folder.resolve("authority.pem"), own.getCertificatePEM());
        final HttpsServer router = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        final SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.toKeyManagerFactory().getKeyManagers(), null, null);
        router.setHttpsConfigurator(new HttpsConfigurator(context));
        router.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'o', 'k'});
            exchange.close();
        });
        router.start();
        try {
            final String node = "watchdog { nodes = [ \"https://127.0.0.1:"
                    + router.getAddress().getPort() + "\" ], webhook.url = \"http://127.0.0.1:1/\" ";
            assertThat(run("--once", file(node + "}")))
                    .startsWith("1 ")
                    .contains("unable to find valid certification path");
            assertThat(run("--once", file(node + ", ca-file = authority.pem }")))
                    .startsWith("0 ")
                    .contains("/readyz: ready");
            assertThat(run("--acknowledge=ann", file(node + "}")))
                    .startsWith("1 ")
                    .contains("tells no outage");
        } finally {
            router.stop(0);
        }
        assertThat(run("--once", folder.resolve("nowhere.conf"))).startsWith("2 ");
    }

    private Path file(final String text) throws Exception {
        return Files.writeString(folder.resolve("watchdog.conf"), text);
    }

    private static String run(final String option, final Path file) {
        final StringWriter out = new StringWriter();
        final CommandLine line = TerminalMain.commandLine();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
        return line.execute("watchdog", "--config", file.toString(), option) + " " + out;
    }
}
