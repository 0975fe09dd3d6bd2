package io.tocsin.transport.server;

import io.tocsin.atrest.AtRestKey;
import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.KeyRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every few seconds whether another key is in force: what is written from then on is sealed with it, without a start. A thread of its own; waits for the disk. */
final class KeyWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyWatch.class);
    private static final long LOOK_MS = 5_000;

    private final AtRestKeys keys;
    private final Repeating looking;
    private volatile String trouble = "";

    KeyWatch(final AtRestKeys keys) {
        this.keys = keys;
        looking = new Repeating("tocsin-keys", LOOK_MS, this::look);
    }

    /** Looks now. */
    void look() {
        try {
            if (keys.refresh()) {
                LOG.info(
                        "what is written is sealed with key {} from now on; keep the others, for what was written"
                                + " before",
                        keys.current().name());
            }
            trouble = "";
        } catch (final KeyRefusedException refused) {
            final String told = String.valueOf(refused.getMessage());
            if (!told.equals(trouble)) {
                trouble = told;
                LOG.error(
                        "the keys cannot be read again: {}; the router goes on with those it has, but would not start",
                        told);
            }
        }
    }

    /** Whether the folder could be read when it was looked at last. Any thread. */
    boolean isWell() {
        return trouble.isEmpty();
    }

    /** In force. Any thread. */
    AtRestKey current() {
        return keys.current();
    }

    @Override
    public void close() {
        looking.close();
    }
}
