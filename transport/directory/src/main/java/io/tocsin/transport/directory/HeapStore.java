package io.tocsin.transport.directory;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps entries on the heap: for a plain JRE, and where nothing shall be left on the disk. Gone with the process. A look-up allocates its key. */
public final class HeapStore implements ReadModelStore {
    private final ConcurrentHashMap<Key, byte[]> entries = new ConcurrentHashMap<>();
    private final long capacity;

    /**
     * An empty table.
     *
     * @param capacity most entries.
     */
    public HeapStore(final long capacity) {
        this.capacity = capacity;
    }

    @Override
    public boolean get(final Slice key, final Slice value) {
        final byte[] found = entries.get(Key.of(key));
        if (found == null) {
            return false;
        }
        System.arraycopy(found, 0, value.bytes(), 0, found.length);
        value.length(found.length);
        return true;
    }

    @Override
    public boolean put(final Slice key, final Slice value, final boolean isNew) {
        if (isNew && entries.size() >= capacity) {
            return false;
        }
        entries.put(Key.of(key), Arrays.copyOf(value.bytes(), value.length()));
        return true;
    }

    @Override
    public void remove(final Slice key) {
        entries.remove(Key.of(key));
    }

    @Override
    public long size() {
        return entries.size();
    }

    @Override
    public void forEach(final Visitor visitor) {
        final Slice key = new Slice();
        final Slice value = new Slice();
        entries.forEach((held, bytes) -> {
            System.arraycopy(held.bytes, 0, key.bytes(), 0, held.bytes.length);
            key.length(held.bytes.length);
            System.arraycopy(bytes, 0, value.bytes(), 0, bytes.length);
            value.length(bytes.length);
            visitor.visit(key, value);
        });
    }

    @Override
    public void close() {
        entries.clear();
    }

    /** Compared by content. */
    private static final class Key {
        private final byte[] bytes;
        private final int hash;

        private Key(final byte[] bytes) {
            this.bytes = bytes;
            hash = Arrays.hashCode(bytes);
        }

        static Key of(final Slice slice) {
            return new Key(Arrays.copyOf(slice.bytes(), slice.length()));
        }

        @Override
        public boolean equals(final Object other) {
            return other instanceof Key key && Arrays.equals(bytes, key.bytes);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
