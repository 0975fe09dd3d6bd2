package io.tocsin.transport.cluster;

import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.TickEncoder;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.JournalTail;
import org.agrona.concurrent.UnsafeBuffer;

/** The commands of a node's log as a journal would give them; ticks as the messages that they stand for. */
final class CommandTail implements JournalTail {
    private final LogReader log;
    private final UnsafeBuffer tick = new UnsafeBuffer(new byte[64]);
    private final int tickLength;
    private volatile boolean isClosed;

    CommandTail(final LogReader log) {
        this.log = log;
        final TickEncoder encoder = new TickEncoder().wrapAndApplyHeader(tick, 0, new MessageHeaderEncoder());
        tickLength = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    @Override
    public int poll(final JournalReader reader, final int limit) {
        int given = 0;
        while (given < limit && !isClosed && log.next()) {
            given++;
            if (log.isTick()) {
                reader.onRecord(log.position(), log.timestampNs(), tick, 0, tickLength);
            } else {
                reader.onRecord(log.position(), log.timestampNs(), log.buffer(), log.offset(), log.length());
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
}
