package io.tocsin.engine.overload;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.response.OwnAlerts;
import io.tocsin.engine.sla.LatencyLedger;
import io.tocsin.engine.store.Due;

/** The breach lines: a breach of any alert but one about the router is an alert. A storm of breaches is one alert that counts, not a storm of alerts. */
public final class BreachAlarms implements Due {
    private static final int EMERGENT = Severity.EMERGENT.value();
    private static final long NS_PER_MS = 1_000_000L;

    private final Alerts alerts;
    private final LatencyLedger ledger;
    private final OwnAlerts own;

    /**
     * Watches the lines.
     *
     * @param alerts open.
     * @param ledger of their clocks.
     * @param own    alerts of the engine.
     */
    public BreachAlarms(final Alerts alerts, final LatencyLedger ledger, final OwnAlerts own) {
        this.alerts = alerts;
        this.ledger = ledger;
        this.own = own;
    }

    @Override
    public long firstNs() {
        return ledger.dueFirstNs();
    }

    @Override
    public void fire(final long nowNs) {
        final int alert = ledger.dueFirst();
        if (ledger.passed(alert) && (alerts.flags[alert] & Alerts.ABOUT_ROUTER) == 0) {
            own.technical(
                    Because.of(Clause.BREACH_LINE),
                    TechnicalCondition.DELIVERY_LATE,
                    OwnAlerts.NONE,
                    alerts.unit[alert],
                    (int) Math.min(Integer.MAX_VALUE, ledger.waitedNs(alert) / NS_PER_MS),
                    EMERGENT);
        }
    }
}
