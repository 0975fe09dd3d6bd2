package io.tocsin.engine.delivery;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.DeadlineHeap;
import io.tocsin.engine.store.SlotPool;

/**
 * The bundles that wait to be sent, and until when what follows waits because something was sent. Both are kept by <i>place</i>: a person, a channel and how grave the
 * alerts are. What joins a bundle is decided by others; a member is a slot of {@link ContactTable}.
 */
final class BundleTable {
    static final int NONE = -1;

    /** Most members of a bundle: one more than fills a message would be read by nobody. */
    static final int MOST_MEMBERS = 32;

    /** How grave alerts are told apart: what is URGENT does not wait behind what is less. */
    static final int CLASSES = 2;

    private static final int SECTION_ID = 88;
    private static final int SECTION_VERSION = 1;
    private static final int CHANNELS = 6;
    private static final int PLACES = CHANNELS * CLASSES;

    private final SlotPool slots;
    private final DeadlineHeap due;
    private final int[] placeOf;
    private final long[] number;
    private final long[] dueNs;
    private final int[] count;
    private final int[] members;

    /** By place: until when what follows waits. */
    private final long[] untilNs;
    /** By place: the bundle that waits and one, or 0. */
    private final int[] waiting;

    private long lastBundle;
    private boolean isTouched;

    /**
     * Nothing waits.
     *
     * @param most      bundles at once.
     * @param maxPeople people.
     */
    BundleTable(final int most, final int maxPeople) {
        slots = new SlotPool(most);
        due = new DeadlineHeap(most);
        placeOf = new int[most];
        number = new long[most];
        dueNs = new long[most];
        count = new int[most];
        members = new int[most * MOST_MEMBERS];
        untilNs = new long[maxPeople * PLACES];
        waiting = new int[maxPeople * PLACES];
    }

    static int place(final int person, final int channel, final int ofClass) {
        return person * PLACES + channel * CLASSES + ofClass;
    }

    private static int personOf(final int place) {
        return place / PLACES;
    }

    private static int channelOf(final int place) {
        return place % PLACES / CLASSES;
    }

    /** Until when what follows what was sent waits, epoch ns; over if that is not after now. */
    long untilNs(final int place) {
        return untilNs[place];
    }

    /** Something was sent: what follows waits until then. */
    void sent(final int place, final long until) {
        untilNs[place] = until;
        isTouched = true;
    }

    /** What was sent to a person over a channel has failed: what follows does not wait because of it, and what waits there is due now. */
    void failed(final int person, final int channel, final long nowNs) {
        for (int ofClass = 0; ofClass < CLASSES; ofClass++) {
            final int place = place(person, channel, ofClass);
            final int bundle = waitingAt(place);
            untilNs[place] = 0;
            if (bundle != NONE) {
                dueNs[bundle] = Math.min(dueNs[bundle], nowNs);
                due.arm(bundle, dueNs[bundle], number[bundle]);
            }
        }
    }

    /** The bundle of a place, or {@link #NONE}. */
    int waitingAt(final int place) {
        return waiting[place] - 1;
    }

    /** A bundle without members, or {@link #NONE} if as many wait as may. */
    int begin(final int place) {
        final int bundle = slots.take();
        if (bundle != NONE) {
            placeOf[bundle] = place;
            number[bundle] = ++lastBundle;
            count[bundle] = 0;
            dueNs[bundle] = DeadlineHeap.NEVER;
            waiting[place] = bundle + 1;
        }
        return bundle;
    }

    /** A run joins, and the bundle is due by then or as before; whether it is full. */
    boolean join(final int bundle, final int run, final long byNs) {
        members[bundle * MOST_MEMBERS + count[bundle]++] = run;
        dueNs[bundle] = Math.min(dueNs[bundle], byNs);
        due.arm(bundle, dueNs[bundle], number[bundle]);
        return count[bundle] == MOST_MEMBERS;
    }

