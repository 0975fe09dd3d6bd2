package io.tocsin.transport.server.watch;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a watchdog asks, and whom it tells when none of them is ready. Immutable; any thread.
 *
 * @param name        of the site, for people.
 * @param nodes       {@code /readyz} of each router, or of each node of a cluster.
 * @param every       pause between two looks at a node.
 * @param pollTimeout how long a node may take to answer.
 * @param patience    how long none of them has to be unready before it is told.
 * @param grace       patience before the first of them was ready, as when all machines start together.
 * @param caFile      authorities in PEM that alone vouch for nodes at {@code https}; {@code null} = those of the JVM's trust store.
 * @param command     run when it is told, with its arguments; empty = none.
 * @param commandTimeout how long that may take.
 * @param webhook     told as well, by POST of JSON; {@code null} = none.
 * @param webhookTimeout how long one attempt may take, of three.
 * @param webhookCaFile  as {@code caFile}, for the webhook.
 * @param bell        whether the terminal is rung.
 * @param repeat      pause between two calls, until somebody has acknowledged it or a node is ready.
 * @param folder      where an acknowledgement lies.
 * @param heartbeat   who is told that the watchdog itself runs.
 */
public record WatchSettings(
        String name,
        List<URI> nodes,
        Duration every,
        Duration pollTimeout,
        Duration patience,
        Duration grace,
        @Nullable Path caFile,
        List<String> command,
        Duration commandTimeout,
        @Nullable URI webhook,
        Duration webhookTimeout,
        @Nullable Path webhookCaFile,
        boolean bell,
        Duration repeat,
        Path folder,
        HeartbeatSettings heartbeat) {
    /** Keeps copies of the lists. */
    public WatchSettings {
        requireNonNull(name, "name");
        nodes = List.copyOf(nodes);
        requireNonNull(every, "every");
        requireNonNull(pollTimeout, "pollTimeout");
        requireNonNull(patience, "patience");
        requireNonNull(grace, "grace");
        command = List.copyOf(command);
        requireNonNull(commandTimeout, "commandTimeout");
        requireNonNull(webhookTimeout, "webhookTimeout");
        requireNonNull(repeat, "repeat");
        requireNonNull(folder, "folder");
        requireNonNull(heartbeat, "heartbeat");
    }
}
