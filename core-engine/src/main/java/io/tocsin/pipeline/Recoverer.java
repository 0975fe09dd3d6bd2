package io.tocsin.pipeline;

import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineLimits;
import io.tocsin.engine.semantics.UnknownSemanticsException;
import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.journal.EventLog;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.Poison;
import io.tocsin.journal.Quarantine;
import io.tocsin.journal.SnapshotMark;
import io.tocsin.journal.SnapshotStore;
import io.tocsin.journal.StoredSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the engine what it was: the newest snapshot that is whole and whose events are all kept, then every command behind it. Events that the event log lacks are
 * appended again, those it has are dropped, and so are answers, whose senders are gone. On the caller's thread, before any other is started.
 *
 * <p>What was kept and is not there any more is a fault: better no start than one that forgets an alert. Nothing is overwritten then.
 */
final class Recoverer {
    private static final Logger LOG = LoggerFactory.getLogger(Recoverer.class);
    private static final long PARK_NS = 50_000;
    private static final long STALLED_NS = 10_000_000_000L;
    private static final long NS_PER_MS = 1_000_000;

    private final Journal journal;
    private final @Nullable EventLog eventLog;
    private final @Nullable SnapshotStore snapshots;
    private final OutputStage outputs;
    private final EngineLimits limits;
    private final Quarantine quarantine;
    private final List<String> warnings = new ArrayList<>();
    private AlertEngine engine;
    private long journalRecords;
    private long replayedTo;
    private long stalledSinceNs;

    Recoverer(
            final Journal journal,
            final @Nullable EventLog eventLog,
            final @Nullable SnapshotStore snapshots,
            final OutputStage outputs,
            final EngineLimits limits) {
        this.journal = journal;
        this.eventLog = eventLog;
        this.snapshots = snapshots;
        this.outputs = outputs;
        this.limits = limits;
        quarantine = journal.quarantine();
        engine = new AlertEngine(outputs);
    }

    /** The engine as it is now: before {@link #recover()} an empty one. */
    AlertEngine engine() {
        return engine;
    }

    /**
     * Recovers.
     *
     * @return what happened; {@code null} if the journal is empty.
     * @throws JournalException if what is there is no valid base.
     */
    @Nullable
    Recovery recover() {
        final long startNs = System.nanoTime();
        final long journalEnd = journal.recordedPosition();
        final List<StoredSnapshot> stored = snapshots == null ? List.of() : snapshots.list();
        if (snapshots != null) {
            warnings.addAll(snapshots.problems());
        }
        requireJournalReaches(stored, journalEnd);
        if (journalEnd == 0) {
            requireNoEvents();
            return null;
        }
        final long eventsBefore = lastEventSeq();
        outputs.replaying(true);
        final SnapshotMark base = restoreNewest(stored);
        final long replayed = replay(base, journalEnd);
        outputs.replaying(false);
        requireEventsAreOfThisLog(eventsBefore);
        if (!engine.limits().equals(limits)) {
            warnings.add(
                    "the capacities asked for are not those that this log began with, which stay: " + engine.limits());
        }
        final Recovery recovery = new Recovery(
                base,
                replayed,
                journalRecords,
                lastEventSeq() - eventsBefore,
                List.copyOf(warnings),
                System.nanoTime() - startNs);
        warnings.forEach(LOG::warn);
        LOG.debug(
                "recovered {} commands of the journal in {} ms: {}, {} replayed, {} events appended",
                journalRecords,
                recovery.durationNs() / NS_PER_MS,
                base == null ? "from its start" : "snapshot at command " + base.commandSeq(),
                replayed,
                recovery.eventsAppended());
        return recovery;
    }

    private static void requireJournalReaches(final List<StoredSnapshot> stored, final long journalEnd) {
        for (final StoredSnapshot snapshot : stored) {
            final SnapshotMark mark = snapshot.mark();
            if (mark.journalPosition() > journalEnd) {
                throw new JournalException("the journal ends at position " + journalEnd + ", but " + snapshot.name()
                        + " was taken after command " + mark.journalRecords() + " at position "
                        + mark.journalPosition() + ": the journal has lost its end, or belongs to another log; nothing"
                        + " was changed");
            }
        }
    }

    private void requireNoEvents() {
        if (lastEventSeq() != 0) {
            throw new JournalException("the journal is empty, but the event log holds " + lastEventSeq()
                    + " events: the journal is lost, or another one; nothing was changed");
        }
    }

