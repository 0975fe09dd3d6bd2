package io.tocsin.engine.watch;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.response.OwnAlerts;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.DeadlineHeap;
import io.tocsin.engine.store.Due;
import io.tocsin.engine.store.LongIndex;

/**
 * Sources that must be heard: one that stays silent for its time is a technical alert, which ends when the source is heard again (IEC 60601-1-8: failure of the
 * communication of a distributed alarm system is an alarm of its own). Any command of the source counts. Hearing one writes an instant; its deadline catches up when it
 * comes.
 */
public final class SourceWatch implements Due {
    private static final int SECTION_ID = 90;
    private static final int SECTION_VERSION = 1;
    private static final long NS_PER_S = 1_000_000_000L;
    /** The alert found no place: it is tried again after so long. */
    private static final long RETRY_NS = NS_PER_S;

    private final OwnAlerts alerts;
    private final EventStream stream;
    private final LongIndex sources;
    private final DeadlineHeap deadlines;
    private final long[] silentNs;
    private final byte[] severity;
    private final int[] subject;
    private final int[] unit;
    private final long[] heardNs;
    private final long[] deadlineNs;
    private final boolean[] isSilent;

    /**
     * Nobody is watched.
     *
     * @param capacity most sources, at least 1.
     * @param alerts   raises the alerts.
     * @param stream   for engine time.
     */
    public SourceWatch(final int capacity, final OwnAlerts alerts, final EventStream stream) {
        this.alerts = alerts;
        this.stream = stream;
        sources = new LongIndex(capacity);
        deadlines = new DeadlineHeap(capacity);
        silentNs = new long[capacity];
        severity = new byte[capacity];
        subject = new int[capacity];
        unit = new int[capacity];
        heardNs = new long[capacity];
        deadlineNs = new long[capacity];
        isSilent = new boolean[capacity];
    }

    /**
     * Watches a source from now on, or in another way than before.
     *
     * @param sourceId     of the source; the caller has checked that it finds a place.
     * @param newSilentNs  silence after which the alert is raised; 0 = watched no more.
     * @param newSeverity  value of the enum Severity.
     * @param newSubject   index of the device that stands for it.
     * @param newUnit      index, or -1.
     */
    public void watch(
            final long sourceId,
            final long newSilentNs,
            final int newSeverity,
            final int newSubject,
            final int newUnit) {
        final int before = sources.size();
        final int slot = sources.intern(sourceId);
        if (slot == before) {
            heardNs[slot] = stream.nowNs();
            isSilent[slot] = false;
        } else if (isSilent[slot] && (newSilentNs == 0 || newSubject != subject[slot])) {
            end(slot, Clause.CONFIGURED);
        }
        if (silentNs[slot] == 0) {
            // Nobody listened so far.
            heardNs[slot] = stream.nowNs();
        }
        silentNs[slot] = newSilentNs;
        severity[slot] = (byte) newSeverity;
        subject[slot] = newSubject;
        unit[slot] = newUnit;
        arm(slot, newSilentNs == 0 || isSilent[slot] ? NEVER : heardNs[slot] + newSilentNs);
    }

    /**
     * A source sent something.
     *
     * @param sourceId of the source, watched or not.
     */
    public void heard(final long sourceId) {
        if (sources.size() == 0) {
            return;
        }
        final int slot = sources.find(sourceId);
        if (slot == LongIndex.ABSENT) {
            return;
        }
        heardNs[slot] = stream.nowNs();
        if (isSilent[slot]) {
            end(slot, Clause.SOURCE_HEARD);
            arm(slot, heardNs[slot] + silentNs[slot]);
        }
    }

    @Override
    public long firstNs() {
        return deadlines.firstNs();
    }

    @Override
    public void fire(final long nowNs) {
        final int slot = deadlines.first();
        final long atNs = heardNs[slot] + silentNs[slot];
        if (atNs > nowNs) {
            arm(slot, atNs);
            return;
        }
        final int alert = alerts.technical(
                Because.of(Clause.SOURCE_SILENT),
                TechnicalCondition.SOURCE_SILENT,
                subject[slot],
                unit[slot],
                seconds(slot),
                severity[slot]);
        isSilent[slot] = alert != OwnAlerts.NONE;
        arm(slot, isSilent[slot] ? NEVER : nowNs + RETRY_NS);
    }

