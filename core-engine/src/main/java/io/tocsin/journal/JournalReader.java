package io.tocsin.journal;

import org.agrona.DirectBuffer;

/** Is given the records of a journal, in order. */
@FunctionalInterface
public interface JournalReader {
    /**
     * The next record.
     *
     * @param position    of the journal after this record: where a later replay goes on.
     * @param timestampNs as appended, UTC epoch ns.
     * @param buffer      holds the record during the call only.
     * @param offset      of its first byte.
     * @param length      in bytes.
     */
    void onRecord(long position, long timestampNs, DirectBuffer buffer, int offset, int length);
}
