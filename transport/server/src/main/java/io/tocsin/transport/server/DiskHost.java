package io.tocsin.transport.server;

import io.tocsin.AlertRouter;
import io.tocsin.atrest.AtRest;
import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.KeyRefusedException;
import io.tocsin.atrest.PatientKeys;
import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.journal.EventLog;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.StorageState;
import io.tocsin.transport.aeron.ArchiveStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps everything in a folder: level OS or DISK. */
final class DiskHost implements JournalHost {
    private static final Logger LOG = LoggerFactory.getLogger(DiskHost.class);
    private static final long CHECK_MS = 1_000;
    /** Of each stream a second: a terabyte takes three days, and nobody beside it waits for the disk. */
    private static final int CHECK_BYTES = 4 << 20;

    private final JournalSettings settings;
    private final AtRest atRest;
    private final ArchiveStore store;
    private final List<String> leftOpen;
    private final @Nullable KeyWatch keys;
    private final @Nullable PatientTexts texts;
    private boolean hasToldFault;
    private final Repeating checking;
    private String toldDamage = "";
    private boolean hasToldUnread;

    private DiskHost(
            final JournalSettings settings,
            final AtRest atRest,
            final ArchiveStore store,
            final @Nullable PatientTexts texts) {
        this.settings = settings;
        this.atRest = atRest;
        this.store = store;
        this.texts = texts;
        final AtRestKeys sealing = atRest.forWriting();
        leftOpen = sealing == null ? List.of() : LeftOpen.in(settings.folder());
        keys = sealing == null ? null : new KeyWatch(sealing);
        checking = new Repeating("tocsin-journal-check", CHECK_MS, this::check);
    }

    /** Opens the folder. Waits, a second or so. */
    static DiskHost open(final JournalSettings settings, final AtRest atRest) {
        PatientTexts texts = null;
        try {
            texts = texts(settings, atRest);
            return new DiskHost(
                    settings,
                    atRest,
                    ArchiveStore.open(new ArchiveStore.Context()
                            .folder(settings.folder())
                            .atRest(atRest)
                            .level(
                                    settings.level() == Level.DISK
                                            ? io.tocsin.journal.Level.DISK
                                            : io.tocsin.journal.Level.OS)
                            .termLength(settings.termBytes())
                            .segmentLength(settings.segmentBytes())
                            .lowWaterBytes(settings.lowWaterBytes())
                            .fullWaterBytes(settings.criticalLowWaterBytes())),
                    texts);
        } catch (final RuntimeException failed) {
            if (texts != null) {
                texts.close();
            }
            throw failed instanceof KeyRefusedException
                    ? new JournalException(String.valueOf(failed.getMessage()), failed)
                    : failed;
        }
    }

    /** A patient's key survives what the commands survive that are sealed with it. */
    private static @Nullable PatientTexts texts(final JournalSettings settings, final AtRest atRest) {
        return atRest.patientsFolder() == null || atRest.keys() == null
                ? null
                : new PatientTexts(
                        PatientKeys.open(
                                atRest.patientsFolder(),
                                atRest.keys(),
                                settings.level() == Level.DISK,
                                System::currentTimeMillis),
                        atRest.patientsKeepDays());
    }

    @Override
    public void giveTo(final AlertRouter.Context router) {
        router.journal(store.journal())
                .eventLog(store.eventLog())
                .snapshots(store.snapshots())
                .snapshotIntervalCommands(settings.snapshotCommands())
                .snapshotInterval(settings.snapshotEvery())
                .level(settings.level());
        if (texts != null) {
            router.patientTexts(texts);
        }
    }

    @Override
    public Journal journal() {
        return store.journal();
    }

    @Override
    public EventLog eventLog() {
        return store.eventLog();
    }

    @Override
    public String describe() {
        final AtRestKeys sealing = atRest.forWriting();
        return "in " + settings.folder() + ", level " + settings.level() + ": they survive "
                + (settings.level() == Level.DISK ? "process and power" : "the process, not the power")
                + (sealing == null
                        ? ", and are not sealed"
                        : ", sealed with " + sealing.current() + " of " + sealing.folder());
    }

    @Override
    public List<String> warnings() {
        final List<String> warnings = new ArrayList<>(store.warnings());
        warnings.addAll(leftOpen);
        if (texts != null && !texts.keys().damaged().isEmpty()) {
            warnings.add("of the patients' keys " + texts.keys().file() + " the records at the bytes "
                    + texts.keys().damaged()
                    + " are damaged: what was sealed with them is lost, unless a copy has them");
        }
        return warnings;
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
    public long verifiedBytes() {
        return store.check().verifiedBytes();
    }

    @Override
    public String damage() {
        return store.check().damage();
    }

    @Override
    public long failedLooks() {
        return store.check().failedLooks();
    }

    @Override
    public @Nullable KeyWatch keys() {
        return keys;
    }

    @Override
    public @Nullable PatientTexts texts() {
        return texts;
    }

    @Override
    public void close() {
        checking.close();
        if (keys != null) {
            keys.close();
        }
        store.close();
        if (texts != null) {
            texts.close();
        }
    }

    /** Told once, and again when all of it is done. */
    private void look(final PatientTexts ofPatients) {
        final boolean isFault = ofPatients.faults() > 0 && ofPatients.keys().undestroyed() > 0;
        if (isFault && !hasToldFault) {
            LOG.error(
                    "keys of patients who are forgotten cannot be destroyed in {}: it is tried every second; look at"
                            + " its disk, and do not take the order for carried out before this line is followed by"
                            + " another",
                    ofPatients.keys().file());
        } else if (!isFault && hasToldFault) {
            LOG.info(
                    "keys of patients who are forgotten are destroyed in {}",
                    ofPatients.keys().file());
        }
        hasToldFault = isFault;
    }

    /** On its own thread. */
    private void check() {
        if (texts != null) {
            look(texts);
        }
        store.check().look(CHECK_BYTES);
        final String damage = store.check().damage();
        if (!damage.equals(toldDamage)) {
            toldDamage = damage;
            LOG.error(
                    "{}; the router goes on. Copy {} and run ./tocsin journal verify on the copy, before anything else",
                    damage,
                    settings.folder());
        }
        final String unread = store.check().unread();
        if (!unread.isEmpty() && !hasToldUnread) {
            LOG.warn("{}; that is no damage, and it is tried again every {} ms", unread, CHECK_MS);
        } else if (unread.isEmpty() && hasToldUnread) {
            LOG.info("what was recorded can be read again");
        }
        hasToldUnread = !unread.isEmpty();
    }
}
