package io.tocsin.engine.duty;

import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.site.Assignments;
import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.DeadlineHeap;
import io.tocsin.engine.store.SlotPool;
import java.util.Arrays;

/**
 * The rosters, one at most for each list of people, and their duties in the order in which they came. A configuration changes what is planned; who is on duty changes
 * when the roster is due, which it is at once: see {@link Shifts}.
 */
public final class Rosters {
    /** No duty. */
    static final int NONE = -1;

    /** Bit of a duty: its person was told to be on duty. */
    static final int ON = 1;
    /** Bit of a duty: a configuration took it out of the roster; it is kept until that is told. */
    static final int REPLACED = 2;
    /** Bit of a duty: its person came on duty just now. */
    static final int CAME = 4;

    private static final int SECTION_ID = 14;
    private static final int SECTION_VERSION = 2;

    /** Bit of a roster: there is one, so that the list does not count. */
    private static final int KEPT = 1;
    /** Bit of a roster: alerts go to who follows. */
    private static final int HANDS_OVER = 2;
    /** Bit of a roster: it was changed by configuration and not looked at since. */
    private static final int CONFIGURED = 4;
    /** Bit of a roster: those count who were told to be on duty. */
    private static final int HELD = 8;

    private static final int FLAGS = ON | REPLACED;
    private static final int MODES = KEPT | HANDS_OVER | CONFIGURED | HELD;
    /** Between sending and arriving a duty may end. */
    private static final long GRACE_NS = 60_000_000_000L;

    final long[] startNs;
    final long[] endNs;
    final int[] person;
    final byte[] flags;
    private final int[] next;
    private final SlotPool duties;

    // By the number of the list.
    private final int[] first;
    private final int[] last;
    private final byte[] mode;
    private final long[] dueNs;
    private final DeadlineHeap deadlines;

    private final RosteredPeople named;
    private final Assignments assignments;
    private final EventStream stream;

    /**
     * No rosters.
     *
     * @param assignments whose lists they take the place of; their capacity is that of duties, too.
     * @param maxPeople   how many people there may be.
     * @param stream      for engine time.
     */
    public Rosters(final Assignments assignments, final int maxPeople, final EventStream stream) {
        this.assignments = assignments;
        this.stream = stream;
        final int capacity = assignments.capacity();
        startNs = new long[capacity];
        endNs = new long[capacity];
        person = new int[capacity];
        flags = new byte[capacity];
        next = new int[capacity];
        duties = new SlotPool(capacity);
        first = new int[capacity];
        last = new int[capacity];
        mode = new byte[capacity];
        dueNs = new long[capacity];
        deadlines = new DeadlineHeap(capacity);
        named = new RosteredPeople(maxPeople);
        Arrays.fill(first, NONE);
        Arrays.fill(last, NONE);
        Arrays.fill(dueNs, DeadlineHeap.NEVER);
    }

    /**
     * Whether a duty is over for so long that its sender was wrong about the time.
     *
     * @param atNs end of the duty, epoch ns.
     * @return for more than a minute.
     */
    public boolean isLongOver(final long atNs) {
        return atNs < stream.nowNs() - GRACE_NS;
    }

    /**
     * Replaces a roster, or begins one; {@link #add} follows. There is room for it.
     *
     * @param key        of the list whose place it takes.
     * @param handsOver  alerts go to who follows.
     * @return number of the list.
     */
    public int replace(final long key, final boolean handsOver) {
        final int list = assignments.intern(key);
        forget(list);
        mode[list] = (byte) ((mode[list] & HELD) | KEPT | CONFIGURED | (handsOver ? HANDS_OVER : 0));
        arm(list, stream.nowNs());
        return list;
    }

    /**
     * Adds a duty to a roster, behind those that it has.
     *
     * @param list  as {@link #replace} answered.
     * @param who   index of the person.
     * @param from  epoch ns, not before the last one's.
     * @param until epoch ns, after it.
     */
    public void add(final int list, final int who, final long from, final long until) {
        final int duty = duties.take();
        startNs[duty] = from;
        endNs[duty] = until;
        person[duty] = who;
        flags[duty] = 0;
        append(list, duty);
    }

