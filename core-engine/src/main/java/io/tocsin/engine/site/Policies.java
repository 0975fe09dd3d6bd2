package io.tocsin.engine.site;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.SlotPool;

/**
 * Escalation policies, one slot per (id, version). A version never changes; it is kept as long as an alert runs on it, so that an edit never reaches a running
 * escalation, and leaves when it is neither the newest nor in use.
 */
public final class Policies {
    /** Slot that means no policy. */
    public static final int NONE = -1;

    /** Most steps before the fail-safe destination. */
    public static final int MAX_STEPS = 20;

    private static final int SECTION_ID = 12;
    private static final int SECTION_VERSION = 7;

    private final SlotPool slots;
    private final int[] policyId;
    private final int[] version;
    private final int[] latchingTypes;
    private final long[] repeatNs;
    private final long[] reviewNs;
    private final long[] staleNs;
    private final long[] expireNs;
    private final int[] failSafe;
    private final PolicySteps steps;
    private final int[] references;
    private final boolean[] newest;
    private final int[] severityMask;
    private final int[] types;
    private final long[] configuredAt;
    private final PolicyIndex index;
    private long configured;

    /**
     * No policies.
     *
     * @param maxPolicies versions held at once.
     */
    public Policies(final int maxPolicies) {
        slots = new SlotPool(maxPolicies);
        policyId = new int[maxPolicies];
        version = new int[maxPolicies];
        latchingTypes = new int[maxPolicies];
        repeatNs = new long[maxPolicies];
        reviewNs = new long[maxPolicies];
        staleNs = new long[maxPolicies];
        expireNs = new long[maxPolicies];
        failSafe = new int[maxPolicies];
        steps = new PolicySteps(maxPolicies);
        references = new int[maxPolicies];
        newest = new boolean[maxPolicies];
        severityMask = new int[maxPolicies];
        types = new int[maxPolicies];
        configuredAt = new long[maxPolicies];
        index = new PolicyIndex(slots, newest, configuredAt, severityMask, types);
    }

    /**
     * The policy now in force for a severity and a type.
     *
     * @param severity value of the enum.
     * @param type     value of the enum EmergencyType.
     * @return slot, or {@link #NONE}.
     */
    public int inForce(final int severity, final int type) {
        return index.slot(severity, type);
    }

    /**
     * The newest version of a policy.
     *
     * @param id of the policy.
     * @return slot, or {@link #NONE}.
     */
    public int newestOf(final int id) {
        for (int i = 0; i < slots.highWater(); i++) {
            if (slots.isUsed(i) && newest[i] && policyId[i] == id) {
                return i;
            }
        }
        return NONE;
    }

    /**
     * Slots that are free.
     *
     * @return how many.
     */
    public int free() {
        return slots.free();
    }

    /**
     * Adds a version; the caller has checked that a slot is free, and adds its {@link #steps} next.
     *
     * @param id                id of the policy.
     * @param newVersion        of it.
     * @param severities        bit (1 shifted by the severity) for each severity that uses it.
     * @param newTypes          bit (1 shifted by the type) for each type that it is for; 0 = all that no other policy names.
     * @param latching          bit (1 shifted by the type) for each type that latches.
     * @param repeatDurationNs  of the fail-safe destination; 0 = once.
     * @param reviewDurationNs  0 = closed at once.
     * @param staleDurationNs   0 = never.
     * @param expireDurationNs  after the last step of a policy that does not repeat.
     * @param failSafePerson    index.
     * @return its slot.
     */
    public int add(
            final int id,
            final int newVersion,
            final int severities,
            final int newTypes,
            final int latching,
            final long repeatDurationNs,
            final long reviewDurationNs,
            final long staleDurationNs,
            final long expireDurationNs,
            final int failSafePerson) {
        final int former = newestOf(id);
        final int slot = slots.take();
        policyId[slot] = id;
        version[slot] = newVersion;
        severityMask[slot] = severities;
        types[slot] = newTypes;
        configuredAt[slot] = ++configured;
        latchingTypes[slot] = latching;
        repeatNs[slot] = repeatDurationNs;
        reviewNs[slot] = reviewDurationNs;
        staleNs[slot] = staleDurationNs;
        expireNs[slot] = expireDurationNs;
        failSafe[slot] = failSafePerson;
        steps.clear(slot);
        references[slot] = 0;
        newest[slot] = true;
        if (former != NONE) {
            newest[former] = false;
            leaveIfUnused(former);
        }
        index.rebuild();
        return slot;
    }

    /**
     * An alert runs on a version from now on.
     *
     * @param slot of the version, or {@link #NONE}.
     */
    public void refer(final int slot) {
        if (slot != NONE) {
            references[slot]++;
        }
    }

    /**
     * An alert no longer runs on a version.
     *
     * @param slot of the version, or {@link #NONE}.
     */
    public void release(final int slot) {
        if (slot != NONE) {
            references[slot]--;
            leaveIfUnused(slot);
        }
    }

    /**
     * Id of a policy.
     *
     * @param slot of the version.
     * @return id.
     */
    public int id(final int slot) {
        return policyId[slot];
    }

    /**
     * Version of a policy.
     *
     * @param slot of the version.
     * @return version.
     */
    public int version(final int slot) {
        return version[slot];
    }

