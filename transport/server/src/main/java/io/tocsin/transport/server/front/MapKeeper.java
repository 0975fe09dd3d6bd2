package io.tocsin.transport.server.front;

import io.tocsin.transport.gateway.PartitionFront;
import io.tocsin.transport.gateway.PartitionMap;
import io.tocsin.transport.server.config.ConfigProblemsException;
import io.tocsin.transport.server.config.MapFile;
import io.tocsin.transport.server.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the file of a partition map, and has the front go by another one when it has changed, can be used and may follow; otherwise the one in force stays, and the
 * log says why. On a thread of its own.
 */
final class MapKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MapKeeper.class);
    private static final byte[] NOTHING = {};

    private final Path file;
    private final PartitionFront front;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        final Thread made = new Thread(task, "tocsin-front-map");
        made.setDaemon(true);
        return made;
    });

    /** What was taken, or could not be. */
    private byte[] seen;

    private byte[] before;
    private String told = "";
    private volatile boolean isRefused;

    private MapKeeper(final Path file, final PartitionFront front) {
        this.file = file;
        this.front = front;
        seen = NOTHING;
        before = NOTHING;
    }

    /** Begins to look. */
    static MapKeeper start(final FrontSettings settings, final PartitionFront front) {
        final MapKeeper keeper = new MapKeeper(settings.mapFile(), front);
        final long everyMs = settings.mapLook().toMillis();
        keeper.thread.scheduleWithFixedDelay(keeper::look, 0, everyMs, TimeUnit.MILLISECONDS);
        return keeper;
    }

    /** Whether the file as it is cannot be used. Any thread. */
    boolean isRefused() {
        return isRefused;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** Takes what two looks have found the same: a file that is being written is not the same twice. */
    private void look() {
        try {
            final byte[] now = Files.readAllBytes(file);
            final boolean isSettled = Arrays.equals(now, before);
            before = now;
            if (isSettled && !Arrays.equals(now, seen)) {
                seen = now;
                take();
            }
        } catch (final IOException unreadable) {
            seen = NOTHING;
            refuse(file + " cannot be read: " + unreadable.getMessage());
        } catch (final RuntimeException failed) {
            refuse(String.valueOf(failed.getMessage()));
        }
    }

    private void take() {
        final PartitionMap next;
        try {
            next = MapFile.read(file).map();
        } catch (final ConfigProblemsException wrong) {
            refuse(wrong.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
            return;
        }
        if (next.version() == front.map().version() && next.isSameAs(front.map())) {
            // As at the start, or put back to what it was.
            accepted();
            return;
        }
        try {
            front.map(next);
        } catch (final IllegalArgumentException wrong) {
            refuse(String.valueOf(wrong.getMessage()));
            return;
        }
        accepted();
        LOG.info("partition map {} is in force", next.version());
    }

    private void accepted() {
        isRefused = false;
        told = "";
    }

    private void refuse(final String why) {
        isRefused = true;
        if (!why.equals(told)) {
            told = why;
            LOG.error("partition map {} stays in force: {}", front.map().version(), why);
        }
    }
}
