package io.tocsin.transport.server;

import io.tocsin.AlertRouter;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.journal.StorageState;
import java.util.List;

/** Keeps nothing: level MEMORY. */
final class MemoryHost implements JournalHost {
    @Override
    public void giveTo(final AlertRouter.Context router) {
        router.level(Level.MEMORY);
    }

    @Override
    public String describe() {
        return "nowhere: at level MEMORY nothing survives the process";
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public long usableBytes() {
        return UNKNOWN;
    }

    @Override
    public StorageState room() {
        return StorageState.AMPLE;
    }

    @Override
    public void close() {}
}
