package io.tocsin.journal;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps commands in the order in which the engine takes them. No method ever blocks or waits: what cannot be taken now is answered {@link #BACK_PRESSURED} and
 * offered again, what is not yet recorded is not yet covered by {@link #recordedPosition()}. Called by one thread; a {@link #tail} is read by another.
 *
 * <p>A journal that fails, or is closed, throws {@link JournalException} from then on; its writer stops and never goes on without it.
 */
public interface Journal extends AutoCloseable {
    /** Answer of {@link #append}: no room now, nothing was taken, offer the same record again later. */
    long BACK_PRESSURED = -1;

    /**
     * Takes a record. It counts as recorded only once {@link #recordedPosition()} has reached the answer. Does not allocate, except as an implementation says.
     *
     * @param timestampNs UTC epoch ns, kept with the record.
     * @param buffer      holds the record; not kept.
     * @param offset      of its first byte.
     * @param length      from 1 byte to one slot of the ring.
     * @return the position after the record, above 0 and above every earlier one; or {@link #BACK_PRESSURED}.
     * @throws JournalException if the journal has failed or is closed.
     */
    long append(long timestampNs, DirectBuffer buffer, int offset, int length);

    /**
     * How far records are kept at this journal's {@link #level()}.
     *
     * @return never falls; may lie inside a record that is not covered then; 0 if nothing was ever recorded.
     * @throws JournalException if the journal has failed or is closed.
     */
    long recordedPosition();

    /**
     * Reads what was recorded, on the caller's thread, while nobody appends.
     *
     * @param fromPosition 0, or the position after a record: where to begin.
     * @param reader       is given every record from there on.
     * @throws JournalException if nothing begins there, a record is damaged, or the journal keeps nothing.
     */
    void replay(long fromPosition, JournalReader reader);

    /**
     * Begins to read beside the writer, from another thread. The writer notices nothing of it.
     *
     * @param fromNs stamp of the first record that is wanted, UTC epoch ns; earlier ones may be given as well.
     * @return a tail of its own, to be closed before the journal; {@code null} if this journal keeps nothing that could be read, or not while it is written.
     * @throws JournalException if what is kept cannot be looked through.
     */
    default @Nullable JournalTail tail(final long fromNs) {
        return null;
    }

    /**
     * What recorded means here.
     *
     * @return always the same.
     */
    Level level();

    /**
     * How much room there is to grow. Asked once in every cycle of the writer, so it is cheap.
     *
     * @return {@link StorageState#AMPLE} unless a journal watches its room.
     */
    default StorageState storageState() {
        return StorageState.AMPLE;
    }

    /**
     * Which of its commands are passed over, because an engine cannot carry them out; takes notes of them, too.
     *
     * @return none unless a journal has a folder.
     */
    default Quarantine quarantine() {
        return Quarantine.none();
    }

    /** Gives up what it holds; further appends throw. Does nothing the second time. */
    @Override
    void close();
}
