package io.tocsin.testkit.model;

import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineOutput;
import io.tocsin.engine.snapshot.SnapshotBytes;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The real engine, with what it hands out turned into lines. */
final class EngineSide implements Side, EngineOutput {
    private AlertEngine engine = new AlertEngine(this);
    private final List<Line> lines = new ArrayList<>();

    @Override
    public List<Line> onCommand(final long timestampNs, final byte[] message) {
        lines.clear();
        // Not at the front, so that an offset that is forgotten shows.
        final byte[] slot = new byte[message.length + 24];
        System.arraycopy(message, 0, slot, 16, message.length);
        engine.onCommand(timestampNs, new UnsafeBuffer(slot), 16, message.length);
        return new ArrayList<>(lines);
    }

    @Override
    public List<Line> onTick(final long timestampNs) {
        lines.clear();
        engine.onTick(timestampNs);
        return new ArrayList<>(lines);
    }

    /** Goes on as another engine, from a snapshot of this one. */
    void restart() {
        final SnapshotBytes snapshot = new SnapshotBytes();
        engine.snapshot(snapshot);
        final long digest = engine.stateDigest();
        engine = new AlertEngine(this);
        engine.restore(SnapshotBytes.source(snapshot.toArray()));
        if (engine.stateDigest() != digest) {
            throw new AssertionError("another digest after the snapshot");
        }
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        final Line line = Schema.TOCSIN.line(buffer, offset, length);
        if (!line.text("eventSeq").equals(Long.toString(eventSeq))) {
            throw new AssertionError("handed over as " + eventSeq + ": " + line);
        }
        add(line, buffer, offset, length);
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        add(Schema.TOCSIN.line(buffer, offset, length), buffer, offset, length);
    }

    private void add(final Line line, final DirectBuffer buffer, final int offset, final int length) {
        if (Schema.TOCSIN.lengthOf(buffer, offset, length) != length || length > AlertEngine.MAX_EVENT_LENGTH) {
            throw new AssertionError(length + " bytes handed over for " + line);
        }
        lines.add(line);
    }

    @Override
    public long nextDeadlineNs() {
        return engine.nextDeadlineNs();
    }

    @Override
    public long nowNs() {
        return engine.nowNs();
    }

    @Override
    public long commandSeq() {
        return engine.commandSeq();
    }

    @Override
    public long eventSeq() {
        return engine.eventSeq();
    }

    @Override
    public long highestCommandId(final long sourceId) {
        return engine.highestCommandId(sourceId);
    }
}
