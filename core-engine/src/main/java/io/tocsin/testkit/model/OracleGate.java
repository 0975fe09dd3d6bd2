package io.tocsin.testkit.model;

/** Whether an alert may page anybody: sections 17, 25 and 27. */
final class OracleGate {
    private final OracleState state;
    private final OracleSilences silences;
    private final OracleInhibitions inhibitions;

    OracleGate(final OracleState state, final OracleSilences silences, final OracleInhibitions inhibitions) {
        this.state = state;
        this.silences = silences;
        this.inhibitions = inhibitions;
    }

    /** Until when the alert that would begin now is muted; 0 = it is not. */
    long mutedUntilNs(final OracleAlert alert, final boolean isPaging) {
        final long silence = alert.mutedBy;
        final long source = alert.inhibitedBy;
        silences.forget(alert);
        alert.inhibitedBy = 0;
        long untilNs = 0;
        if (silence != 0 || source != 0 || !isPaging) {
            untilNs = silences.mutedAnewUntilNs(alert);
            if (untilNs == 0) {
                untilNs = inhibitions.mutedAnewUntilNs(alert);
            }
        }
        if (untilNs == 0 && silence + source != 0) {
            unmuted(alert, silence, source, silence != 0 ? Clause.SILENCE_ENDED : Clause.INHIBITION_ENDED);
        }
        inhibitions.changed(alert);
        return untilNs;
    }

    /** Somebody acts on the alert. */
    void letGo(final OracleAlert alert) {
        final long silence = alert.mutedBy;
        final long source = alert.inhibitedBy;
        if (silence + source != 0) {
            silences.forget(alert);
            alert.inhibitedBy = 0;
            unmuted(alert, silence, source);
        }
        OracleSnoozes.letGo(state, alert);
    }

    /** The alert is over, or its condition is. */
    void over(final OracleAlert alert) {
        letGo(alert);
        inhibitions.over(alert);
    }

    /** It is more or less severe. */
    void changed(final OracleAlert alert) {
        inhibitions.changed(alert);
    }

    static void muted(final OracleState state, final OracleAlert alert, final long untilNs, final Clause clause) {
        state.event(
                "AlertMuted",
                OracleState.clauses(clause),
                "alertId",
                alert.alertId,
                "untilNs",
                untilNs,
                "silenceId",
                alert.mutedBy,
                "inhibitedBy",
                alert.inhibitedBy,
                "inhibition",
                alert.inhibitedBy == 0 ? 0 : alert.inhibition);
    }

    private void unmuted(final OracleAlert alert, final long silence, final long source, final Clause... clauses) {
        state.event(
                "AlertUnmuted",
                OracleState.clauses(clauses),
                "alertId",
                alert.alertId,
                "silenceId",
                silence,
                "inhibitedBy",
                source);
    }
}
