package io.tocsin.engine.authority;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.ViewReason;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.DeadlineHeap;
import io.tocsin.engine.store.Due;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Who may see a patient for a time, without a relationship. Everybody has three places, each for one patient and taken for a day, so that there is always room, and nobody sees more
 * than three such patients in a day.
 */
public final class Views implements Due {
    /** Patients whom one person may see so in a day. */
    public static final int PER_DAY = 3;

    /** No view. */
    public static final int NONE = -1;

    private static final long DAY_NS = 24L * 3_600 * 1_000_000_000;
    private static final int SECTION_ID = 55;
    private static final int SECTION_VERSION = 1;
    /** With what the site says of it; one that has said nothing writes what older code reads. */
    private static final int SECTION_VERSION_WITH_RULES = 2;

    /** 0 = the place was never taken. */
    final long[] viewId;

    final long[] sinceNs;
    final long[] untilNs;
    final int[] subject;
    final byte[] reason;
    private final boolean[] isActive;
    private final ViewRules rules = new ViewRules();
    private final DeadlineHeap deadlines;
    private final ViewEvents events;
    private final UnsafeBuffer nothing = new UnsafeBuffer(new byte[0]);
    private int active;
    private long lastId;

    /**
     * Nobody sees anybody.
     *
     * @param maxPeople people.
     * @param events    of views.
     */
    public Views(final int maxPeople, final ViewEvents events) {
        this.events = events;
        final int places = Math.multiplyExact(maxPeople, PER_DAY);
        viewId = new long[places];
        sinceNs = new long[places];
        untilNs = new long[places];
        subject = new int[places];
        reason = new byte[places];
        isActive = new boolean[places];
        deadlines = new DeadlineHeap(places);
    }

    static int personOf(final int place) {
        return place / PER_DAY;
    }

    /** As the site says. */
    public ViewRules rules() {
        return rules;
    }

    /** Whether the site permits another view now, of a person by index. */
    public boolean hasRoom(final int person) {
        int own = 0;
        for (int place = person * PER_DAY; place < (person + 1) * PER_DAY; place++) {
            own += isActive[place] ? 1 : 0;
        }
        return own < rules.perPerson() && (rules.atOnce() == 0 || active < rules.atOnce());
    }

    /** How many there are now. */
    public int active() {
        return active;
    }

    /** Whether a person, by index, may see a patient now, by index or -1. */
    public boolean has(final int person, final int patient) {
        return active > 0 && patient != NONE && find(person, patient) != NONE;
    }

    /** Where the active view of a person, by index, of a patient, by index, stands; or {@link #NONE}. */
    public int find(final int person, final int patient) {
        for (int place = person * PER_DAY; place < (person + 1) * PER_DAY; place++) {
            if (isActive[place] && subject[place] == patient) {
                return place;
            }
        }
        return NONE;
    }

    /** A place for another view of a person, by index: the one of the same patient, else one never taken, or for a day; or {@link #NONE}. */
    public int free(final int person, final int patient, final long nowNs) {
        int free = NONE;
        for (int place = person * PER_DAY; place < (person + 1) * PER_DAY; place++) {
            if (viewId[place] != 0 && !isActive[place] && subject[place] == patient) {
                return place;
            }
            if (free == NONE && (viewId[place] == 0 || (!isActive[place] && nowNs - sinceNs[place] >= DAY_NS))) {
                free = place;
            }
        }
        return free;
    }

    /**
     * A person may see a patient, or longer than before.
     *
     * @param place   found, or free.
     * @param patient index.
     * @param why     value of the enum ViewReason.
     * @param nowNs   engine time.
     * @param endNs   when it ends, epoch ns; at the latest when the longest that the site permits is over from its beginning.
     * @param comment holds why, in words.
     * @param offset  of its first byte.
     * @param length  of it.
     */
    public void grant(
            final int place,
            final int patient,
            final int why,
            final long nowNs,
            final long endNs,
            final DirectBuffer comment,
            final int offset,
            final int length) {
        if (!isActive[place]) {
            isActive[place] = true;
            active++;
            viewId[place] = ++lastId;
            subject[place] = patient;
            sinceNs[place] = nowNs;
            untilNs[place] = 0;
        }
        reason[place] = (byte) why;
        untilNs[place] = Math.max(untilNs[place], Math.min(endNs, sinceNs[place] + rules.mostNs()));
        deadlines.arm(place, untilNs[place], viewId[place]);
        events.granted(Because.of(Clause.GLASS_BROKEN), this, place, comment, offset, length);
    }

