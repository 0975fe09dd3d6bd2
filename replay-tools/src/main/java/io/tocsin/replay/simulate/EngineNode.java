package io.tocsin.replay.simulate;

import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineOutput;
import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.testkit.model.Line;
import io.tocsin.testkit.model.Schema;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongArrayList;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** The real engine with a journal, an event log and snapshots, all in memory. */
class EngineNode implements Node, EngineOutput {
    /** A record of the journal; no message = a tick. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares records
    private record Recorded(long timestampNs, byte @Nullable [] message) {}

    @SuppressWarnings("ArrayRecordComponent") // nobody compares snapshots
    private record Kept(int records, byte[] bytes) {}

    private static final int SNAPSHOTS = 2;
    private static final int REPLAY_ALL_BELOW = 2_000;
    private static final int AHEAD = 16;

    private final List<Recorded> journal = new ArrayList<>();
    private final LongArrayList eventSums = new LongArrayList();
    private final List<Kept> snapshots = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final CRC32 crc = new CRC32();
    private AlertEngine engine = new AlertEngine(this);
    private boolean isStarted;
    private boolean isReplaying;

    @Override
    public List<Line> onCommand(final long timestampNs, final byte[] message) {
        journal.add(new Recorded(timestampNs, message));
        lines.clear();
        feed(engine, timestampNs, message);
        isStarted |= !eventSums.isEmpty();
        return new ArrayList<>(lines);
    }

    @Override
    public List<Line> onTick(final long timestampNs) {
        journal.add(new Recorded(timestampNs, null));
        lines.clear();
        engine.onTick(timestampNs);
        return new ArrayList<>(lines);
    }

    private static void feed(final AlertEngine engine, final long timestampNs, final byte[] message) {
        // Not at the front, so that an offset that is forgotten shows.
        final byte[] slot = new byte[message.length + 2 * AHEAD];
        System.arraycopy(message, 0, slot, AHEAD, message.length);
        engine.onCommand(timestampNs, new UnsafeBuffer(slot), AHEAD, message.length);
    }

    @Override
    public void snapshot() {
        if (isStarted) {
            snapshots.add(new Kept(journal.size(), snapshotOf(engine)));
            if (snapshots.size() > SNAPSHOTS) {
                snapshots.remove(0);
            }
        }
    }

    /**
     * The bytes that are kept as the snapshot.
     *
     * @param of the engine.
     * @return what its restart will be given.
     */
    byte[] snapshotOf(final AlertEngine of) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        of.snapshot((buffer, offset, length) -> {
            final byte[] chunk = new byte[length];
            buffer.getBytes(offset, chunk);
            bytes.writeBytes(chunk);
        });
        return bytes.toByteArray();
    }

    @Override
    public void restart(final SplittableRandom random) {
        if (!isStarted) {
            return;
        }
        final AlertEngine before = engine;
        engine = new AlertEngine(this);
        isReplaying = true;
        try {
            int from = 0;
            // Now and then the newest is damaged, or all of them are.
            final int wanted = snapshots.size() - 1 - (random.nextInt(4) == 0 ? 1 : 0);
            final boolean isWhole = journal.size() > REPLAY_ALL_BELOW || random.nextInt(6) > 0;
            if (wanted >= 0 && isWhole) {
                final Kept kept = snapshots.get(wanted);
                restore(kept.bytes);
                from = kept.records;
            }
            for (final Recorded each : journal.subList(from, journal.size())) {
                if (each.message == null) {
                    engine.onTick(each.timestampNs);
                } else {
                    feed(engine, each.timestampNs, each.message);
                }
            }
        } finally {
            isReplaying = false;
        }
        mustBe(before, engine);
    }

    /**
     * Compares two engines, one of which has taken the place of the other.
     *
     * @param before the one that was killed.
     * @param after  the one that was started.
     */
    void mustBe(final AlertEngine before, final AlertEngine after) {
        same("eventSeq", before.eventSeq(), after.eventSeq());
        same("commandSeq", before.commandSeq(), after.commandSeq());
        same("the rolling hash", before.eventHash(), after.eventHash());
        same("the state's digest", before.stateDigest(), after.stateDigest());
        same("nextDeadlineNs", before.nextDeadlineNs(), after.nextDeadlineNs());
    }

    private void restore(final byte[] bytes) {
        final int[] at = new int[1];
        try {
            engine.restore((buffer, offset, length) -> {
                final int count = Math.min(length, bytes.length - at[0]);
                if (count == 0) {
                    return -1;
                }
                buffer.putBytes(offset, bytes, at[0], count);
                at[0] += count;
                return count;
            });
        } catch (final SnapshotException refused) {
            throw new Fault("after a restart: a whole snapshot is refused: " + refused.getMessage(), refused);
        }
    }

    private static void same(final String what, final long before, final long after) {
        if (before != after) {
            throw new Fault("after a restart: " + what + " is " + after + ", it was " + before);
        }
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        crc.reset();
        crc.update(bytes);
        if (isReplaying) {
            if (eventSeq > eventSums.size() || eventSums.getLong((int) eventSeq - 1) != crc.getValue()) {
                throw new Fault("after a restart: event " + eventSeq + " is not the one that was recorded: "
                        + Schema.TOCSIN.line(new UnsafeBuffer(bytes), 0, length));
            }
            return;
        }
        if (eventSeq != eventSums.size() + 1L) {
            throw new Fault("event " + eventSeq + " follows event " + eventSums.size());
        }
        eventSums.addLong(crc.getValue());
        lines.add(Schema.TOCSIN.line(new UnsafeBuffer(bytes), 0, length));
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        if (!isReplaying) {
            lines.add(Schema.TOCSIN.line(buffer, offset, length));
        }
    }

    @Override
    public void report(final Watch watch, final boolean full) {
        if (isStarted) {
            watch.begin(full, engine.limits().maxAlerts(), nowNs(), nextDeadlineNs());
            if (full) {
                engine.report(watch);
            } else {
                engine.reportAlerts(watch);
            }
            watch.end();
        }
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

    /** A copy of a message with another number in it. */
    static byte[] patched(final byte[] message, final int at, final long value) {
        final byte[] copy = Arrays.copyOf(message, message.length);
        new UnsafeBuffer(copy).putLong(at, value);
        return copy;
    }
}
