package io.tocsin.transport.server.config;

import io.tocsin.transport.server.watch.HeartbeatSettings;
import io.tocsin.transport.server.watch.WatchSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The configuration of a watchdog as a file holds it: a file of its own, as a watchdog runs on a machine of its own.
 *
 * @param settings to start a watchdog from.
 * @param keys     every key that such a file may have.
 */
public record WatchdogFile(WatchSettings settings, Set<String> keys) {
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST_NODES = 64;

    /** Keeps a copy of the keys. */
    public WatchdogFile {
        keys = Set.copyOf(keys);
    }

    /**
     * Reads a file, as {@link ConfigFile#read(Path)} does.
     *
     * @param file HOCON, which JSON is too.
     * @return the configuration.
     * @throws ConfigProblemsException if anything is wrong with it; it says everything that is.
     */
    public static WatchdogFile read(final Path file) throws ConfigProblemsException {
        final Findings findings = new Findings();
        final Section root = Section.root(ConfigFile.open(file), findings, new Effective());
        final Path folder = ConfigFile.folderOf(file);
        final WatchSettings settings = read(root.section("watchdog"), folder);
        root.end();
        findings.throwIfAny();
        return new WatchdogFile(settings, findings.keys());
    }

    private static WatchSettings read(final Section section, final Path folder) {
        final HeartbeatReader reader = new HeartbeatReader(folder);
        final String site = section.text("site", "tocsin");
        final List<URI> nodes = nodes(section);
        final Duration every = section.duration("every", Duration.ofSeconds(1), MOMENT, MINUTE);
        final Duration pollTimeout = section.duration("poll-timeout", Duration.ofSeconds(2), MOMENT, MINUTE);
        final Duration patience = section.duration("patience", Duration.ofSeconds(5), Duration.ofSeconds(1), HOUR);
        final Duration grace = section.duration("start-patience", MINUTE, Duration.ofSeconds(1), HOUR);
        final Path caFile = reader.file(section, "ca-file");
        final List<String> command = reader.command(section, "command");
        final Duration commandTimeout = section.duration("command-timeout", Duration.ofSeconds(20), MOMENT, HOUR);
        final Section hook = section.section("webhook");
        final URI webhook = HeartbeatReader.url(hook, "url");
        final Duration webhookTimeout = hook.duration("timeout", Duration.ofSeconds(10), MOMENT, HOUR);
        final Path webhookCaFile = reader.file(hook, "ca-file");
        hook.end();
        final boolean bell = section.flag("bell", true);
        final Duration repeat = section.duration("repeat", MINUTE, Duration.ofSeconds(1), HOUR);
        final Path data = folder.resolve(section.text("folder", "watchdog-data"));
        final HeartbeatSettings heartbeat = reader.read(section.section("heartbeat"));
        section.end();
        if (patience.compareTo(every.multipliedBy(2)) < 0) {
            section.problem(
                    "patience",
                    "must be at least twice " + Units.duration(every)
                            + ", how often nodes are asked: one answer that is lost is no outage");
        }
        if (command.isEmpty() && webhook == null) {
            section.problem("command", "is missing, and so is webhook.url: nobody would be called");
        }
        return new WatchSettings(
                site,
                nodes,
                every,
                pollTimeout,
                patience,
                grace,
                caFile,
                command,
                commandTimeout,
                webhook,
                webhookTimeout,
                webhookCaFile,
                bell,
                repeat,
                data,
                heartbeat);
    }

    private static List<URI> nodes(final Section section) {
        final List<URI> nodes = new ArrayList<>();
        for (final Item item : section.items("nodes")) {
            final URI url = HeartbeatReader.url(section, "nodes", item);
            if (url != null) {
                final String path = url.getRawPath();
                nodes.add(path == null || path.isEmpty() || path.equals("/") ? url.resolve("/readyz") : url);
            }
        }
        if (nodes.isEmpty()) {
            section.problem("nodes", "is empty: say whom to ask, such as [ \"http://127.0.0.1:8081\" ]");
        }
        if (nodes.size() > MOST_NODES) {
            section.problem("nodes", "has " + nodes.size() + " addresses: at most " + MOST_NODES);
        }
        return nodes;
    }
}
