package io.tocsin.engine.monitoring;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import java.util.Arrays;

/**
 * When an advisory was told last of subjects that have no slot any more, so that whoever is read again is not advised again too early. As many as there are slots,
 * each at a place that its index gives: of two at one place the one that lost its slot later is remembered.
 */
final class LateAdvice {
    private static final int SECTION_ID = 47;
    private static final int SECTION_VERSION = 1;

    private final int places;
    /** Plus one; 0 = nobody. All three are empty until something is followed. */
    private int[] subject = {};

    private long[] toldNs = {};
    private byte[] band = {};

    LateAdvice(final int places) {
        this.places = places;
    }

    /** Something is followed from now on: takes the memory, once. */
    void allocate() {
        subject = new int[places];
        toldNs = new long[places];
        band = new byte[places];
    }

    void keep(final int ofSubject, final long atNs, final int inBand) {
        final int place = ofSubject % places;
        subject[place] = ofSubject + 1;
        toldNs[place] = atNs;
        band[place] = (byte) inBand;
    }

    /** Epoch ns; 0 = not known. */
    long toldNs(final int ofSubject) {
        return isKnown(ofSubject) ? toldNs[ofSubject % places] : 0;
    }

    /** Value of the enum NewsBand. */
    int band(final int ofSubject) {
        return isKnown(ofSubject) ? band[ofSubject % places] : TrendRules.ZERO;
    }

    void strike(final int ofSubject) {
        if (isKnown(ofSubject)) {
            subject[ofSubject % places] = 0;
        }
    }

    private boolean isKnown(final int ofSubject) {
        return subject.length > 0 && subject[ofSubject % places] == ofSubject + 1;
    }

    void clear() {
        Arrays.fill(subject, 0);
    }

    void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        int count = 0;
        for (final int each : subject) {
            count += each == 0 ? 0 : 1;
        }
        writer.putInt(count);
        for (int place = 0; place < subject.length; place++) {
            if (subject[place] != 0) {
                writer.putInt(subject[place] - 1);
                writer.putLong(toldNs[place]);
                writer.putByte(band[place]);
            }
        }
    }

    void restore(final SnapshotReader reader, final int subjects) {
        reader.section(SECTION_ID, SECTION_VERSION);
        for (int left = reader.getCount(subject.length, "advisories told before"); left > 0; left--) {
            keep(reader.getCount(subjects - 1, "as a subject"), reader.getLong(), reader.getByte());
        }
    }
}
