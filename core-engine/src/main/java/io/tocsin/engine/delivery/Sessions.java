package io.tocsin.engine.delivery;

import io.tocsin.engine.event.DeliveryEvents;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.SlotPool;
import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;

/** Which people are connected, over which gateway. A person may have several sessions; the newest says which gateway's credit counts. */
public final class Sessions {
    /** No session, person or gateway. */
    public static final int NONE = -1;

    private static final int EMERGENCY_RESPONSE_CAPABLE = 1;
    private static final int SUPPORTS_PUSH = 2;
    private static final int SECTION_ID = 30;
    private static final int SECTION_VERSION = 2;
    /** Somebody's proof does not permit everything. */
    private static final int SECTION_VERSION_WITH_LIMITS = 3;

    private final long[] sessionId;
    private final int[] personOf;
    private final int[] gatewayOf;
    private final short[] capabilitiesOf;
    private final int[] older;
    private final int[] newestOfPerson;
    private final SessionLimits limits;
    private final SlotPool slots;
    private final Long2LongHashMap slotOfId;

    /**
     * Nobody is connected.
     *
     * @param maxSessions sessions.
     * @param maxPeople   people.
     */
    public Sessions(final int maxSessions, final int maxPeople) {
        sessionId = new long[maxSessions];
        personOf = new int[maxSessions];
        gatewayOf = new int[maxSessions];
        capabilitiesOf = new short[maxSessions];
        older = new int[maxSessions];
        newestOfPerson = new int[maxPeople];
        limits = new SessionLimits(maxSessions);
        slots = new SlotPool(maxSessions);
        slotOfId = new Long2LongHashMap(Math.max(8, 2 * maxSessions), 0.55f, NONE);
        Arrays.fill(newestOfPerson, NONE);
    }

    /**
     * Opens a session; the caller has checked that its id is not open.
     *
     * @param id      of the session.
     * @param person  index.
     * @param gateway of the session.
     * @param capabilities bits of its client.
     * @return its slot, or {@link #NONE} if the table is full.
     */
    public int open(final long id, final int person, final int gateway, final int capabilities) {
        final int slot = slots.take();
        if (slot != SlotPool.NONE) {
            sessionId[slot] = id;
            personOf[slot] = person;
            gatewayOf[slot] = gateway;
            capabilitiesOf[slot] = (short) capabilities;
            limits.clear(slot);
            older[slot] = newestOfPerson[person];
            newestOfPerson[person] = slot;
            slotOfId.put(id, slot);
        }
        return slot;
    }

    /**
     * Closes a session.
     *
     * @param slot of the session.
     */
    public void close(final int slot) {
        final int person = personOf[slot];
        if (newestOfPerson[person] == slot) {
            newestOfPerson[person] = older[slot];
        } else {
            int newer = newestOfPerson[person];
            while (older[newer] != slot) {
                newer = older[newer];
            }
            older[newer] = older[slot];
        }
        slotOfId.remove(sessionId[slot]);
        slots.give(slot);
    }

    /**
     * The slot of an open session.
     *
     * @param id of the session.
     * @return slot or {@link #NONE}.
     */
    public int slotOf(final long id) {
        return (int) slotOfId.get(id);
    }

    /**
     * The pool of slots, for those who walk over all open sessions.
     *
     * @return the live pool.
     */
    public SlotPool slots() {
        return slots;
    }

    /**
     * What the proof behind each session permits, by slot.
     *
     * @return the live limits.
     */
    public SessionLimits limits() {
        return limits;
    }

    /**
     * Tells what the proof behind a session permits.
     *
     * @param events of the stream.
     * @param slot   of the session.
     */
    public void tellLimits(final DeliveryEvents events, final int slot) {
        limits.tell(events, slot, sessionId[slot], personOf[slot]);
    }

    /**
     * The id of a session.
     *
     * @param slot of the session.
     * @return as it was opened.
     */
    public long id(final int slot) {
        return sessionId[slot];
    }

