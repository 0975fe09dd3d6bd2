package io.tocsin.pipeline;

import org.agrona.BitUtil;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a pipeline does where its context does not say, and what it asks of what the context says. */
final class PipelineDefaults {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private PipelineDefaults() {}

    static void requirePowerOfTwo(final String name, final int value, final int least, final int most) {
        if (value < least || value > most || !BitUtil.isPowerOfTwo(value)) {
            throw new IllegalArgumentException(
                    name + " is " + value + ": it must be a power of two from " + least + " to " + most);
        }
    }

    static void requirePositive(final String name, final long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ": it must be above 0");
        }
    }

    static IdleStrategy backoff() {
        return new BackoffIdleStrategy(10, 20, 1_000, 100_000);
    }

    /** Nobody waits for a follower: it sleeps up to 2 ms, and leaves the processors to those that somebody waits for. */
    static IdleStrategy followerIdle() {
        return new BackoffIdleStrategy(0, 1, 100_000, 2_000_000);
    }

    static Thread daemon(final Runnable task) {
        final Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    static void logFatal(final Throwable cause) {
        LOG.error("the router has stopped itself and refuses everything from now on", cause);
    }

    static void logDeliveryError(final Throwable cause) {
        LOG.error("the output handler threw; the next output follows", cause);
    }
}
