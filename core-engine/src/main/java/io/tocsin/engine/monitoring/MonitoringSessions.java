package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.MonitoringChangedEncoder.DevicesEncoder;
import io.tocsin.codecs.sbe.MonitoringChangedEncoder.PeopleEncoder;
import io.tocsin.codecs.sbe.MonitoringList;
import io.tocsin.codecs.sbe.MonitoringStatus;
import io.tocsin.engine.authority.Consents;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.event.MonitoringEvents;
import io.tocsin.engine.routing.SessionPeople;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import org.agrona.DirectBuffer;

/**
 * Who monitors whom, with which devices, and who may look on: sessions from a bounded pool, a subject may have several. A device is in one at most; until the
 * first session has begun, readings look at one number.
 */
public final class MonitoringSessions {
    /** No session, or no device. */
    public static final int NONE = MonitoringTable.NONE;

    /** Most devices of a session. */
    public static final int MAX_DEVICES = 8;

    /** Most active sessions of one subject. */
    public static final int MAX_PER_SUBJECT = 8;

    /** Most people in a list. */
    public static final int MAX_PEOPLE = 16;

    /** Places for people, for each session that there may be: one is a person of a session, in whatever lists. */
    private static final int PLACES_PER_SESSION = 8;
    /** Devices, for each session that there may be: of active ones, and of such as were stopped. */
    private static final int DEVICES_PER_SESSION = 4;

    private static final long NS_OF_A_DAY = 86_400_000_000_000L;

    private static final int VIEWER = bitOf(MonitoringList.VIEWERS.value());
    private static final int FAMILY = bitOf(MonitoringList.FAMILY.value());
    private static final int RECIPIENT = bitOf(MonitoringList.RECIPIENTS.value());

    private final MonitoringTable table;
    private final SessionDevices devices;
    private final EventStream stream;
    private final MonitoringEvents events;

    /**
     * Nobody is monitored by a session.
     *
     * @param capacity active sessions.
     * @param stream   for engine time and events.
     */
    public MonitoringSessions(final int capacity, final EventStream stream) {
        final int maxDevices = Math.multiplyExact(capacity, DEVICES_PER_SESSION);
        table = new MonitoringTable(capacity, Math.multiplyExact(capacity, PLACES_PER_SESSION), maxDevices);
        devices = new SessionDevices(table, maxDevices);
        this.stream = stream;
        events = new MonitoringEvents(stream);
    }

    /** Whether there ever was a session: else readings need not ask for their device. */
    public boolean isUsed() {
        return table.lastId() > 0;
    }

    /** Whether one more session finds a place. */
    public boolean hasRoom() {
        return table.slots.free() > 0;
    }

    /**
     * How many active sessions a subject has.
     *
     * @param ofSubject index.
     * @return 0 to {@link #MAX_PER_SUBJECT}.
     */
    public int countOf(final int ofSubject) {
        int count = 0;
        for (int slot = table.firstOf(ofSubject); slot != NONE; slot = table.nextOf(slot)) {
            count++;
        }
        return count;
    }

    /** How many devices that are not known find a place, at the cost of those whose session was stopped longest ago. */
    public int freeDevices() {
        return table.devices.free();
    }

    /** How many people who are in no list of their session find a place, of all sessions together. */
    public int freePeople() {
        return table.people.free();
    }

    /**
     * A device.
     *
     * @param buffer holds its id.
     * @param offset of it.
     * @param length of it.
     * @return index, or {@link #NONE} if it was never seen.
     */
    public int device(final DirectBuffer buffer, final int offset, final int length) {
        return table.devices.find(buffer, offset, length);
    }

    /** The devices of active sessions. */
    public SessionDevices devices() {
        return devices;
    }

    /**
     * The patient of whom readings of a device are refused, as their session with it was stopped: for a day, unless the patient has a session that is active.
     *
     * @param device index, or {@link #NONE}.
     * @return index of the subject, or {@link #NONE}.
     */
    public int stoppedSubject(final int device) {
        final int of = device == NONE ? NONE : table.devices.stopped(device);
        return of == NONE
                        || table.firstOf(of) != NONE
                        || stream.nowNs() - table.devices.stoppedNs(device) >= NS_OF_A_DAY
                ? NONE
                : of;
    }

