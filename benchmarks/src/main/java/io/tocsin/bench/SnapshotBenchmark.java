package io.tocsin.bench;

import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.snapshot.StreamHash;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to write the whole state, to take it over and to digest it. The counter {@code megabyte} gives the time per 10^6 bytes of snapshot. */
public class SnapshotBenchmark extends BenchmarkBase {
    private static final int CHUNK_BYTES = 64 * 1024;

    /**
     * Writes a snapshot to memory.
     *
     * @param state    of the engine.
     * @param progress counts.
     * @return the digest.
     */
    @Benchmark
    public long write(final Full state, final Progress progress) {
        state.written = 0;
        final long digest = state.engine.snapshot((buffer, offset, length) -> {
            state.target.putBytes(state.written, buffer, offset, length);
            state.written += length;
        });
        progress.add(state.length);
        return digest;
    }

    /**
     * Takes a snapshot over: a new engine, its tables included.
     *
     * @param state    of the engine.
     * @param progress counts.
     * @return the new engine's sequence.
     */
    @Benchmark
    public long restore(final Full state, final Progress progress) {
        final AlertEngine restored = state.restored();
        progress.add(state.length);
        return restored.commandSeq();
    }

    /**
     * Digests the state, writing nothing.
     *
     * @param state    of the engine.
     * @param progress counts.
     * @return the digest.
     */
    @Benchmark
    public long digest(final Full state, final Progress progress) {
        progress.add(state.length);
        return state.engine.stateDigest();
    }

    /**
     * The raw limit of the digest: the hash over the same bytes, in the same chunks.
     *
     * @param state    of the engine.
     * @param progress counts.
     * @return the hash.
     */
    @Benchmark
    public long rawHash(final Full state, final Progress progress) {
        final StreamHash hash = new StreamHash();
        for (int at = 0; at < state.length; at += CHUNK_BYTES) {
            hash.update(state.snapshot, at, Math.min(CHUNK_BYTES, state.length - at));
        }
        progress.add(state.length);
        return hash.digest();
    }

    /**
     * The raw limit of write and restore: a copy of the same bytes, in the same chunks.
     *
     * @param state    of the engine.
     * @param progress counts.
     * @return something of the copy.
     */
    @Benchmark
    public long rawCopy(final Full state, final Progress progress) {
        for (int at = 0; at < state.length; at += CHUNK_BYTES) {
            state.target.putBytes(at, state.snapshot, at, Math.min(CHUNK_BYTES, state.length - at));
        }
        progress.add(state.length);
        return state.target.getLong(0);
    }

    /** How much went through. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Progress {
        private static final double MEGABYTE = 1_000_000;

        /** Snapshots in 10^6 bytes. */
        public double megabyte;

        /** Starts at 0. */
        @Setup(Level.Iteration)
        public void reset() {
            megabyte = 0;
        }

        void add(final int bytes) {
            megabyte += bytes / MEGABYTE;
        }
    }

    /** An engine that knows everybody's vital signs and has {@value AlertCycle#OTHERS} alerts open, and its snapshot. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls start() before anything else.
    public static class Full {
        private static final int BATCH = 64;

        /** Patients of the site. */
        @Param("100000")
        public int patients;

        AlertEngine engine;
        UnsafeBuffer snapshot;
        UnsafeBuffer target;
        int length;
        int written;
        private int readAt;

        /** Fills the engine and takes its snapshot. */
        @Setup(Level.Trial)
        public void start() {
            final AlertCycle cycle = new AlertCycle(patients, BATCH);
            engine = cycle.engine();
            final UnsafeBuffer message = new UnsafeBuffer(new byte[AlertEngine.MAX_COMMAND_LENGTH]);
            for (int patient = 0; patient < patients; patient++) {
                engine.onCommand(cycle.nowNs(), message, 0, Readings.writeAllInputs(message, patient));
            }
            final ExpandableArrayBuffer growing = new ExpandableArrayBuffer(1 << 20);
            engine.snapshot((buffer, offset, bytes) -> {
                growing.putBytes(length, buffer, offset, bytes);
                length += bytes;
            });
            snapshot = new UnsafeBuffer(growing.byteArray(), 0, length);
            target = new UnsafeBuffer(new byte[length]);
            if (restored().stateDigest() != engine.stateDigest()) {
                throw new IllegalStateException("the restored state differs");
            }
        }

        AlertEngine restored() {
            readAt = 0;
            final AlertEngine restored = new AlertEngine(new Output());
            restored.restore((buffer, offset, most) -> {
                final int read = Math.min(most, length - readAt);
                buffer.putBytes(offset, snapshot, readAt, read);
                readAt += read;
                return read;
            });
            return restored;
        }
    }
}
