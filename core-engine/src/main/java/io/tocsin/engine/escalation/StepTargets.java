package io.tocsin.engine.escalation;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.delivery.ContactRuns;
import io.tocsin.engine.delivery.Sessions;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.routing.ListChoice;
import io.tocsin.engine.routing.Narrowing;
import io.tocsin.engine.routing.NearestFinder;
import io.tocsin.engine.routing.OrderingClinician;
import io.tocsin.engine.routing.SessionPeople;
import io.tocsin.engine.site.Assignments;
import io.tocsin.engine.site.Covers;
import io.tocsin.engine.site.DeliveryRules;
import io.tocsin.engine.site.PolicySteps;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.sla.Operations;

/** The people whom a step tells, each once, in order; overwritten with every step. */
public final class StepTargets {
    private static final int TECHNICAL = Cause.TECHNICAL.value();
    private static final int DEVICE_TECHNICAL = EmergencyType.DEVICE_TECHNICAL.value();
    private static final int CARE_TEAM = TargetKind.CARE_TEAM.value();
    private static final int UNIT_ROLE = TargetKind.UNIT_ROLE.value();
    private static final int NEAREST = TargetKind.NEAREST.value();

    private static final int FACILITY_ROLE = TargetKind.FACILITY_ROLE.value();
    private static final int ORDERING = TargetKind.ORDERING.value();
    private static final int EMERGENCY_CONTACTS = TargetKind.EMERGENCY_CONTACTS.value();
    private static final int RECIPIENTS = TargetKind.MONITORING_RECIPIENTS.value();
    private static final int VIEWERS = TargetKind.MONITORING_VIEWERS.value();

    private final Assignments assignments;
    private final Covers covers;
    private final Operations operations;
    private final Alerts alerts;
    private final NearestFinder nearest;
    private final Narrowing narrowing;
    private final ListChoice choice;
    private final ContactRuns contacts;
    private final Site site;
    private final Sessions sessions;
    private final DeliveryRules rules;
    private final OrderingClinician ordering;
    private final SessionPeople named;
    private final int[] targets = new int[Offers.MAX_PER_ALERT];
    private final byte[] slots = new byte[Offers.MAX_PER_ALERT];
    private int count;
    /** How many of the element's list are asked; 0 = all. */
    private int asks;
    /** Only those of the element's list whose client is capable of emergencies. */
    private boolean isCapableOnly;
    /** Somebody is asked in the place of another. */
    private boolean areCovered;

    /**
     * Nobody yet.
     *
     * @param assignments with the people.
     * @param covers      of those on break.
     * @param operations  with the administrators.
     * @param alerts      open.
     * @param nearest     for steps that ask who is near.
     * @param narrowing   to those who can do what an alert requires.
     * @param choice      of some of a list.
     * @param contacts    tells those whom a patient has named.
     * @param site        with the facilities.
     * @param sessions    with what clients are capable of.
     * @param rules       which facilities cover which.
     * @param ordering    of examinations.
     * @param named       by monitoring sessions.
     */
    public StepTargets(
            final Assignments assignments,
            final Covers covers,
            final Operations operations,
            final Alerts alerts,
            final NearestFinder nearest,
            final Narrowing narrowing,
            final ListChoice choice,
            final ContactRuns contacts,
            final Site site,
            final Sessions sessions,
            final DeliveryRules rules,
            final OrderingClinician ordering,
            final SessionPeople named) {
        this.assignments = assignments;
        this.covers = covers;
        this.operations = operations;
        this.alerts = alerts;
        this.nearest = nearest;
        this.narrowing = narrowing;
        this.choice = choice;
        this.contacts = contacts;
        this.site = site;
        this.sessions = sessions;
        this.rules = rules;
        this.ordering = ordering;
        this.named = named;
    }

    int count() {
        return count;
    }

    int get(final int place) {
        return targets[place];
    }

    /** Which slots of the team the person is asked to fill, bits from 0. */
    int slots(final int place) {
        return slots[place];
    }

    /** The fail-safe destination; of an alert about the router itself the administrators before it. */
    void last(final int alert, final int failSafe, final int ofTeam) {
        count = 0;
        if ((alerts.flags[alert] & Alerts.ABOUT_ROUTER) != 0) {
            for (int i = 0; i < operations.administrators(); i++) {
                if (operations.administratorAt(i) != failSafe) {
                    addOnce(operations.administratorAt(i), ofTeam);
                }
            }
        }
        addOnce(failSafe, ofTeam);
    }

    /** Those whom a step of a policy means for an alert, but for slots of the team that are filled, and why them: a clause for each kind of people, in order; of monitoring sessions only if they name anybody. */
    long resolve(final int alert, final PolicySteps steps, final int policy, final int step, final int asked) {
        count = 0;
        areCovered = false;
        narrowing.begin();
        long clauses = Because.NOTHING;
        Clause before = Clause.NONE;
        for (int i = 0; i < steps.targets(policy, step); i++) {
            final int slot = steps.slot(policy, step, i);
            final int ofTeam = slot == 0 ? 0 : 1 << (slot - 1);
            if (slot != 0 && (ofTeam & asked) == 0) {
                continue;
            }
            asks = steps.asks(policy, step, i);
            isCapableOnly = steps.isCapable(policy, step, i);
            if (asks != 0) {
                choice.begin(alert, step, steps.order(policy, step, i));
            }
            final Clause kind = add(alert, step, steps.target(policy, step, i), steps.name(policy, step, i), ofTeam);
            if (kind != before && kind != Clause.NONE) {
                clauses = Because.and(clauses, kind);
                before = kind;
            }
        }
        final long narrowed = narrowing.after(clauses);
        return areCovered ? Because.and(narrowed, Clause.BREAK_COVER) : narrowed;
    }

