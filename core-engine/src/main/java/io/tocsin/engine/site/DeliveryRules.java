package io.tocsin.engine.site;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** What a site does not deliver in mode EMERGENCY, and which facilities cover which. Nothing of both before the first {@code DeliveryEntry}. */
public final class DeliveryRules {
    /** Most pairs of facilities. */
    public static final int MAX_COVERS = 64;

    private static final int SECTION_ID = 87;
    private static final int SECTION_VERSION = 1;

    private final int[] facility = new int[MAX_COVERS];
    private final int[] coveredBy = new int[MAX_COVERS];
    private int covers;
    private int held;
    private int dropped;
    private boolean isSaid;
    private boolean hasChanged;

    /** Every offer is made in every mode. */
    public DeliveryRules() {}

    /**
     * Replaces them; {@link #cover} follows.
     *
     * @param heldSeverities    bits by value of the enum Severity.
     * @param droppedSeverities bits likewise, none of the former.
     */
    public void replace(final int heldSeverities, final int droppedSeverities) {
        held = heldSeverities;
        dropped = droppedSeverities;
        covers = 0;
        isSaid = true;
        hasChanged = true;
    }

    /**
     * Whether the site has said anything since this was asked last.
     *
     * @return once true after each entry; within one entrance, so no snapshot holds it.
     */
    public boolean takeChange() {
        final boolean is = hasChanged;
        hasChanged = false;
        return is;
    }

    /**
     * A facility covers another.
     *
     * @param of number of the facility.
     * @param by number of the one that covers it.
     */
    public void cover(final int of, final int by) {
        facility[covers] = of;
        coveredBy[covers++] = by;
    }

    /**
     * Whether the site has said anything.
     *
     * @return true from the first entry on.
     */
    public boolean isSaid() {
        return isSaid;
    }

    /**
     * Severities whose offers wait.
     *
     * @return bits by value of the enum Severity.
     */
    public int heldSeverities() {
        return held;
    }

    /**
     * Severities whose offers are not made.
     *
     * @return bits by value of the enum Severity.
     */
    public int droppedSeverities() {
        return dropped;
    }

    /**
     * How many pairs of facilities there are.
     *
     * @return 0 to {@link #MAX_COVERS}.
     */
    public int covers() {
        return covers;
    }

    /**
     * A facility that is covered.
     *
     * @param place from 0.
     * @return its number.
     */
    public int facility(final int place) {
        return facility[place];
    }

    /**
     * The facility that covers it.
     *
     * @param place from 0.
     * @return its number.
     */
    public int coveredBy(final int place) {
        return coveredBy[place];
    }

    /**
     * Whether people of a facility may be told of the alerts of another.
     *
     * @param by number of the people's facility.
     * @param of number of the alert's.
     * @return they are the same, or the one covers the other.
     */
    public boolean mayTell(final int by, final int of) {
        boolean may = by == of;
        for (int i = 0; !may && i < covers; i++) {
            may = facility[i] == of && coveredBy[i] == by;
        }
        return may;
    }

    /**
     * Writes everything.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putByte(isSaid ? 1 : 0);
        writer.putInt(held);
        writer.putInt(dropped);
        writer.putInt(covers);
        for (int i = 0; i < covers; i++) {
            writer.putInt(facility[i]);
            writer.putInt(coveredBy[i]);
        }
    }

    /**
     * Takes everything over.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        isSaid = reader.getByte() != 0;
        held = reader.getInt();
        dropped = reader.getInt();
        final int count = reader.getCount(MAX_COVERS, "facilities that cover others");
        for (int i = 0; i < count; i++) {
            cover(reader.getInt(), reader.getInt());
        }
    }
}
