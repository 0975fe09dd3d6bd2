package io.tocsin.engine.sla;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** What {@code OperationsEntry} said last: the promise, the limits of load, the administrators. Nothing before the first one: no clocks, no modes. */
public final class Operations {
    /** Most administrators. */
    public static final int MAX_ADMINISTRATORS = 8;

    private static final int SECTION_ID = 80;
    private static final int SECTION_VERSION = 1;

    private final int[] administrators = new int[MAX_ADMINISTRATORS];
    private int administratorCount;
    private long targetNs;
    private long breachNs;
    private long holdNs;
    private long deferNs;
    private int leavePercent;
    private long deviceLostNs;
    private final int[] connections = new int[2];
    private final int[] backlogPermille = new int[2];
    private final int[] cpuPermille = new int[2];

    /** Nothing promised yet. */
    public Operations() {}

    /**
     * Replaces promise and times; {@link #limits} and {@link #administrator} follow.
     *
     * @param target  an alert is to be received within it, ns, above 0.
     * @param breach  the breach line, ns, above the target.
     * @param hold    how long figures must be below their limits before the mode falls, ns.
     * @param defer   how long other channels are put off, ns; 0 = never.
     * @param leave   share of a limit below which a figure counts as below it, per cent.
     * @param deviceLost how long people on duty may be without a device, ns; 0 = for ever.
     */
    public void replace(
            final long target,
            final long breach,
            final long hold,
            final long defer,
            final int leave,
            final long deviceLost) {
        targetNs = target;
        breachNs = breach;
        holdNs = hold;
        deferNs = defer;
        leavePercent = leave;
        deviceLostNs = deviceLost;
        administratorCount = 0;
    }

    /**
     * Replaces the limits of a mode; 0 = the figure does not count.
     *
     * @param mode        1 = ELEVATED, 2 = EMERGENCY.
     * @param connectionLimit open ones.
     * @param backlog     per mille of the ring.
     * @param cpu         per mille.
     */
    public void limits(final int mode, final int connectionLimit, final int backlog, final int cpu) {
        connections[mode - 1] = connectionLimit;
        backlogPermille[mode - 1] = backlog;
        cpuPermille[mode - 1] = cpu;
    }

    /**
     * Adds an administrator; one that is there already stays where it is.
     *
     * @param person index.
     */
    public void administrator(final int person) {
        if (!isAdministrator(person)) {
            administrators[administratorCount++] = person;
        }
    }

    /**
     * Whether the site has promised anything.
     *
     * @return alerts have clocks.
     */
    public boolean isOn() {
        return breachNs > 0;
    }

    /**
     * The target.
     *
     * @return ns.
     */
    public long targetNs() {
        return targetNs;
    }

    /**
     * The breach line.
     *
     * @return ns; 0 = nothing promised.
     */
    public long breachNs() {
        return breachNs;
    }

    /**
     * How long figures must be below their limits before the mode falls.
     *
     * @return ns.
     */
    public long holdNs() {
        return holdNs;
    }

    /**
     * How long other channels are put off.
     *
     * @return ns; 0 = never.
     */
    public long deferNs() {
        return deferNs;
    }

    /**
     * Share of a limit below which a figure counts as below it.
     *
     * @return per cent.
     */
    public int leavePercent() {
        return leavePercent;
    }

    /**
     * How long people on duty may be without a connected device.
     *
     * @return ns; 0 = for ever.
     */
    public long deviceLostNs() {
        return deviceLostNs;
    }

    /**
     * Limit of connections.
     *
     * @param mode 1 or 2.
     * @return 0 = they do not count.
     */
    public int connections(final int mode) {
        return connections[mode - 1];
    }

    /**
     * Limit of the backlog.
     *
     * @param mode 1 or 2.
     * @return per mille; 0 = it does not count.
     */
    public int backlogPermille(final int mode) {
        return backlogPermille[mode - 1];
    }

    /**
     * Limit of busy processors.
     *
     * @param mode 1 or 2.
     * @return per mille; 0 = they do not count.
     */
    public int cpuPermille(final int mode) {
        return cpuPermille[mode - 1];
    }

    /**
     * How many administrators there are.
     *
     * @return 0 to 8.
     */
    public int administrators() {
        return administratorCount;
    }

    /**
     * An administrator.
     *
     * @param place from 0.
     * @return index of the person.
     */
    public int administratorAt(final int place) {
        return administrators[place];
    }

    /**
     * Whether a person is an administrator.
     *
     * @param person index.
     * @return named by the entry.
     */
    public boolean isAdministrator(final int person) {
        for (int i = 0; i < administratorCount; i++) {
            if (administrators[i] == person) {
                return true;
            }
        }
        return false;
    }

    /**
     * Writes everything.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putByte(isOn() ? 1 : 0);
        if (!isOn()) {
            return;
        }
        writer.putLong(targetNs);
        writer.putLong(breachNs);
        writer.putLong(holdNs);
        writer.putLong(deferNs);
        writer.putByte(leavePercent);
        writer.putLong(deviceLostNs);
        for (int i = 0; i < 2; i++) {
            writer.putInt(connections[i]);
            writer.putInt(backlogPermille[i]);
            writer.putInt(cpuPermille[i]);
        }
        writer.putInt(administratorCount);
        for (int i = 0; i < administratorCount; i++) {
            writer.putInt(administrators[i]);
        }
    }

    /**
     * Takes everything over.
     *
     * @param reader of the snapshot.
     * @param people there are.
     */
    public void restore(final SnapshotReader reader, final int people) {
        reader.section(SECTION_ID, SECTION_VERSION);
        if (reader.getByte() == 0) {
            return;
        }
        targetNs = reader.getLong();
        breachNs = reader.getLong();
        holdNs = reader.getLong();
        deferNs = reader.getLong();
        leavePercent = reader.getByte();
        deviceLostNs = reader.getLong();
        for (int i = 0; i < 2; i++) {
            connections[i] = reader.getInt();
            backlogPermille[i] = reader.getInt();
            cpuPermille[i] = reader.getInt();
        }
        administratorCount = reader.getCount(MAX_ADMINISTRATORS, "administrators");
        for (int i = 0; i < administratorCount; i++) {
            administrators[i] = reader.getCount(people - 1, "as an administrator");
        }
    }
}
