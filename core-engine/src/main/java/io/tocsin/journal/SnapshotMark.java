package io.tocsin.journal;

/**
 * Which state a snapshot holds, and what must be there for it to be a base: a journal that ends before the position, or an event log that ends before the event,
 * has lost its tail.
 *
 * @param journalPosition of the journal after the last command that the state has seen.
 * @param journalRecords  commands that the journal holds up to there.
 * @param commandSeq      the engine's count of commands.
 * @param eventSeq        the engine's last event.
 * @param timestampNs     engine time, UTC epoch ns.
 */
public record SnapshotMark(
        long journalPosition, long journalRecords, long commandSeq, long eventSeq, long timestampNs) {}