    /**
     * Whether a source that is watched is silent.
     *
     * @param sourceId of the source.
     * @return true if so.
     */
    boolean isSilent(final long sourceId) {
        final int slot = watched(sourceId);
        return slot != LongIndex.ABSENT && isSilent[slot];
    }

    /**
     * Whether a source says something.
     *
     * @param sourceId of the source.
     * @param sinceNs  epoch ns.
     * @return true if it was heard then or later; of one that is not watched nobody knows better.
     */
    boolean isHeardSince(final long sourceId, final long sinceNs) {
        final int slot = watched(sourceId);
        return slot == LongIndex.ABSENT || heardNs[slot] >= sinceNs;
    }

    private int watched(final long sourceId) {
        final int slot = sources.size() == 0 ? LongIndex.ABSENT : sources.find(sourceId);
        return slot == LongIndex.ABSENT || silentNs[slot] == 0 ? LongIndex.ABSENT : slot;
    }

    /**
     * Whether a source has a place, watched or not any more.
     *
     * @param sourceId of the source.
     * @return true if so.
     */
    public boolean isHeld(final long sourceId) {
        return sources.find(sourceId) != LongIndex.ABSENT;
    }

    /**
     * How many more sources fit.
     *
     * @return 0 when full.
     */
    public int free() {
        return sources.free();
    }

    /**
     * How many sources have a place.
     *
     * @return their numbers are below it.
     */
    public int count() {
        return sources.size();
    }

    /**
     * The source of a number.
     *
     * @param number of the source.
     * @return its id.
     */
    public long sourceId(final int number) {
        return sources.key(number);
    }

    /**
     * The silence after which the source's alert is raised.
     *
     * @param number of the source.
     * @return ns; 0 = not watched any more.
     */
    public long silentNs(final int number) {
        return silentNs[number];
    }

    /**
     * The severity of the source's alert.
     *
     * @param number of the source.
     * @return value of the enum Severity.
     */
    public int severity(final int number) {
        return severity[number];
    }

    /**
     * The device that stands for the source.
     *
     * @param number of the source.
     * @return index of the subject.
     */
    public int subject(final int number) {
        return subject[number];
    }

    /**
     * The unit whose people are told.
     *
     * @param number of the source.
     * @return index, or -1.
     */
    public int unit(final int number) {
        return unit[number];
    }

    /**
     * Writes who is watched and when each was heard.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        sources.snapshot(writer);
        for (int i = 0; i < sources.size(); i++) {
            writer.putLong(silentNs[i]);
            writer.putByte(severity[i]);
            writer.putInt(subject[i]);
            writer.putInt(unit[i]);
            writer.putLong(heardNs[i]);
            writer.putLong(deadlineNs[i]);
            writer.putByte(isSilent[i] ? 1 : 0);
        }
    }

    /**
     * Takes over who is watched.
     *
     * @param reader   of the snapshot.
     * @param subjects how many there are.
     * @param units    how many there are.
     */
    public void restore(final SnapshotReader reader, final int subjects, final int units) {
        reader.section(SECTION_ID, SECTION_VERSION);
        sources.restore(reader);
        for (int i = 0; i < sources.size(); i++) {
            silentNs[i] = reader.getLong();
            severity[i] = (byte) reader.getByte();
            subject[i] = reader.getIndex(subjects, "device of a source");
            unit[i] = reader.getIndex(units, "unit of a source");
            heardNs[i] = reader.getLong();
            arm(i, reader.getLong());
            isSilent[i] = reader.getByte() != 0;
        }
    }

    private void end(final int slot, final Clause clause) {
        isSilent[slot] = false;
        alerts.technicalEnded(clause, TechnicalCondition.SOURCE_SILENT, subject[slot], seconds(slot));
    }

    private int seconds(final int slot) {
        return (int) (silentNs[slot] / NS_PER_S);
    }

    private void arm(final int slot, final long atNs) {
        deadlineNs[slot] = atNs;
        deadlines.arm(slot, atNs, slot);
    }
}
