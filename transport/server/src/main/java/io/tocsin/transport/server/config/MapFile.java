package io.tocsin.transport.server.config;

import io.tocsin.transport.gateway.PartitionMap;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A partition map as a file of its own holds it.
 *
 * @param map  which facility belongs to which cluster.
 * @param keys every key that such a file may have.
 */
public record MapFile(PartitionMap map, Set<String> keys) {
    /** Keeps a copy of the keys. */
    public MapFile {
        keys = Set.copyOf(keys);
    }

    /**
     * Reads a file, as {@link ConfigFile#read(Path)} does.
     *
     * @param file HOCON, which JSON is too.
     * @return the map.
     * @throws ConfigProblemsException if anything is wrong with it; it says everything that is.
     */
    public static MapFile read(final Path file) throws ConfigProblemsException {
        final Findings findings = new Findings();
        final Section root = Section.root(ConfigFile.open(file), findings, new Effective());
        final PartitionMap map = read(root, ConfigFile.folderOf(file));
        root.end();
        findings.throwIfAny();
        if (map == null) {
            throw new IllegalStateException("a map without problems is one");
        }
        return new MapFile(map, findings.keys());
    }

    private static @Nullable PartitionMap read(final Section root, final Path folder) {
        final Long version = root.number("version", 1, Long.MAX_VALUE);
        if (version == null && !root.has("version")) {
            root.problem("version", "is missing: say 1, and one more with each change");
        }
        final Item otherwise = root.item("otherwise");
        final List<PartitionMap.Cluster> clusters = new ArrayList<>();
        for (final Map.Entry<String, Section> cluster :
                root.section("clusters").named().entrySet()) {
            clusters.add(cluster(cluster.getKey(), cluster.getValue(), folder));
        }
        final List<PartitionMap.Facility> facilities = new ArrayList<>();
        for (final Map.Entry<String, Section> facility :
                root.section("facilities").named().entrySet()) {
            final Section section = facility.getValue();
            final Item cluster = section.item("cluster");
            if (cluster == null) {
                section.problem("cluster", "is missing: say to which of the clusters it belongs");
            }
            final List<String> units =
                    section.items("units").stream().map(Item::text).toList();
            section.end();
            if (cluster != null) {
                facilities.add(new PartitionMap.Facility(facility.getKey(), cluster.text(), units));
            }
        }
        try {
            return new PartitionMap(
                    version == null ? 1 : version, clusters, facilities, otherwise == null ? null : otherwise.text());
        } catch (final IllegalArgumentException wrong) {
            String.valueOf(wrong.getMessage()).lines().forEach(line -> root.problem(keyOf(line), line));
            return null;
        }
    }

    private static PartitionMap.Cluster cluster(final String name, final Section section, final Path folder) {
        final List<URI> nodes = new ArrayList<>();
        for (final Item item : section.items("nodes")) {
            try {
                nodes.add(URI.create(item.text()));
            } catch (final IllegalArgumentException malformed) {
                section.problem("nodes", "'" + item.text() + "' is no address: it reads wss://HOST:PORT/ws");
            }
        }
        final Path authorities = new HeartbeatReader(folder).file(section, "ca-file");
        final boolean unencrypted = section.flag("allow-unencrypted", false);
        section.end();
        return new PartitionMap.Cluster(name, nodes, authorities, unencrypted);
    }

    /** Where in the file a line of the map's own is told. */
    private static String keyOf(final String line) {
        if (line.startsWith("version") || line.startsWith("otherwise")) {
            return line.substring(0, line.indexOf(' '));
        }
        return line.startsWith("facility") || line.contains(" facilities:") || line.contains(" units:")
                ? "facilities"
                : "clusters";
    }
}
