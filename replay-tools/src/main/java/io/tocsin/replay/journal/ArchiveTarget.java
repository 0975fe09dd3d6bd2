package io.tocsin.replay.journal;

import io.tocsin.atrest.AtRest;
import io.tocsin.atrest.AtRestKeys;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.transport.aeron.ArchiveStore;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** A data folder that a long log is written to, as a router would, but for snapshots. One thread; waits where a router would come back later. */
final class ArchiveTarget implements Grower.Target, AutoCloseable {
    private static final long PARK_NS = 20_000;
    private static final long STALLED_NS = 30_000_000_000L;

    private final ArchiveStore store;

    private ArchiveTarget(final ArchiveStore store) {
        this.store = store;
    }

    /**
     * Makes it.
     *
     * @param folder that is not there yet, or empty.
     * @param keys   with which it is sealed; {@code null} = it is not.
     * @throws JournalException if it cannot be made.
     */
    static ArchiveTarget make(final Path folder, final @Nullable AtRestKeys keys) {
        return make(new ArchiveStore.Context().folder(folder).atRest(keys == null ? AtRest.OPEN : AtRest.sealed(keys)));
    }

    /** The same, with everything else there is to say. */
    static ArchiveTarget make(final ArchiveStore.Context context) {
        return new ArchiveTarget(ArchiveStore.open(context));
    }

    @Override
    public void command(final long timestampNs, final DirectBuffer buffer, final int offset, final int length) {
        await(() -> store.journal().append(timestampNs, buffer, offset, length) != Journal.BACK_PRESSURED);
    }

    @Override
    public void event(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        await(() -> store.eventLog().append(eventSeq, buffer, offset, length));
    }

    @Override
    public void close() {
        store.close();
    }

    private static void await(final BooleanSupplier taken) {
        long sinceNs = 0;
        while (!taken.getAsBoolean()) {
            final long nowNs = System.nanoTime();
            if (sinceNs == 0) {
                sinceNs = nowNs;
            } else if (nowNs - sinceNs > STALLED_NS) {
                throw new JournalException("the archive has taken nothing for " + STALLED_NS + " ns");
            }
            LockSupport.parkNanos(PARK_NS);
        }
    }
}
