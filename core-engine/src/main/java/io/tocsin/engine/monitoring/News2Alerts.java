package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.alert.AlertKeys;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.response.AlertLife;
import io.tocsin.engine.response.OwnAlerts;
import org.agrona.concurrent.UnsafeBuffer;

/** What becomes of the alert of NEWS2 when its band rises or falls. */
final class News2Alerts {
    /** In the place of a rule's id: the alert is the score's. */
    static final int RULE = 0;

    private static final int INACTIVE = Condition.INACTIVE.value();
    private static final int URGENT = Severity.URGENT.value();
    private static final int EMERGENT = Severity.EMERGENT.value();

    private final Alerts alerts;
    private final AlertLife life;
    private final OwnAlerts ownAlerts;
    private final UnsafeBuffer nothing = new UnsafeBuffer(new byte[0]);

    News2Alerts(final Alerts alerts, final AlertLife life, final OwnAlerts ownAlerts) {
        this.alerts = alerts;
        this.life = life;
        this.ownAlerts = ownAlerts;
    }

    /** False if there is no room for the alert. */
    boolean rose(
            final Monitor monitor,
            final int subject,
            final int bed,
            final int alert,
            final int total,
            final int band,
            final Clause clause) {
        final int severity = band == News2.BAND_HIGH ? EMERGENT : URGENT;
        if (alert == AlertKeys.ABSENT) {
            final boolean hasRoom = ownAlerts.hasRoom(severity);
            if (hasRoom) {
                monitor.raiseScore(Because.of(clause), subject, bed, RULE, total, severity);
            }
            return hasRoom;
        }
        if (severity < alerts.severity[alert]) {
            life.change(Because.of(clause), alert, severity, false, nothing, 0, 0);
        }
        life.reactivate(alert);
        monitor.watchForSilence(alert);
        return true;
    }

    void fell(final int alert, final int heldBand, final int band, final Clause clause) {
        if (band < News2.BAND_LOW_MEDIUM) {
            if (alerts.condition[alert] != INACTIVE) {
                life.end(alert, Clause.NEWS2_FELL);
            }
        } else if (heldBand == News2.BAND_HIGH && alerts.severity[alert] == EMERGENT) {
            // Only what the band gave: a severity that somebody set stays.
            life.change(Because.of(clause), alert, URGENT, false, nothing, 0, 0);
        }
    }
}
