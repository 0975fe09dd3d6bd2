package io.tocsin.engine.site;

import io.tocsin.codecs.sbe.Priority;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.IdTable;
import java.util.Arrays;

/** Who and what there is: dense indexes of people, units, beds and roles, and what is known of each. An index is never reused. */
public final class Site {
    /** Index that means nobody, nowhere. */
    public static final int NONE = -1;

    private static final int SECTION_ID = 10;
    private static final int SECTION_VERSION = 2;
    private static final int NORMAL = Priority.NORMAL.value();

    private final IdTable people;
    private final IdTable units;
    private final IdTable beds;
    private final IdTable roles;
    private final boolean[] alwaysReachable;
    private final byte[] precedence;
    private final int[] unitFacility;
    private final int[] bedUnit;

    /**
     * An empty site.
     *
     * @param maxPeople people.
     * @param maxUnits  units.
     * @param maxBeds   beds.
     * @param maxRoles  roles.
     */
    public Site(final int maxPeople, final int maxUnits, final int maxBeds, final int maxRoles) {
        people = new IdTable(maxPeople);
        units = new IdTable(maxUnits);
        beds = new IdTable(maxBeds);
        roles = new IdTable(maxRoles);
        alwaysReachable = new boolean[maxPeople];
        precedence = new byte[maxPeople];
        unitFacility = new int[maxUnits];
        bedUnit = new int[maxBeds];
        Arrays.fill(bedUnit, NONE);
    }

    /**
     * Ids of people.
     *
     * @return the live table.
     */
    public IdTable people() {
        return people;
    }

    /**
     * Ids of units.
     *
     * @return the live table.
     */
    public IdTable units() {
        return units;
    }

    /**
     * Ids of beds.
     *
     * @return the live table.
     */
    public IdTable beds() {
        return beds;
    }

    /**
     * Names of roles.
     *
     * @return the live table.
     */
    public IdTable roles() {
        return roles;
    }

    /**
     * Whether a person, or a destination such as a desk, is attended without a session.
     *
     * @param person index.
     * @return as configured.
     */
    public boolean isAlwaysReachable(final int person) {
        return alwaysReachable[person];
    }

    /**
     * Who is told before whom, all else being equal.
     *
     * @param person index.
     * @return lower first: the value of the enum Priority minus that of NORMAL.
     */
    public int precedence(final int person) {
        return precedence[person];
    }

    /**
     * Sets who is told before whom; offers that wait are to be put into order again.
     *
     * @param person index.
     * @param value  of the enum Priority.
     */
    public void precedence(final int person, final int value) {
        precedence[person] = (byte) (value - NORMAL);
    }

    /**
     * The facility that a unit belongs to.
     *
     * @param unit index.
     * @return number of the facility.
     */
    public int facilityOfUnit(final int unit) {
        return unitFacility[unit];
    }

    /**
     * The unit that a bed belongs to.
     *
     * @param bed index, or {@link #NONE}.
     * @return unit index, or {@link #NONE}.
     */
    public int unitOfBed(final int bed) {
        return bed == NONE ? NONE : bedUnit[bed];
    }

    /**
     * Sets what is known of a person.
     *
     * @param person    index.
     * @param reachable attended without a session.
     */
    public void person(final int person, final boolean reachable) {
        alwaysReachable[person] = reachable;
    }

    /**
     * Sets what is known of a unit.
     *
     * @param unit     index.
     * @param facility number of its facility.
     */
    public void unit(final int unit, final int facility) {
        unitFacility[unit] = facility;
    }

    /**
     * Sets what is known of a bed.
     *
     * @param bed  index.
     * @param unit index.
     */
    public void bed(final int bed, final int unit) {
        bedUnit[bed] = unit;
    }

    /**
     * Writes the site.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        people.snapshot(writer);
        for (int i = 0; i < people.size(); i++) {
            writer.putByte((alwaysReachable[i] ? 1 : 0) | (precedence[i] + NORMAL) << 1);
        }
        units.snapshot(writer);
        for (int i = 0; i < units.size(); i++) {
            writer.putInt(unitFacility[i]);
        }
        beds.snapshot(writer);
        for (int i = 0; i < beds.size(); i++) {
            writer.putInt(bedUnit[i]);
        }
        roles.snapshot(writer);
    }

    /**
     * Takes the site over.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        people.restore(reader);
        for (int i = 0; i < people.size(); i++) {
            final int bits = reader.getByte();
            alwaysReachable[i] = (bits & 1) != 0;
            precedence(i, bits >> 1);
        }
        units.restore(reader);
        for (int i = 0; i < units.size(); i++) {
            unitFacility[i] = reader.getInt();
        }
        beds.restore(reader);
        for (int i = 0; i < beds.size(); i++) {
            bedUnit[i] = reader.getIndex(units.size(), "unit of a bed");
        }
        roles.restore(reader);
    }
}
