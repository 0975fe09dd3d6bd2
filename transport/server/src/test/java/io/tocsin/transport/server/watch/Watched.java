package io.tocsin.transport.server.watch;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of a watchdog that is in a hurry. */
public final class Watched {
    private Watched() {}

    /** Six tenths of a second of patience, six times as often asked. */
    public static WatchSettings settings(
            final Path folder, final List<URI> nodes, final List<String> command, final @Nullable URI webhook) {
        return new WatchSettings(
                "north",
                nodes,
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofMillis(600),
                Duration.ofSeconds(1),
                null,
                command,
                Duration.ofMillis(400),
                webhook,
                Duration.ofMillis(500),
                null,
                true,
                Duration.ofMillis(700),
                folder,
                HeartbeatSettings.none());
    }
}
