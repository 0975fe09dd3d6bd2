package io.tocsin.bench;

import io.tocsin.engine.AlertEngine;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Commands in places of one ring slot each, as the engine meets them behind a ring. */
final class CommandSlots {
    /** Engine time that passes from one command to the next. */
    static final long STEP_NS = 1_000;

    private static final int SLOT_BYTES = AlertEngine.MAX_COMMAND_LENGTH;

    private final UnsafeBuffer buffer;
    private final int[] lengths;

    CommandSlots(final int count) {
        buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(count * SLOT_BYTES, BitUtil.CACHE_LINE_LENGTH));
        lengths = new int[count];
    }

    int count() {
        return lengths.length;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    int offset(final int index) {
        return index * SLOT_BYTES;
    }

    int length(final int index) {
        return lengths[index];
    }

    void length(final int index, final int length) {
        lengths[index] = length;
    }

    /** Gives all commands to an engine, in order; answers the time of the last. */
    long play(final AlertEngine engine, final long fromNs) {
        long nowNs = fromNs;
        for (int i = 0; i < lengths.length; i++) {
            nowNs += STEP_NS;
            engine.onCommand(nowNs, buffer, i * SLOT_BYTES, lengths[i]);
        }
        return nowNs;
    }

    /** The raw limit: copies each command's bytes, and as many bytes as it makes the engine say. */
    int copy(final UnsafeBuffer target, final int saidBytes) {
        for (int i = 0; i < lengths.length; i++) {
            target.putBytes(0, buffer, i * SLOT_BYTES, lengths[i]);
            target.putBytes(2 * SLOT_BYTES, target, 0, saidBytes);
        }
        return target.getInt(0);
    }
}
