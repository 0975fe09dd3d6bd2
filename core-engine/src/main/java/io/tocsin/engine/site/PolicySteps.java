package io.tocsin.engine.site;

import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** The steps of every policy version, by the version's slot and the step's place from 0, how often they repeat, and how long who accepts has to be there. */
public final class PolicySteps {
    /** Most role slots of a team. */
    public static final int MAX_SLOTS = 7;

    private static final int EMERGENCY_CONTACTS = TargetKind.EMERGENCY_CONTACTS.value();

    private final int[] count;
    private final int[] rows;
    private final int[] first;
    private final int[] loops;
    private final long[] bedsideNs;
    private final int[] target;
    private final int[] name;
    private final byte[] teamSlot;
    private final byte[] asks;
    private final byte[] order;
    private final byte[] capable;
    private final byte[] plan;
    private final int[] readBacks;
    private final int[] slots;
    private final int[] slotRole;
    private final byte[] channels;
    private final byte[] needed;
    private final byte[] targets;
    private final long[] delayNs;

    PolicySteps(final int maxPolicies) {
        count = new int[maxPolicies];
        rows = new int[maxPolicies];
        first = new int[maxPolicies * Policies.MAX_STEPS];
        loops = new int[maxPolicies];
        bedsideNs = new long[maxPolicies];
        target = new int[maxPolicies * Policies.MAX_STEPS];
        name = new int[maxPolicies * Policies.MAX_STEPS];
        teamSlot = new byte[maxPolicies * Policies.MAX_STEPS];
        asks = new byte[maxPolicies * Policies.MAX_STEPS];
        order = new byte[maxPolicies * Policies.MAX_STEPS];
        capable = new byte[maxPolicies * Policies.MAX_STEPS];
        plan = new byte[maxPolicies];
        readBacks = new int[maxPolicies];
        slots = new int[maxPolicies];
        slotRole = new int[maxPolicies * MAX_SLOTS];
        channels = new byte[maxPolicies * Policies.MAX_STEPS];
        needed = new byte[maxPolicies * Policies.MAX_STEPS];
        targets = new byte[maxPolicies * Policies.MAX_STEPS];
        delayNs = new long[maxPolicies * Policies.MAX_STEPS];
    }

    void clear(final int slot) {
        count[slot] = 0;
        rows[slot] = 0;
        slots[slot] = 0;
        loops[slot] = 0;
        bedsideNs[slot] = 0;
        plan[slot] = 0;
        readBacks[slot] = 0;
    }

    /**
     * Adds a step to a version that was made just now; its people follow with {@link #addTarget}.
     *
     * @param slot         of the version.
     * @param stepChannels bits as in {@code PolicyEntry}.
     * @param stepNeeded   how many have to accept, as in {@code PolicyEntry}.
     * @param stepDelayNs  time to accept.
     */
    public void add(final int slot, final int stepChannels, final int stepNeeded, final long stepDelayNs) {
        final int at = at(slot, count[slot]++);
        first[at] = rows[slot];
        targets[at] = 0;
        channels[at] = (byte) stepChannels;
        needed[at] = (byte) stepNeeded;
        delayNs[at] = stepDelayNs;
    }

    /**
     * Adds people to the step that was added last.
     *
     * @param slot       of the version.
     * @param stepTarget value of the enum TargetKind.
     * @param stepName   role or person index, or {@link Policies#NONE}.
     * @param ofTeam     slot of the team that they may fill, from 1, or 0. The first people of a slot are holders of a role, which names it.
     * @param asksSome   how many of them are asked; 0 = all.
     * @param inOrder    value of the enum ChoiceOrder.
     * @param isCapable  only those with a client that is capable of emergencies.
     */
    public void addTarget(
            final int slot,
            final int stepTarget,
            final int stepName,
            final int ofTeam,
            final int asksSome,
            final int inOrder,
            final boolean isCapable) {
        final int row = at(slot, rows[slot]++);
        target[row] = stepTarget;
        name[row] = stepName;
        teamSlot[row] = (byte) ofTeam;
        asks[row] = (byte) asksSome;
        order[row] = (byte) inOrder;
        capable[row] = (byte) (isCapable ? 1 : 0);
        if (ofTeam > slots[slot]) {
            slots[slot] = ofTeam;
            slotRole[slot * MAX_SLOTS + ofTeam - 1] = stepName;
        }
        targets[at(slot, count[slot] - 1)]++;
    }

