package io.tocsin.router;

/** FNV-1a, 64 bits, over the entry bytes of a configuration as its parts carry them. One thread. */
public final class ContentHash {
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private long hash = BASIS;

    /** Begins at the basis. */
    public ContentHash() {}

    /**
     * Adds an entry as a part holds it: its length in two bytes, little-endian, then the entry.
     *
     * @param entry a message with its header.
     */
    public void addFramed(final byte[] entry) {
        add((byte) entry.length);
        add((byte) (entry.length >>> Byte.SIZE));
        for (final byte next : entry) {
            add(next);
        }
    }

    /**
     * The hash of what was added so far.
     *
     * @return all 64 bits count.
     */
    public long value() {
        return hash;
    }

    private void add(final byte next) {
        hash = (hash ^ (next & 0xFF)) * PRIME;
    }
}
