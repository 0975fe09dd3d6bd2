package io.tocsin.transport.server.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.Site;
import io.tocsin.atrest.AtRest;
import io.tocsin.atrest.AtRestKeys;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.engine.EngineLimits;
import io.tocsin.transport.server.GatewaySettings;
import io.tocsin.transport.server.NodeSettings;
import io.tocsin.transport.server.ServerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A configuration is what its file says, and what is printed of it says the same. */
final class ConfigFileTest {
    private static final String LEAST = ConfigText.LEAST;

    @TempDir
    private Path folder;

    @Test
    void shouldFillEverythingButTheSiteWithDefaults() throws Exception {
        final ServerConfig config = text().read(LEAST).config();

        assertThat(config.name()).isEqualTo("tocsin");
        assertThat(config.journal().level()).isEqualTo(Level.OS);
        assertThat(config.journal().folder()).isEqualTo(folder.resolve("data"));
        assertThat(config.journal().snapshotEvery()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.listen().port()).isEqualTo(8080);
        assertThat(config.listen().managementPort()).isEqualTo(8081);
        assertThat(config.sources()).isEmpty();
    }

    @Test
    void shouldReadTheExample() throws Exception {
        final ServerConfig config = ConfigFile.read(Examples.SMALL_HOSPITAL).config();

        assertThat(config.name()).isEqualTo("small-hospital");
        assertThat(config.sources()).isEqualTo(Map.of("icu-monitors", 1001L, "nurse-call", 1002L));
        assertThat(config.site().toString()).contains("small-hospital");
    }

    @Test
    void shouldReadBackWhatItPrints() throws Exception {
        final ConfigFile read = ConfigFile.read(Examples.SMALL_HOSPITAL);
        final ConfigFile again = text().read(read.effective());

        assertThat(again.config().site().contentHash())
                .isEqualTo(read.config().site().contentHash());
        assertThat(again.effective().replace("    # default", ""))
                .isEqualTo(read.effective().replace("    # default", ""));
    }

    @Test
    void shouldGivePatientsWithTreatmentLimitsATeamOfTheirOwn() throws Exception {
        final String team = """
            site.team-for-limits { policy = comfort, limits = [ no-resuscitation, comfort-care-only ] }
            site.policies.comfort { fail-safe = desk }
            """;
        final Site site = text().read(LEAST + team).config().site();

        assertThat(site.contentHash())
                .isNotEqualTo(text().read(LEAST).config().site().contentHash())
                .isNotEqualTo(text().read(LEAST + team.replace(", comfort-care-only", ""))
                        .config()
                        .site()
                        .contentHash());
    }

    @Test
    void shouldFillInFromAPreset() throws Exception {
        final String text = """
            site {
              people.ann {}
              desks = [ desk ]
              units.icu { facility = 1, roles.on-call = [ ann ] }
              %s
              preset-fail-safe = desk
            }
            """;

        assertThat(text().read(text.formatted("preset = default"))
                        .config()
                        .site()
                        .contentHash())
                .as("no policy is needed, and the presets are not the same")
                .isNotEqualTo(text().read(text.formatted("preset = mydr24"))
                        .config()
                        .site()
                        .contentHash());
    }

