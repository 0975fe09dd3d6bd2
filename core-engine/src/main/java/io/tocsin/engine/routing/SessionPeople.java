package io.tocsin.engine.routing;

import io.tocsin.codecs.sbe.MonitoringList;
import io.tocsin.engine.authority.Authority;

/**
 * Whom the running monitoring sessions of a patient name, in the order in which the sessions began, by rising index in each: overwritten with every question. Only who can
 * do something about an alert is meant: nobody who is off duty, nobody who may never accept, and nobody who looks on as family in any of the sessions. What family is told
 * of is another matter (compliance: softened, consented, never the flood of alarms). Engine thread only; allocates nothing.
 */
public final class SessionPeople {
    private static final int MOST = 128;
    private static final int FAMILY = bitOf(MonitoringList.FAMILY);
    private static final int VIEWERS = bitOf(MonitoringList.VIEWERS);
    private static final int RECIPIENTS = bitOf(MonitoringList.RECIPIENTS);

    private final Sessions sessions;
    private final OffDuty duty;
    private final Authority authority;
    private final int[] people = new int[MOST];
    private final int[] family = new int[MOST];
    private final Named collecting = this::named;
    private final Named leavingOut = this::leaveOut;
    private int wanted;
    private int count;
    private int relatives;

    /** The running sessions, kept where readings are. */
    public interface Sessions {
        /**
         * Tells everybody whom the running sessions of a subject name.
         *
         * @param subject index.
         * @param to      is told of each, session by session.
         */
        void tell(int subject, Named to);
    }

    /** Hears of one whom a session names. */
    public interface Named {
        /**
         * One of them.
         *
         * @param person index.
         * @param lists  bit (1 shifted by the value of the enum MonitoringList, less 1) of each list.
         */
        void named(int person, int lists);
    }

    /**
     * Asks sessions.
     *
     * @param sessions  that are running.
     * @param duty      of people.
     * @param authority of people.
     */
    public SessionPeople(final Sessions sessions, final OffDuty duty, final Authority authority) {
        this.sessions = sessions;
        this.duty = duty;
        this.authority = authority;
    }

    /**
     * Finds who is to be told of alerts.
     *
     * @param subject index.
     * @return how many; {@link #person} tells who.
     */
    public int recipients(final int subject) {
        return find(subject, RECIPIENTS);
    }

    /**
     * Finds who may look on, and nobody as family.
     *
     * @param subject index.
     * @return how many; {@link #person} tells who.
     */
    public int viewers(final int subject) {
        return find(subject, VIEWERS);
    }

    /**
     * One of those who were found last; who is named by several sessions may come several times.
     *
     * @param place from 0.
     * @return index.
     */
    public int person(final int place) {
        return people[place];
    }

    private int find(final int subject, final int list) {
        wanted = list;
        count = 0;
        relatives = 0;
        // Who is family in one session of the patient is family in all.
        sessions.tell(subject, leavingOut);
        sessions.tell(subject, collecting);
        return count;
    }

    private void leaveOut(final int person, final int lists) {
        if ((lists & FAMILY) != 0 && relatives < MOST) {
            family[relatives++] = person;
        }
    }

    private void named(final int person, final int lists) {
        if ((lists & wanted) != 0
                && count < MOST
                && !isFamily(person)
                && !duty.isOffDuty(person)
                && authority.mayEverAccept(person)) {
            people[count++] = person;
        }
    }

    private boolean isFamily(final int person) {
        for (int i = 0; i < relatives; i++) {
            if (family[i] == person) {
                return true;
            }
        }
        return false;
    }

    private static int bitOf(final MonitoringList list) {
        return 1 << (list.value() - 1);
    }
}
