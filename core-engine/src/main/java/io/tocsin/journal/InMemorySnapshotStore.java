package io.tocsin.journal;

import io.tocsin.engine.snapshot.EndMark;
import io.tocsin.engine.snapshot.SnapshotSink;
import io.tocsin.engine.snapshot.SnapshotSource;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Keeps the newest two snapshots on the heap, for tests and for embedders who keep their journal there too. Committed at once; goes on working after closing. */
public final class InMemorySnapshotStore implements SnapshotStore {
    private static final int KEPT = 2;

    private final List<Kept> snapshots = new ArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final SnapshotSink sink = (buffer, offset, length) -> {
        final byte[] chunk = new byte[length];
        buffer.getBytes(offset, chunk);
        bytes.write(chunk, 0, length);
    };
    private @Nullable SnapshotMark begun;

    /** An empty store. */
    public InMemorySnapshotStore() {}

    @Override
    public synchronized List<StoredSnapshot> list() {
        return List.copyOf(snapshots);
    }

    @Override
    public List<String> problems() {
        return List.of();
    }

    @Override
    public boolean prepare(final long likelyBytes) {
        return true;
    }

    @Override
    public void begin(final SnapshotMark mark) {
        begun = mark;
        bytes.reset();
    }

    @Override
    public SnapshotSink sink() {
        return sink;
    }

    @Override
    public synchronized void commit() {
        if (begun == null) {
            throw new IllegalStateException("no snapshot was begun");
        }
        final int length = bytes.size();
        final UnsafeBuffer whole = new UnsafeBuffer(Arrays.copyOf(bytes.toByteArray(), length + EndMark.LENGTH));
        final EndMark endMark = new EndMark();
        endMark.add(whole, 0, length);
        endMark.put(whole, length);
        snapshots.add(0, new Kept(begun, whole));
        begun = null;
        if (snapshots.size() > KEPT) {
            snapshots.remove(KEPT);
        }
    }

    @Override
    public void close() {
        begun = null;
    }

    private static final class Kept implements StoredSnapshot {
        private final SnapshotMark mark;
        private final UnsafeBuffer bytes;

        Kept(final SnapshotMark mark, final UnsafeBuffer bytes) {
            this.mark = mark;
            this.bytes = bytes;
        }

        @Override
        public SnapshotMark mark() {
            return mark;
        }

        @Override
        public String name() {
            return "the snapshot in memory at journal position " + mark.journalPosition();
        }

        @Override
        public void read(final Consumer<SnapshotSource> reader) {
            final int[] at = {0};
            reader.accept((buffer, offset, length) -> {
                final int read = Math.min(length, bytes.capacity() - at[0]);
                buffer.putBytes(offset, bytes, at[0], read);
                at[0] += read;
                return read == 0 ? -1 : read;
            });
        }
    }
}
