package io.tocsin.transport.server.cli;

import io.tocsin.atrest.AtRest;
import io.tocsin.codecs.json.AlertDeclaration;
import io.tocsin.codecs.json.AlertText;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Location;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.transport.client.TocsinClient;
import io.tocsin.transport.server.IdentitySettings;
import io.tocsin.transport.server.ListenSettings;
import io.tocsin.transport.server.Server;
import io.tocsin.transport.server.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.agrona.IoUtil;
import org.jspecify.annotations.Nullable;

/**
 * Starts a router as it would be started, but in an empty folder of its own and on free ports, and alone if it is a node of a cluster, lets one test alert through, and ends. Shows that this machine can, and
 * uses whatever a start uses, so that the JVM can keep those classes for the next one. The command's thread; waits.
 */
final class Rehearsal {
    private static final String NAME = "rehearsal";
    private static final long PATIENCE_S = 30;

    private Rehearsal() {}

    /**
     * Rehearses.
     *
     * @param config of the router that is meant; its folder and its ports are left alone.
     * @return what was tried, for people.
     * @throws IOException          if there is no room for the folder.
     * @throws IllegalStateException if the alert was not taken in time; otherwise as {@link Server#launch}.
     */
    static String run(final ServerConfig config) throws IOException, InterruptedException {
        final Path folder = Files.createTempDirectory("tocsin-" + NAME);
        try (Server server = Server.launch(config.toBuilder()
                        .journal(config.journal().in(folder))
                        .cluster(null)
                        .audit(null)
                        .atRest(AtRest.OPEN)
                        .listen(ListenSettings.anyFreePorts())
                        .identity(IdentitySettings.claimed())
                        .build());
                TocsinClient source = TocsinClient.connect(
                        new TocsinClient.Context().client(NAME).endpoints(server.url()))) {
            final @Nullable Level level = taken(source);
            server.metrics();
            return "a test alert was taken at level " + level;
        } finally {
            IoUtil.delete(folder.toFile(), true);
        }
    }

    private static @Nullable Level taken(final TocsinClient source) throws InterruptedException {
        final AlertDeclaration alert = new AlertDeclaration(
                NAME,
                EmergencyType.OTHER,
                Severity.CRITICAL,
                "",
                "",
                "",
                "",
                new AlertText(NAME, "", NAME, Location.UNKNOWN, Map.of(), List.of(), Map.of(), 0, 0));
        try {
            return source.command(id -> new ClientMessage.Raise(id, 0, null, Purpose.TEST, alert))
                    .get(PATIENCE_S, TimeUnit.SECONDS)
                    .level();
        } catch (final ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("no test alert got through: " + failed, failed);
        }
    }
}
