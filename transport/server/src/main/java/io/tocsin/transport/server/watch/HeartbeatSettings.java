package io.tocsin.transport.server.watch;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How somebody outside is told that all is well, who calls people when that stops. Immutable; any thread.
 *
 * @param url     asked for with GET; {@code null} = nobody is asked.
 * @param command started, with its arguments; empty = none is.
 * @param every   pause between two beats.
 * @param timeout how long asking and command may take, each.
 * @param caFile  authorities in PEM that alone vouch for {@code url}; {@code null} = those of the JVM's trust store.
 */
public record HeartbeatSettings(
        @Nullable URI url,
        List<String> command,
        Duration every,
        Duration timeout,
        @Nullable Path caFile) {
    /** Keeps a copy of the command. */
    public HeartbeatSettings {
        command = List.copyOf(command);
        requireNonNull(every, "every");
        requireNonNull(timeout, "timeout");
    }

    /** Nobody is told. */
    public static HeartbeatSettings none() {
        return new HeartbeatSettings(null, List.of(), Duration.ofSeconds(30), Duration.ofSeconds(10), null);
    }

    /** Whether somebody is told. */
    public boolean isOn() {
        return url != null || !command.isEmpty();
    }
}