    /**
     * A person may not see a patient any more.
     *
     * @param place    of the active view.
     * @param clause   why.
     * @param nowNs    engine time.
     * @param sourceId of the command; 0 = none.
     * @param endedBy  person index, or -1.
     */
    public void end(final int place, final Clause clause, final long nowNs, final long sourceId, final int endedBy) {
        isActive[place] = false;
        active--;
        untilNs[place] = Math.min(untilNs[place], nowNs);
        deadlines.arm(place, DeadlineHeap.NEVER, 0);
        events.revoked(Because.of(clause), this, place, sourceId, endedBy);
    }

    @Override
    public long firstNs() {
        return deadlines.firstNs();
    }

    @Override
    public void fire(final long nowNs) {
        end(deadlines.first(), Clause.VIEW_OVER, nowNs, 0, NONE);
    }

    /**
     * Says which there are, and which of the last day are over.
     *
     * @param to     events of the report's stream.
     * @param people how many there are.
     * @param nowNs  engine time.
     */
    public void report(final ViewEvents to, final int people, final long nowNs) {
        for (int place = 0; place < people * PER_DAY; place++) {
            if (viewId[place] != 0 && (isActive[place] || nowNs - sinceNs[place] < DAY_NS)) {
                to.granted(Because.NOTHING, this, place, nothing, 0, 0);
                if (!isActive[place]) {
                    to.revoked(Because.NOTHING, this, place, 0, NONE);
                }
            }
        }
    }

    /**
     * Writes the views.
     *
     * @param writer of the snapshot.
     * @param people how many there are.
     */
    public void snapshot(final SnapshotWriter writer, final int people) {
        writer.section(SECTION_ID, rules.isSaid() ? SECTION_VERSION_WITH_RULES : SECTION_VERSION);
        writer.putLong(lastId);
        int taken = 0;
        for (int place = 0; place < people * PER_DAY; place++) {
            taken += viewId[place] == 0 ? 0 : 1;
        }
        writer.putInt(taken);
        for (int place = 0; place < people * PER_DAY; place++) {
            if (viewId[place] != 0) {
                writer.putInt(place);
                writer.putLong(viewId[place]);
                writer.putLong(sinceNs[place]);
                writer.putLong(untilNs[place]);
                writer.putInt(subject[place]);
                writer.putByte(reason[place]);
                writer.putByte(isActive[place] ? 1 : 0);
            }
        }
        if (rules.isSaid()) {
            rules.snapshot(writer);
        }
    }

    /**
     * Takes the views over.
     *
     * @param reader   of the snapshot.
     * @param people   how many there are.
     * @param subjects how many there are.
     */
    public void restore(final SnapshotReader reader, final int people, final int subjects) {
        final int version = reader.section(SECTION_ID, SECTION_VERSION, SECTION_VERSION_WITH_RULES);
        lastId = reader.getLong();
        for (int left = reader.getCount(people * PER_DAY, "views"); left > 0; left--) {
            final int place = reader.getCount(people * PER_DAY - 1, "as a view");
            viewId[place] = reader.getLong();
            sinceNs[place] = reader.getLong();
            untilNs[place] = reader.getLong();
            subject[place] = reader.getCount(subjects - 1, "as a patient");
            reason[place] = (byte) reader.getByte();
            if (reason[place] < 1 || reason[place] > ViewReason.OTHER.value()) {
                throw new SnapshotException("view " + viewId[place] + " is none");
            }
            if (reader.getByte() != 0) {
                isActive[place] = true;
                active++;
                deadlines.arm(place, untilNs[place], viewId[place]);
            }
        }
        if (version == SECTION_VERSION_WITH_RULES) {
            rules.restore(reader);
        }
    }
}
