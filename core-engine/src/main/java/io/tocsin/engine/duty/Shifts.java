package io.tocsin.engine.duty;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.authority.Authority;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.response.Relief;
import io.tocsin.engine.site.Assignments;
import io.tocsin.engine.site.Covers;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.store.Due;
import io.tocsin.engine.watch.LostDevices;

/**
 * Beginning and end of shifts. A roster is due when somebody comes or goes, and when a configuration changed it; one firing brings one roster up to engine time: who
 * went, who came, and then what those leave who went, so that who follows is there already.
 */
public final class Shifts implements Due {
    private static final int NONE = Rosters.NONE;

    private final Rosters rosters;
    private final Assignments assignments;
    private final OnDuty onDuty;
    private final Breaks breaks;
    private final Covers covers;
    private final Site site;
    private final Subjects subjects;
    private final Alerts alerts;
    private final Offers offers;
    private final Relief relief;
    private final Authority authority;
    private final LostDevices lostDevices;
    private final DutyEvents events;
    private final AlertsOf alertsOf;

    /**
     * The shifts of rosters.
     *
     * @param rosters     who is on duty when.
     * @param assignments whose lists they take the place of.
     * @param onDuty      which alerts they are for.
     * @param breaks      of people whose cover goes.
     * @param covers      of who is on break.
     * @param site        with the units of beds.
     * @param subjects    with the units of patients.
     * @param alerts      open.
     * @param offers      their recipients.
     * @param relief      of those who go.
     * @param authority   of people: nothing is handed to who may never accept.
     * @param lostDevices of those who are on duty.
     * @param events      of shifts.
     */
    public Shifts(
            final Rosters rosters,
            final Assignments assignments,
            final OnDuty onDuty,
            final Breaks breaks,
            final Covers covers,
            final Site site,
            final Subjects subjects,
            final Alerts alerts,
            final Offers offers,
            final Relief relief,
            final Authority authority,
            final LostDevices lostDevices,
            final DutyEvents events) {
        this.rosters = rosters;
        this.assignments = assignments;
        this.onDuty = onDuty;
        this.breaks = breaks;
        this.covers = covers;
        this.site = site;
        this.subjects = subjects;
        this.alerts = alerts;
        this.offers = offers;
        this.relief = relief;
        this.authority = authority;
        this.lostDevices = lostDevices;
        this.events = events;
        alertsOf = new AlertsOf(alerts, offers);
    }

    @Override
    public long firstNs() {
        return rosters.firstNs();
    }

    @Override
    public void fire(final long nowNs) {
        final int list = rosters.firstDue();
        final long key = assignments.key(list);
        final int people = rosters.hold(list);
        for (int duty = rosters.first(list); duty != NONE; duty = rosters.next(duty)) {
            if (hasGone(list, duty)) {
                final Clause clause = rosters.endNs[duty] <= nowNs ? Clause.SHIFT_ENDED : Clause.CONFIGURED;
                events.duty(Because.of(clause), key, rosters.person[duty], rosters.endNs[duty], people, false);
                lostDevices.wentOffDuty(rosters.person[duty]);
            }
        }
        final Clause clause = rosters.isConfigured(list) ? Clause.CONFIGURED : Clause.SHIFT_BEGAN;
        for (int duty = rosters.first(list); duty != NONE; duty = rosters.next(duty)) {
            if (rosters.isOnNow(duty) && (rosters.flags[duty] & Rosters.ON) == 0) {
                come(list, duty, people, clause);
            }
        }
        if (rosters.isKept(list)) {
            for (int duty = rosters.first(list); duty != NONE; duty = rosters.next(duty)) {
                final int person = rosters.person[duty];
                if (covers.isCover(person) && hasGone(list, duty) && !rosters.isOnDuty(person)) {
                    breaks.coverHasGone(person);
                }
            }
            for (int duty = rosters.first(list); duty != NONE; duty = rosters.next(duty)) {
                if (hasGone(list, duty)) {
                    relieve(list, key, rosters.person[duty]);
                }
            }
        }
        rosters.settle(list);
    }

    /** Whether a person was on duty and is not any more, by this duty or another of the roster. */
    private boolean hasGone(final int list, final int duty) {
        return (rosters.flags[duty] & Rosters.ON) != 0 && !rosters.isOnNow(duty) && !isOnOtherwise(list, duty);
    }

