package io.tocsin.testkit.model;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import org.jspecify.annotations.Nullable;

/** Technical alerts about the router itself: sections 15, 20 and 21. */
final class OracleOwn {
    private final OracleState state;
    private final OracleAlerts alerts;

    OracleOwn(final OracleState state, final OracleAlerts alerts) {
        this.state = state;
        this.alerts = alerts;
    }

    void comes(
            final TechnicalCondition condition,
            final Severity severity,
            final int unit,
            final int value,
            final Clause clause) {
        comes(condition, severity, -1, unit, value, clause);
    }

    /** Of a subject; whether there is an alert of it now. */
    boolean comes(
            final TechnicalCondition condition,
            final Severity severity,
            final int subject,
            final int unit,
            final int value,
            final Clause clause) {
        return comes(condition, severity, subject, unit, -1, 0, value, clause);
    }

    /** Of a device at a bed, with readings of somebody: 1 + the index, 0 of nobody. */
    boolean comes(
            final TechnicalCondition condition,
            final Severity severity,
            final int subject,
            final int unit,
            final int bed,
            final int readingsOf,
            final int value,
            final Clause clause) {
        final OracleAlert elsewhere = open(condition, subject);
        final boolean isMissedElsewhere = elsewhere != null
                && condition == TechnicalCondition.DEVICE_SILENT
                && (elsewhere.bed != bed || elsewhere.limitValue != readingsOf);
        final boolean isReplaced =
                elsewhere != null && (isMissedElsewhere || isOpenElsewhere(condition, subject, unit));
        if (isReplaced) {
            alerts.replaced(requireNonNull(elsewhere));
        }
        final OracleAlert open = open(condition, subject);
        final boolean opens = open == null && (isReplaced || alerts.mayOpen(severity));
        note(condition, subject, open != null ? open.alertId : opens ? state.alertsRaised + 1 : 0, value, 1, clause);
        if (open != null) {
            open.occurrence++;
            open.value = value;
            if (open.condition != Condition.ACTIVE) {
                alerts.reactivate(open);
            }
        } else if (opens) {
            final OracleAlert alert = new OracleAlert();
            alert.cause = Cause.TECHNICAL;
            alert.type = OracleDevices.typeOf(condition);
            alert.severity = severity;
            alert.subject = subject;
            alert.unit = unit;
            alert.bed = bed;
            alert.limitValue = readingsOf;
            alert.rule = condition.value();
            alert.value = value;
            alerts.open(alert, OracleState.clauses(clause));
        }
        return open != null || opens;
    }

    /** Of the bed that came with readings, else of the patient's, else the patient's. */
    int unitOf(final int subject, final int bed) {
        final OracleAlert place = new OracleAlert();
        alerts.placeSubject(place, subject, bed, -1);
        return place.unit;
    }

    /** Whether people of another unit have an alert of a device. */
    boolean isOpenElsewhere(final TechnicalCondition condition, final int subject, final int unit) {
        final OracleAlert open = open(condition, subject);
        return open != null && unit >= 0 && open.unit != unit && open.type == EmergencyType.DEVICE_TECHNICAL;
    }

    /** That came with readings, else the patient's. */
    int bedOf(final int subject, final int bed) {
        final OracleAlert place = new OracleAlert();
        alerts.placeSubject(place, subject, bed, -1);
        return place.bed;
    }

    boolean isOpen(final TechnicalCondition condition, final int subject) {
        return open(condition, subject) != null;
    }

    /** It is graver, or less grave. */
    void regrade(final TechnicalCondition condition, final Severity severity, final Clause clause) {
        final OracleAlert open = open(condition, -1);
        if (open != null && open.severity != severity) {
            alerts.changed(
                    open,
                    severity,
                    OracleAlert.phase(open.severity, severity, true),
                    new byte[0],
                    OracleState.clauses(clause));
        }
    }

    void isOver(final TechnicalCondition condition, final int value, final Clause clause) {
        isOver(condition, -1, value, clause);
    }

    void isOver(final TechnicalCondition condition, final int subject, final int value, final Clause clause) {
        final OracleAlert open = open(condition, subject);
        note(condition, subject, open == null ? 0 : open.alertId, value, 0, clause);
        if (open != null) {
            alerts.conditionEnds(open, clause);
        }
    }

    private @Nullable OracleAlert open(final TechnicalCondition condition, final int subject) {
        for (final OracleAlert alert : state.alerts.values()) {
            if (alert.cause == Cause.TECHNICAL && alert.subject == subject && alert.rule == condition.value()) {
                return alert;
            }
        }
        return null;
    }

    private void note(
            final TechnicalCondition condition,
            final int subject,
            final long alertId,
            final int value,
            final int active,
            final Clause clause) {
        state.event(
                "TechnicalNoted",
                OracleState.clauses(clause),
                "alertId",
                alertId,
                "subject",
                subject,
                "value",
                value,
                "condition",
                condition,
                "active",
                active);
    }
}
