package io.tocsin.replay.evaluate;

import io.tocsin.codecs.sbe.EventHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.journal.InMemoryJournal;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/**
 * The event stream of a run: each event as the engine said it, in the file form of a journal, stamped with its own
 * engine time. Every event begins with its header.
 */
final class EventLog {
    private static final int TIMESTAMP_OFFSET =
            MessageHeaderDecoder.ENCODED_LENGTH + EventHeaderDecoder.timestampNsEncodingOffset();

    private final InMemoryJournal records;

    EventLog() {
        this(new InMemoryJournal());
    }

    private EventLog(final InMemoryJournal records) {
        this.records = records;
    }

    static EventLog readFrom(final Path file) {
        return new EventLog(InMemoryJournal.readFrom(file));
    }

    void add(final DirectBuffer buffer, final int offset, final int length) {
        records.append(buffer.getLong(offset + TIMESTAMP_OFFSET, ByteOrder.LITTLE_ENDIAN), buffer, offset, length);
    }

    void writeTo(final Path file) {
        records.writeTo(file);
    }

    InMemoryJournal records() {
        return records;
    }
}
