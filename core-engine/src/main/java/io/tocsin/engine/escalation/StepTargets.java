package io.tocsin.engine.escalation;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.site.Assignments;
import io.tocsin.engine.site.Site;

/** The people whom a step tells, each once, in order; overwritten with every step. */
final class StepTargets {
    private static final int CARE_TEAM = TargetKind.CARE_TEAM.value();
    private static final int UNIT_ROLE = TargetKind.UNIT_ROLE.value();

    private final Assignments assignments;
    private final Alerts alerts;
    private final int[] targets = new int[Offers.MAX_PER_ALERT];
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

    void only(final int person) {
        targets[0] = person;
        count = 1;
    }

    /** Those whom a step of a policy means for an alert, and why them. */
    Clause resolve(final int alert, final int kind, final int name) {
        count = 0;
        if (kind == CARE_TEAM) {
            // An index in the table of subjects is a patient's key only if the subject is a patient: nobody is assigned
            // to others by that key.
            if (alerts.subject[alert] != Alerts.NONE) {
                addList(Assignments.ofPatient(alerts.subject[alert]));
            }
            if (count == 0 && alerts.bed[alert] != Alerts.NONE) {
                addList(Assignments.ofBed(alerts.bed[alert]));
            }
            return Clause.CARE_ASSIGNMENT;
        }
        if (kind == UNIT_ROLE) {
            if (alerts.unit[alert] != Site.NONE) {
                addList(Assignments.ofRole(alerts.unit[alert], name));
            }
            return Clause.UNIT_ROLE;
        }
        targets[count++] = name;
        return Clause.NAMED_PERSON;
    }

    private void addList(final long key) {
        for (int place = assignments.head(key);
                place != Assignments.END && count < targets.length;
                place = assignments.next(place)) {
            final int person = assignments.person(place);
            boolean isListed = false;
            for (int i = 0; i < count && !isListed; i++) {
                isListed = targets[i] == person;
            }
            if (!isListed) {
                targets[count++] = person;
            }
        }
    }
}
