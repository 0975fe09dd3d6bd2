package io.tocsin.transport.server;

import io.tocsin.AlertRouter;
import io.tocsin.RouterEvent;
import io.tocsin.RouterListener;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.engine.EngineLimits;
import io.tocsin.journal.EventLog;
import io.tocsin.transport.directory.ReadModelCounts;
import io.tocsin.transport.directory.ReadModelSettings;
import io.tocsin.transport.directory.ReadModels;
import io.tocsin.transport.directory.RouterFeed;
import org.jspecify.annotations.Nullable;

/**
 * A server's patient directory and history of alerts: fed from its router and its event log, kept in a folder beside the journal. Made before the router, whose listener it
 * is; opened after it, told to stop before it is closed, and closed after it.
 */
final class DirectoryKeeper implements RouterListener, AutoCloseable {
    private final ReadModelSettings settings;
    private final @Nullable EventLog events;
    private final long keptEventSeq;
    private volatile @Nullable ReadModels models;

    DirectoryKeeper(final ServerConfig config, final DirectorySettings directory, final JournalHost journal) {
        events = journal.eventLog();
        keptEventSeq = events == null ? 0 : events.lastEventSeq();
        final EngineLimits limits = config.limits();
        final boolean isKept = config.cluster() == null && config.journal().level() != Level.MEMORY;
        settings = new ReadModelSettings(
                isKept ? directory.kind() : ReadModelSettings.Kind.MEMORY,
                isKept ? config.journal().folder().resolve("directory") : null,
                directory.patients(),
                directory.alerts(),
                limits.maxUnits(),
                (long) limits.maxSubjects()
                        + limits.maxPeople()
                        + limits.maxUnits()
                        + limits.maxBeds()
                        + limits.maxRoles(),
                directory.register());
    }

    /** Read models of a router that runs, to be started. */
    ReadModels of(final AlertRouter router) {
        final ReadModels made = ReadModels.of(settings, new RouterFeed(router, events, keptEventSeq));
        models = made;
        return made;
    }

    /** What they have done and hold; nothing before they are there. Any thread. */
    ReadModelCounts counts() {
        final ReadModels made = models;
        return made == null ? new ReadModelCounts(false, true, 0, 0, 0, 0, 0, 0, 0, 0) : made.counts();
    }

    @Override
    public void onEvent(final RouterEvent event) {
        final ReadModels made = models;
        if (event instanceof RouterEvent.ConfigApplied && made != null) {
            made.onConfiguration();
        }
    }

    /** They read nothing more of the router; does not wait. */
    void stop() {
        final ReadModels made = models;
        if (made != null) {
            made.stop();
        }
    }

    /** Waits until they are closed in order, five seconds at most. */
    @Override
    public void close() {
        final ReadModels made = models;
        if (made != null) {
            made.close();
        }
    }
}
