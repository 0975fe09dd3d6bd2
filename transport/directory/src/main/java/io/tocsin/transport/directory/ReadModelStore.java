package io.tocsin.transport.directory;

/**
 * A table of bounded size in which a read model keeps its entries. One thread writes, any thread reads, and a reader waits for one write at most. What is in it can be made
 * again: nobody relies on its being there.
 */
public interface ReadModelStore extends AutoCloseable {
    /**
     * Looks up. Any thread; does not allocate.
     *
     * @param key   of the entry.
     * @param value receives it.
     * @return {@code false}: there is none, and the value is not to be used.
     */
    boolean get(Slice key, Slice value);

    /**
     * Puts an entry, in the place of the one before. Writer only.
     *
     * @param key   of the entry; not kept.
     * @param value not kept.
     * @param isNew whether there is none of the key.
     * @return {@code false}: the table is full, and nothing was changed.
     */
    boolean put(Slice key, Slice value, boolean isNew);

    /** Removes an entry, if there is one. Writer only. */
    void remove(Slice key);

    /** How many entries there are. Writer only. */
    long size();

    /** Gives every entry, in no order. Writer only; what is visited must not be changed meanwhile. */
    void forEach(Visitor visitor);

    /** Gives up what it holds, in order. Writer only, once nobody reads any more; does nothing the second time. */
    @Override
    void close();

    /** Is given entries. */
    @FunctionalInterface
    interface Visitor {
        /** The next; both are valid during the call only. */
        void visit(Slice key, Slice value);
    }
}
