package io.tocsin.transport.aeron;

import io.aeron.Aeron;
import io.aeron.ChannelUri;
import io.aeron.ChannelUriStringBuilder;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.codecs.SourceLocation;
import io.aeron.archive.status.RecordingPos;
import io.aeron.logbuffer.BufferClaim;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * A publication inside the process and the recording that follows it. One thread appends; {@link #check} and {@link #lastKept} are for the watch.
 *
 * <p>Whatever ends the recording ends the stream: from then on everything throws, and nothing more counts as recorded.
 */
final class LiveStream {
    private static final long CONNECT_TIMEOUT_NS = 10_000_000_000L;
    private static final long PARK_NS = 100_000;

    private final StreamKind kind;
    private final ExclusivePublication publication;
    private final CountersReader counters;
    private final int counterId;
    private final BufferClaim claim = new BufferClaim();
    private final @Nullable FrameSealing sealing;

    // Of the appending thread.
    private final long start;
    private long count;
    private long position;
    private long recorded;
    private boolean probing;
    private long probeCount;
    private long probePosition;

    // Between the appending thread and the watch.
    private final AtomicLong appended = new AtomicLong();
    private volatile boolean keptWanted;
    private long keptCount;
    private long keptPosition;
    private volatile @Nullable JournalException failure;

    // Of the watch.
    private long seenRecorded;
    private long seenNs;

    /** How far a stream was kept at some moment. */
    record Kept(long count, long position) {}

    private LiveStream(
            final StreamKind kind,
            final ExclusivePublication publication,
            final CountersReader counters,
            final int counterId,
            final long count,
            final @Nullable FrameSealing sealing) {
        this.sealing = sealing;
        this.kind = kind;
        this.publication = publication;
        this.counters = counters;
        this.counterId = counterId;
        this.count = count;
        start = publication.position();
        position = start;
        recorded = position;
        keptCount = count;
        keptPosition = position;
        appended.set(position);
        seenRecorded = position;
        seenNs = System.nanoTime();
    }

    /**
     * Goes on with a recording, or begins it.
     *
     * @param existing what the archive knows of it; null: nothing yet.
     * @param end      position after its last record.
     * @param count    records so far, or the last event.
     * @param sealing  what seals its records; {@code null} = they are not sealed.
     */
    static LiveStream open(
            final StreamKind kind,
            final Aeron aeron,
            final AeronArchive archive,
            final @Nullable RecordingDescriptor existing,
            final int termLength,
            final long end,
            final long count,
            final @Nullable FrameSealing sealing) {
        final ChannelUriStringBuilder channel = new ChannelUriStringBuilder()
                .media("ipc")
                .termLength(termLength)
                .alias("tocsin-" + kind.name().toLowerCase(Locale.ROOT));
        if (existing != null) {
            channel.initialPosition(end, existing.initialTermId(), termLength).mtu(existing.mtuLength());
        }
        final ExclusivePublication publication = aeron.addExclusivePublication(channel.build(), kind.streamId());
        final String recorded = ChannelUri.addSessionId(channel.build(), publication.sessionId());
        if (existing == null) {
            archive.startRecording(recorded, kind.streamId(), SourceLocation.LOCAL);
        } else {
            archive.extendRecording(kind.recordingId(), recorded, kind.streamId(), SourceLocation.LOCAL);
        }
        final CountersReader counters = aeron.countersReader();
        final long archiveId = archive.archiveId();
        await(
                kind,
                "its recording does not begin",
                () -> publication.isConnected()
                        && RecordingPos.findCounterIdBySession(counters, publication.sessionId(), archiveId)
                                != CountersReader.NULL_COUNTER_ID);
        final int counterId = RecordingPos.findCounterIdBySession(counters, publication.sessionId(), archiveId);
        final long recordingId = RecordingPos.getRecordingId(counters, counterId);
        if (recordingId != kind.recordingId()) {
            throw new JournalException("the archive calls the " + kind.label() + " recording " + recordingId
                    + " instead of " + kind.recordingId() + ": its folder holds something else");
        }
        return new LiveStream(kind, publication, counters, counterId, count, sealing);
    }

    /** Appends a frame; answers the position after it, or {@link Journal#BACK_PRESSURED}. */
    long append(final long stamp, final DirectBuffer buffer, final int offset, final int length) {
        requireAlive();
        final long answer = sealing == null
                ? put(stamp, buffer, offset, length)
                : sealing.append(publication, claim, stamp, buffer, offset, length);
        if (answer > 0) {
            position = answer;
            count++;
            appended.lazySet(answer);
            return answer;
        }
        if (answer == Publication.BACK_PRESSURED || answer == Publication.ADMIN_ACTION) {
            return Journal.BACK_PRESSURED;
        }
        throw fail("takes nothing more: " + Publication.errorString(answer), null);
    }

    private long put(final long stamp, final DirectBuffer buffer, final int offset, final int length) {
        final long answer = publication.tryClaim(StreamFrame.HEADER_LENGTH + length, claim);
        if (answer > 0) {
            final MutableDirectBuffer frame = claim.buffer();
            StreamFrame.put(kind, frame, claim.offset(), stamp, buffer, offset, length);
            claim.commit();
        }
        return answer;
    }

    /** Records so far, or the last event. */
    long count() {
        return count;
    }

    /** After the last frame appended. */
    long position() {
        return position;
    }

    /** Whether anything was appended since it was opened. */
    boolean hasAppended() {
        return position != start;
    }

    /** How far everything is recorded. */
    long recordedPosition() {
        requireAlive();
        if (recorded < position) {
            recorded = Math.max(recorded, counters.getCounterValue(counterId));
        }
        if (keptWanted) {
            tellKept();
        }
        return recorded;
    }

    /** How far the stream was recorded when the appending thread last looked, and asks it to look again. Watch only. */
    @Nullable
    Kept lastKept() {
        if (keptWanted) {
            return null;
        }
        final Kept kept = new Kept(keptCount, keptPosition);
        keptWanted = true;
        return kept;
    }

    /** Up to where the stream is recorded and nobody changes anything any more; 0 once it has failed or is not recorded. Any thread, until the store is closed. */
    long recordedSoFar() {
        // Before looking whose it is: a counter that is given back is soon another's.
        final long now = counters.getCounterValue(counterId);
        return failure == null && RecordingPos.isActive(counters, counterId, kind.recordingId())
                ? Math.min(appended.get(), now)
                : 0;
    }

    /** Looks whether the stream is still recorded, and moves. Watch only. */
    void check(final long nowNs, final long stallTimeoutNs, final @Nullable Throwable lastError) {
        if (failure != null) {
            return;
        }
        final long target = appended.get();
        final long now = counters.getCounterValue(counterId);
        final Throwable unsealed = sealing == null ? null : sealing.failure();
        if (unsealed != null) {
            fail("cannot be sealed", unsealed);
        } else if (!RecordingPos.isActive(counters, counterId, kind.recordingId()) || !publication.isConnected()) {
            fail("is not recorded any more", lastError);
        } else if (now != seenRecorded || now >= target) {
            seenRecorded = now;
            seenNs = nowNs;
        } else if (nowNs - seenNs > stallTimeoutNs) {
            fail(
                    "has not moved from position " + now + " for " + (nowNs - seenNs) / 1_000_000
                            + " ms, though it was appended to up to " + target,
                    lastError);
        }
    }

    /** Nothing more is taken, for a reason outside of the stream. Any thread. */
    JournalException fail(final String what, final @Nullable Throwable cause) {
        JournalException told = failure;
        if (told == null) {
            final String sentence = "the " + kind.label() + " " + what;
            told = cause == null ? new JournalException(sentence) : new JournalException(sentence, cause);
            failure = told;
        }
        return told;
    }

    boolean hasFailed() {
        return failure != null;
    }

    /**
     * Waits until everything is recorded, then ends the recording. Once nobody appends.
     *
     * @return what was kept.
     * @throws JournalException if the stream has failed, or is not recorded in time.
     */
    Kept close() {
        try {
            requireAlive();
            await(kind, "its end is not recorded", () -> recordedPosition() >= position);
            return new Kept(count, position);
        } finally {
            stopSealing();
            publication.close();
        }
    }

    /** Nothing touches the publication's buffers behind this. Any thread. */
    void stopSealing() {
        if (sealing != null) {
            sealing.close();
        }
    }

    /** Waits until the archive has written down where the recording ends. After {@link #close()}. */
    void awaitEnded() {
        await(
                kind,
                "its recording does not end",
                () -> !RecordingPos.isActive(counters, counterId, kind.recordingId()));
    }

    private void tellKept() {
        if (!probing) {
            probing = true;
            probeCount = count;
            probePosition = position;
        }
        if (recorded >= probePosition) {
            probing = false;
            keptCount = probeCount;
            keptPosition = probePosition;
            keptWanted = false;
        }
    }

    private void requireAlive() {
        final JournalException told = failure;
        if (told != null) {
            throw told;
        }
    }

    private static void await(final StreamKind kind, final String otherwise, final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + CONNECT_TIMEOUT_NS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new JournalException("the " + kind.label() + " cannot be used: " + otherwise);
            }
            LockSupport.parkNanos(PARK_NS);
        }
    }
}
