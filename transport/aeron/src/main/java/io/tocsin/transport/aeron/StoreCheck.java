package io.tocsin.transport.aeron;

/**
 * Reads again what a running store has recorded, every frame against its checksum, a little at a time and round after round: what is damaged while the node runs is
 * known before a start needs it. What it reads may come from the system's cache; whether commands, events and snapshots tell one story is for {@code tocsin journal
 * verify}. Disturbs nobody who appends: it reads what is recorded already, which nobody changes any more.
 *
 * <p>One thread looks; what was found, any thread. The first damage stays, and with it its stream is not read any further.
 */
public final class StoreCheck implements AutoCloseable {
    private final StreamCheck commands;
    private final StreamCheck events;
    private boolean closed;
    private volatile long verifiedBytes;
    private volatile String damage = "";

    StoreCheck(final StreamCheck commands, final StreamCheck events) {
        this.commands = commands;
        this.events = events;
    }

    /**
     * Reads on. Waits for the disk; does nothing once the store is closed.
     *
     * @param mostBytes of each of the two streams, about; a record that has begun is read to its end.
     */
    public synchronized void look(final int mostBytes) {
        if (!closed) {
            verifiedBytes += commands.look(mostBytes) + events.look(mostBytes);
            damage = commands.damage().isEmpty() ? events.damage() : commands.damage();
        }
    }

    /**
     * How much was read and was whole, since the store was opened; what was read twice counts twice.
     *
     * @return bytes.
     */
    public long verifiedBytes() {
        return verifiedBytes;
    }

    /**
     * What was found first.
     *
     * @return stream, position and file; empty if everything was whole so far.
     */
    public String damage() {
        return damage;
    }

    /** Reads nothing any more. Waits for a look that has begun. */
    @Override
    public synchronized void close() {
        closed = true;
        commands.close();
        events.close();
    }
}
