package io.tocsin.transport.cluster;

import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.codecs.MessageHeaderDecoder;
import io.aeron.cluster.codecs.SessionMessageHeaderDecoder;
import io.aeron.cluster.codecs.TimerEventDecoder;
import io.tocsin.journal.JournalException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;

/**
 * Reads out of the files of a node's log what its engine is given: commands, and ticks. What else stands there, of sessions and elections, it passes over. One thread; waits
 * for the disk.
 */
final class LogReader implements AutoCloseable {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);

    private final RecordingFiles files;
    private final LongSupplier limit;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SessionMessageHeaderDecoder session = new SessionMessageHeaderDecoder();
    private final TimerEventDecoder timer = new TimerEventDecoder();
    private boolean isTick;
    private boolean hasBegun;
    private long timestampNs;
    private int offset;
    private int length;
    /** Since when something is missing that is to be there; 0 = nothing is. */
    private long missingNs;

    /**
     * @param files of the log.
     * @param from  where a frame begins.
     * @param limit up to where the log is committed: what is behind may never have been; {@link Long#MAX_VALUE} = all that is there is read.
     */
    LogReader(final RecordingFiles files, final long from, final LongSupplier limit) {
        this.files = files;
        this.limit = limit;
        // Behind a snapshot there was a command before.
        hasBegun = from > 0;
        files.seek(from);
    }

    /**
     * Goes to the next command or tick.
     *
     * @return false: there is none, yet.
     * @throws JournalException if for ten seconds there is nothing whole at a place that is committed.
     */
    boolean next() {
        final long end = limit.getAsLong();
        while (files.position() < end) {
            if (!files.next(end)) {
                requirePatience(end);
                return false;
            }
            missingNs = 0;
            if (isForEngine(files.buffer(), files.offset(), files.length())) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is a tick: then it has no bytes. */
    boolean isTick() {
        return isTick;
    }

    /** Of the log, behind it. */
    long position() {
        return files.position();
    }

    /** As the leader stamped it. */
    long timestampNs() {
        return timestampNs;
    }

    /** Holds the command, until the next. */
    DirectBuffer buffer() {
        return files.buffer();
    }

    /** Of the command's header. */
    int offset() {
        return offset;
    }

    /** Of the command; 0 = a tick. */
    int length() {
        return length;
    }

    @Override
    public void close() {
        files.close();
    }

    private boolean isForEngine(final DirectBuffer buffer, final int at, final int bytes) {
        if (bytes < MessageHeaderDecoder.ENCODED_LENGTH) {
            return false;
        }
        header.wrap(buffer, at);
        if (header.schemaId() != SessionMessageHeaderDecoder.SCHEMA_ID) {
            return false;
        }
        if (header.templateId() == SessionMessageHeaderDecoder.TEMPLATE_ID) {
            final int inside = at + AeronCluster.SESSION_HEADER_LENGTH;
            final int left = bytes - AeronCluster.SESSION_HEADER_LENGTH;
            if (!IngressFrame.isAt(buffer, inside, left)) {
                // No ingress of ours sent it: the engine is not given it.
                return false;
            }
            session.wrapAndApplyHeader(buffer, at, header);
            timestampNs = session.timestamp();
            isTick = false;
            hasBegun = true;
            offset = inside + IngressFrame.LENGTH;
            length = left - IngressFrame.LENGTH;
            return true;
        }
        if (header.templateId() == TimerEventDecoder.TEMPLATE_ID && hasBegun) {
            timer.wrapAndApplyHeader(buffer, at, header);
            timestampNs = timer.timestamp();
            isTick = true;
            offset = at;
            length = 0;
            return true;
        }
        return false;
    }

    private void requirePatience(final long end) {
        if (end == Long.MAX_VALUE) {
            return;
        }
        final long nowNs = System.nanoTime();
        if (missingNs == 0) {
            missingNs = nowNs | 1;
        } else if (nowNs - missingNs > PATIENCE_NS) {
            throw new JournalException("the files of the log hold nothing whole at position " + files.position()
                    + ", though it goes on to " + end + ": they are damaged, or were cut");
        }
    }
}
