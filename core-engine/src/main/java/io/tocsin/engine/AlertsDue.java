package io.tocsin.engine;

import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.escalation.Ladder;
import io.tocsin.engine.monitoring.Monitor;
import io.tocsin.engine.response.AlertLife;
import io.tocsin.engine.store.Due;

/** The deadlines of open alerts: of the step, of the review, of the subject's silence, in this order where several have come. */
final class AlertsDue implements Due {
    private final Alerts alerts;
    private final Ladder ladder;
    private final AlertLife life;
    private final Monitor monitor;

    AlertsDue(final Alerts alerts, final Ladder ladder, final AlertLife life, final Monitor monitor) {
        this.alerts = alerts;
        this.ladder = ladder;
        this.life = life;
        this.monitor = monitor;
    }

    @Override
    public long firstNs() {
        return alerts.dueFirstNs();
    }

    @Override
    public void fire(final long nowNs) {
        final int alert = alerts.dueFirst();
        if (alerts.stepDeadlineNs[alert] <= nowNs) {
            if (!ladder.timedOut(alert)) {
                life.expired(alert);
            }
        } else if (alerts.reviewDeadlineNs[alert] <= nowNs) {
            life.reviewEnded(alert);
        } else {
            monitor.staleDue(alert);
        }
    }
}
