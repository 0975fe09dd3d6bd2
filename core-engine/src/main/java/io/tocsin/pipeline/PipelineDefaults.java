package io.tocsin.pipeline;

import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a pipeline does where its context does not say. */
final class PipelineDefaults {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private PipelineDefaults() {}

    static IdleStrategy backoff() {
        return new BackoffIdleStrategy(10, 20, 1_000, 100_000);
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
