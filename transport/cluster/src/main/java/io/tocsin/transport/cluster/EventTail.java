package io.tocsin.transport.cluster;

import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineOutput;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.JournalTail;
import io.tocsin.journal.Poison;
import io.tocsin.journal.Quarantine;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * The events of a node's log, which no node records: an engine of its own carries the log out anew, a little behind the node's, as every engine says the same of the same
 * log. So nothing of the node waits for whoever follows, and what was missed can be had again as long as the log is there. It takes as much memory as the node's engine.
 */
final class EventTail implements JournalTail, EngineOutput {
    /** So many commands in a row may say nothing before others have their turn. */
    private static final int MOST_SILENT = 50_000;

    private static final int BODY = Long.BYTES + Integer.BYTES;

    private final LogReader log;
    private final Quarantine quarantine;
    private final RecordedLog.Epoch epoch;
    private final long fromEventSeq;
    private final AlertEngine engine;
    private final ExpandableArrayBuffer said = new ExpandableArrayBuffer();
    private int read;
    private int end;
    private boolean isAtEnd;
    private volatile boolean isClosed;

    private EventTail(
            final RecordedLog recorded,
            final RecordedLog.Epoch epoch,
            final long fromEventSeq,
            final RecordedLog.Taken from,
            final int knownEngineVersion) {
        this.epoch = epoch;
        this.fromEventSeq = fromEventSeq;
        quarantine = Quarantine.of(recorded.folder());
        engine = new AlertEngine(this, knownEngineVersion);
        if (from.recordingId() >= 0) {
            recorded.restore(from, engine);
            requireEpoch(RecordedLog.Epoch.of(engine));
        }
        log = recorded.from(from.position());
    }

    /**
     * Begins with the newest snapshot that is old enough, or where the log does.
     *
     * @param recorded           of a node.
     * @param epoch              of the log that is followed.
     * @param fromEventSeq       the first event to give.
     * @param knownEngineVersion the newest that the engine knows.
     * @throws JournalException if what came before is gone.
     */
    static EventTail of(
            final RecordedLog recorded,
            final RecordedLog.Epoch epoch,
            final long fromEventSeq,
            final int knownEngineVersion) {
        for (final RecordedLog.Taken taken : recorded.snapshots()) {
            if (recorded.eventSeq(taken) < fromEventSeq) {
                return new EventTail(recorded, epoch, fromEventSeq, taken, knownEngineVersion);
            }
        }
        final long first = recorded.first();
        if (first > 0) {
            throw new JournalException("the log of " + recorded.folder() + " begins at position " + first
                    + " behind event " + fromEventSeq + ", which is to be followed: what came before was deleted");
        }
        return new EventTail(recorded, epoch, fromEventSeq, new RecordedLog.Taken(0, 0, -1), knownEngineVersion);
    }

    /** The engine that has carried the log out so far; to be read between two polls only. */
    AlertEngine engine() {
        return engine;
    }

    /** Whether nothing more was there when it was last polled. */
    boolean isAtEnd() {
        return isAtEnd;
    }

    @Override
    public int poll(final JournalReader reader, final int limit) {
        int given = 0;
        int silent = 0;
        while (given < limit && !isClosed) {
            if (read < end) {
                final int length = said.getInt(read + Long.BYTES);
                final int at = read + BODY;
                read = at + length;
                given++;
                reader.onRecord(log.position(), said.getLong(at - BODY), said, at, length);
            } else {
                read = 0;
                end = 0;
                if (silent++ == MOST_SILENT) {
                    break;
                }
                isAtEnd = !log.next();
                if (isAtEnd) {
                    break;
                }
                carryOut();
            }
        }
        return given;
    }

    /** By the thread that polls, as the only one that has it. */
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            log.close();
        }
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        final RecordedLog.Epoch begun = RecordedLog.Epoch.in(buffer, offset);
        if (begun != null) {
            requireEpoch(begun);
        }
        if (eventSeq >= fromEventSeq) {
            said.putLong(end, eventSeq);
            said.putInt(end + Long.BYTES, length);
            said.putBytes(end + BODY, buffer, offset, length);
            end += BODY + length;
        }
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        // Whoever asked has it of the node.
    }

    /** As the service does it, {@link ClusteredAlertService}. */
    private void carryOut() {
        try {
            if (log.isTick()) {
                engine.onTick(log.timestampNs());
                return;
            }
            final Poison passedOver = quarantine.at(log.position(), log.buffer(), log.offset(), log.length());
            if (passedOver == null) {
                engine.onCommand(log.timestampNs(), log.buffer(), log.offset(), log.length());
            } else {
                engine.onQuarantined(log.timestampNs(), log.position(), passedOver.commandHash(), passedOver.bytes());
            }
        } catch (final JournalException told) {
            throw told;
        } catch (final RuntimeException thrown) {
            throw new JournalException(
                    "the log cannot be carried out at position " + log.position() + ": " + thrown, thrown);
        }
    }

    private void requireEpoch(final RecordedLog.Epoch found) {
        if (!found.equals(epoch)) {
            throw new JournalException("what is recorded here is of another log than the one that is followed");
        }
    }
}
