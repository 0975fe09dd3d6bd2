package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Phase;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.event.AlertEvents;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;

/**
 * The alert of a limit whose condition had ended is about to be active again: it shows what is so now, not how it was when it began, which may be as long ago as it takes
 * to review it. Whoever is asked once more, or has it, reads the value that violates now and, of a CRITICAL limit, the vital signs beside it.
 */
final class ReturnedLimits {
    private static final int ACTIVE = Condition.ACTIVE.value();
    private static final int CRITICAL = Severity.CRITICAL.value();

    private final CurrentVitals vitals;
    private final Alerts alerts;
    private final AlertEvents events;
    private final EventStream stream;

    ReturnedLimits(
            final CurrentVitals vitals, final Alerts alerts, final AlertEvents events, final EventStream stream) {
        this.vitals = vitals;
        this.alerts = alerts;
        this.events = events;
        this.stream = stream;
    }

    /** Before its condition changes; of one that is active nothing. What was not shown, as there was no room, is only if there is as much now as for a raise that is not urgent. */
    void show(
            final int alert,
            final int subject,
            final int parameter,
            final int value,
            final int limit,
            final int severityOfRule) {
        if (alerts.condition[alert] == ACTIVE) {
            return;
        }
        alerts.value[alert] = value;
        alerts.limit[alert] = limit;
        if (severityOfRule != CRITICAL) {
            return;
        }
        final int length = vitals.write(subject, parameter, value, stream.nowNs());
        // All of them are as long.
        if (alerts.contents().isThere(alert) || alerts.contents().hasRoom(length, false)) {
            alerts.contents().put(alert, vitals.content(), 0, length);
            events.updated(
                    Because.of(Clause.VITALS_OF_NOW),
                    alerts.alertId[alert],
                    alerts.occurrence[alert],
                    Phase.UPDATE,
                    alerts.severity[alert],
                    alerts.priority[alert],
                    alerts.assessments().tell(alert),
                    alerts.rule[alert],
                    vitals.content(),
                    0,
                    length);
        }
    }
}
