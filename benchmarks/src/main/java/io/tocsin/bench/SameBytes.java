package io.tocsin.bench;

import io.tocsin.journal.EventLog;
import io.tocsin.journal.EventLogReader;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.Level;
import io.tocsin.pipeline.Pipeline;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableDirectByteBuffer;

/** What a pipeline gives its journal and its event log for some commands, to be recorded again by bare means: the same bytes in the same order. Immutable once made. */
final class SameBytes {
    private static final int MOST = 20_000;

    private final ExpandableDirectByteBuffer bytes = new ExpandableDirectByteBuffer(1 << 20);
    private int[] lengths = new int[1 << 12];
    private int count;
    private int end;
    private boolean isOn;

    private SameBytes() {}

    /** Has a pipeline carry a round of a load out, in memory. */
    static SameBytes of(final ArchiveLoad load, final int[] visits) {
        final SameBytes same = new SameBytes();
        try (Pipeline pipeline = Pipeline.launch(new Pipeline.Context()
                .journal(same.new TappedJournal())
                .eventLog(same.new TappedEventLog())
                .limits(Hospital.limits())
                .threading(Pipeline.Threading.MANUAL))) {
            final CommandFeed feed = (buffer, offset, length) -> publish(pipeline, buffer, offset, length);
            final long hash = Hospital.open(feed, visits, Hospital.Escalation.DESK, false);
            Hospital.requireConfigured(pipeline.engine(), hash);
            same.isOn = true;
            for (int i = 0; i < Math.min(MOST, load.most()); i++) {
                load.next();
                feed.feed(load.buffer(), load.offset(), load.length());
            }
            same.isOn = false;
            return same;
        }
    }

    /** Records, of both kinds. */
    int count() {
        return count;
    }

    /** Whether a record is a command; otherwise it is an event. */
    boolean isCommand(final int index) {
        return lengths[index] > 0;
    }

    /** Of a record. */
    int length(final int index) {
        return Math.abs(lengths[index]);
    }

    /** Of a record behind the one that ends here. */
    DirectBuffer buffer() {
        return bytes;
    }

    private void add(final DirectBuffer buffer, final int offset, final int length, final int signedLength) {
        if (isOn) {
            bytes.putBytes(end, buffer, offset, length);
            end += length;
            if (count == lengths.length) {
                lengths = Arrays.copyOf(lengths, 2 * count);
            }
            lengths[count++] = signedLength;
        }
    }

    private static void publish(
            final Pipeline pipeline, final DirectBuffer buffer, final int offset, final int length) {
        if (pipeline.tryPublish(buffer, offset, length) < 0) {
            throw new IllegalStateException("a pipeline that is empty takes no command");
        }
        int done = 1;
        while (done > 0) {
            done = pipeline.doWork() + pipeline.pollOutputs();
        }
    }

    /** Keeps nothing but what is to be recorded again. */
    private final class TappedJournal implements Journal {
        private long position;

        @Override
        public long append(final long timestampNs, final DirectBuffer buffer, final int offset, final int length) {
            add(buffer, offset, length, length);
            position += length;
            return position;
        }

        @Override
        public long recordedPosition() {
            return position;
        }

        @Override
        public void replay(final long fromPosition, final JournalReader reader) {}

        @Override
        public Level level() {
            return Level.OS;
        }

        @Override
        public void close() {}
    }

    /** The same for events. */
    private final class TappedEventLog implements EventLog {
        private long lastEventSeq;

        @Override
        public long lastEventSeq() {
            return lastEventSeq;
        }

        @Override
        public long recordedEventSeq() {
            return lastEventSeq;
        }

        @Override
        public boolean append(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
            add(buffer, offset, length, -length);
            lastEventSeq = eventSeq;
            return true;
        }

        @Override
        public void replay(final long fromEventSeq, final EventLogReader reader) {}

        @Override
        public void close() {}
    }
}