    /**
     * Takes a roster away: the list counts again.
     *
     * @param key of the list; without a roster nothing happens.
     */
    public void remove(final long key) {
        final int list = assignments.find(key);
        if (list != NONE && (mode[list] & KEPT) != 0) {
            forget(list);
            mode[list] = (byte) ((mode[list] & HELD) | CONFIGURED);
            named.forget(list);
            arm(list, stream.nowNs());
        }
    }

    /** Takes the plan away; who is on duty stays until the roster is looked at. */
    private void forget(final int list) {
        int duty = first[list];
        first[list] = NONE;
        last[list] = NONE;
        while (duty != NONE) {
            final int following = next[duty];
            if ((flags[duty] & ON) != 0) {
                flags[duty] |= REPLACED;
                append(list, duty);
            } else {
                duties.give(duty);
            }
            duty = following;
        }
    }

    private void append(final int list, final int duty) {
        next[duty] = NONE;
        if (last[list] == NONE) {
            first[list] = duty;
        } else {
            next[last[list]] = duty;
        }
        last[list] = duty;
    }

    /** How many duties find a place. */
    public int free() {
        return duties.free();
    }

    /**
     * How many duties would be free if a roster were replaced.
     *
     * @param list number.
     * @return its duties but for those whose people are on duty.
     */
    public int replaceable(final int list) {
        int count = 0;
        for (int duty = first[list]; duty != NONE; duty = next[duty]) {
            count += (flags[duty] & ON) == 0 ? 1 : 0;
        }
        return count;
    }

    /**
     * Whether a roster takes the place of a list.
     *
     * @param list number.
     * @return true if so.
     */
    public boolean isKept(final int list) {
        return (mode[list] & KEPT) != 0;
    }

    /**
     * Whether alerts go to who follows in a roster.
     *
     * @param list number.
     * @return as configured.
     */
    public boolean handsOver(final int list) {
        return (mode[list] & HANDS_OVER) != 0;
    }

    boolean isConfigured(final int list) {
        return (mode[list] & CONFIGURED) != 0;
    }

    /**
     * The first duty of a roster.
     *
     * @param list number.
     * @return duty, or {@link #NONE}.
     */
    int first(final int list) {
        return first[list];
    }

    int next(final int duty) {
        return next[duty];
    }

    /** Whether a duty is planned and not over. */
    boolean isLeft(final int duty) {
        return (flags[duty] & REPLACED) == 0 && endNs[duty] > stream.nowNs();
    }

    boolean isOnNow(final int duty) {
        return isLeft(duty) && startNs[duty] <= stream.nowNs();
    }

    /** Those who are on duty now count, in the order of the roster; how many. Without a roster the list counts. */
    int hold(final int list) {
        if (!isKept(list)) {
            mode[list] &= ~HELD;
            assignments.unroster(list);
            return 0;
        }
        mode[list] |= HELD;
        return chain(list, false);
    }

    /** Puts people on duty in the place of the list: those who are now, or those who were told to be. */
    private int chain(final int list, final boolean asTold) {
        int head = Assignments.END;
        int tail = Assignments.END;
        int count = 0;
        for (int duty = first[list]; duty != NONE; duty = next[duty]) {
            if (asTold ? (flags[duty] & ON) != 0 : isOnNow(duty)) {
                final int place = assignments.place(duty, person[duty]);
                if (tail == Assignments.END) {
                    head = place;
                } else {
                    assignments.follow(tail, place);
                }
                tail = place;
                if (!asTold) {
                    named.name(person[duty], list);
                }
                count++;
            }
        }
        assignments.roster(list, head);
        return count;
    }

