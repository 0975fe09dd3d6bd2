package io.tocsin.engine.duty;

import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import java.util.Arrays;

/** Whom rosters say more of than their duties that are not over: who has gone home, and has no further duty yet, is off duty all the same. */
final class RosteredPeople {
    private static final int NONE = Rosters.NONE;

    /** By person: the list whose roster had them on duty last, as long as there is that roster; {@link #NONE} otherwise. */
    private final int[] namedBy;

    RosteredPeople(final int maxPeople) {
        namedBy = new int[maxPeople];
        Arrays.fill(namedBy, NONE);
    }

    void name(final int person, final int list) {
        namedBy[person] = list;
    }

    boolean isNamed(final int person) {
        return namedBy[person] != NONE;
    }

    /** There is no roster any more in the place of a list. */
    void forget(final int list) {
        for (int person = 0; person < namedBy.length; person++) {
            namedBy[person] = namedBy[person] == list ? NONE : namedBy[person];
        }
    }

    void snapshot(final SnapshotWriter writer) {
        int named = 0;
        for (final int list : namedBy) {
            named += list == NONE ? 0 : 1;
        }
        writer.putInt(named);
        for (int person = 0; named > 0; person++) {
            if (namedBy[person] != NONE) {
                writer.putInt(person);
                writer.putInt(namedBy[person]);
                named--;
            }
        }
    }

    void restore(final SnapshotReader reader, final int people, final int lists, final Rosters rosters) {
        Arrays.fill(namedBy, NONE);
        for (int left = reader.getCount(people, "people whom rosters name"); left > 0; left--) {
            final int person = reader.getCount(people - 1, "as a person");
            final int list = reader.getCount(lists - 1, "as a list");
            if (!rosters.isKept(list)) {
                throw new SnapshotException("list " + list + " has no roster that could name person " + person);
            }
            namedBy[person] = list;
        }
    }
}
