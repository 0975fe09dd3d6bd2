package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Condition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long alerts take to reach somebody: section 22. */
final class OracleClocks {
    private static final long MS_NS = 1_000_000L;

    private final OracleState state;
    private long met;
    private long late;
    private long breached;
    private long unneeded;
    private long waitedNs;
    private long longestNs;
    /** Of the command that is being carried out; 0 = none. */
    long receivedNs;

    OracleClocks(final OracleState state) {
        this.state = state;
    }

    /** A ladder starts, and people are told. */
    void begin(final OracleAlert alert) {
        if (alert.clock != OracleAlert.Clock.NONE || state.site.operations == null) {
            return;
        }
        start(alert);
        alert.clockDelayNs = alert.isAgain ? 0 : Math.max(0, alert.clockStartNs - alert.raisedAtNs);
        alert.isAgain = false;
    }

    /** The condition of an alert came back, and its ladder is about to start. */
    void again(final OracleAlert alert) {
        if (alert.clock != OracleAlert.Clock.NONE) {
            closed(alert);
            alert.clock = OracleAlert.Clock.NONE;
            alert.isAgain = true;
        }
    }

    private void start(final OracleAlert alert) {
        final OracleSite.Operations promise = state.site.operations;
        if (promise == null || alert.isTest() || alert.isAdvice()) {
            return;
        }
        final boolean isUsable = receivedNs > 0 && receivedNs <= state.nowNs;
        alert.clockStartNs = Math.max(isUsable ? receivedNs : state.nowNs, state.nowNs - promise.breachMs() * MS_NS);
        alert.lineNs = alert.clockStartNs + promise.breachMs() * MS_NS;
        alert.clock = OracleAlert.Clock.RUNNING;
        alert.isLineDue = true;
        alert.isReceived = false;
    }

    void closed(final OracleAlert alert) {
        if (alert.clock == OracleAlert.Clock.RUNNING) {
            unneeded++;
        }
        alert.isLineDue = false;
    }

    /** A person's client has it. */
    void received(final OracleAlert alert, final int person) {
        final OracleSite.Operations promise = state.site.operations;
        final long waited = state.nowNs - alert.clockStartNs;
        if (promise == null
                || alert.isReceived
                || (alert.clock != OracleAlert.Clock.RUNNING && alert.clock != OracleAlert.Clock.BREACHED)) {
            return;
        }
        if (alert.clock == OracleAlert.Clock.RUNNING) {
            if (waited <= promise.targetMs() * MS_NS) {
                alert.clock = OracleAlert.Clock.MET;
                met++;
            } else if (state.nowNs < alert.lineNs) {
                alert.clock = OracleAlert.Clock.LATE;
                late++;
            } else {
                alert.clock = OracleAlert.Clock.BREACHED;
                alert.isReceived = true;
                breached++;
            }
        } else {
            alert.isReceived = true;
        }
        if (alert.clock != OracleAlert.Clock.BREACHED) {
            alert.isLineDue = false;
        }
        waitedNs += waited;
        longestNs = Math.max(longestNs, waited);
        noted(alert, Clause.RECEIVED, person, waited);
    }

    /** The alert whose line passes next. */
    @Nullable
    OracleAlert next() {
        return state.alerts.values().stream()
                .filter(alert -> alert.isLineDue)
                .min(Comparator.comparingLong((OracleAlert alert) -> alert.lineNs)
                        .thenComparingLong(alert -> alert.alertId))
                .orElse(null);
    }

    long nextNs() {
        final OracleAlert next = next();
        return next == null ? OracleAlert.NEVER : next.lineNs;
    }

    /** The line has passed; true if that is to be an alert. */
    boolean passed(final OracleAlert alert) {
        alert.isLineDue = false;
        if (alert.clock == OracleAlert.Clock.RUNNING) {
            if (alert.condition == Condition.INACTIVE) {
                alert.clock = OracleAlert.Clock.UNNEEDED;
                unneeded++;
                return false;
            }
            alert.clock = OracleAlert.Clock.BREACHED;
            breached++;
            noted(alert, Clause.BREACH_LINE, -1, state.nowNs - alert.clockStartNs);
        }
        return !alert.isAboutRouter() && !state.plants.contains(Plant.BREACH_IS_SILENT);
    }

    /** For how long the alert had waited, in ms. */
    int waitedMs(final OracleAlert alert) {
        return (int) Math.min(Integer.MAX_VALUE, (state.nowNs - alert.clockStartNs) / MS_NS);
    }

    private void noted(final OracleAlert alert, final Clause clause, final int person, final long waited) {
        state.event(
                "SlaNoted",
                OracleState.clauses(clause),
                "alertId",
                alert.alertId,
                "startNs",
                alert.clockStartNs,
                "waitedNs",
                waited,
                "delayNs",
                alert.clockDelayNs,
                "person",
                person,
                "state",
                alert.clock);
    }

    void reported(final OracleModes modes) {
        final List<Object> fields = new ArrayList<>(List.of(
                "met",
                met,
                "late",
                late,
                "breached",
                breached,
                "unneeded",
                unneeded,
                "waitedNs",
                waitedNs,
                "longestNs",
                longestNs));
        final Object[] counts = modes.counts();
        fields.addAll(List.of(counts).subList(0, 4));
        fields.add("running");
        fields.add(state.alerts.values().stream()
                .filter(alert -> alert.clock == OracleAlert.Clock.RUNNING)
                .count());
        fields.addAll(List.of(counts).subList(4, counts.length));
        state.event("ServiceReported", List.of(), fields.toArray());
    }
}