    /**
     * Somebody is admitted or moved, or is monitored again: whatever was stopped before counts no more.
     *
     * @param ofSubject index.
     */
    public void forgetStopped(final int ofSubject) {
        table.devices.forgetStopped(ofSubject);
    }

    /**
     * A session that is active.
     *
     * @param monitoringId number.
     * @return slot, or {@link #NONE}.
     */
    public int slotOf(final long monitoringId) {
        return table.slotOf(monitoringId);
    }

    /**
     * Whether a session ever had a number.
     *
     * @param monitoringId number.
     * @return active or over.
     */
    public boolean isKnown(final long monitoringId) {
        return monitoringId > 0 && monitoringId <= table.lastId();
    }

    /**
     * Whose session it is.
     *
     * @param slot of an active session.
     * @return subject.
     */
    public int subject(final int slot) {
        return table.subject[slot];
    }

    /**
     * Whether somebody is in any list of a session.
     *
     * @param slot   of an active session.
     * @param person index.
     * @return they have a place.
     */
    public boolean isNamed(final int slot, final int person) {
        return table.people.isNamed(slot, person);
    }

    /** Tells everybody whom the active sessions of a subject, by index, name, session by session in the order in which they began. */
    public void tellNamed(final int ofSubject, final SessionPeople.Named to) {
        final MonitoringPeople people = table.people;
        for (int slot = table.firstOf(ofSubject); slot != NONE; slot = table.nextOf(slot)) {
            for (int place = people.first(slot); place != NONE; place = people.next(place)) {
                to.named(people.person(place), people.lists(place));
            }
        }
    }

    /**
     * Begins a session; there is room. Its devices follow, then {@link #started}.
     *
     * @param ofSubject index.
     * @param ofType    value of the enum MonitoringType.
     * @param by        person.
     * @return slot.
     */
    public int start(final int ofSubject, final int ofType, final int by) {
        forgetStopped(ofSubject);
        final int slot = table.open(ofSubject);
        table.startedNs[slot] = stream.nowNs();
        table.type[slot] = (byte) ofType;
        table.startedBy[slot] = by;
        return slot;
    }

    /** A device that is known, by index, is about to join a session: no other takes its place until then. */
    public void hold(final int device) {
        table.devices.hold(device);
    }

    /**
     * Puts a device into a session that begins; there is room, and it is in no other.
     *
     * @param slot   of the session.
     * @param kind   value of the enum DeviceKind.
     * @param buffer holds its id.
     * @param offset of it.
     * @param length of it, 1 to 36.
     */
    public void add(final int slot, final int kind, final DirectBuffer buffer, final int offset, final int length) {
        table.join(slot, table.devices.intern(buffer, offset, length), kind);
    }

    /**
     * A session has begun, with all its devices.
     *
     * @param slot of it.
     * @return its number.
     */
    public long started(final int slot) {
        changed(slot, table.startedBy[slot], Clause.MONITORING_STARTED);
        return table.id[slot];
    }

    /**
     * Ends a session: its devices are in none.
     *
     * @param slot         of it.
     * @param by           person.
     * @param isRemembered readings of its devices are refused from now on: of a patient, not of whoever lies in a bed, who may be the next.
     */
    public void stop(final int slot, final int by, final boolean isRemembered) {
        table.updatedNs[slot] = stream.nowNs();
        table.changedBy[slot] = by;
        tell(events, slot, Clause.MONITORING_STOPPED, MonitoringStatus.ENDED);
        table.close(slot, isRemembered);
    }

    /**
     * Whoever lay in a bed is gone, or has a name now: its sessions end. Its devices are as if they had been in none, as they may be of somebody else now.
     *
     * @param ofSubject index, or {@link #NONE}.
     */
    public void endAll(final int ofSubject) {
        for (int slot = first(ofSubject); slot != NONE; slot = first(ofSubject)) {
            table.updatedNs[slot] = stream.nowNs();
            table.changedBy[slot] = NONE;
            tell(events, slot, Clause.CONFIGURED, MonitoringStatus.ENDED);
            table.close(slot, false);
        }
    }

