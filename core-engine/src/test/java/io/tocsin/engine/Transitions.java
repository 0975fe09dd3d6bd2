package io.tocsin.engine;

import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.testkit.model.Line;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which transitions an engine makes: those that its events tell one by one, with the clause that decided, and, of what no event tells, how its tables stand after
 * each entrance.
 */
final class Transitions {
    static final String CONDITION = "Condition";
    static final String RESPONSE = "Response";
    static final String PAGING = "Paging";
    static final String SILENCE = "Silence";
    static final String TIMED_LIMIT = "Timed limit";
    static final String PATIENT_LIMIT = "Limit of one patient";
    static final String MONITORING = "Monitoring session";
    static final String PROPOSAL = "Proposal";

    private static final String BEGIN = "[*]";
    private static final String NO_LONGER_NEEDED = "not needed any more";
    private static final String BY_TIME = "by time";
    private static final String WITHDRAWN = "WITHDRAWN";
    private static final String WAITING = "WAITING";
    private static final String ALERT_ID = "alertId";
    private static final Set<String> STAYS = Set.of(WAITING, "OFFERED", "ACCEPTED");
    private static final Set<String> ENDS = Set.of(WAITING, "OFFERED", "UNDEFINED");
    private static final Pattern TARGET = Pattern.compile("\\{person=(\\d+), response=(\\w+)");
    private static final Pattern RECIPIENT = Pattern.compile("\\{seq=\\d+, person=(\\d+)");

    private final Map<String, SortedMap<String, SortedSet<String>>> seen = new TreeMap<>();
    private final Map<String, String> standing = new TreeMap<>();

    private final Map<String, String> limits = new TreeMap<>();
    /** Alert and person of offers that the mode has dropped in this entrance. */
    private final Set<String> dropped = new TreeSet<>();

    /** What was seen of a machine: each transition and its reasons. */
    SortedMap<String, SortedSet<String>> of(final String machine) {
        return seen.computeIfAbsent(machine, key -> new TreeMap<>());
    }

    /** Another engine: nothing of the one before stands any more. */
    void begin() {
        standing.clear();
        limits.clear();
    }

    /** An event. */
    void tell(final Line line) {
        switch (line.name()) {
            case "AlertRaised" -> go(CONDITION, line.text(ALERT_ID), "ACTIVE", "AlertRaised");
            case "ConditionChanged" -> {
                go(CONDITION, line.text(ALERT_ID), line.text("to"), clause(line));
                if (line.text("to").equals("INACTIVE")) {
                    withdrawn(line.text(ALERT_ID));
                    limitLeft(line.text(ALERT_ID));
                }
            }
            case "AlertUpdated" -> renamed(line);
            case "AlertClosed" -> closed(line.text(ALERT_ID), clause(line));
            case "StepStarted" -> {
                final Matcher target = TARGET.matcher(line.text("people"));
                while (target.find()) {
                    if (target.group(2).equals(WAITING)) {
                        response(line, target.group(1), WAITING, "StepStarted");
                    }
                }
            }
            case "AlertRedirected" -> {
                final String held = standing.get(RESPONSE + ' ' + line.text(ALERT_ID) + ' ' + line.text("to"));
                final boolean isDropped = dropped.contains(line.text(ALERT_ID) + ' ' + line.text("to"));
                if ((held == null || !STAYS.contains(held)) && !isDropped) {
                    response(line, line.text("to"), WAITING, "AlertRedirected");
                }
            }
            case "ChannelNoted" -> {
                // Section 23: who is asked in the mode about what it drops stays as they were.
                if (clause(line).equals("DROPPED_BY_MODE")) {
                    dropped.add(line.text(ALERT_ID) + ' ' + line.text("person"));
                }
            }
            case "OutputDispatched" -> {
                final Matcher recipient = RECIPIENT.matcher(line.text("recipients"));
                while (line.text("kind").equals("OFFER") && line.number("redelivery") == 0 && recipient.find()) {
                    response(line, recipient.group(1), "OFFERED", "OutputDispatched");
                }
            }
            case "OfferAnswered" -> response(line, line.text("person"), line.text("response"), clause(line));
            case "SilenceChanged" -> silence(line);
            case "PatientLimitChanged" -> patientLimit(line);
            case "MonitoringChanged" -> {
                go(MONITORING, line.text("monitoringId"), line.text("status"), clause(line));
                if (line.text("status").equals("ENDED")) {
                    end(MONITORING, line.text("monitoringId"), "");
                }
            }
            case "ConfigProposed" -> proposal(line);
            case "LimitWatched" -> watched(line);
            case "LimitViolated" -> violated(line);
            default -> {
                // Changes no state that is drawn.
            }
        }
    }

    /** A condition ends: whoever has neither accepted nor rejected is not needed any more. */
    private void withdrawn(final String alertId) {
        final String prefix = RESPONSE + ' ' + alertId + ' ';
        for (final Map.Entry<String, String> each : Map.copyOf(standing).entrySet()) {
            if (each.getKey().startsWith(prefix) && ENDS.contains(each.getValue())) {
                go(RESPONSE, each.getKey().substring(RESPONSE.length() + 1), WITHDRAWN, NO_LONGER_NEEDED);
            }
        }
    }

    private static String clause(final Line line) {
        final String clauses = line.text("clauses").replaceAll("[\\[\\]]", "");
        return clauses.isEmpty() ? BY_TIME : List.of(clauses.split(", ", -1)).get(0);
    }