    /** Everything was told: what is over leaves, and the roster is due when the next begins or ends. */
    void settle(final int list) {
        int duty = first[list];
        first[list] = NONE;
        last[list] = NONE;
        long atNs = DeadlineHeap.NEVER;
        while (duty != NONE) {
            final int following = next[duty];
            flags[duty] &= ~CAME;
            if ((flags[duty] & REPLACED) != 0 || endNs[duty] <= stream.nowNs()) {
                duties.give(duty);
            } else {
                append(list, duty);
                atNs = Math.min(atNs, (flags[duty] & ON) != 0 ? endNs[duty] : startNs[duty]);
            }
            duty = following;
        }
        mode[list] &= ~CONFIGURED;
        arm(list, atNs);
    }

    long firstNs() {
        return deadlines.firstNs();
    }

    int firstDue() {
        return deadlines.first();
    }

    /** Whether the roster of a key has somebody on duty now; false too if there is none. */
    boolean isOnDuty(final long key, final int who) {
        final int list = assignments.find(key);
        return list != NONE && isOnDutyBy(list, who);
    }

    /** Whether any roster has somebody on duty now. Looks through all of them: asked of those alone who cover somebody, or have accepted something. */
    boolean isOnDuty(final int who) {
        boolean isOn = false;
        for (int list = 0; !isOn && list < assignments.lists(); list++) {
            isOn = isOnDutyBy(list, who);
        }
        return isOn;
    }

    /** Whether rosters say when somebody is on duty, and that it is not now; looks through all rosters, and is asked of who ordered a critical result. */
    public boolean isOffDuty(final int who) {
        boolean isNamed = named.isNamed(who);
        for (int list = 0; !isNamed && list < assignments.lists(); list++) {
            for (int duty = isKept(list) ? first[list] : NONE; duty != NONE; duty = next[duty]) {
                isNamed |= person[duty] == who && isLeft(duty);
            }
        }
        return isNamed && !isOnDuty(who);
    }

    private boolean isOnDutyBy(final int list, final int who) {
        int duty = isKept(list) ? first[list] : NONE;
        while (duty != NONE && (person[duty] != who || !isOnNow(duty))) {
            duty = next[duty];
        }
        return duty != NONE;
    }

    private void arm(final int list, final long atNs) {
        dueNs[list] = atNs;
        deadlines.arm(list, atNs, list);
    }

    /**
     * Writes the rosters.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        for (int list = 0; list < assignments.lists(); list++) {
            writer.putByte(mode[list]);
            if (mode[list] != 0) {
                writer.putLong(dueNs[list]);
                int count = 0;
                for (int duty = first[list]; duty != NONE; duty = next[duty]) {
                    count++;
                }
                writer.putInt(count);
                for (int duty = first[list]; duty != NONE; duty = next[duty]) {
                    writer.putInt(person[duty]);
                    writer.putLong(startNs[duty]);
                    writer.putLong(endNs[duty]);
                    writer.putByte(flags[duty]);
                }
            }
        }
        named.snapshot(writer);
    }

    /**
     * Takes the rosters over, and whom they have on duty. Which places they take decides nothing.
     *
     * @param reader of the snapshot.
     * @param people how many there are.
     */
    public void restore(final SnapshotReader reader, final int people) {
        reader.section(SECTION_ID, SECTION_VERSION);
        for (int list = 0; list < assignments.lists(); list++) {
            final int read = reader.getByte();
            if ((read & ~MODES) != 0) {
                throw new SnapshotException("list " + list + " has no roster of kind " + read);
            }
            mode[list] = (byte) read;
            if (read != 0) {
                arm(list, reader.getLong());
                for (int left = reader.getCount(duties.free(), "duties"); left > 0; left--) {
                    add(list, reader.getCount(people - 1, "as a person"), reader.getLong(), reader.getLong());
                    flags[last[list]] = (byte) (reader.getByte() & FLAGS);
                }
                if ((read & HELD) != 0) {
                    chain(list, true);
                }
            }
        }
        named.restore(reader, people, assignments.lists(), this);
    }
}
