package io.tocsin.engine.suppression;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.escalation.Gate;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.response.Snoozes;

/** Whether a silence covers an alert whose ladder is to start. A site without silences pays a look at their number. */
public final class SilenceGate implements Gate {
    /** Bit per value of EmergencyType: nothing mutes them. */
    public static final int PROTECTED = 1 << EmergencyType.CARDIAC_ARREST.value() | 1 << EmergencyType.CHOKING.value();

    private static final int CRITICAL = Severity.CRITICAL.value();
    private static final int NONE = Silences.NONE;

    private final Silences silences;
    private final MutedAlerts muted;
    private final Snoozes snoozes;
    private final Alerts alerts;
    private final SuppressionEvents events;
    private final EventStream stream;

    /**
     * Mutes what silences cover.
     *
     * @param silences there are.
     * @param muted    alerts.
     * @param snoozes  of alerts.
     * @param alerts   open.
     * @param events   of suppression.
     * @param stream   for engine time.
     */
    public SilenceGate(
            final Silences silences,
            final MutedAlerts muted,
            final Snoozes snoozes,
            final Alerts alerts,
            final SuppressionEvents events,
            final EventStream stream) {
        this.silences = silences;
        this.muted = muted;
        this.snoozes = snoozes;
        this.alerts = alerts;
        this.events = events;
        this.stream = stream;
    }

    @Override
    public boolean isMuted(final int alert) {
        return muted.silenceId(alert) != 0;
    }

    @Override
    public long mutedUntilNs(final int alert, final boolean isPaging) {
        final int before = muted.silenceId(alert);
        if (before != 0) {
            muted.remove(alert);
        }
        // What pages already goes on: only what begins, or begins again, is muted.
        final boolean goesOn = before == 0 && isPaging;
        final int covering = silences.isEmpty() || goesOn ? NONE : covering(alert);
        if (covering == NONE) {
            if (before != 0) {
                events.unmuted(Because.of(Clause.SILENCE_ENDED), alerts.alertId[alert], before);
            }
            return 0;
        }
        muted.add(covering, silences.id[covering], alert);
        events.muted(
                Because.of(Clause.SILENCED), alerts.alertId[alert], silences.endNs[covering], silences.id[covering]);
        return silences.endNs[covering];
    }

    @Override
    public void letGo(final int alert) {
        if (muted.silenceId(alert) != 0) {
            events.unmuted(Because.NOTHING, alerts.alertId[alert], muted.silenceId(alert));
            muted.remove(alert);
        }
        snoozes.letGo(alert);
    }

    /**
     * Says what is muted, as the last event did.
     *
     * @param to    events of the report's stream.
     * @param alert slot.
     */
    public void report(final SuppressionEvents to, final int alert) {
        if (isMuted(alert)) {
            to.muted(
                    Because.of(Clause.SILENCED),
                    alerts.alertId[alert],
                    alerts.stepDeadlineNs[alert],
                    muted.silenceId(alert));
        }
    }

    /** The silence that covers the alert for longest; of those the one made first. */
    private int covering(final int alert) {
        if ((PROTECTED >>> alerts.type[alert] & 1) != 0) {
            return NONE;
        }
        int best = better(NONE, alert, Silences.OF_OTHERS, NONE);
        if (alerts.subject[alert] != NONE) {
            best = better(best, alert, Silences.OF_PATIENT, alerts.subject[alert]);
        }
        if (alerts.bed[alert] != NONE) {
            best = better(best, alert, Silences.OF_BED, alerts.bed[alert]);
        }
        if (alerts.unit[alert] != NONE) {
            best = better(best, alert, Silences.OF_UNIT, alerts.unit[alert]);
        }
        return best;
    }

    private int better(final int found, final int alert, final int kind, final int index) {
        int best = found;
        for (int slot = silences.first(kind, index); slot != NONE; slot = silences.following(slot)) {
            if (covers(slot, alert)
                    && (best == NONE
                            || silences.endNs[slot] > silences.endNs[best]
                            || (silences.endNs[slot] == silences.endNs[best]
                                    && silences.id[slot] < silences.id[best]))) {
                best = slot;
            }
        }
        return best;
    }

    private boolean covers(final int slot, final int alert) {
        final int severity = alerts.severity[alert];
        return silences.startNs[slot] <= stream.nowNs()
                && silences.endNs[slot] > stream.nowNs()
                && severity >= silences.severityAtMost[slot]
                && (severity != CRITICAL || silences.confirmedBy[slot] != NONE)
                && isAnyOr(silences.subject[slot], alerts.subject[alert])
                && isAnyOr(silences.bed[slot], alerts.bed[alert])
                && isAnyOr(silences.unit[slot], alerts.unit[alert])
                && (silences.type[slot] == 0 || silences.type[slot] == alerts.type[alert])
                && (silences.cause[slot] == Silences.ANY_CAUSE || silences.cause[slot] == alerts.cause[alert])
                && (silences.parameter[slot] == 0 || silences.parameter[slot] == alerts.parameter[alert]);
    }

    private static boolean isAnyOr(final int named, final int actual) {
        return named == NONE || named == actual;
    }
}
