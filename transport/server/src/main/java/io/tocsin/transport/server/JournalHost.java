package io.tocsin.transport.server;

import io.tocsin.AlertRouter;
import io.tocsin.atrest.PatientTexts;
import io.tocsin.audit.AuditFeed;
import io.tocsin.journal.EventLog;
import io.tocsin.journal.Journal;
import io.tocsin.journal.StorageState;
import io.tocsin.transport.cluster.ClusterNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What keeps a node's commands while it lives: opened before the router, closed after it. The caller's thread, unless a method says otherwise. */
interface JournalHost extends AutoCloseable {
    /** Room on the disk where there is none to look at. */
    long UNKNOWN = -1;

    /** Gives a router what it is to write to, and the level that follows from it. */
    void giveTo(AlertRouter.Context router);

    /** Where commands are kept and can be followed; {@code null} = nowhere. */
    default @Nullable Journal journal() {
        return null;
    }

    /** Where events are kept; {@code null} = nowhere. */
    default @Nullable EventLog eventLog() {
        return null;
    }

    /**
     * What an audit of what is kept here follows.
     *
     * @throws IllegalArgumentException if nothing is kept that one could follow.
     */
    default AuditFeed auditFeed(final AlertRouter router) {
        final Journal commands = journal();
        final EventLog events = eventLog();
        if (commands == null || events == null) {
            throw new IllegalArgumentException("an audit follows a journal that is kept, and events beside it");
        }
        return AuditFeed.of(router, commands, events);
    }

    /** Where commands are kept, for people. */
    String describe();

    /** What was not as it should be when it was opened. */
    List<String> warnings();

    /** Room that is left on the disk, or {@link #UNKNOWN}. Any thread. */
    long usableBytes();

    /** How much of it is still taken. Any thread. */
    StorageState room();

    /** Bytes that were read again since the start and were whole; 0 where nothing is kept. Any thread. */
    default long verifiedBytes() {
        return 0;
    }

    /** What was found damaged of what is kept, while it is kept; empty = nothing so far. Any thread. */
    default String damage() {
        return "";
    }

    /** How often what is kept could not be read again, which says nothing of what it is. Any thread. */
    default long failedLooks() {
        return 0;
    }

    /** What looks after the keys with which what is kept is sealed; {@code null} = it is not sealed. */
    default @Nullable KeyWatch keys() {
        return null;
    }

    /** What seals what is typed about patients; {@code null} = nothing does. */
    default @Nullable PatientTexts texts() {
        return null;
    }

    /** Whether this router says what is said once for all routers of its engine, such as the rota. Any thread. */
    default boolean speaks() {
        return true;
    }

    /** The node of a cluster that it is; {@code null} = it is none. */
    default @Nullable ClusterNode node() {
        return null;
    }

    /** Once the router is closed. */
    @Override
    void close();
}