    /** What a device says of itself is for the team of whoever it measures. */
    private int patient(final int alert) {
        final boolean isOfDevice = alerts.cause[alert] == TECHNICAL && alerts.type[alert] == DEVICE_TECHNICAL;
        return isOfDevice ? alerts.limit[alert] - 1 : alerts.subject[alert];
    }

    private Clause add(final int alert, final int step, final int kind, final int name, final int ofTeam) {
        if (kind == CARE_TEAM) {
            // An index in the table of subjects is a patient's key only if the subject is a patient: nobody is assigned
            // to others by that key.
            final int patient = patient(alert);
            final long ofPatient = Assignments.ofPatient(patient);
            if (patient != Alerts.NONE && assignments.head(ofPatient) != Assignments.END) {
                addList(ofPatient, ofTeam, false);
            } else if (alerts.bed[alert] != Alerts.NONE) {
                addList(Assignments.ofBed(alerts.bed[alert]), ofTeam, false);
            }
            return Clause.CARE_ASSIGNMENT;
        }
        if (kind == UNIT_ROLE) {
            if (alerts.unit[alert] != Site.NONE) {
                final long key = Assignments.ofRole(alerts.unit[alert], name);
                addList(key, ofTeam, narrowing.narrows(alert, key));
            }
            return Clause.UNIT_ROLE;
        }
        if (kind == FACILITY_ROLE) {
            addFacility(alert, name, ofTeam);
            return Clause.FACILITY_ROLE;
        }
        if (kind == EMERGENCY_CONTACTS) {
            contacts.inform(alert, step);
            return Clause.EMERGENCY_CONTACT;
        }
        if (kind == ORDERING) {
            final int person = ordering.of(alert);
            if (person != Site.NONE) {
                addOnce(standIn(person), ofTeam);
            }
            return Clause.ORDERING_CLINICIAN;
        }
        if (kind == RECIPIENTS) {
            final int subject = patient(alert);
            return addNamed(subject == Alerts.NONE ? 0 : named.recipients(subject), ofTeam)
                    ? Clause.MONITORING_RECIPIENT
                    : Clause.NONE;
        }
        if (kind == VIEWERS) {
            final int subject = patient(alert);
            return addNamed(subject == Alerts.NONE ? 0 : named.viewers(subject), ofTeam)
                    ? Clause.MONITORING_VIEWER
                    : Clause.NONE;
        }
        if (kind == NEAREST) {
            final int person = nearest.find(alert, step, targets, count);
            if (person != Site.NONE) {
                addOnce(person, ofTeam);
            }
            return Clause.NEAREST_RESPONDER;
        }
        addOnce(standIn(name), ofTeam);
        return Clause.NAMED_PERSON;
    }

    /** Those of monitoring sessions who were found last; whether there is anybody. */
    private boolean addNamed(final int found, final int ofTeam) {
        for (int i = 0; i < found; i++) {
            addOnce(standIn(named.person(i)), ofTeam);
        }
        return found > 0;
    }

    /** Those who hold a role in any unit of the alert's facility, and of those that cover it. */
    private void addFacility(final int alert, final int role, final int ofTeam) {
        final int unit = alerts.unit[alert];
        for (int each = 0; unit != Site.NONE && each < site.units().size(); each++) {
            if (rules.mayTell(site.facilityOfUnit(each), site.facilityOfUnit(unit))) {
                addList(Assignments.ofRole(each, role), ofTeam, false);
            }
        }
    }

    private void addList(final long key, final int ofTeam, final boolean isNarrowed) {
        if (asks != 0) {
            final int chosen = choice.choose(key, isNarrowed, Math.min(asks, targets.length - count), targets, count);
            for (int i = 0; i < chosen; i++) {
                addOnce(choice.person(i), ofTeam);
            }
            areCovered |= choice.areCovered();
            return;
        }
        for (int place = assignments.head(key); place != Assignments.END; place = assignments.next(place)) {
            final int person = covers.standIn(assignments.person(place));
            if ((!isNarrowed || narrowing.keeps(person)) && (!isCapableOnly || sessions.isCapable(person))) {
                areCovered |= person != assignments.person(place);
                addOnce(person, ofTeam);
            }
        }
    }

    private int standIn(final int person) {
        final int asked = covers.standIn(person);
        areCovered |= asked != person;
        return asked;
    }

    private void addOnce(final int person, final int ofTeam) {
        for (int i = 0; i < count; i++) {
            if (targets[i] == person) {
                slots[i] |= (byte) ofTeam;
                return;
            }
        }
        if (count < targets.length) {
            slots[count] = (byte) ofTeam;
            targets[count++] = person;
        }
    }
}
