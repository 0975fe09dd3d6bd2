package io.tocsin.engine.watch;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.engine.delivery.Presences;
import io.tocsin.engine.delivery.Sessions;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.response.OwnAlerts;
import io.tocsin.engine.site.Covers;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.sla.Operations;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.DeadlineHeap;
import io.tocsin.engine.store.Due;
import java.util.Arrays;

/**
 * People on duty who have no connected device: after the site's time that is a technical alert, which ends when a device of theirs is back or their duty is over.
 * Who says to be offline, or is on break, is away on purpose: the time begins anew. Costs nothing where nobody is on duty by a roster, or the site has set no time.
 */
public final class LostDevices implements Due {
    private static final int SECTION_ID = 91;
    private static final int SECTION_VERSION = 1;
    private static final int URGENT = Severity.URGENT.value();
    private static final long NS_PER_S = 1_000_000_000L;
    /** The alert found no place: it is tried again after so long. */
    private static final long RETRY_NS = NS_PER_S;

    private final Operations operations;
    private final Site site;
    private final Sessions sessions;
    private final Presences presences;
    private final Covers covers;
    private final Stands stands;
    private final OwnAlerts alerts;
    private final EventStream stream;
    private final DeadlineHeap deadlines;
    private final int[] duties;
    private final int[] unit;
    private final int[] subject;
    private final long[] deadlineNs;
    private final boolean[] isLost;

    /** What a person's devices are called as the subject of an alert. */
    public interface Stands {
        /**
         * The device that stands for a person.
         *
         * @param person index.
         * @return index of the subject, or -1 if the table is full.
         */
        int subjectOf(int person);
    }

    /**
     * Nobody is on duty.
     *
     * @param maxPeople  people of the site.
     * @param operations with the time.
     * @param site       with the people.
     * @param sessions   of their devices.
     * @param presences  what they say of being there.
     * @param covers     of who is on break.
     * @param stands     names the device that stands for a person.
     * @param alerts     raises the alerts.
     * @param stream     for engine time.
     */
    public LostDevices(
            final int maxPeople,
            final Operations operations,
            final Site site,
            final Sessions sessions,
            final Presences presences,
            final Covers covers,
            final Stands stands,
            final OwnAlerts alerts,
            final EventStream stream) {
        this.operations = operations;
        this.site = site;
        this.sessions = sessions;
        this.presences = presences;
        this.covers = covers;
        this.stands = stands;
        this.alerts = alerts;
        this.stream = stream;
        deadlines = new DeadlineHeap(maxPeople);
        duties = new int[maxPeople];
        unit = new int[maxPeople];
        subject = new int[maxPeople];
        deadlineNs = new long[maxPeople];
        isLost = new boolean[maxPeople];
        Arrays.fill(deadlineNs, NEVER);
    }

    /**
     * Somebody comes on duty by a roster.
     *
     * @param person index.
     * @param ofUnit of what they are on duty for, index or -1.
     */
    public void cameOnDuty(final int person, final int ofUnit) {
        if (duties[person]++ == 0) {
            subject[person] = OwnAlerts.NONE;
        }
        unit[person] = ofUnit;
        begin(person);
    }

    /**
     * Somebody's duty by a roster is over.
     *
     * @param person index.
     */
    public void wentOffDuty(final int person) {
        duties[person]--;
        if (duties[person] == 0) {
            end(person, Clause.SHIFT_ENDED);
        }
    }

    /**
     * A session of a person is open.
     *
     * @param person index.
     */
    public void connected(final int person) {
        if (duties[person] > 0) {
            end(person, Clause.DEVICE_BACK);
        }
    }

    /**
     * A session of a person was closed, the last one or not.
     *
     * @param person index.
     */
    public void disconnected(final int person) {
        begin(person);
    }

    /** The time was configured: it begins now for who has none that runs. */
    public void configured() {
        for (int person = 0; person < site.people().size(); person++) {
            begin(person);
        }
    }

    @Override
    public long firstNs() {
        return deadlines.firstNs();
    }

    @Override
    public void fire(final long nowNs) {
        final int person = deadlines.first();
        final long lostNs = operations.deviceLostNs();
        if (lostNs == 0 || site.isAlwaysReachable(person)) {
            arm(person, NEVER);
        } else if (presences.isOffline(person) || covers.isOnBreak(person)) {
            arm(person, nowNs + lostNs);
        } else {
            subject[person] = stands.subjectOf(person);
            // Two people without a subject would share one alert, and the first of them to be back would end it.
            isLost[person] = subject[person] != OwnAlerts.NONE && raise(person, lostNs) != OwnAlerts.NONE;
            arm(person, isLost[person] ? NEVER : nowNs + RETRY_NS);
        }
    }

    private int raise(final int person, final long lostNs) {
        return alerts.technical(
                Because.of(Clause.LAST_DEVICE_LOST),
                TechnicalCondition.DEVICE_LOST,
                subject[person],
                unit[person],
                (int) (lostNs / NS_PER_S),
                URGENT);
    }

    private void begin(final int person) {
        final long lostNs = operations.deviceLostNs();
        if (lostNs > 0
                && duties[person] > 0
                && !isLost[person]
                && deadlineNs[person] == NEVER
                && !site.isAlwaysReachable(person)
                && sessions.gatewayOfPerson(person) == Sessions.NONE) {
            arm(person, stream.nowNs() + lostNs);
        }
    }

    private void end(final int person, final Clause clause) {
        if (deadlineNs[person] != NEVER) {
            arm(person, NEVER);
        }
        if (isLost[person]) {
            isLost[person] = false;
            alerts.technicalEnded(clause, TechnicalCondition.DEVICE_LOST, subject[person], 0);
        }
    }

    private void arm(final int person, final long atNs) {
        deadlineNs[person] = atNs;
        deadlines.arm(person, atNs, person);
    }

    /**
     * Writes who is on duty, and who has no device.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        int count = 0;
        for (int person = 0; person < site.people().size(); person++) {
            count += isHeld(person) ? 1 : 0;
        }
        writer.putInt(count);
        for (int person = 0; person < site.people().size(); person++) {
            if (isHeld(person)) {
                writer.putInt(person);
                writer.putInt(duties[person]);
                writer.putInt(unit[person]);
                writer.putInt(subject[person]);
                writer.putLong(deadlineNs[person]);
                writer.putByte(isLost[person] ? 1 : 0);
            }
        }
    }

    /**
     * Takes over who is on duty, and who has no device.
     *
     * @param reader      of the snapshot.
     * @param ofSubjects  how many there are.
     * @param units       how many there are.
     */
    public void restore(final SnapshotReader reader, final int ofSubjects, final int units) {
        reader.section(SECTION_ID, SECTION_VERSION);
        final int people = site.people().size();
        for (int left = reader.getCount(people, "people on duty"); left > 0; left--) {
            final int person = reader.getCount(people - 1, "as a person");
            duties[person] = reader.getInt();
            unit[person] = reader.getIndex(units, "unit of a duty");
            subject[person] = reader.getIndex(ofSubjects, "device of a person");
            arm(person, reader.getLong());
            isLost[person] = reader.getByte() != 0;
        }
    }

    /** Whoever is not on duty has no deadline either. */
    private boolean isHeld(final int person) {
        return duties[person] > 0;
    }
}
