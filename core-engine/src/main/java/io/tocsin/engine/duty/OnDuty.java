package io.tocsin.engine.duty;

import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.site.Assignments;
import io.tocsin.engine.site.DeliveryRules;
import io.tocsin.engine.site.Policies;
import io.tocsin.engine.site.PolicySteps;
import io.tocsin.engine.site.Site;

/** Which rosters are for an alert: those of its patient, its bed, its unit, and of the roles that its policy names in the facility. */
public final class OnDuty {
    private static final int FACILITY_ROLE = TargetKind.FACILITY_ROLE.value();

    private final Rosters rosters;
    private final Site site;
    private final DeliveryRules rules;
    private final Policies policies;
    private final Alerts alerts;

    /**
     * Who is on duty for what.
     *
     * @param rosters  who is on duty when.
     * @param site     with units and roles.
     * @param rules    which facilities cover which.
     * @param policies that alerts run on.
     * @param alerts   open.
     */
    public OnDuty(
            final Rosters rosters,
            final Site site,
            final DeliveryRules rules,
            final Policies policies,
            final Alerts alerts) {
        this.rosters = rosters;
        this.site = site;
        this.rules = rules;
        this.policies = policies;
        this.alerts = alerts;
    }

    /** Whether the roster of a key is for an alert. */
    boolean isFor(final long key, final int alert) {
        if (Assignments.isOfRole(key)) {
            final int unit = Assignments.unitOf(key);
            return alerts.unit[alert] == unit || (mayTell(unit, alert) && isNamed(alert, Assignments.indexOf(key)));
        }
        return Assignments.indexOf(key) == (Assignments.isOfBed(key) ? alerts.bed[alert] : alerts.subject[alert]);
    }

    /** Whether a roster that is for an alert has somebody on duty now. */
    boolean isOnDutyFor(final int alert, final int person) {
        boolean isOn = alerts.subject[alert] != Alerts.NONE
                && rosters.isOnDuty(Assignments.ofPatient(alerts.subject[alert]), person);
        isOn |= alerts.bed[alert] != Alerts.NONE && rosters.isOnDuty(Assignments.ofBed(alerts.bed[alert]), person);
        for (int role = 0; !isOn && role < site.roles().size(); role++) {
            isOn = alerts.unit[alert] != Alerts.NONE && isOnDutyAs(alert, role, person);
        }
        return isOn;
    }

    private boolean isOnDutyAs(final int alert, final int role, final int person) {
        boolean isOn = rosters.isOnDuty(Assignments.ofRole(alerts.unit[alert], role), person);
        final int units = isOn || !isNamed(alert, role) ? 0 : site.units().size();
        for (int unit = 0; !isOn && unit < units; unit++) {
            isOn = mayTell(unit, alert) && rosters.isOnDuty(Assignments.ofRole(unit, role), person);
        }
        return isOn;
    }

    /** Whether people of a unit may be told of an alert: its facility is that of the alert's unit, or covers it. */
    private boolean mayTell(final int unit, final int alert) {
        return alerts.unit[alert] != Alerts.NONE
                && rules.mayTell(site.facilityOfUnit(unit), site.facilityOfUnit(alerts.unit[alert]));
    }

    /** Whether the policy that an alert runs on names a role in the facility. */
    private boolean isNamed(final int alert, final int role) {
        final int policy = alerts.policy[alert];
        final PolicySteps steps = policies.steps();
        boolean isNamed = false;
        for (int step = 0; !isNamed && policy != Policies.NONE && step < policies.stepCount(policy); step++) {
            for (int i = 0; !isNamed && i < steps.targets(policy, step); i++) {
                isNamed = steps.target(policy, step, i) == FACILITY_ROLE && steps.name(policy, step, i) == role;
            }
        }
        return isNamed;
    }
}
