package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What becomes of a subject's alerts of readings when it is read for the first time under other rules. */
final class OracleAdoption {
    private final OracleState state;
    private final OracleAlerts alerts;
    private final OracleWatches watches;

    OracleAdoption(final OracleState state, final OracleAlerts alerts, final OracleWatches watches) {
        this.state = state;
        this.alerts = alerts;
        this.watches = watches;
    }

    /** Which of the rules of now are violated, as those were that their alerts were raised for. */
    Set<Integer> adopt(final int subject, final Set<Integer> violated) {
        final List<OracleAlert> open = new ArrayList<>(state.alerts.values());
        open.removeIf(alert -> alert.subject != subject);
        final Map<OracleAlert, Integer> ofLimits = ofLimits(open);
        for (final OracleAlert alert : open) {
            final boolean isOfTable = alert.cause == Cause.SCORE && alert.rule != 0;
            if (isOfTable || (alert.cause == Cause.LIMIT && !ofLimits.containsKey(alert))) {
                alerts.closedForGood(alert);
            } else if (alert.cause == Cause.SCORE || alert.isAdvice()) {
                alerts.conditionEnds(alert, Clause.CONFIGURED);
            } else if (alert.cause == Cause.LIMIT && watches.isClearing(subject, alert.rule)) {
                alerts.conditionEnds(alert, Clause.LIMIT_LEFT);
            }
        }
        ofLimits.keySet().removeIf(alert -> !state.alerts.containsValue(alert));
        final TreeSet<Integer> goesOn = new TreeSet<>();
        ofLimits.forEach((alert, rule) -> {
            if (violated.contains(alert.rule) && !watches.isClearing(subject, alert.rule)) {
                goesOn.add(rule);
            }
            if (alert.rule != rule) {
                alert.rule = rule;
                alerts.tellUpdated(alert, Phase.CONTINUE, new byte[0], OracleState.clauses(Clause.CONFIGURED));
            }
            alert.isOnlyOne = isOnlyOne(state, alert);
        });
        return goesOn;
    }

    /** The places of the rules that are the alerts' now: who has its own keeps it, then the oldest takes what is free. */
    private Map<OracleAlert, Integer> ofLimits(final List<OracleAlert> open) {
        final Map<OracleAlert, Integer> found = new TreeMap<>(Comparator.comparingLong(alert -> alert.alertId));
        open.stream()
                .filter(alert ->
                        alert.cause == Cause.LIMIT && alike(state, alert).contains(alert.rule))
                .forEach(alert -> found.put(alert, alert.rule));
        for (final OracleAlert alert : open) {
            final List<Integer> alike = alike(state, alert);
            if (alert.cause == Cause.LIMIT
                    && !found.containsKey(alert)
                    && alert.isOnlyOne
                    && alike.size() == 1
                    && !found.containsValue(alike.get(0))) {
                found.put(alert, alike.get(0));
            }
        }
        return found;
    }

    /** Whether one rule alone is like an alert's, and in its place. */
    static boolean isOnlyOne(final OracleState state, final OracleAlert alert) {
        return alike(state, alert).equals(List.of(alert.rule));
    }

    /** The places of the rules of an alert's parameter, side and severity. */
    private static List<Integer> alike(final OracleState state, final OracleAlert alert) {
        final List<Integer> places = new ArrayList<>();
        final List<OracleSite.Rule> rules = state.site.rules.list();
        for (int i = 0; i < rules.size(); i++) {
            final OracleSite.Rule rule = rules.get(i);
            if (rule.parameter().value() == alert.parameter
                    && rule.bound() == alert.bound
                    && rule.severity() == alert.severity) {
                places.add(i + 1);
            }
        }
        return places;
    }
}
