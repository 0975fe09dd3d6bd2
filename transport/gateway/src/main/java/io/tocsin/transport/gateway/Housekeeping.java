package io.tocsin.transport.gateway;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread on which a gateway looks after what changes outside of it, and where it may wait for a disk: none if there is nothing to look at. Any thread. */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final List<Runnable> looks = new ArrayList<>();
    private final long everyNs;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("tocsin-gateway-files", true));

    /**
     * Nothing to look at.
     *
     * @param everyNs how often it looks.
     */
    Housekeeping(final long everyNs) {
        this.everyNs = everyNs;
    }

    /** Looks at this as well, from the start on. Before the start. */
    void add(final Runnable look) {
        looks.add(look);
    }

    /** Begins to look. Once. */
    void start() {
        for (final Runnable look : looks) {
            thread.scheduleWithFixedDelay(() -> guarded(look), everyNs, everyNs, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static void guarded(final Runnable look) {
        try {
            look.run();
        } catch (final RuntimeException failed) {
            LOG.error("a look failed; it is repeated", failed);
        }
    }
}