    /**
     * Whose session it is.
     *
     * @param slot of the session.
     * @return person index.
     */
    public int person(final int slot) {
        return personOf[slot];
    }

    /**
     * The gateway of a session.
     *
     * @param slot of the session.
     * @return gateway.
     */
    public int gateway(final int slot) {
        return gatewayOf[slot];
    }

    /**
     * What the client of a session can do.
     *
     * @param slot of the session.
     * @return bits as in {@code SessionOpened}.
     */
    public int capabilities(final int slot) {
        return capabilitiesOf[slot] & 0xFFFF;
    }

    /**
     * The gateway of a person's newest session.
     *
     * @param person index.
     * @return gateway, or {@link #NONE} if the person is not connected.
     */
    public int gatewayOfPerson(final int person) {
        return newestOfPerson[person] == NONE ? NONE : gatewayOf[newestOfPerson[person]];
    }

    /**
     * Whether a person has a session on a gateway.
     *
     * @param person  index.
     * @param gateway to look for.
     * @return true if so.
     */
    public boolean isOn(final int person, final int gateway) {
        int slot = newestOfPerson[person];
        while (slot != NONE && gatewayOf[slot] != gateway) {
            slot = older[slot];
        }
        return slot != NONE;
    }

    /**
     * Whether push messages may reach a person.
     *
     * @param person index.
     * @return a client of theirs takes them, or none is connected that could say.
     */
    public boolean mayPush(final int person) {
        int slot = newestOfPerson[person];
        final boolean isConnected = slot != NONE;
        while (slot != NONE && (capabilitiesOf[slot] & SUPPORTS_PUSH) == 0) {
            slot = older[slot];
        }
        return slot != NONE || !isConnected;
    }

    /**
     * Whether a client of a person is capable of emergencies.
     *
     * @param person index.
     * @return one of those that are connected says so.
     */
    public boolean isCapable(final int person) {
        int slot = newestOfPerson[person];
        while (slot != NONE && (capabilitiesOf[slot] & EMERGENCY_RESPONSE_CAPABLE) == 0) {
            slot = older[slot];
        }
        return slot != NONE;
    }

    /**
     * Writes the sessions in slot order.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        final boolean isLimited = isAnyLimited();
        writer.section(SECTION_ID, isLimited ? SECTION_VERSION_WITH_LIMITS : SECTION_VERSION);
        slots.snapshot(writer);
        for (int i = 0; i < slots.highWater(); i++) {
            if (slots.isUsed(i)) {
                writer.putLong(sessionId[i]);
                writer.putInt(personOf[i]);
                writer.putInt(gatewayOf[i]);
                writer.putByte(capabilitiesOf[i]);
                writer.putInt(older[i]);
                writer.putByte(newestOfPerson[personOf[i]] == i ? 1 : 0);
                if (isLimited) {
                    limits.snapshot(writer, i);
                }
            }
        }
    }

    private boolean isAnyLimited() {
        int slot = 0;
        while (slot < slots.highWater() && !(slots.isUsed(slot) && limits.isLimited(slot))) {
            slot++;
        }
        return slot < slots.highWater();
    }

    /**
     * Takes the sessions over.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        final int version = reader.section(SECTION_ID, SECTION_VERSION, SECTION_VERSION_WITH_LIMITS);
        slots.restore(reader);
        for (int i = 0; i < slots.highWater(); i++) {
            if (slots.isUsed(i)) {
                sessionId[i] = reader.getLong();
                personOf[i] = reader.getCount(newestOfPerson.length - 1, "as a person");
                gatewayOf[i] = reader.getInt();
                capabilitiesOf[i] = (short) reader.getByte();
                older[i] = reader.getIndex(slots.highWater(), "session");
                if (reader.getByte() != 0) {
                    newestOfPerson[personOf[i]] = i;
                }
                slotOfId.put(sessionId[i], i);
                limits.clear(i);
                if (version == SECTION_VERSION_WITH_LIMITS) {
                    limits.restore(reader, i);
                }
            }
        }
    }
}