    /** Answers the mark of the snapshot that the engine now is in; null if there is none. */
    private @Nullable SnapshotMark restoreNewest(final List<StoredSnapshot> stored) {
        for (final StoredSnapshot snapshot : stored) {
            final SnapshotMark mark = snapshot.mark();
            if (eventLog != null && mark.eventSeq() > eventLog.lastEventSeq()) {
                warnings.add(snapshot.name() + " is not used: it was taken after event " + mark.eventSeq()
                        + ", but the event log ends at event " + eventLog.lastEventSeq());
                continue;
            }
            final AlertEngine candidate = new AlertEngine(outputs);
            try {
                snapshot.read(candidate::restore);
            } catch (final SnapshotException | JournalException unusable) {
                warnings.add(snapshot.name() + " is not used: " + unusable.getMessage());
                continue;
            } catch (final UnknownSemanticsException newer) {
                // An older snapshot would only lead to the same place of the log.
                throw new JournalException(snapshot.name() + ": " + newer.getMessage(), newer);
            }
            engine = candidate;
            journalRecords = mark.journalRecords();
            quarantine.passed(mark.journalPosition());
            return mark;
        }
        if (!stored.isEmpty() || !warnings.isEmpty()) {
            warnings.add("no snapshot is usable: the journal is replayed from its start");
        }
        return null;
    }

    private long replay(final @Nullable SnapshotMark base, final long journalEnd) {
        final long recordsBefore = journalRecords;
        replayedTo = base == null ? 0 : base.journalPosition();
        journal.replay(replayedTo, this::onRecord);
        if (replayedTo != journalEnd) {
            throw new JournalException("the journal can be read up to position " + replayedTo + " only, but ends at "
                    + journalEnd + "; nothing was changed");
        }
        if (engine.eventSeq() == 0) {
            throw new JournalException("the journal does not begin with a Genesis that this version carries out;"
                    + " nothing was changed");
        }
        return journalRecords - recordsBefore;
    }

    private void onRecord(
            final long position,
            final long timestampNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        try {
            final Poison passedOver = quarantine.at(position, buffer, offset, length);
            if (passedOver == null) {
                engine.onCommand(timestampNs, buffer, offset, length);
            } else {
                engine.onQuarantined(timestampNs, position, passedOver.commandHash(), passedOver.bytes());
                warnings.add(
                        "the command that ends at position " + position + " is passed over: " + passedOver.reason());
            }
        } catch (final UnknownSemanticsException newer) {
            throw new JournalException(String.valueOf(newer.getMessage()), newer);
        } catch (final JournalException ofAnotherLog) {
            throw ofAnotherLog;
        } catch (final RuntimeException thrown) {
            final boolean isOfTime = engine.isInTime() || AdmissionClass.isTick(buffer, offset, length);
            quarantine.note(() -> Poison.of(
                    position, engine.commandSeq() - 1, timestampNs, isOfTime, buffer, offset, length, thrown));
            throw new JournalException(
                    "the engine cannot carry out record " + journalRecords + " of the journal, which ends at position "
                            + position + " (" + thrown
                            + "): other code may, or it is passed over by 'tocsin journal quarantine'; nothing was"
                            + " changed",
                    thrown);
        }
        journalRecords++;
        replayedTo = position;
        quarantine.passed(position);
        outputs.flush();
        if (!outputs.isEmpty()) {
            awaitEventLog();
        }
    }

    private void awaitEventLog() {
        stalledSinceNs = System.nanoTime();
        while (!outputs.isEmpty()) {
            if (outputs.flush() > 0) {
                stalledSinceNs = System.nanoTime();
            } else if (System.nanoTime() - stalledSinceNs > STALLED_NS) {
                throw new JournalException("the event log takes no events: recovery waited for " + STALLED_NS + " ns");
            } else {
                LockSupport.parkNanos(PARK_NS);
            }
        }
    }

    private void requireEventsAreOfThisLog(final long eventsBefore) {
        if (eventLog != null && eventsBefore > engine.eventSeq()) {
            throw new JournalException("the event log holds " + eventsBefore
                    + " events, but the commands of the journal"
                    + " make " + engine.eventSeq() + ": the journal has lost its end, or belongs to another log;"
                    + " nothing was changed");
        }
    }

    private long lastEventSeq() {
        return eventLog == null ? 0 : eventLog.lastEventSeq();
    }
}
