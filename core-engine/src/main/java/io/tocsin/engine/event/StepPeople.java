package io.tocsin.engine.event;

import io.tocsin.codecs.sbe.Response;
import io.tocsin.engine.site.PolicySteps;

/** Everybody a step names and how each stood when it began, gathered for its event: the record must say why somebody was not told, since nobody computes it again. */
public final class StepPeople {
    /** Stands for a response: no place was left for the person. */
    public static final byte NO_PLACE = (byte) Response.NULL_VAL.value();

    private final int[] person;
    private final byte[] response;
    private final boolean[] reachable;
    private final int[] slotRole = new int[PolicySteps.MAX_SLOTS];
    private final int[] slotPerson = new int[PolicySteps.MAX_SLOTS];
    private int count;
    private int slots;

    /**
     * Nobody yet.
     *
     * @param capacity most people of a step.
     */
    public StepPeople(final int capacity) {
        person = new int[capacity];
        response = new byte[capacity];
        reachable = new boolean[capacity];
    }

    /** Forgets everybody. */
    public void clear() {
        count = 0;
        slots = 0;
    }

    /**
     * One more, in the order of the step.
     *
     * @param index       of the person.
     * @param stands      raw {@code Response} as it is now, or {@link #NO_PLACE}.
     * @param isReachable has a session or is always reachable.
     */
    public void add(final int index, final byte stands, final boolean isReachable) {
        person[count] = index;
        response[count] = stands;
        reachable[count] = isReachable;
        count++;
    }

    /**
     * One more slot of the team, in its order.
     *
     * @param role   index of the role that names it.
     * @param filler index of who fills it, or -1.
     */
    public void addSlot(final int role, final int filler) {
        slotRole[slots] = role;
        slotPerson[slots] = filler;
        slots++;
    }

    /**
     * How many slots the team has.
     *
     * @return 0 = there is no team.
     */
    public int slots() {
        return slots;
    }

    /**
     * The role that names a slot.
     *
     * @param place from 0.
     * @return index.
     */
    public int slotRole(final int place) {
        return slotRole[place];
    }

    /**
     * Who fills a slot.
     *
     * @param place from 0.
     * @return index, or -1.
     */
    public int slotPerson(final int place) {
        return slotPerson[place];
    }

    int count() {
        return count;
    }

    int person(final int place) {
        return person[place];
    }

    byte response(final int place) {
        return response[place];
    }

    boolean isReachable(final int place) {
        return reachable[place];
    }
}
