package io.tocsin.transport.aeron;

/**
 * Reads again what a running store has recorded, every frame against its checksum, a little at a time and round after round: what is damaged while the node runs is
 * known before a start needs it. What it reads may come from the system's cache; whether commands, events and snapshots tell one story is for {@code tocsin journal
 * verify}. A stream that grows faster than it is read is never read twice, and its end never. Disturbs nobody who appends: it reads what is recorded already,
 * which nobody changes any more, into 64 KiB of its own for each stream, and maps nothing.
 *
 * <p>Damage is a record that does not match its checksum, a file of a wrong length, a record or a file that is not there. A file that cannot be read (too many are
 * open, no right to it, a sector that the disk does not give) is none: the next look tries again at the same place, and until one succeeds reads nothing behind it.
 *
 * <p>One thread looks; what was found, any thread. Damage stays, and with it its stream is not read any further.
 */
public final class StoreCheck implements AutoCloseable {
    private final StreamCheck commands;
    private final StreamCheck events;
    private volatile long verifiedBytes;
    private volatile long failedLooks;
    private volatile String damage = "";
    private volatile String unread = "";

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
        verifiedBytes += commands.look(mostBytes);
        keep(commands.damage());
        verifiedBytes += events.look(mostBytes);
        keep(events.damage());
        unread = commands.unread().isEmpty() ? events.unread() : commands.unread();
        if (!unread.isEmpty()) {
            failedLooks++;
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
     * What was found, of each stream the first; what was found first comes first.
     *
     * @return stream, position and file; empty if everything was whole so far.
     */
    public String damage() {
        return damage;
    }

    /**
     * What the last look could not read. No damage: nothing is known of it.
     *
     * @return stream, position, file and the reason; empty if everything could be read.
     */
    public String unread() {
        return unread;
    }

    /**
     * How many looks could not read something.
     *
     * @return 0 or more, since the store was opened.
     */
    public long failedLooks() {
        return failedLooks;
    }

    /** Reads nothing any more. Does not wait: a look that has begun ends by itself after at most 64 KiB. */
    @Override
    public void close() {
        commands.close();
        events.close();
    }

    /** A stream says the same for ever. */
    private synchronized void keep(final String found) {
        if (!damage.contains(found)) {
            damage = damage.isEmpty() ? found : damage + "; " + found;
        }
    }
}