    /** Whether another duty of the roster has the same person on duty now. */
    private boolean isOnOtherwise(final int list, final int duty) {
        for (int other = rosters.first(list); other != NONE; other = rosters.next(other)) {
            if (other != duty && rosters.person[other] == rosters.person[duty] && rosters.isOnNow(other)) {
                return true;
            }
        }
        return false;
    }

    /** The duty by which a person was on duty before, or {@link Rosters#NONE}. */
    private int former(final int list, final int person) {
        int duty = rosters.first(list);
        while (duty != NONE && (rosters.person[duty] != person || (rosters.flags[duty] & Rosters.ON) == 0)) {
            duty = rosters.next(duty);
        }
        return duty;
    }

    private void come(final int list, final int duty, final int people, final Clause clause) {
        final int before = former(list, rosters.person[duty]);
        // A new plan that says the same of somebody is no news.
        if (before == NONE || rosters.endNs[before] != rosters.endNs[duty]) {
            events.duty(
                    Because.of(clause), assignments.key(list), rosters.person[duty], rosters.endNs[duty], people, true);
        }
        if (before == NONE) {
            lostDevices.cameOnDuty(rosters.person[duty], unit(assignments.key(list)));
        }
        rosters.flags[duty] |= (byte) (before == NONE ? Rosters.ON | Rosters.CAME : Rosters.ON);
    }

    /**
     * What a person has accepted that this roster is for goes to others, unless another roster has the person on duty for it; everything if none has the person on duty
     * at all. The oldest alert first.
     */
    private void relieve(final int list, final long key, final int person) {
        final int count = offers.load(person) == 0 ? 0 : alertsOf.find(person, false);
        final boolean goesHome = count > 0 && !rosters.isOnDuty(person);
        for (int i = 0; i < count; i++) {
            final int alert = alerts.slotOf(alertsOf.alertId(i));
            final boolean isFor = onDuty.isFor(key, alert);
            if (goesHome || (isFor && !onDuty.isOnDutyFor(alert, person))) {
                final int offer = offers.find(alert, person);
                if (relief.leave(alert, offer, Clause.SHIFT_ENDED)
                        && !(isFor && rosters.handsOver(list) && handOver(list, alert, offer))) {
                    relief.askAgain(alert, Clause.SHIFT_ENDED);
                }
            }
        }
    }

    /** Offers an alert to who came with the change; if nobody is asked for it then, to who is on duty. False if nobody is asked. */
    private boolean handOver(final int list, final int alert, final int offer) {
        return handOver(list, alert, offer, Rosters.CAME) || handOver(list, alert, offer, Rosters.ON);
    }

    private boolean handOver(final int list, final int alert, final int offer, final int flag) {
        boolean isAsked = false;
        for (int duty = rosters.first(list); duty != NONE; duty = rosters.next(duty)) {
            if ((rosters.flags[duty] & flag) != 0 && rosters.isOnNow(duty)) {
                final int to = covers.standIn(rosters.person[duty]);
                if (to != offers.person[offer] && authority.mayEverAccept(to) && relief.canReach(alert, to)) {
                    isAsked = relief.handTo(alert, offer, to, Clause.HANDED_OVER);
                }
            }
        }
        return isAsked;
    }

    private int unit(final long key) {
        if (Assignments.isOfRole(key)) {
            return Assignments.unitOf(key);
        }
        final int index = Assignments.indexOf(key);
        final int ofBed = site.unitOfBed(Assignments.isOfBed(key) ? index : subjects.bed(index));
        return ofBed == Site.NONE && !Assignments.isOfBed(key) ? subjects.unit(index) : ofBed;
    }

    /**
     * Says who is on duty, as the last events did.
     *
     * @param to events of the report's stream.
     */
    public void report(final DutyEvents to) {
        for (int list = 0; list < assignments.lists(); list++) {
            int people = 0;
            for (int duty = rosters.first(list); duty != NONE; duty = rosters.next(duty)) {
                people += rosters.flags[duty] & Rosters.ON;
            }
            for (int duty = rosters.first(list); duty != NONE; duty = rosters.next(duty)) {
                if ((rosters.flags[duty] & Rosters.ON) != 0) {
                    to.duty(
                            Because.NOTHING,
                            assignments.key(list),
                            rosters.person[duty],
                            rosters.endNs[duty],
                            people,
                            true);
                }
            }
        }
    }
}
