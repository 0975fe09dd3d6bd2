package io.tocsin.engine.semantics;

import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/**
 * What the log has the engine do, where versions of it differ. The parts of the engine ask questions of it, never for the number: a question says what is done, and its
 * answer since when.
 *
 * <table>
 * <caption>versions</caption>
 * <tr><td>1</td><td>the first</td></tr>
 * <tr><td>2</td><td>{@link #tellsWhoTookItThatItIsBack()}, {@link #forgetsPatients()}, {@link #limitsSessions()}</td></tr>
 * </table>
 *
 * <p>Version 3 will be: {@link #NEWEST} one higher, a row here, a question below, what the model says, and a sentence in section 42 of the specification.
 */
public final class Semantics {
    /** The oldest semantics that this code knows. Logs that begin with older ones are not carried out. */
    public static final int OLDEST = 1;

    /** The newest ones, with which new logs begin. */
    public static final int NEWEST = 2;

    /** Most members of a cluster. */
    public static final int MAX_MEMBERS = 9;

    private static final int SECTION_ID = 58;
    private static final int SECTION_VERSION = 1;

    private final int knownUpTo;
    private final int[] knownByMember = new int[MAX_MEMBERS];
    private int members;
    private int version;

    /**
     * Of an engine whose log has not begun.
     *
     * @param knownUpTo newest semantics that its code knows; below {@link #NEWEST} to do as older code would.
     */
    public Semantics(final int knownUpTo) {
        if (knownUpTo < OLDEST || knownUpTo > NEWEST) {
            throw new IllegalArgumentException(
                    "knownUpTo is " + knownUpTo + ": this code knows engine versions " + OLDEST + " to " + NEWEST);
        }
        this.knownUpTo = knownUpTo;
    }

    /**
     * Who has taken an alert that is latched is told when its condition is there again. Until then that is told to nobody: who believes that it is over hears of it at
     * the bedside.
     *
     * @return since version 2.
     */
    public boolean tellsWhoTookItThatItIsBack() {
        return version >= 2;
    }

    /**
     * Patients are forgotten when that is ordered, and who was is kept. Until then the engine knows no such command.
     *
     * @return since version 2.
     */
    public boolean forgetsPatients() {
        return version >= 2;
    }

    /**
     * Sessions may what the proof behind them permits, and no more. Until then nobody looks at what their opening says of it.
     *
     * @return since version 2, of sessions that are opened from then on.
     */
    public boolean limitsSessions() {
        return version >= 2;
    }

    /**
     * What is in force from here on.
     *
     * @param engineVersion as the log says, from 1.
     * @throws UnknownSemanticsException if this code does not know it.
     */
    public void enter(final long engineVersion) {
        if (engineVersion < OLDEST || engineVersion > knownUpTo) {
            throw new UnknownSemanticsException(engineVersion, OLDEST, knownUpTo);
        }
        version = (int) engineVersion;
    }

    /** The number of what is in force, for whoever tells or writes it; 0 before the log begins. Who decides asks one of the questions. */
    public int version() {
        return version;
    }

    /** How many members there are, as was said last; 0 = nobody has said anything. */
    public int members() {
        return members;
    }

    /** Newest version that a member has said that it knows; 0 = it has said nothing. */
    public int knownBy(final int member) {
        return knownByMember[member];
    }

    /**
     * A member says what it knows.
     *
     * @param member      below count.
     * @param count       of members; what others beyond it had said is forgotten.
     * @param memberKnows newest version that it knows, from 1.
     */
    public void said(final int member, final int count, final int memberKnows) {
        members = count;
        for (int gone = count; gone < MAX_MEMBERS; gone++) {
            knownByMember[gone] = 0;
        }
        knownByMember[member] = memberKnows;
    }

    /**
     * Who stands in the way of a version.
     *
     * @param engineVersion to come.
     * @return the first member that has not said that it knows it; {@link #members()} if all have, 0 if nobody has said anything.
     */
    public int firstUnaware(final long engineVersion) {
        int member = 0;
        while (member < members && knownByMember[member] >= engineVersion) {
            member++;
        }
        return member;
    }

    /** Whether there is anything but the version to write: a log in which nobody has said anything is as it was before there was something to say. */
    public boolean isSaid() {
        return members > 0;
    }

    /**
     * Writes who knows what.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putInt(members);
        for (int member = 0; member < members; member++) {
            writer.putInt(knownByMember[member]);
        }
    }

    /**
     * Takes who knows what over.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        members = reader.getCount(MAX_MEMBERS, "members");
        for (int member = 0; member < members; member++) {
            knownByMember[member] = reader.getInt();
            if (knownByMember[member] < 0) {
                throw new SnapshotException("at byte " + reader.position() + ": engine version below 0");
            }
        }
    }
}
