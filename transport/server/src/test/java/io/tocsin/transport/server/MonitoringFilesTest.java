package io.tocsin.transport.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.atrest.AtRest;
import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.PatientKeys;
import io.tocsin.audit.AuditSettings;
import io.tocsin.codecs.sbe.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for Prometheus and the dashboard for Grafana ask for figures that there are. */
final class MonitoringFilesTest {
    static final Path FOLDER = Path.of(System.getProperty("basedir", "."), "..", "..", "examples", "monitoring");
    /** Of nodes alone, whose test looks for them. */
    static final String OF_NODES = "tocsin_cluster_";

    private static final Pattern FIGURE = Pattern.compile("\\btocsin_[a-z0-9_]+");

    @ParameterizedTest
    @ValueSource(strings = {"tocsin-rules.yml", "tocsin-dashboard.json"})
    void shouldAskForFiguresThatARouterHas(final String file, @TempDir final Path temp) throws Exception {
        final Path data = temp.resolve("data");
        final Path keys = temp.resolve("keys");
        final Path patients = temp.resolve("patients");
        AtRestKeys.makeFirst(keys);
        PatientKeys.begin(patients, AtRestKeys.in(keys));
        final ServerConfig config = Wards.inMemory()
                .journal(JournalSettings.defaults().at(Level.OS).in(data))
                .historyBytes(4 << 20)
                .atRest(new AtRest(AtRestKeys.in(keys), true, patients, 0))
                .audit(new AuditSettings(
                        data.resolve("audit"),
                        temp.resolve("audit-key"),
                        AuditSettings.FILE_BYTES,
                        AuditSettings.SIX_YEARS,
                        false))
                .build();
        try (Server server = Server.launch(config)) {
            final Set<String> figures =
                    names(Web.get(server.managementAddress(), "/metrics").body());
            assertThat(names(Files.readString(FOLDER.resolve(file))).stream()
                            .filter(name -> !name.startsWith(OF_NODES))
                            // Of a router with a directory alone.
                            .filter(name -> !name.equals("tocsin_directory_up")))
                    .hasSizeGreaterThan(10)
                    .isSubsetOf(figures);
        }
    }

    /** What a file, or a page of figures, names. */
    static Set<String> names(final String text) {
        final Set<String> names = new TreeSet<>();
        final Matcher matcher = FIGURE.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }

    /** What the files ask of nodes. */
    static Set<String> ofNodes() throws IOException {
        return names(Files.readString(FOLDER.resolve("tocsin-rules.yml"))
                        + Files.readString(FOLDER.resolve("tocsin-dashboard.json")))
                .stream()
                .filter(name -> name.startsWith(OF_NODES))
                .collect(Collectors.toSet());
    }
}
