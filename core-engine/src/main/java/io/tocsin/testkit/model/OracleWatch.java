package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sources that must be heard: section 15. */
final class OracleWatch {
    private static final class Watched {
        long silentMs;
        Severity severity = Severity.URGENT;
        int subject;
        int unit;
        long heardNs;
        long deadlineNs = OracleAlert.NEVER;
        boolean silent;

        long overNs() {
            return heardNs + silentMs * MS_NS;
        }
    }

    private static final long MS_NS = 1_000_000L;
    private static final long RETRY_MS = 1_000;

    private final OracleState state;
    private final OracleAlerts alerts;
    /** What devices say of themselves. */
    final OracleDeviceWatch devices;
    /** In the order in which they were first named. */
    private final Map<Long, Watched> sources = new LinkedHashMap<>();

    OracleWatch(final OracleState state, final OracleAlerts alerts, final OracleDeviceWatch devices) {
        this.state = state;
        this.alerts = alerts;
        this.devices = devices;
        devices.silence.sources = this;
    }

    boolean knows(final long sourceId) {
        return sources.containsKey(sourceId);
    }

    int count() {
        return sources.size();
    }

    void watch(final long sourceId, final long silentMs, final Severity severity, final int subject, final int unit) {
        final Watched watched = sources.computeIfAbsent(sourceId, key -> new Watched());
        if (watched.silentMs == 0) {
            watched.heardNs = state.nowNs;
        }
        if (watched.silent && (silentMs == 0 || subject != watched.subject)) {
            ended(watched, Clause.CONFIGURED);
        }
        watched.silentMs = silentMs;
        watched.severity = severity;
        watched.subject = subject;
        watched.unit = unit;
        watched.deadlineNs = silentMs == 0 || watched.silent ? OracleAlert.NEVER : watched.overNs();
    }

    void heard(final long sourceId) {
        final Watched watched = sources.get(sourceId);
        if (watched == null) {
            return;
        }
        watched.heardNs = state.nowNs;
        if (watched.silent) {
            ended(watched, Clause.SOURCE_HEARD);
            watched.deadlineNs = watched.overNs();
        }
    }

    boolean isSilent(final long sourceId) {
        final Watched watched = sources.get(sourceId);
        return watched != null && watched.silentMs > 0 && watched.silent;
    }

    /** Whether a source was heard at an instant or later; true if nobody waits for it. */
    boolean speaks(final long sourceId, final long sinceNs) {
        final Watched watched = sources.get(sourceId);
        return watched == null || watched.silentMs == 0 || watched.heardNs >= sinceNs;
    }

    long deadlineNs() {
        final Watched first = first();
        return first == null ? OracleAlert.NEVER : first.deadlineNs;
    }

    /** The first deadline is here. */
    void due() {
        final Watched watched = first();
        if (watched == null) {
            throw new IllegalStateException("nobody is due");
        }
        final boolean forgets = state.plants.contains(Plant.HEARING_IS_FORGOTTEN);
        if (watched.overNs() > state.nowNs && !forgets) {
            watched.deadlineNs = watched.overNs();
            return;
        }
        final OracleAlert open = open(watched);
        final boolean opens = open == null && alerts.mayOpen(watched.severity);
        note(watched, Clause.SOURCE_SILENT, open != null ? open.alertId : opens ? state.alertsRaised + 1 : 0, 1);
        watched.silent = open != null || opens;
        watched.deadlineNs = watched.silent ? OracleAlert.NEVER : state.nowNs + RETRY_MS * MS_NS;
        if (open != null) {
            open.occurrence++;
            open.value = seconds(watched);
            if (open.condition != Condition.ACTIVE) {
                alerts.reactivate(open);
            }
        } else if (opens) {
            final OracleAlert alert = new OracleAlert();
            alert.cause = Cause.TECHNICAL;
            alert.severity = watched.severity;
            alert.subject = watched.subject;
            alert.unit = watched.unit;
            alert.bed = -1;
            alert.unidentified = false;
            alert.rule = TechnicalCondition.SOURCE_SILENT.value();
            alert.value = seconds(watched);
            alerts.open(alert, OracleState.clauses(Clause.SOURCE_SILENT));
        }
    }

    private void ended(final Watched watched, final Clause why) {
        watched.silent = false;
        final OracleAlert open = open(watched);
        note(watched, why, open == null ? 0 : open.alertId, 0);
        if (open != null) {
            alerts.conditionEnds(open, why);
        }
    }

    private void note(final Watched watched, final Clause why, final long alertId, final int active) {
        state.event(
                "TechnicalNoted",
                OracleState.clauses(why),
                "alertId",
                alertId,
                "subject",
                watched.subject,
                "value",
                seconds(watched),
                "condition",
                TechnicalCondition.SOURCE_SILENT,
                "active",
                active);
    }

    private @Nullable OracleAlert open(final Watched watched) {
        for (final OracleAlert alert : state.alerts.values()) {
            if (alert.cause == Cause.TECHNICAL
                    && alert.rule == TechnicalCondition.SOURCE_SILENT.value()
                    && alert.subject == watched.subject) {
                return alert;
            }
        }
        return null;
    }

    private @Nullable Watched first() {
        Watched first = null;
        for (final Watched watched : sources.values()) {
            if (watched.deadlineNs != OracleAlert.NEVER && (first == null || watched.deadlineNs < first.deadlineNs)) {
                first = watched;
            }
        }
        return first;
    }

    private static int seconds(final Watched watched) {
        return (int) (watched.silentMs / 1_000);
    }
}
