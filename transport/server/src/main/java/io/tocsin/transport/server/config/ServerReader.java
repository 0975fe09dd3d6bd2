package io.tocsin.transport.server.config;

import io.tocsin.Preset;
import io.tocsin.Site;
import io.tocsin.atrest.AtRest;
import io.tocsin.audit.AuditSettings;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.engine.EngineLimits;
import io.tocsin.history.HistoryFollower;
import io.tocsin.transport.server.DirectorySettings;
import io.tocsin.transport.server.GatewaySettings;
import io.tocsin.transport.server.IdentitySettings;
import io.tocsin.transport.server.JournalSettings;
import io.tocsin.transport.server.ListenSettings;
import io.tocsin.transport.server.NodeSettings;
import io.tocsin.transport.server.ServerConfig;
import io.tocsin.transport.server.sheet.SheetSettings;
import io.tocsin.transport.server.watch.HeartbeatSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the sections of a configuration. One thread. */
final class ServerReader {
    private static final int MAX_CONNECTIONS = 1 << 20;
    /** No name: those would be looked up. */
    private static final Pattern IP = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private static final int MAX_BATCH_ABOVE = 1_000_000;
    private static final Duration SHORTEST_BATCH = Duration.ofMillis(1);
    private static final Duration LONGEST_BATCH = Duration.ofSeconds(1);
    private static final int MIN_TERM_BYTES = 64 << 10;
    private static final int MAX_TERM_BYTES = 1 << 30;
    private static final long MAX_LOW_WATER_BYTES = 1L << 50;
    private static final long MAX_HISTORY_BYTES = 64L << 30;

    private final Findings findings;
    private final Path folder;
    private final @Nullable Integer nodeId;
    private final boolean withKeys;

    /**
     * @param folder of the configuration's file.
     * @param nodeId which node of its cluster is meant, if that is said beside the file.
     * @param withKeys whether the keys of what is sealed are read.
     */
    ServerReader(final Findings findings, final Path folder, final @Nullable Integer nodeId, final boolean withKeys) {
        this.withKeys = withKeys;
        this.findings = findings;
        this.folder = folder;
        this.nodeId = nodeId;
    }

    /** A configuration that holds defaults where something is wrong; whoever uses it asks the findings first. */
    Result read(final Section root) {
        final Section node = root.section("node");
        final String name = node.text("name", "tocsin");
        node.end();

        final LogSettings log = log(root.section("log"));
        final JournalSettings journal = journal(root.section("journal"));
        final IdentityReader identities = new IdentityReader(folder);
        final IdentitySettings identity = identities.read(root.section("identity"));
        final ListenSettings listening = new ListenReader(folder, identity).read(root.section("listen"));
        final EngineLimits limits = new LimitsReader(root.section("limits")).read();
        final ClusterReader members = new ClusterReader(folder, nodeId, limits, listening);
        final NodeSettings cluster = cluster(root, members, identity);
        final Map<String, SourceReader.Source> sources = new SourceReader().read(root.section("sources"));
        final SiteReader reader = new SiteReader(findings, folder, limits);
        final Site site =
                reader.read(root.section("site"), root.section("rules"), sources.values(), identities.viewLimits());
        final GatewaySettings gateway = gateway(root.section("gateway"), site.preset(), limits);
        final long historyBytes = history(root.section("history"), cluster != null);
        final AtRest atRest = root.hasOptional("at-rest")
                ? AtRestReader.read(root.section("at-rest"), folder, journal.folder(), cluster != null, withKeys)
                : AtRest.OPEN;
        final DirectorySettings directory = root.hasOptional("directory")
                ? DirectoryReader.read(root.section("directory"), folder, notInFiles(journal, cluster, atRest))
                : null;
        final AuditSettings audit = root.hasOptional("audit")
                ? AuditSection.read(
                        root.section("audit"),
                        folder,
                        cluster == null ? journal.folder() : cluster.folder(),
                        cluster == null ? notKept(journal, null) : null)
                : null;
        final HeartbeatSettings heartbeat = new HeartbeatReader(folder).read(root.section("heartbeat"));
        final SheetSettings sheet = SheetReader.read(root.section("downtime-sheet"), folder, cluster);
        root.end();

        final ServerConfig.Builder config = ServerConfig.builder()
                .name(name)
                .journal(journal)
                .identity(identity)
                .listen(members.listen())
                .gateway(gateway)
                .limits(limits)
                .site(site)
                .duty(reader.duty())
                .windows(reader.windows())
                .historyBytes(historyBytes)
                .audit(audit == null ? null : audit.atRest(atRest))
                .heartbeat(heartbeat)
                .sheet(sheet)
                .cluster(cluster)
                .atRest(atRest);
        if (directory != null) {
            config.directory(directory);
        }
        sources.forEach((client, source) -> config.source(client, source.id()));
        return new Result(config.build(), log);
    }

    static LogSettings log(final Section section) {
        final LogSettings log = new LogSettings(
                section.choice("format", LogSettings.Format.TEXT, List.of(LogSettings.Format.values())),
                section.choice("level", LogSettings.Threshold.INFO, List.of(LogSettings.Threshold.values())));
        section.end();
        return log;
    }

