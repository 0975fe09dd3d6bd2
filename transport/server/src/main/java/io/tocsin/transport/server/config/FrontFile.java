package io.tocsin.transport.server.config;

import io.tocsin.transport.gateway.PartitionMap;
import io.tocsin.transport.server.ListenSettings;
import io.tocsin.transport.server.front.FrontSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a front as a file of its own holds it.
 *
 * @param settings to start a front from.
 * @param keys     every key that such a file may have, but for those of the map.
 */
public record FrontFile(FrontSettings settings, Set<String> keys) {
    private static final int DEFAULT_PORT = 8090;
    private static final int DEFAULT_MANAGEMENT_PORT = 8091;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_CONNECTIONS = 1_000_000;
    private static final int MAX_THREADS = 64;
    private static final Duration SHORTEST_LOOK = Duration.ofMillis(100);
    private static final Duration LONGEST_LOOK = Duration.ofHours(1);
    private static final Duration USUAL_LOOK = Duration.ofSeconds(10);

    /** Keeps a copy of the keys. */
    public FrontFile {
        keys = Set.copyOf(keys);
    }

    /**
     * Reads a file and the map that it names, as {@link ConfigFile#read(Path)} does.
     *
     * @param file HOCON, which JSON is too.
     * @return the configuration.
     * @throws ConfigProblemsException if anything is wrong with either; it says everything that is.
     */
    public static FrontFile read(final Path file) throws ConfigProblemsException {
        final Findings findings = new Findings();
        final Section root = Section.root(ConfigFile.open(file), findings, new Effective());
        final Section log = root.section("log");
        ServerReader.log(log);
        final FrontSettings settings = read(root.section("front"), ConfigFile.folderOf(file));
        root.end();
        findings.throwIfAny();
        if (settings == null) {
            throw new IllegalStateException("a configuration without problems is one");
        }
        return new FrontFile(settings, findings.keys());
    }

    private static @Nullable FrontSettings read(final Section section, final Path folder)
            throws ConfigProblemsException {
        final String address = section.text("address", "127.0.0.1");
        final int port = section.integer("port", DEFAULT_PORT, 0, MAX_PORT);
        final int managementPort = section.integer("management-port", DEFAULT_MANAGEMENT_PORT, 0, MAX_PORT);
        final Duration look = section.duration("files-look", USUAL_LOOK, SHORTEST_LOOK, LONGEST_LOOK);
        final Section encryption = section.section("tls");
        final var tls = ListenReader.tls(encryption, folder);
        encryption.end();
        final List<String> hosts = section.items("hosts").stream()
                .map(host -> host.text().toLowerCase(Locale.ROOT))
                .toList();
        final boolean unencrypted = section.flag("allow-unencrypted", false);
        final String wrong = ListenReader.wrongFront(address, tls != null || unencrypted, !hosts.isEmpty());
        if (wrong != null) {
            section.problem("address", wrong);
        }
        if (port != 0 && port == managementPort) {
            section.problem("management-port", "is " + port + ", as is port: they must differ");
        }
        final int maxConnections = section.integer("max-connections", 10_000, 1, MAX_CONNECTIONS);
        final int perAddress = section.integer("connections-per-address", 50, 1, MAX_CONNECTIONS);
        final int newEachSecond = section.integer("new-connections-per-second", 200, 1, MAX_CONNECTIONS);
        final int threads = section.integer("threads", 1, 1, MAX_THREADS);
        final Item map = section.item("map");
        section.end();
        if (map == null) {
            section.problem("map", "is missing: name the file that says which facility belongs to which cluster");
            return null;
        }
        final Path mapFile = folder.resolve(map.text());
        final PartitionMap read = map(section, mapFile);
        return read == null
                ? null
                : new FrontSettings(
                        new ListenSettings(address, port, managementPort, tls, null, look, hosts, unencrypted),
                        mapFile,
                        read,
                        look,
                        maxConnections,
                        perAddress,
                        newEachSecond,
                        threads);
    }

    /** What is wrong with the map is told with what is wrong with the rest. */
    private static @Nullable PartitionMap map(final Section section, final Path file) {
        try {
            return MapFile.read(file).map();
        } catch (final ConfigProblemsException wrong) {
            wrong.problems().forEach(problem -> section.problem("map", problem.toString()));
            return null;
        }
    }
}
