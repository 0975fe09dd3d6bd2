package io.tocsin.engine;

import io.tocsin.engine.snapshot.SnapshotBytes;
import io.tocsin.testkit.model.RecordedScript.Entrance;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** An engine that a log is played to, with every byte that leaves it. */
final class EngineRun implements EngineOutput {
    final AlertEngine engine = new AlertEngine(this);
    final CRC32 crc = new CRC32();
    private final ByteArrayOutputStream left = new ByteArrayOutputStream();
    private final UnsafeBuffer slot = new UnsafeBuffer(new byte[2 * AlertEngine.MAX_COMMAND_LENGTH]);
    long events;
    long answers;

    /** What is played goes on from a snapshot. */
    static EngineRun restored(final byte[] snapshot) {
        final EngineRun run = new EngineRun();
        run.engine.restore(SnapshotBytes.source(snapshot));
        return run;
    }

    /** Plays one entrance; what left: for each message a byte that says which kind, its length, its bytes. */
    byte[] play(final Entrance entrance) {
        left.reset();
        final byte[] message = entrance.message();
        if (message == null) {
            engine.onTick(entrance.timestampNs());
        } else {
            // Not at the front, and what was there before stays behind it.
            slot.putBytes(24, message);
            engine.onCommand(entrance.timestampNs(), slot, 24, message.length);
        }
        final byte[] bytes = left.toByteArray();
        crc.update(bytes);
        return bytes;
    }

    void playAll(final List<Entrance> log) {
        log.forEach(this::play);
    }

    byte[] snapshot() {
        final SnapshotBytes sink = new SnapshotBytes();
        engine.snapshot(sink);
        return sink.toArray();
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        events++;
        add(1, buffer, offset, length);
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        answers++;
        add(2, buffer, offset, length);
    }

    private void add(final int kind, final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        left.write(kind);
        left.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        left.writeBytes(bytes);
    }
}
