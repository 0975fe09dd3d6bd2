package io.tocsin.engine.authority;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** For how long, and how often at once, patients are seen by broken glass, as the site says in a {@code ViewRulesEntry}. Engine thread; allocates nothing after start. */
public final class ViewRules {
    /** The longest that a view lasts from its beginning, whatever the site says: four hours. */
    public static final int MOST_MS = 14_400_000;

    private static final long NS_PER_MS = 1_000_000;

    private int mostMs = MOST_MS;
    private int atOnce;
    private int perPerson = Views.PER_DAY;
    private boolean isSaid;

    /** As it is where a site says nothing. */
    ViewRules() {}

    /**
     * Replaces them; views that there are stay as they were granted.
     *
     * @param longestMs from its beginning, 60,000 to {@link #MOST_MS}.
     * @param ofAll     views at once; 0 = as many as there are.
     * @param ofOne     of one person, 1 to {@link Views#PER_DAY}.
     */
    public void replace(final int longestMs, final int ofAll, final int ofOne) {
        mostMs = longestMs;
        atOnce = ofAll;
        perPerson = ofOne;
        isSaid = true;
    }

    /** Whether the site has said anything. */
    public boolean isSaid() {
        return isSaid;
    }

    /** How long a view lasts at most from its beginning, ms. */
    public int mostMs() {
        return mostMs;
    }

    /** How many views there may be at once; 0 = as many as there are. */
    public int atOnce() {
        return atOnce;
    }

    /** How many of one person. */
    public int perPerson() {
        return perPerson;
    }

    long mostNs() {
        return mostMs * NS_PER_MS;
    }

    void snapshot(final SnapshotWriter writer) {
        writer.putInt(mostMs);
        writer.putInt(atOnce);
        writer.putByte(perPerson);
    }

    void restore(final SnapshotReader reader) {
        isSaid = true;
        mostMs = reader.getInt();
        atOnce = reader.getInt();
        perPerson = reader.getByte();
    }
}