    /** A run leaves the bundle of a channel; what nobody is left in is gone. */
    void leave(final int person, final int channel, final int run) {
        for (int ofClass = 0; ofClass < CLASSES; ofClass++) {
            final int bundle = waitingAt(place(person, channel, ofClass));
            if (bundle != NONE) {
                leave(bundle, run);
            }
        }
    }

    private void leave(final int bundle, final int run) {
        int left = 0;
        for (int i = 0; i < count[bundle]; i++) {
            final int member = member(bundle, i);
            if (member != run) {
                keep(bundle, left++, member);
            }
        }
        count[bundle] = left;
        if (left == 0) {
            end(bundle);
        }
    }

    /** A bundle was sent, or nobody is left in it. */
    void end(final int bundle) {
        due.arm(bundle, DeadlineHeap.NEVER, 0);
        waiting[placeOf[bundle]] = 0;
        slots.give(bundle);
    }

    int count(final int bundle) {
        return count[bundle];
    }

    int member(final int bundle, final int index) {
        return members[bundle * MOST_MEMBERS + index];
    }

    void keep(final int bundle, final int index, final int run) {
        members[bundle * MOST_MEMBERS + index] = run;
    }

    long number(final int bundle) {
        return number[bundle];
    }

    long dueNs(final int bundle) {
        return dueNs[bundle];
    }

    int place(final int bundle) {
        return placeOf[bundle];
    }

    int person(final int bundle) {
        return personOf(placeOf[bundle]);
    }

    int channel(final int bundle) {
        return channelOf(placeOf[bundle]);
    }

    int dueFirst() {
        return due.first();
    }

    long dueFirstNs() {
        return due.firstNs();
    }

    int inUse() {
        return slots.inUse();
    }

    /** What is over decides nothing any more, and is left out: a restored engine never knew it. */
    void snapshot(final SnapshotWriter writer, final long nowNs) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putLong(lastBundle);
        writer.putInt(lasting(nowNs));
        for (int place = 0; isTouched && place < untilNs.length; place++) {
            if (untilNs[place] > nowNs) {
                writer.putInt(place);
                writer.putLong(untilNs[place]);
            }
        }
        slots.snapshot(writer);
        for (int bundle = 0; bundle < slots.highWater(); bundle++) {
            if (slots.isUsed(bundle)) {
                writer.putInt(placeOf[bundle]);
                writer.putLong(number[bundle]);
                writer.putLong(dueNs[bundle]);
                writer.putInt(count[bundle]);
                for (int i = 0; i < count[bundle]; i++) {
                    writer.putInt(member(bundle, i));
                }
            }
        }
    }

    private int lasting(final long nowNs) {
        int lasting = 0;
        for (int place = 0; isTouched && place < untilNs.length; place++) {
            lasting += untilNs[place] > nowNs ? 1 : 0;
        }
        return lasting;
    }

    void restore(final SnapshotReader reader, final int people, final ContactTable runs) {
        reader.section(SECTION_ID, SECTION_VERSION);
        lastBundle = reader.getLong();
        final int places = people * PLACES;
        for (int lasting = reader.getCount(places, "places of bundles"); lasting > 0; lasting--) {
            sent(reader.getCount(places - 1, "as a place of a bundle"), reader.getLong());
        }
        slots.restore(reader);
        for (int bundle = 0; bundle < slots.highWater(); bundle++) {
            if (slots.isUsed(bundle)) {
                placeOf[bundle] = reader.getCount(places - 1, "as a place of a bundle");
                number[bundle] = reader.getLong();
                dueNs[bundle] = DeadlineHeap.NEVER;
                waiting[placeOf[bundle]] = bundle + 1;
                final long byNs = reader.getLong();
                for (int left = reader.getCount(MOST_MEMBERS, "members of a bundle"); left > 0; left--) {
                    final int run = reader.getCount(runs.capacity() - 1, "as a run");
                    runs.bundled[run] |= (byte) (1 << channel(bundle));
                    join(bundle, run, byNs);
                }
            }
        }
    }
}
