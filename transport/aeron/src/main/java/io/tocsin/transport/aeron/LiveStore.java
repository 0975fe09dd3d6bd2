package io.tocsin.transport.aeron;

import io.tocsin.journal.JournalException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything of a store that runs, and the order in which it ends. */
final class LiveStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveStore.class);

    private final ArchiveHost host;
    private final LiveStream commands;
    private final LiveStream events;
    private final DurableMark mark;
    private final StorageWatch watch;
    private boolean closed;

    LiveStore(
            final ArchiveHost host,
            final LiveStream commands,
            final LiveStream events,
            final DurableMark mark,
            final StorageWatch watch) {
        this.host = host;
        this.commands = commands;
        this.events = events;
        this.mark = mark;
        this.watch = watch;
    }

    long usableBytes() {
        return watch.usableBytes();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        watch.close();
        try {
            final LiveStream.Kept lastCommands = commands.close();
            final LiveStream.Kept lastEvents = events.close();
            commands.awaitEnded();
            events.awaitEnded();
            watch.finish(lastCommands, lastEvents);
        } catch (final JournalException | IOException failed) {
            LOG.warn("the store was not closed in order; the next start finds its end by itself", failed);
        } finally {
            commands.stopSealing();
            events.stopSealing();
            mark.close();
            host.close();
        }
    }
}
