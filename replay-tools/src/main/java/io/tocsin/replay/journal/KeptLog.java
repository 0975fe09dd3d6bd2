package io.tocsin.replay.journal;

import io.tocsin.journal.EventLogReader;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.Quarantine;
import io.tocsin.journal.StoredSnapshot;
import java.util.List;

/** What a router has kept, read while nobody writes. One thread. */
interface KeptLog extends AutoCloseable {
    /**
     * Reads commands.
     *
     * @param fromPosition 0, or a position behind a command.
     * @param reader       is given every command from there on; what it throws ends the reading.
     * @throws JournalException if one is damaged, or nothing begins there.
     */
    void commands(long fromPosition, JournalReader reader);

    /** Which commands are passed over. */
    default Quarantine quarantine() {
        return Quarantine.none();
    }

    /** Whether events are kept beside the commands at all. */
    default boolean keepsEvents() {
        return true;
    }

    /**
     * Reads events.
     *
     * @param fromEventSeq the first to read, at least 1.
     * @param reader       is given this one and every later one; what it throws ends the reading.
     * @throws JournalException if one is damaged or missing.
     */
    void events(long fromEventSeq, EventLogReader reader);

    /** Whole snapshots, newest first. */
    List<StoredSnapshot> snapshots();

    /** What is wrong with the other snapshots. */
    List<String> problems();

    /**
     * What else there is to say, once everything was read.
     *
     * @param commands how many could be read.
     * @param position behind the last one.
     * @param events   how many could be read.
     */
    default List<Finding> findings(final long commands, final long position, final long events) {
        return List.of();
    }

    @Override
    void close();
}
