package io.tocsin.engine.escalation;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.site.Assignments;
import io.tocsin.engine.site.PolicySteps;
import io.tocsin.engine.site.Site;

/** The people whom a step tells, each once, in order; overwritten with every step. */
final class StepTargets {
    private static final int CARE_TEAM = TargetKind.CARE_TEAM.value();
    private static final int UNIT_ROLE = TargetKind.UNIT_ROLE.value();

    private final Assignments assignments;
    private final Alerts alerts;
    private final int[] targets = new int[Offers.MAX_PER_ALERT];
    private final byte[] slots = new byte[Offers.MAX_PER_ALERT];
    private int count;

    StepTargets(final Assignments assignments, final Alerts alerts) {
        this.assignments = assignments;
        this.alerts = alerts;
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

    void only(final int person, final int ofTeam) {
        targets[0] = person;
        slots[0] = (byte) ofTeam;
        count = 1;
    }

    /** Those whom a step of a policy means for an alert, but for slots of the team that are filled, and why them: a clause for each kind of people, in order. */
    long resolve(final int alert, final PolicySteps steps, final int policy, final int step, final int asked) {
        count = 0;
        long clauses = Because.NOTHING;
        Clause before = Clause.NONE;
        for (int i = 0; i < steps.targets(policy, step); i++) {
            final int slot = steps.slot(policy, step, i);
            final int ofTeam = slot == 0 ? 0 : 1 << (slot - 1);
            if (slot != 0 && (ofTeam & asked) == 0) {
                continue;
            }
            final Clause kind = add(alert, steps.target(policy, step, i), steps.name(policy, step, i), ofTeam);
            if (kind != before) {
                clauses = Because.and(clauses, kind);
                before = kind;
            }
        }
        return clauses;
    }

    private Clause add(final int alert, final int kind, final int name, final int ofTeam) {
        if (kind == CARE_TEAM) {
            // An index in the table of subjects is a patient's key only if the subject is a patient: nobody is assigned
            // to others by that key.
            final long ofPatient = Assignments.ofPatient(alerts.subject[alert]);
            if (alerts.subject[alert] != Alerts.NONE && assignments.head(ofPatient) != Assignments.END) {
                addList(ofPatient, ofTeam);
            } else if (alerts.bed[alert] != Alerts.NONE) {
                addList(Assignments.ofBed(alerts.bed[alert]), ofTeam);
            }
            return Clause.CARE_ASSIGNMENT;
        }
        if (kind == UNIT_ROLE) {
            if (alerts.unit[alert] != Site.NONE) {
                addList(Assignments.ofRole(alerts.unit[alert], name), ofTeam);
            }
            return Clause.UNIT_ROLE;
        }
        addOnce(name, ofTeam);
        return Clause.NAMED_PERSON;
    }

    private void addList(final long key, final int ofTeam) {
        for (int place = assignments.head(key); place != Assignments.END; place = assignments.next(place)) {
            addOnce(assignments.person(place), ofTeam);
        }
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
