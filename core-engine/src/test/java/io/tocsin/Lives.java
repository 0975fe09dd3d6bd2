package io.tocsin;

import io.tocsin.journal.InMemoryEventLog;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.InMemorySnapshotStore;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;

/** Routers that follow one another over the same journal, event log and snapshots; time goes on. */
final class Lives {
    /** How a life ends. */
    enum End {
        /** In order: with a last snapshot. */
        CLOSE,
        /** It just stops, some commands after a snapshot. */
        DEATH_AFTER_SNAPSHOT,
        /** It just stops, and there is no snapshot. */
        DEATH;

        /** Each end in its turn. */
        static End ofTurn(final int turn) {
            return switch (turn % 3) {
                case 0 -> CLOSE;
                case 1 -> DEATH_AFTER_SNAPSHOT;
                default -> DEATH;
            };
        }
    }

    private InMemoryJournal journal = new InMemoryJournal();
    private InMemoryEventLog events = new InMemoryEventLog();
    private InMemorySnapshotStore snapshots = new InMemorySnapshotStore();
    private long passedNs;
    private long historyBytes;

    /** The first life. */
    RouterTestKit launch(final Site site) {
        return RouterTestKit.launch(context(site));
    }

    /** The first life of one whose readings are kept. */
    RouterTestKit launchWithHistory(final Site site, final long bytes) {
        historyBytes = bytes;
        return launch(site);
    }

    /** Time that passes between two lives. */
    void sleep(final Duration time) {
        passedNs += time.toNanos();
    }

    /** Ends a life and begins the next. */
    RouterTestKit relaunch(final RouterTestKit before, final End end, final Site site) {
        if (end == End.CLOSE) {
            before.close();
        } else if (end == End.DEATH) {
            snapshots = new InMemorySnapshotStore();
        }
        final RouterTestKit next = begin(before.nowNs(), site);
        passedNs = 0;
        return next;
    }

    /** What the next life is launched with, after one that just stopped. */
    AlertRouter.Context next(final RouterTestKit before, final Site site) {
        before.settle();
        journal = journal.copy(Long.MAX_VALUE);
        events = events.copy(Long.MAX_VALUE);
        return context(site);
    }

    /** How many commands were recorded so far. */
    long commands() {
        return journal.recordCount();
    }

    private RouterTestKit begin(final long nowNs, final Site site) {
        journal = journal.copy(Long.MAX_VALUE);
        events = events.copy(Long.MAX_VALUE);
        return RouterTestKit.launch(context(site), nowNs + passedNs);
    }

    private AlertRouter.Context context(final Site site) {
        return new AlertRouter.Context()
                .site(site)
                .journal(journal)
                .eventLog(events)
                .snapshots(snapshots)
                .snapshotIntervalCommands(5)
                .historyBytes(historyBytes);
    }
}