    /**
     * Says how often the steps repeat and how long owners have to be at the bedside, of a version that was made just now.
     *
     * @param slot              of the version.
     * @param stepLoops         times; -1 = for ever.
     * @param bedsideDurationNs 0 = not asked.
     * @param ofContacts        plan of contact methods, 0 or 1.
     * @param failedReadBacks   in a row, after which the next step follows; 0 = however many.
     */
    public void persist(
            final int slot,
            final int stepLoops,
            final long bedsideDurationNs,
            final int ofContacts,
            final int failedReadBacks) {
        plan[slot] = (byte) ofContacts;
        readBacks[slot] = failedReadBacks;
        loops[slot] = stepLoops;
        bedsideNs[slot] = bedsideDurationNs;
    }

    /**
     * How often the steps are gone through again before the fail-safe destination.
     *
     * @param slot of the version.
     * @return times; -1 = for ever.
     */
    public int loops(final int slot) {
        return loops[slot];
    }

    /**
     * How long an owner has to be at the bedside.
     *
     * @param slot of the version, or {@link Policies#NONE}.
     * @return ns; 0 = not asked.
     */
    public long bedsideNs(final int slot) {
        return slot == Policies.NONE ? 0 : bedsideNs[slot];
    }

    /**
     * Which plan of contact methods counts.
     *
     * @param slot of the version, or {@link Policies#NONE}.
     * @return 0 or 1.
     */
    public int plan(final int slot) {
        return slot == Policies.NONE ? 0 : plan[slot];
    }

    /**
     * After how many failed read-backs of a critical result in a row the next step follows.
     *
     * @param slot of the version, or {@link Policies#NONE}.
     * @return 0 = however many.
     */
    public int readBacks(final int slot) {
        return slot == Policies.NONE ? 0 : readBacks[slot];
    }

    /**
     * Whether a policy tells the patient's emergency contacts up to a step.
     *
     * @param slot of the version, or {@link Policies#NONE}.
     * @param last step that counts; it may lie behind the last one, or before the first.
     * @return true if so.
     */
    public boolean informs(final int slot, final int last) {
        final int steps = slot == Policies.NONE ? 0 : Math.min(last + 1, count[slot]);
        for (int step = 1; step < steps; step++) {
            for (int i = 0; i < targets(slot, step); i++) {
                if (target(slot, step, i) == EMERGENCY_CONTACTS) {
                    return true;
                }
            }
        }
        return false;
    }

    int count(final int slot) {
        return count[slot];
    }

    /**
     * How many kinds of people a step tells.
     *
     * @param slot of the version.
     * @param step place.
     * @return 1 and more.
     */
    public int targets(final int slot, final int step) {
        return targets[at(slot, step)];
    }

    /**
     * Whom a step tells.
     *
     * @param slot  of the version.
     * @param step  place.
     * @param index below {@link #targets}.
     * @return value of the enum TargetKind.
     */
    public int target(final int slot, final int step, final int index) {
        return target[at(slot, first[at(slot, step)] + index)];
    }

    /**
     * The role or person of a step.
     *
     * @param slot  of the version.
     * @param step  place.
     * @param index below {@link #targets}.
     * @return role or person index.
     */
    public int name(final int slot, final int step, final int index) {
        return name[at(slot, first[at(slot, step)] + index)];
    }

    /**
     * The slot of the team that some people of a step may fill.
     *
     * @param slot  of the version.
     * @param step  place.
     * @param index below {@link #targets}.
     * @return from 1; 0 = none.
     */
    public int slot(final int slot, final int step, final int index) {
        return teamSlot[at(slot, first[at(slot, step)] + index)];
    }