    private void closed(final String alertId, final String clause) {
        end(CONDITION, alertId, clause);
        end(PAGING, alertId, "");
        limitLeft(alertId);
        standing.keySet().removeIf(key -> key.startsWith(RESPONSE + ' ' + alertId + ' '));
    }

    private void response(final Line line, final String person, final String to, final String reason) {
        final String key = line.text(ALERT_ID) + ' ' + person;
        if (!to.equals(standing.get(RESPONSE + ' ' + key))) {
            go(RESPONSE, key, to, reason);
        }
    }

    private void silence(final Line line) {
        final String id = line.text("silenceId");
        final boolean isNew = !standing.containsKey(SILENCE + ' ' + id);
        go(SILENCE, id, line.text("state"), isNew ? "CreateSilence" : clause(line));
        if (line.text("state").equals("EXPIRED")) {
            end(SILENCE, id, "");
        }
    }

    private void patientLimit(final Line line) {
        final String key = line.text("subject") + ' ' + line.text("parameter") + ' ' + line.text("bound");
        if (line.number("value") == Integer.MIN_VALUE) {
            end(PATIENT_LIMIT, key, clause(line));
        } else {
            go(PATIENT_LIMIT, key, "OWN", clause(line));
        }
    }

    private void proposal(final Line line) {
        final String state = line.text("state");
        final String clause = clause(line);
        go(
                PROPOSAL,
                line.text("configId"),
                state,
                state.equals("PROPOSED") ? "ConfigCommit" : clause.equals(BY_TIME) ? "ConfigRefused" : clause);
        if (!state.equals("PROPOSED")) {
            end(PROPOSAL, line.text("configId"), "");
        }
    }

    private static String limit(final Line line) {
        return line.text("subject") + ' ' + line.text("rule");
    }

    private void violated(final Line line) {
        final String key = limit(line);
        limits.put(line.text(ALERT_ID), key);
        if (!"VIOLATED".equals(standing.get(TIMED_LIMIT + ' ' + key))) {
            go(TIMED_LIMIT, key, "VIOLATED", "");
        }
    }

    /** New rules give the limit of an alert another place: what it was goes along. */
    private void renamed(final Line line) {
        final String key = limits.get(line.text(ALERT_ID));
        if (key == null || key.endsWith(' ' + line.text("rule"))) {
            return;
        }
        final String now = key.substring(0, key.indexOf(' ') + 1) + line.text("rule");
        limits.put(line.text(ALERT_ID), now);
        final String stands = standing.remove(TIMED_LIMIT + ' ' + key);
        if (stands != null) {
            standing.put(TIMED_LIMIT + ' ' + now, stands);
        }
    }

    /** The alert of a limit has ended. */
    private void limitLeft(final String alertId) {
        final String key = limits.remove(alertId);
        if (key != null) {
            end(TIMED_LIMIT, key, "");
        }
    }

    private void watched(final Line line) {
        final String key = limit(line);
        go(TIMED_LIMIT, key, line.text("stage"), "");
        if (line.text("stage").equals("DROPPED")) {
            end(TIMED_LIMIT, key, "");
        }
    }

    /** The engine was entered: what its tables hold now. */
    void look(final EngineParts parts) {
        dropped.clear();
        final Alerts alerts = parts.alerts;
        for (int slot = 0; slot < alerts.slots().highWater(); slot++) {
            if (!alerts.slots().isUsed(slot)) {
                continue;
            }
            final String id = Long.toString(alerts.alertId[slot]);
            final String paging = paging(parts, slot);
            if (!paging.equals(standing.get(PAGING + ' ' + id))) {
                go(PAGING, id, paging, "");
            }
            for (int offer = alerts.offerHead[slot]; offer != Offers.NONE; offer = parts.offers.next(offer)) {
                final String key = id + ' ' + parts.offers.person[offer];
                final String response = Response.get(parts.offers.state[offer]).name();
                if (!response.equals(standing.get(RESPONSE + ' ' + key))) {
                    go(RESPONSE, key, response, response.equals(WITHDRAWN) ? NO_LONGER_NEEDED : "AlertRedirected");
                }
            }
        }
    }

    private static String paging(final EngineParts parts, final int slot) {
        final Alerts alerts = parts.alerts;
        if (alerts.purpose[slot] != 0) {
            return "EXERCISE";
        }
        if (alerts.condition[slot] == Condition.INACTIVE.value()) {
            return "REVIEW";
        }
        final boolean isRunning = alerts.stepDeadlineNs[slot] != Alerts.OFF;
        if (parts.snoozes.isSnoozed(slot)) {
            return "SNOOZED";
        }
        if (alerts.owner[slot] != Alerts.NONE) {
            return parts.ladder.clocks().isComplete(slot)
                    ? isRunning ? parts.ladder.clocks().isAsking(slot) ? "MORE_HELP" : "ON_THE_WAY" : "TAKEN"
                    : "PARTLY_TAKEN";
        }
        return parts.gate.isMuted(slot) ? "MUTED" : alerts.policy[slot] == Alerts.NONE ? "NO_POLICY" : "ASKING";
    }

    private void go(final String machine, final String key, final String to, final String reason) {
        final String from = standing.put(machine + ' ' + key, to);
        of(machine)
                .computeIfAbsent(Diagrams.edge(from == null ? BEGIN : from, to), edge -> new TreeSet<>())
                .add(reason);
    }

    private void end(final String machine, final String key, final String reason) {
        final String from = standing.remove(machine + ' ' + key);
        if (from != null) {
            of(machine)
                    .computeIfAbsent(Diagrams.edge(from, BEGIN), edge -> new TreeSet<>())
                    .add(reason);
        }
    }
}
