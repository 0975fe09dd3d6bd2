package io.tocsin.pipeline;

import io.tocsin.engine.AlertEngine;
import io.tocsin.journal.Journal;

/** Feeds an engine what a journal kept: the same timestamps and bytes give the same events and the same state. */
public final class JournalReplay {
    private JournalReplay() {}

    /**
     * Replays a whole journal into a fresh engine, on the caller's thread, while nobody appends.
     *
     * @param journal to read.
     * @param engine  that has seen nothing yet.
     * @return how many records it was given.
     */
    public static long into(final Journal journal, final AlertEngine engine) {
        final long[] records = new long[1];
        journal.replay(0, (position, timestampNs, buffer, offset, length) -> {
            engine.onCommand(timestampNs, buffer, offset, length);
            records[0]++;
        });
        return records[0];
    }
}
