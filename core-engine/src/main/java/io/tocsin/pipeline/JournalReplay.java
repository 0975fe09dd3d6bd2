package io.tocsin.pipeline;

import io.tocsin.engine.AlertEngine;
import io.tocsin.journal.Journal;
import io.tocsin.journal.Poison;
import io.tocsin.journal.Quarantine;

/** Feeds an engine what a journal kept: the same timestamps and bytes give the same events and the same state. */
public final class JournalReplay {
    private JournalReplay() {}

    /**
     * Replays a whole journal, but for what is passed over, into a fresh engine, on the caller's thread, while nobody appends.
     *
     * @param journal to read.
     * @param engine  that has seen nothing yet.
     * @return how many records it was given.
     */
    public static long into(final Journal journal, final AlertEngine engine) {
        final Quarantine quarantine = journal.quarantine();
        final long[] records = new long[1];
        journal.replay(0, (position, timestampNs, buffer, offset, length) -> {
            final Poison passedOver = quarantine.at(position, buffer, offset, length);
            if (passedOver == null) {
                engine.onCommand(timestampNs, buffer, offset, length);
            } else {
                engine.onQuarantined(timestampNs, position, passedOver.commandHash(), passedOver.bytes());
            }
            records[0]++;
        });
        return records[0];
    }
}
