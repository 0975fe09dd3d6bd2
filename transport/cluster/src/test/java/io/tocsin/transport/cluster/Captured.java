package io.tocsin.transport.cluster;

import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** What a node fed its engine, and what became of the engine. */
final class Captured implements EngineTap {
    /** A command, or a tick without a message. */
    record Entrance(long timestampNs, @Nullable UnsafeBuffer message) {}

    /** Where an engine stood. */
    record Mark(long commandSeq, long eventSeq, long eventHash, long stateDigest) {
        static Mark of(final AlertEngine engine) {
            return new Mark(engine.commandSeq(), engine.eventSeq(), engine.eventHash(), engine.stateDigest());
        }
    }

    private final List<Entrance> entrances = new ArrayList<>();
    private final TreeMap<Long, Long> eventHashes = new TreeMap<>();
    private @Nullable Mark last;
    private long markFrom = Long.MAX_VALUE;
    private volatile long nextDeadlineNs = AlertEngine.NO_DEADLINE;

    @Override
    public synchronized void onCommand(
            final long timestampNs, final DirectBuffer buffer, final int offset, final int length) {
        final byte[] message = new byte[length];
        buffer.getBytes(offset, message);
        entrances.add(new Entrance(timestampNs, new UnsafeBuffer(message)));
    }

    @Override
    public synchronized void onTick(final long timestampNs) {
        entrances.add(new Entrance(timestampNs, null));
    }

    @Override
    public synchronized void onEntered(final AlertEngine engine) {
        eventHashes.put(engine.commandSeq(), engine.eventHash());
        nextDeadlineNs = engine.nextDeadlineNs();
        if (engine.eventSeq() > 0 && engine.commandSeq() >= markFrom) {
            last = Mark.of(engine);
        }
    }

    /** When the engine wants to be called, as it said when it was last left. */
    long nextDeadlineNs() {
        return nextDeadlineNs;
    }

    /** Digests walk over everything: only from here on. */
    synchronized void markFrom(final long commandSeq) {
        markFrom = commandSeq;
    }

    /** Where the engine stood when it was last left; null before it came so far. */
    synchronized @Nullable Mark last() {
        return last;
    }

    /** The rolling hash of what the engine had said after each of its commands. */
    synchronized NavigableMap<Long, Long> eventHashes() {
        return new TreeMap<>(eventHashes);
    }

    synchronized List<Entrance> entrances() {
        return List.copyOf(entrances);
    }

    /** The messages among them, in order. */
    synchronized List<UnsafeBuffer> messages() {
        final List<UnsafeBuffer> messages = new ArrayList<>();
        for (final Entrance entrance : entrances) {
            if (entrance.message() != null) {
                messages.add(entrance.message());
            }
        }
        return messages;
    }

    /** Where a bare engine stands that is fed the same. */
    static Mark replayed(final List<Entrance> entrances) {
        final AlertEngine engine = new AlertEngine(new Nowhere());
        for (final Entrance entrance : entrances) {
            if (entrance.message() == null) {
                engine.onTick(entrance.timestampNs());
            } else {
                engine.onCommand(
                        entrance.timestampNs(),
                        entrance.message(),
                        0,
                        entrance.message().capacity());
            }
        }
        return Mark.of(engine);
    }

    /** Hears nothing. */
    static final class Nowhere implements EngineOutput {
        @Override
        public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {}

        @Override
        public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {}
    }
}
