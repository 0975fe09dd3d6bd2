package io.tocsin.transport.gateway;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread on which a gateway looks after what changes outside of it, and where it may wait for a disk or a network. Any thread. */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final List<Look> looks = new ArrayList<>();
    private final List<Runnable> closings = new ArrayList<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("tocsin-gateway-files", true));

    /** Something that is looked at. */
    private record Look(Runnable task, long everyNs) {}

    /** Looks at this as well, as often as it says, from the start on. Before the start. */
    void add(final Runnable look, final long everyNs) {
        looks.add(new Look(look, everyNs));
    }

    /** Ends this with itself. Before the start. */
    void closes(final Runnable closing) {
        closings.add(closing);
    }

    /** Begins to look. Once. */
    void start() {
        for (final Look look : looks) {
            thread.scheduleWithFixedDelay(
                    () -> guarded(look.task()), look.everyNs(), look.everyNs(), TimeUnit.NANOSECONDS);
        }
    }

    /** What may be computed on its thread. */
    Executor executor() {
        return thread;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        closings.forEach(Runnable::run);
    }

    private static void guarded(final Runnable look) {
        try {
            look.run();
        } catch (final Throwable failed) {
            LOG.error("a look failed; it is repeated", failed);
        }
    }
}
