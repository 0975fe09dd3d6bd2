package io.tocsin.transport.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one thing again and again, with a pause before each time, on a thread of its own until it is closed. What it throws is logged, once until it succeeds again,
 * and does not end it: a watch that died would look like a calm router.
 */
final class Repeating implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Repeating.class);

    private final long pauseMs;
    private final Runnable task;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Begins at once, with a pause.
     *
     * @param name    of the thread.
     * @param pauseMs before each time, at least 1.
     * @param task    to do; any exception is survived, an error is not.
     */
    Repeating(final String name, final long pauseMs, final Runnable task) {
        this.pauseMs = pauseMs;
        this.task = task;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends it: what runs is interrupted, nothing begins any more. Does not wait. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        boolean hasFailed = false;
        while (!closed) {
            try {
                Thread.sleep(pauseMs);
                task.run();
                hasFailed = false;
            } catch (final InterruptedException over) {
                return;
            } catch (final RuntimeException failure) {
                if (!hasFailed && !closed) {
                    LOG.error("{} failed, and goes on trying", thread.getName(), failure);
                }
                hasFailed = true;
            }
        }
    }
}