    /**
     * The severities of a version, whether others have taken them since or not.
     *
     * @param slot of the version.
     * @return bit (1 shifted by the severity) for each.
     */
    public int severityMask(final int slot) {
        return severityMask[slot];
    }

    /**
     * The types whose alerts a version is for.
     *
     * @param slot of the version.
     * @return bit (1 shifted by the type) for each; 0 = all that no other policy names.
     */
    public int types(final int slot) {
        return types[slot];
    }

    /**
     * The types that latch.
     *
     * @param slot of the version.
     * @return bit (1 shifted by the type) for each.
     */
    public int latchingTypes(final int slot) {
        return latchingTypes[slot];
    }

    /**
     * The newest version that was configured after another, of any policy.
     *
     * @param slot of the other, or {@link #NONE} for the first of all.
     * @return slot, or {@link #NONE} if it was the last.
     */
    public int configuredAfter(final int slot) {
        final long after = slot == NONE ? 0 : configuredAt[slot];
        int next = NONE;
        for (int i = 0; i < slots.highWater(); i++) {
            if (slots.isUsed(i)
                    && newest[i]
                    && configuredAt[i] > after
                    && (next == NONE || configuredAt[i] < configuredAt[next])) {
                next = i;
            }
        }
        return next;
    }

    /**
     * Whether alerts of a type latch.
     *
     * @param slot of the version, or {@link #NONE}.
     * @param type value of the enum EmergencyType.
     * @return as configured; without a policy nothing latches.
     */
    public boolean isLatching(final int slot, final int type) {
        return slot != NONE && (latchingTypes[slot] & (1 << type)) != 0;
    }

    /**
     * The interval at which the fail-safe destination is told again.
     *
     * @param slot of the version.
     * @return ns; 0 = once.
     */
    public long repeatNs(final int slot) {
        return repeatNs[slot];
    }

    /**
     * How long the fail-safe destination has until it is told again, or the alert expires.
     *
     * @param slot of the version.
     * @return ns, more than 0.
     */
    public long lastStepNs(final int slot) {
        return repeatNs[slot] > 0 ? repeatNs[slot] : expireNs[slot];
    }

    /**
     * How long an ended alert stays for review.
     *
     * @param slot of the version, or {@link #NONE}.
     * @return ns; 0 = closed at once.
     */
    public long reviewNs(final int slot) {
        return slot == NONE ? 0 : reviewNs[slot];
    }

    /**
     * Silence after which an alert is stale.
     *
     * @param slot of the version, or {@link #NONE}.
     * @return ns; 0 = never.
     */
    public long staleNs(final int slot) {
        return slot == NONE ? 0 : staleNs[slot];
    }

    /**
     * How long an alert outlives the ladder of a policy that does not repeat.
     *
     * @param slot of the version.
     * @return ns, more than 0.
     */
    public long expireNs(final int slot) {
        return expireNs[slot];
    }

    /**
     * The destination that is always told last.
     *
     * @param slot of the version.
     * @return person index.
     */
    public int failSafe(final int slot) {
        return failSafe[slot];
    }

    /**
     * The steps of all versions.
     *
     * @return the live steps, by slot of the version.
     */
    public PolicySteps steps() {
        return steps;
    }

    /**
     * Steps before the fail-safe destination.
     *
     * @param slot of the version.
     * @return 0 to {@link #MAX_STEPS}.
     */
    public int stepCount(final int slot) {
        return steps.count(slot);
    }

    /**
     * Writes the versions that are held. References are counted again at restore.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        slots.snapshot(writer);
        for (int i = 0; i < slots.highWater(); i++) {
            if (slots.isUsed(i)) {
                writer.putInt(policyId[i]);
                writer.putInt(version[i]);
                writer.putInt(latchingTypes[i]);
                writer.putLong(repeatNs[i]);
                writer.putLong(reviewNs[i]);
                writer.putLong(staleNs[i]);
                writer.putLong(expireNs[i]);
                writer.putInt(failSafe[i]);
                writer.putByte(newest[i] ? 1 : 0);
                writer.putInt(severityMask[i]);
                writer.putInt(types[i]);
                writer.putLong(configuredAt[i]);
                steps.snapshot(writer, i);
            }
        }
        writer.putLong(configured);
    }

    /**
     * Takes the versions over; the alerts that run on them refer to them next.
     *
     * @param reader of the snapshot.
     * @param people how many people there are.
     */
    public void restore(final SnapshotReader reader, final int people) {
        reader.section(SECTION_ID, SECTION_VERSION);
        slots.restore(reader);
        for (int i = 0; i < slots.highWater(); i++) {
            if (slots.isUsed(i)) {
                policyId[i] = reader.getInt();
                version[i] = reader.getInt();
                latchingTypes[i] = reader.getInt();
                repeatNs[i] = reader.getLong();
                reviewNs[i] = reader.getLong();
                staleNs[i] = reader.getLong();
                expireNs[i] = reader.getLong();
                failSafe[i] = reader.getCount(people - 1, "as a fail-safe destination");
                newest[i] = reader.getByte() != 0;
                severityMask[i] = reader.getInt();
                types[i] = reader.getInt();
                configuredAt[i] = reader.getLong();
                steps.restore(reader, i);
            }
        }
        configured = reader.getLong();
        index.rebuild();
    }

    private void leaveIfUnused(final int slot) {
        if (!newest[slot] && references[slot] == 0) {
            slots.give(slot);
        }
    }
}
