package io.tocsin.engine.suppression;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.NamedTypes;
import io.tocsin.engine.alert.ProtectedTypes;
import io.tocsin.engine.escalation.Gate;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.response.Snoozes;

/**
 * Whether a silence covers an alert whose ladder is to start, or another alert keeps it from paging. A site without silences and without rules of inhibition pays a look
 * at their numbers.
 */
public final class SilenceGate implements Gate {
    private static final int CRITICAL = Severity.CRITICAL.value();
    private static final int NONE = Silences.NONE;

    private final Silences silences;
    private final MutedAlerts muted;
    private final Inhibitions inhibitions;
    private final Snoozes snoozes;
    private final Alerts alerts;
    private final SuppressionEvents events;
    private final EventStream stream;

    /**
     * Mutes what silences cover.
     *
     * @param silences there are.
     * @param muted    alerts.
     * @param inhibitions of alerts by others.
     * @param snoozes  of alerts.
     * @param alerts   open.
     * @param events   of suppression.
     * @param stream   for engine time.
     */
    public SilenceGate(
            final Silences silences,
            final MutedAlerts muted,
            final Inhibitions inhibitions,
            final Snoozes snoozes,
            final Alerts alerts,
            final SuppressionEvents events,
            final EventStream stream) {
        this.silences = silences;
        this.muted = muted;
        this.inhibitions = inhibitions;
        this.snoozes = snoozes;
        this.alerts = alerts;
        this.events = events;
        this.stream = stream;
    }

    /**
     * Whether a type of emergency is one that nothing mutes.
     *
     * @param type value of EmergencyType, or 0 for any.
     * @return CARDIAC_ARREST and CHOKING.
     */
    public static boolean isProtected(final int type) {
        return ProtectedTypes.contains(type);
    }

    @Override
    public boolean isMuted(final int alert) {
        return muted.silenceId(alert) != 0 || inhibitions.mutedBy(alert) != 0;
    }

    @Override
    public long mutedUntilNs(final int alert, final boolean isPaging) {
        final int silence = muted.silenceId(alert);
        if (silence != 0) {
            muted.remove(alert);
        }
        final long source = inhibitions.mutedBy(alert);
        if (source != 0) {
            inhibitions.unmute(alert);
        }
        // What pages already goes on: only what begins, or begins again, is muted.
        final boolean goesOn = silence == 0 && source == 0 && isPaging;
        final long untilNs = goesOn ? 0 : mutedAnewUntilNs(alert);
        if (untilNs == 0 && silence != 0) {
            events.unmuted(Because.of(Clause.SILENCE_ENDED), alerts.alertId[alert], silence, 0);
        } else if (untilNs == 0 && source != 0) {
            events.unmuted(Because.of(Clause.INHIBITION_ENDED), alerts.alertId[alert], 0, source);
        }
        inhibitions.look(alert, untilNs != 0);
        return untilNs;
    }

    /** A silence comes before another alert: its end is known. */
    private long mutedAnewUntilNs(final int alert) {
        final int covering = silences.isEmpty() ? NONE : covering(alert);
        if (covering != NONE) {
            final long untilNs = silences.endNs[covering];
            muted.add(covering, silences.id[covering], alert);
            events.muted(Because.of(Clause.SILENCED), alerts.alertId[alert], untilNs, silences.id[covering], 0, 0);
            return untilNs;
        }
        final int source = inhibitions.find(alert);
        if (source == NONE) {
            return 0;
        }
        final long untilNs = inhibitions.mute(alert, source);
        tellInhibited(events, alert);
        return untilNs;
    }

    @Override
    public void letGo(final int alert) {
        unmute(alert);
        inhibitions.look(alert, false);
    }

    @Override
    public void over(final int alert) {
        unmute(alert);
        inhibitions.over(alert);
    }

    @Override
    public void changed(final int alert) {
        inhibitions.look(alert, isMuted(alert));
    }

    private void unmute(final int alert) {
        if (muted.silenceId(alert) != 0) {
            events.unmuted(Because.NOTHING, alerts.alertId[alert], muted.silenceId(alert), 0);
            muted.remove(alert);
        } else if (inhibitions.mutedBy(alert) != 0) {
            events.unmuted(Because.NOTHING, alerts.alertId[alert], 0, inhibitions.mutedBy(alert));
            inhibitions.unmute(alert);
        }
        snoozes.letGo(alert);
    }

    /**
     * The rules of inhibition are about to change; {@link #rulesChanged} follows.
     *
     * @return the rules, none left.
     */
    public InhibitionRules changeRules() {
        inhibitions.clear();
        return inhibitions.rules();
    }

    /** The rules of inhibition have changed: what is open and pages mutes what they say from now on. */
    public void rulesChanged() {
        for (int alert = 0; alert < alerts.slots().highWater(); alert++) {
            if (alerts.slots().isUsed(alert)) {
                changed(alert);
            }
        }
    }

    /**
     * The rules of inhibition.
     *
     * @return as configured.
     */
    public InhibitionRules rules() {
        return inhibitions.rules();
    }

    /**
     * Says what is muted, as the last event did.
     *
     * @param to    events of the report's stream.
     * @param alert slot.
     */
    public void report(final SuppressionEvents to, final int alert) {
        if (muted.silenceId(alert) != 0) {
            to.muted(
                    Because.of(Clause.SILENCED),
                    alerts.alertId[alert],
                    alerts.stepDeadlineNs[alert],
                    muted.silenceId(alert),
                    0,
                    0);
        } else if (inhibitions.mutedBy(alert) != 0) {
            tellInhibited(to, alert);
        }
    }

    private void tellInhibited(final SuppressionEvents to, final int alert) {
        to.muted(
                Because.of(Clause.INHIBITED),
                alerts.alertId[alert],
                inhibitions.untilNs(alert),
                0,
                inhibitions.mutedBy(alert),
                inhibitions.ruleOf(alert) + 1);
    }

    /** The silence that covers the alert for longest; of those the one made first. */
    private int covering(final int alert) {
        if (isProtected(alerts.type[alert])) {
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
                && NamedTypes.means(silences.type[slot], alerts.type[alert], severity)
                && (silences.cause[slot] == Silences.ANY_CAUSE || silences.cause[slot] == alerts.cause[alert])
                && (silences.parameter[slot] == 0 || silences.parameter[slot] == alerts.parameter[alert]);
    }

    private static boolean isAnyOr(final int named, final int actual) {
        return named == NONE || named == actual;
    }
}