    /**
     * How many of some people of a step are asked.
     *
     * @param slot  of the version.
     * @param step  place.
     * @param index below {@link #targets}.
     * @return 0 = all.
     */
    public int asks(final int slot, final int step, final int index) {
        return asks[at(slot, first[at(slot, step)] + index)];
    }

    /**
     * Who of some people of a step is asked before others.
     *
     * @param slot  of the version.
     * @param step  place.
     * @param index below {@link #targets}.
     * @return value of the enum ChoiceOrder.
     */
    public int order(final int slot, final int step, final int index) {
        return order[at(slot, first[at(slot, step)] + index)];
    }

    /**
     * Whether some people of a step are told only if a client of theirs is capable of emergencies.
     *
     * @param slot  of the version.
     * @param step  place.
     * @param index below {@link #targets}.
     * @return true if so.
     */
    public boolean isCapable(final int slot, final int step, final int index) {
        return capable[at(slot, first[at(slot, step)] + index)] != 0;
    }

    /**
     * How many role slots the team has that the policy calls.
     *
     * @param slot of the version, or {@link Policies#NONE}.
     * @return 0 = there is no team: one owner is enough.
     */
    public int slots(final int slot) {
        return slot == Policies.NONE ? 0 : slots[slot];
    }

    /**
     * The role that names a slot of the team.
     *
     * @param slot   of the version.
     * @param ofTeam from 1 to {@link #slots}.
     * @return role index.
     */
    public int roleOfSlot(final int slot, final int ofTeam) {
        return slotRole[slot * MAX_SLOTS + ofTeam - 1];
    }

    /**
     * How many people have to accept.
     *
     * @param slot of the version.
     * @param step place.
     * @return as in {@code PolicyEntry}.
     */
    public int needed(final int slot, final int step) {
        return needed[at(slot, step)] & 0xFF;
    }

    /**
     * The ways to tell the people of a step.
     *
     * @param slot of the version.
     * @param step place.
     * @return bits as in {@code PolicyEntry}.
     */
    public int channels(final int slot, final int step) {
        return channels[at(slot, step)];
    }

    /**
     * Time to accept in a step.
     *
     * @param slot of the version.
     * @param step place.
     * @return ns.
     */
    public long delayNs(final int slot, final int step) {
        return delayNs[at(slot, step)];
    }

    void snapshot(final SnapshotWriter writer, final int slot) {
        writer.putInt(count[slot]);
        writer.putInt(loops[slot]);
        writer.putLong(bedsideNs[slot]);
        writer.putByte(plan[slot]);
        writer.putInt(readBacks[slot]);
        for (int step = 0; step < count[slot]; step++) {
            final int at = at(slot, step);
            writer.putByte(channels[at]);
            writer.putByte(needed[at]);
            writer.putLong(delayNs[at]);
            writer.putInt(targets[at]);
            for (int i = 0; i < targets[at]; i++) {
                writer.putByte(target(slot, step, i));
                writer.putInt(name(slot, step, i));
                writer.putInt(slot(slot, step, i));
                writer.putByte(asks(slot, step, i));
                writer.putByte(order(slot, step, i));
                writer.putByte(isCapable(slot, step, i) ? 1 : 0);
            }
        }
    }

    void restore(final SnapshotReader reader, final int slot) {
        clear(slot);
        final int steps = reader.getCount(Policies.MAX_STEPS, "steps");
        persist(slot, reader.getInt(), reader.getLong(), reader.getByte(), reader.getInt());
        for (int step = 0; step < steps; step++) {
            add(slot, reader.getByte(), reader.getByte(), reader.getLong());
            final int people = reader.getCount(Policies.MAX_STEPS - rows[slot], "kinds of people of a step");
            for (int i = 0; i < people; i++) {
                addTarget(
                        slot,
                        reader.getByte(),
                        reader.getInt(),
                        reader.getCount(MAX_SLOTS, "as a slot of a team"),
                        reader.getByte(),
                        reader.getByte(),
                        reader.getByte() != 0);
            }
        }
    }

    private static int at(final int slot, final int step) {
        return slot * Policies.MAX_STEPS + step;
    }
}