    private int first(final int ofSubject) {
        return ofSubject == NONE ? NONE : table.firstOf(ofSubject);
    }

    /**
     * Consents may be others now: who looked on as family leaves, if the patient does not consent any more; by subject and session.
     *
     * @param consents of patients.
     * @param subjects how many there are.
     */
    public void review(final Consents consents, final int subjects) {
        for (int each = 0; table.slots.inUse() > 0 && each < subjects; each++) {
            for (int slot = table.firstOf(each); slot != NONE; slot = table.nextOf(slot)) {
                leaveWithoutConsent(consents, slot);
            }
        }
    }

    private void leaveWithoutConsent(final Consents consents, final int slot) {
        boolean isOther = false;
        final MonitoringPeople people = table.people;
        for (int place = people.first(slot); place != NONE; place = people.next(place)) {
            final int person = people.person(place);
            final int lists = people.lists(place);
            final int asFamily = (lists & FAMILY) != 0 ? FAMILY | VIEWER | RECIPIENT : 0;
            final int left = lists & ~asFamily & ~(consents.isFamily(person) ? VIEWER : 0);
            if (left != lists && !consents.has(person, table.subject[slot])) {
                people.lists(place, left);
                isOther = true;
            }
        }
        if (isOther) {
            people.sweep(slot);
            changed(slot, NONE, Clause.CONSENT_MISSING);
        }
    }

    /**
     * Empties one list of a session; {@link #name} and {@link #named} follow.
     *
     * @param slot of it.
     * @param list value of the enum MonitoringList.
     */
    public void clear(final int slot, final int list) {
        table.people.clear(slot, bitOf(list));
    }

    /**
     * Puts somebody into a list; there is room.
     *
     * @param slot   of the session.
     * @param list   value of the enum MonitoringList.
     * @param person index.
     */
    public void name(final int slot, final int list, final int person) {
        table.people.add(slot, person, bitOf(list));
    }

    /**
     * A list is complete.
     *
     * @param slot of the session.
     * @param by   person who named them.
     */
    public void named(final int slot, final int by) {
        table.people.sweep(slot);
        changed(slot, by, Clause.PEOPLE_NAMED);
    }

    /**
     * Says which sessions are active.
     *
     * @param to events of the stream.
     */
    public void report(final MonitoringEvents to) {
        for (int slot = 0; slot < table.slots.highWater(); slot++) {
            if (table.slots.isUsed(slot)) {
                tell(to, slot, Clause.MONITORING_STARTED, MonitoringStatus.ACTIVE);
            }
        }
    }

    private void changed(final int slot, final int by, final Clause clause) {
        table.updatedNs[slot] = stream.nowNs();
        table.changedBy[slot] = by;
        tell(events, slot, clause, MonitoringStatus.ACTIVE);
    }

    private void tell(final MonitoringEvents to, final int slot, final Clause clause, final MonitoringStatus status) {
        to.start(
                Because.of(clause),
                table.id[slot],
                table.startedNs[slot],
                table.updatedNs[slot],
                table.subject[slot],
                table.startedBy[slot],
                table.changedBy[slot],
                table.type[slot],
                status);
        final MonitoringDevices devices = table.devices;
        final DevicesEncoder toDevices = to.devices(table.deviceCount(slot));
        for (int device = table.firstDevice(slot); device != NONE; device = devices.next(device)) {
            to.device(
                    toDevices, devices.kind(device), devices.ids(), devices.idOffset(device), devices.idLength(device));
        }
        final MonitoringPeople people = table.people;
        final PeopleEncoder toPeople = to.people(people.count(slot));
        for (int place = people.first(slot); place != NONE; place = people.next(place)) {
            to.person(toPeople, people.person(place), people.lists(place));
        }
        to.end();
    }

    private static int bitOf(final int list) {
        return 1 << (list - 1);
    }

    /**
     * Writes sessions and their devices.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        table.snapshot(writer);
    }

    /**
     * Takes sessions and their devices over, after subjects and people.
     *
     * @param reader   of the snapshot.
     * @param subjects how many there are.
     * @param persons  likewise.
     */
    public void restore(final SnapshotReader reader, final int subjects, final int persons) {
        table.restore(reader, subjects, persons);
    }
}
