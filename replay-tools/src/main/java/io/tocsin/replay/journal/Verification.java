package io.tocsin.replay.journal;

import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.SnapshotMark;
import io.tocsin.journal.StoredSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether what was kept is whole and tells one story: every command can be read and follows the one before; the events are those that the commands make; each
 * snapshot is the state that the commands lead to. One thread, once.
 */
final class Verification {
    private static final String JOURNAL = "journal";
    private static final String EVENTS = "events";
    private static final String SNAPSHOT = "snapshot";
    private static final String REPLAY = "replay";

    private final KeptLog log;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<Long, List<StoredSnapshot>> snapshots = new HashMap<>();

    /**
     * Has looked at nothing.
     *
     * @param log to look at.
     */
    Verification(final KeptLog log) {
        this.log = log;
    }

    /**
     * Looks at everything. A damage does not keep it from looking further.
     *
     * @return what was found, at least one thing.
     */
    List<Finding> run() {
        for (final StoredSnapshot snapshot : log.snapshots()) {
            snapshots
                    .computeIfAbsent(snapshot.mark().commandSeq(), seq -> new ArrayList<>())
                    .add(snapshot);
        }
        final KeptEventsCheck events = new KeptEventsCheck(log);
        final Replay replay = new Replay(log, events);
        final boolean whole = commands(replay);
        if (replay.hasState()) {
            if (events(events, whole)) {
                findings.addAll(log.findings(replay.commands(), replay.position(), events.compared()));
            }
            snapshots.values().forEach(unseen -> unseen.forEach(this::unreached));
            findings.add(Finding.ok(
                    REPLAY,
                    String.format(
                            Locale.ROOT,
                            "state digest %016x, event hash %016x at command %,d; %d alerts open",
                            replay.engine().stateDigest(),
                            replay.engine().eventHash(),
                            replay.commands(),
                            OpenAlerts.of(replay.engine()).size())));
        } else if (whole) {
            nothing(replay, events);
        }
        log.problems().forEach(problem -> findings.add(Finding.bad(SNAPSHOT, problem)));
        return findings;
    }

    private boolean commands(final Replay replay) {
        try {
            replay.run(() -> compareSnapshots(replay));
        } catch (final JournalException damaged) {
            findings.add(Finding.bad(
                    JOURNAL,
                    String.format(
                            Locale.ROOT,
                            "%s; %,d commands up to position %d can be read",
                            damaged.getMessage(),
                            replay.commands(),
                            replay.position())));
            return false;
        } catch (final RuntimeException thrown) {
            findings.add(Finding.bad(
                    JOURNAL,
                    "the engine cannot carry out command " + (replay.commands() + 1) + " behind position "
                            + replay.position() + ": " + thrown));
            return false;
        }
        findings.add(Finding.ok(
                JOURNAL,
                String.format(
                        Locale.ROOT,
                        "%,d commands up to position %d, one behind the other",
                        replay.commands(),
                        replay.position())));
        return true;
    }

    /** Whether all was read, so that it is known how far it reaches. */
    private boolean events(final KeptEventsCheck events, final boolean whole) {
        final String difference = whole ? events.finish() : null;
        if (!log.keepsEvents()) {
            findings.add(Finding.note(EVENTS, "none are kept beside these commands; there is nothing to compare"));
        } else if (difference != null) {
            findings.add(Finding.bad(EVENTS, difference));
        } else if (!whole) {
            findings.add(Finding.note(
                    EVENTS,
                    String.format(
                            Locale.ROOT,
                            "%,d are those that the readable commands make; the others could not be compared",
                            events.compared())));
        } else if (events.lacking() > 0) {
            findings.add(Finding.note(
                    EVENTS,
                    String.format(
                            Locale.ROOT,
                            "%,d, byte for byte those of the replay; the last %,d of it are lacking, and the next start adds them",
                            events.compared(),
                            events.lacking())));
        } else {
            findings.add(Finding.ok(
                    EVENTS, String.format(Locale.ROOT, "%,d, byte for byte those of the replay", events.compared())));
        }
        return whole && difference == null;
    }

    private void compareSnapshots(final Replay replay) {
        final List<StoredSnapshot> here = snapshots.remove(replay.engine().commandSeq());
        if (here != null) {
            here.forEach(snapshot -> findings.add(compare(snapshot, replay)));
        }
    }

    private static Finding compare(final StoredSnapshot snapshot, final Replay replay) {
        final SnapshotMark mark = snapshot.mark();
        final AlertEngine restored = new AlertEngine(new Unheard());
        try {
            snapshot.read(restored::restore);
        } catch (final SnapshotException | JournalException damaged) {
            return Finding.bad(SNAPSHOT, snapshot.name() + ": " + damaged.getMessage());
        }
        final AlertEngine engine = replay.engine();
        if (mark.journalPosition() != replay.position()
                || mark.journalRecords() != replay.commands()
                || mark.eventSeq() != engine.eventSeq()) {
            return Finding.bad(
                    SNAPSHOT,
                    snapshot.name() + " says command " + mark.journalRecords() + ", position "
                            + mark.journalPosition() + ", event " + mark.eventSeq() + "; the replay is at "
                            + replay.commands() + ", " + replay.position() + ", " + engine.eventSeq());
        }
        final long digest = restored.stateDigest();
        if (digest != engine.stateDigest()) {
            return Finding.bad(
                    SNAPSHOT,
                    String.format(
                            Locale.ROOT,
                            "%s has digest %016x, the replay at command %,d has %016x",
                            snapshot.name(),
                            digest,
                            mark.commandSeq(),
                            engine.stateDigest()));
        }
        return Finding.ok(
                SNAPSHOT,
                String.format(
                        Locale.ROOT,
                        "%s, digest %016x, is the state at command %,d",
                        snapshot.name(),
                        digest,
                        mark.commandSeq()));
    }

    private void unreached(final StoredSnapshot snapshot) {
        findings.add(Finding.bad(
                SNAPSHOT,
                snapshot.name() + " was taken after command " + snapshot.mark().commandSeq()
                        + ", which the journal does not reach"));
    }

    private void nothing(final Replay replay, final KeptEventsCheck events) {
        if (replay.commands() > 0) {
            findings.add(Finding.bad(JOURNAL, "does not begin with a Genesis that this version carries out"));
        } else if (events.finish() != null) {
            findings.add(Finding.bad(EVENTS, String.valueOf(events.finish())));
        } else {
            findings.add(Finding.ok(JOURNAL, "empty"));
        }
        findings.addAll(log.findings(replay.commands(), replay.position(), events.compared()));
        snapshots.values().forEach(unseen -> unseen.forEach(this::unreached));
    }
}
