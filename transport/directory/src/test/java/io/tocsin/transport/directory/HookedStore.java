package io.tocsin.transport.directory;

import java.util.function.Predicate;

/** A table in memory that asks before it puts. */
final class HookedStore implements ReadModelStore {
    /** Is given the key; false = there is no room. */
    Predicate<Slice> hasRoom = key -> true;

    private final HeapStore heap = new HeapStore(1_000_000);

    @Override
    public boolean get(final Slice key, final Slice value) {
        return heap.get(key, value);
    }

    @Override
    public boolean put(final Slice key, final Slice value, final boolean isNew) {
        return hasRoom.test(key) && heap.put(key, value, isNew);
    }

    @Override
    public void remove(final Slice key) {
        heap.remove(key);
    }

    @Override
    public long size() {
        return heap.size();
    }

    @Override
    public void forEach(final Visitor visitor) {
        heap.forEach(visitor);
    }

    @Override
    public void close() {
        heap.close();
    }
}
