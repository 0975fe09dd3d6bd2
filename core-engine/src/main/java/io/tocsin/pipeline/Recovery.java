package io.tocsin.pipeline;

import io.tocsin.journal.SnapshotMark;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline came back from what was kept.
 *
 * @param snapshot         where it began; {@code null}: at the journal's start.
 * @param commandsReplayed commands behind the snapshot that the engine was given again.
 * @param journalRecords   commands that the journal holds.
 * @param eventsAppended   events that the event log lacked.
 * @param warnings         what was not as it should be, for the operator; empty if all was well.
 * @param durationNs       how long it took.
 */
public record Recovery(
        @Nullable SnapshotMark snapshot,
        long commandsReplayed,
        long journalRecords,
        long eventsAppended,
        List<String> warnings,
        long durationNs) {}
