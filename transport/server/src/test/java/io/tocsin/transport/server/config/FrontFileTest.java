package io.tocsin.transport.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tocsin.transport.gateway.PartitionMap;
import io.tocsin.transport.server.cli.TerminalMain;
import io.tocsin.transport.server.front.FrontSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FrontFileTest {
    private static final Path EXAMPLE = Examples.TOP.resolve("examples/front.conf");

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void shouldReadTheExample() throws Exception {
        final FrontSettings settings = FrontFile.read(EXAMPLE).settings();
        final PartitionMap map = settings.map();
        assertThat(settings.listen().port()).isEqualTo(8090);
        assertThat(map.version()).isEqualTo(1);
        assertThat(map.clusters().get(0).nodes()).containsExactly(URI.create("ws://127.0.0.1:8080/ws"));
        assertThat(map.facility("harbour"))
                .isNotNull()
                .extracting(PartitionMap.Facility::cluster)
                .isEqualTo("south");
        assertThat(map.otherwise()).isEqualTo(map.facility("general"));
    }

    @Test
    void shouldDocumentEveryKeyItReadsAndReadEveryKeyItDocuments() throws Exception {
        final Set<String> documented = new TreeSet<>();
        final Matcher rows = Pattern.compile("^\\| (`[a-z][^|]*`) \\| [^|]*\\| [^|]*\\| [^|]*\\|$", Pattern.MULTILINE)
                .matcher(Files.readString(Examples.TOP.resolve("transport/server/FRONT.md")));
        while (rows.find()) {
            for (final String key : rows.group(1).split(", ", -1)) {
                documented.add(key.replace("`", ""));
            }
        }
        final Set<String> read = new TreeSet<>(FrontFile.read(EXAMPLE).keys());
        read.addAll(MapFile.read(Examples.TOP.resolve("examples/partition-map.conf"))
                .keys());
        assertThat(documented).containsExactlyInAnyOrderElementsOf(read);
    }

    @Test
    void shouldSayEverythingThatIsWrongWithBothFiles() throws Exception {
        Files.writeString(folder.resolve("map.conf"), """
            clusters {
              north { nodes = [ "ws://127.0.0.1:8080/ws", "ftp://x" ], ca-file = nowhere.pem }
              south { nods = [ "ws://127.0.0.1:8080/ws" ] }
            }
            facilities { general { cluster = west, units = [ icu ] }, annex { units = [ icu ] } }
            otherwise = attic
            """);
        final ConfigProblemsException wrong =
                catchThrowableOfType(ConfigProblemsException.class, () -> FrontFile.read(file("""
                    front { map = map.conf, address = "0.0.0.0", port = 7, management-port = 7, thread = 2 }
                    """)));
        assertThat(wrong.problems().stream().map(Problem::toString).toList())
                .anyMatch(line -> line.contains("version: is missing"))
                .anyMatch(line -> line.contains("'ftp://x' is no address of a node"))
                .anyMatch(line -> line.contains("nowhere.pem cannot be read"))
                .anyMatch(line -> line.contains("nods") && line.contains("nodes"))
                .anyMatch(line -> line.contains("'west', which there is none of"))
                .anyMatch(line -> line.contains("facilities.annex.cluster: is missing"))
                .anyMatch(line -> line.contains("otherwise names facility 'attic'"))
                .anyMatch(line -> line.contains("'0.0.0.0' is not a loopback address"))
                .anyMatch(line -> line.contains("front.management-port: is 7"))
                .anyMatch(line -> line.contains("thread") && line.contains("threads"));
        final ConfigProblemsException without =
                catchThrowableOfType(ConfigProblemsException.class, () -> FrontFile.read(file("front {}")));
        assertThat(without.problems()).singleElement().asString().contains("front.map: is missing");
    }

    @Test
    void shouldCheckAndStartNothing() throws Exception {
        assertThat(run("front", "--config", EXAMPLE.toString(), "--check-config"))
                .isEqualTo(0);
        assertThat(run("front", "--config", file("front { map = nowhere.conf }").toString(), "--check-config"))
                .isEqualTo(2);
    }

    @Test
    void shouldReadWhichClusterARouterIsOf() throws Exception {
        final String example = Files.readString(Examples.SMALL_HOSPITAL);
        final ConfigFile good = ConfigFile.read(
                file(example + "\ngateway { cluster = north, fronts = [ \"10.0.0.7\", \"fd00::7\" ] }\n"));
        assertThat(good.config().gateway().cluster()).isEqualTo("north");
        assertThat(good.config().gateway().fronts()).hasSize(2);
        final ConfigProblemsException wrong = catchThrowableOfType(
                ConfigProblemsException.class,
                () -> ConfigFile.read(file(example + "\ngateway.fronts = [ front-1.example, \"999.1.1.1\" ]\n")));
        assertThat(wrong.problems()).hasSize(2);
    }

    private static int run(final String... args) {
        final StringWriter printed = new StringWriter();
        return TerminalMain.commandLine()
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(printed))
                .execute(args);
    }

    private Path file(final String text) throws Exception {
        return Files.writeString(folder.resolve("front.conf"), text);
    }
}