    @ParameterizedTest(name = "{0}: above {1} connections, {2} ms")
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                                 | 0    | 5",
                "site.preset = default                                            | 1000 | 5",
                "site.preset = mydr24                                             | 1000 | 100",
                "site.preset = mydr24, gateway.batch-window = 20 ms               | 1000 | 20",
                "site.preset = mydr24, gateway.batch-above-connections = 0        | 0    | 100",
                "gateway { batch-above-connections = 50, batch-window = 1 s }     | 50   | 1000",
            })
    void shouldBatchAsThePresetSaysUnlessTheFileDoes(
            final @Nullable String said, final int connections, final long windowMs) throws Exception {
        final String site = said == null || !said.contains("preset") ? LEAST : LEAST + "site.preset-fail-safe = desk\n";
        final GatewaySettings gateway =
                text().read(site + (said == null ? "" : said)).config().gateway();

        assertThat(gateway.batchAboveConnections()).isEqualTo(connections);
        assertThat(gateway.batchWindow().toMillis()).isEqualTo(windowMs);
    }

    @Test
    void shouldMarkDefaultsInWhatItPrints() throws Exception {
        final String effective = text().read(LEAST + "journal.level = DISK").effective();

        assertThat(effective)
                .contains("  level = disk\n")
                .contains("  snapshot-every = 10 minutes    # default\n")
                .contains("  low-water = 1 GiB    # default\n");
    }

    @Test
    void shouldMaskSecretsInWhatItPrints() {
        final Effective effective = new Effective();
        effective.value("password", "\"tiger\"", false);
        effective.value("api-token", "\"tiger\"", false);
        effective.value("password-file", "\"/run/secret\"", false);

        assertThat(effective.print())
                .doesNotContain("tiger")
                .contains("password = \"***\"")
                .contains("/run/secret");
    }

    @Test
    void shouldHaveAKeyForEveryCapacityOfTheEngine() throws Exception {
        final ConfigFile file = text().read(LEAST);

        final List<String> capacities = Arrays.stream(EngineLimits.class.getRecordComponents())
                .map(component -> "limits."
                        + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .toList();
        assertThat(file.keys()).containsAll(capacities);
        assertThat(text().read(LEAST + "limits { preset = small, max-alerts = 77 }")
                        .config()
                        .limits())
                .isEqualTo(EngineLimits.builder().maxAlerts(77).maxDoses(128).build());
    }

    @Test
    void shouldDocumentEveryKeyItReadsAndReadEveryKeyItDocuments() throws Exception {
        final Set<String> documented = new TreeSet<>();
        final Matcher rows = Pattern.compile("^\\| `([a-z0-9.*\\[\\]-]+)` \\|", Pattern.MULTILINE)
                .matcher(Files.readString(Examples.TOP.resolve("transport/server/README.md")));
        while (rows.find()) {
            documented.add(rows.group(1));
        }

        final Set<String> read =
                new TreeSet<>(ConfigFile.read(Examples.SMALL_HOSPITAL).keys());
        read.addAll(ConfigFile.read(Examples.THREE_NODES).keys());
        // Not in an example: it needs keys, unless nobody looks at them.
        Files.writeString(text().file(), LEAST + "at-rest.keys-folder = keys");
        assertThat(ConfigFile.readWithoutKeys(text().file()).config().atRest()).isEqualTo(AtRest.OPEN);
        AtRestKeys.makeFirst(folder.resolve("keys"));
        read.addAll(text().read(LEAST + "at-rest.keys-folder = keys").keys());
        assertThat(documented).containsExactlyInAnyOrderElementsOf(read);
    }

    /** One file for all nodes: which of them is meant is said beside it, and decides where it listens. */
    @ParameterizedTest
    @CsvSource({"0, 8080, 8081, node-0", "1, 8082, 8083, node-1", "2, 8084, 8085, node-2"})
    void shouldReadTheExampleOfAClusterForEachOfItsNodes(
            final int node, final int port, final int managementPort, final String own) throws Exception {
        final ServerConfig config = ConfigFile.read(Examples.THREE_NODES, node).config();

        assertThat(config.listen().port()).isEqualTo(port);
        assertThat(config.listen().managementPort()).isEqualTo(managementPort);
        final NodeSettings cluster = requireNonNull(config.cluster());
        assertThat(cluster.nodeId()).isEqualTo(node);
        assertThat(cluster.folderOf(node)).hasFileName(own);
        assertThat(config.historyBytes()).isZero();
        assertThat(config.site().contentHash())
                .isEqualTo(
                        ConfigFile.read(Examples.SMALL_HOSPITAL).config().site().contentHash());
    }

    @Test
    void shouldRefuseANodeThatIsNone() {
        assertThatThrownBy(() -> ConfigFile.read(Examples.THREE_NODES, 3))
                .hasMessageContaining("cluster.members: has no node 3: they are 0 to 2");
        assertThatThrownBy(() -> ConfigFile.read(Examples.SMALL_HOSPITAL, 0))
                .hasMessageContaining("cluster: is missing");
    }

    private ConfigText text() {
        return new ConfigText(folder);
    }
}
