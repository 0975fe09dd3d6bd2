package io.tocsin.journal;

import java.io.UncheckedIOException;

/**
 * Reads what a journal has recorded while it goes on being written, from another thread than the writer's and without its noticing. Each record is given once, in
 * order, as soon as it is recorded. One thread polls; any closes.
 */
public interface JournalTail extends AutoCloseable {
    /**
     * Gives the next records. Does not wait for records to come, but may for the disk. Does not allocate, except as an implementation says.
     *
     * @param reader is given them; what it throws is thrown, and the record it threw at counts as given.
     * @param limit  most records to give, at least 1.
     * @return how many were given; 0 = everything that is recorded was, or the tail or its journal is closed.
     * @throws JournalException     if a record is damaged or missing: it stays so.
     * @throws UncheckedIOException if it cannot be read now; a later call goes on at the same place.
     */
    int poll(JournalReader reader, int limit);

    /** Gives up what it holds. Does not wait for a poll that has begun; that one ends by itself. Does nothing the second time. */
    @Override
    void close();
}
