package io.tocsin.transport.server;

import io.tocsin.AlertRouter;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.journal.StorageState;
import io.tocsin.transport.aeron.ArchiveStore;
import java.util.List;

/** Keeps everything in a folder: level OS or DISK. */
final class DiskHost implements JournalHost {
    private final JournalSettings settings;
    private final ArchiveStore store;

    private DiskHost(final JournalSettings settings, final ArchiveStore store) {
        this.settings = settings;
        this.store = store;
    }

    /** Opens the folder. Waits, a second or so. */
    static DiskHost open(final JournalSettings settings) {
        return new DiskHost(
                settings,
                ArchiveStore.open(new ArchiveStore.Context()
                        .folder(settings.folder())
                        .level(
                                settings.level() == Level.DISK
                                        ? io.tocsin.journal.Level.DISK
                                        : io.tocsin.journal.Level.OS)
                        .termLength(settings.termBytes())
                        .segmentLength(settings.segmentBytes())
                        .lowWaterBytes(settings.lowWaterBytes())
                        .fullWaterBytes(settings.criticalLowWaterBytes())));
    }

    @Override
    public void giveTo(final AlertRouter.Context router) {
        router.journal(store.journal())
                .eventLog(store.eventLog())
                .snapshots(store.snapshots())
                .snapshotIntervalCommands(settings.snapshotCommands())
                .snapshotInterval(settings.snapshotEvery())
                .level(settings.level());
    }

    @Override
    public String describe() {
        return "in " + settings.folder() + ", level " + settings.level() + ": they survive "
                + (settings.level() == Level.DISK ? "process and power" : "the process, not the power");
    }

    @Override
    public List<String> warnings() {
        return store.warnings();
    }

    @Override
    public long usableBytes() {
        return store.usableBytes();
    }

    @Override
    public StorageState room() {
        return store.journal().storageState();
    }

    @Override
    public void close() {
        store.close();
    }
}