    private JournalSettings journal(final Section section) {
        final JournalSettings fallback = JournalSettings.defaults();
        final Path data =
                folder.resolve(section.text("folder", fallback.folder().toString()));
        final Level level = section.choice("level", fallback.level(), List.of(Level.MEMORY, Level.OS, Level.DISK));
        final int termBytes = section.powerOfTwo("term-size", fallback.termBytes(), MIN_TERM_BYTES, MAX_TERM_BYTES);
        final int segmentBytes =
                section.powerOfTwo("segment-size", fallback.segmentBytes(), MIN_TERM_BYTES, MAX_TERM_BYTES);
        final long lowWater = section.size("low-water", fallback.lowWaterBytes(), 0, MAX_LOW_WATER_BYTES);
        final long criticalLowWater =
                section.size("critical-low-water", fallback.criticalLowWaterBytes(), 0, MAX_LOW_WATER_BYTES);
        final Duration every =
                section.duration("snapshot-every", fallback.snapshotEvery(), Duration.ofSeconds(1), Duration.ofDays(1));
        final int commands =
                section.integer("snapshot-commands", (int) fallback.snapshotCommands(), 1, Integer.MAX_VALUE);
        section.end();
        if (segmentBytes < termBytes) {
            section.problem("segment-size", "a segment holds at least one term of " + Units.size(termBytes));
            return fallback;
        }
        if (lowWater < criticalLowWater) {
            section.problem(
                    "low-water",
                    "must be at least critical-low-water, " + Units.size(criticalLowWater)
                            + ": critical alerts are the last to be refused");
            return fallback;
        }
        return new JournalSettings(data, level, termBytes, segmentBytes, lowWater, criticalLowWater, every, commands);
    }

    private @Nullable NodeSettings cluster(
            final Section root, final ClusterReader members, final IdentitySettings identity) {
        if (!root.hasOptional("cluster")) {
            if (nodeId != null) {
                root.problem("cluster", "is missing: only a node of a cluster has a number, as --node gives it");
            }
            return null;
        }
        if (root.has("journal")) {
            root.problem(
                    "journal", "is of a router that stands alone: where and how a node keeps its log, cluster says");
        }
        final NodeSettings cluster = members.read(root.section("cluster"));
        if (cluster.members().size() > 1 && identity.mode() == IdentitySettings.Mode.PRINTED_TOKEN) {
            root.problem(
                    "identity", "mode printed-token makes another token at every node: nobody could go on elsewhere");
        }
        return cluster;
    }

    /** Why nothing is recorded of events; {@code null} = they are. */
    private static @Nullable String notKept(final JournalSettings journal, final @Nullable NodeSettings cluster) {
        if (cluster != null) {
            return "nothing is recorded of events on a node of a cluster";
        }
        return journal.level() == Level.MEMORY ? "nothing is kept at journal.level memory" : null;
    }

    /** Why directory and past alerts are in memory; {@code null} = they need not be. */
    private static @Nullable String notInFiles(
            final JournalSettings journal, final @Nullable NodeSettings cluster, final AtRest atRest) {
        final String notKept = notKept(journal, cluster);
        return notKept == null && atRest.forWriting() != null
                ? "its files are not sealed, and at-rest is to seal what is kept"
                : notKept;
    }

    private static long history(final Section section, final boolean isNode) {
        final long bytes = section.size("size", isNode ? 0 : ServerConfig.DEFAULT_HISTORY_BYTES, 0, MAX_HISTORY_BYTES);
        section.end();
        if (isNode && bytes != 0) {
            section.problem("size", "is " + Units.size(bytes) + ": a node of a cluster has no history of readings yet");
            return 0;
        }
        if (bytes != 0 && bytes < HistoryFollower.LEAST_BYTES) {
            section.problem(
                    "size",
                    "is " + Units.size(bytes) + ": at least " + Units.size(HistoryFollower.LEAST_BYTES)
                            + ", or 0 for none");
            return 0;
        }
        return bytes;
    }

    /** What is not said, the site's preset says; a router that has room for more people's sessions lets as many in. */
    private static GatewaySettings gateway(
            final Section section, final @Nullable Preset preset, final EngineLimits limits) {
        final GatewaySettings fallback = GatewaySettings.defaults(preset);
        final int most = Math.min(MAX_CONNECTIONS, Math.max(fallback.maxConnections(), limits.maxSessions()));
        final GatewaySettings gateway = new GatewaySettings(
                section.integer("max-connections", most, 1, MAX_CONNECTIONS),
                section.integer("batch-above-connections", fallback.batchAboveConnections(), 0, MAX_BATCH_ABOVE),
                section.duration("batch-window", fallback.batchWindow(), SHORTEST_BATCH, LONGEST_BATCH),
                section.text("cluster", fallback.cluster()),
                fronts(section));
        section.end();
        return gateway;
    }

    /** Addresses, not names: who may have many connections is not for a name server to say. */
    private static Set<InetAddress> fronts(final Section section) {
        final Set<InetAddress> addresses = new LinkedHashSet<>();
        for (final Item item : section.items("fronts")) {
            try {
                if (!IP.matcher(item.text()).matches()) {
                    throw new UnknownHostException(item.text());
                }
                addresses.add(InetAddress.getByName(item.text()));
            } catch (final UnknownHostException none) {
                section.problem("fronts", "'" + item.text() + "' is no IP address");
            }
        }
        return addresses;
    }

    /** What was read. */
    record Result(ServerConfig config, LogSettings log) {}
}
