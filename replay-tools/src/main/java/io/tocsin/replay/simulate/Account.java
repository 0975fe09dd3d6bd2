package io.tocsin.replay.simulate;

import io.tocsin.testkit.model.Line;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What events have told so far: every id, who is connected, busy or away, what was received, which configuration is in force, which silences there are,
 * what they mute, which clocks have stopped, and how each open alert stands. What an engine reports that it holds must be the same, field by field; so a field that came out of a restart as something else is found although no event shows it yet.
 */
final class Account {
    private static final String UNTIL = " until ";
    private static final Set<String> UNTOLD = Set.of("RUNNING", "UNNEEDED");
    private static final String NOT_CONFIRMED = "confirmedBy=-1,";

    private final TreeMap<Long, Standing> open = new TreeMap<>();
    private final TreeMap<String, String> told = new TreeMap<>();
    private final TreeMap<String, String> held = new TreeMap<>();
    private final TreeSet<Long> heldAlerts = new TreeSet<>();

    /** The open alerts. */
    SortedSet<Long> openAlerts() {
        return open.navigableKeySet();
    }

    /** An open alert; null if it is not. */
    @Nullable
    Standing open(final long alertId) {
        return open.get(alertId);
    }

    /** Whether a silence that is not over has the word of a second person. */
    boolean isConfirmed(final long silenceId) {
        return !told.getOrDefault("silence " + silenceId, NOT_CONFIRMED).contains(NOT_CONFIRMED);
    }

    /**
     * An event.
     *
     * @param line of it.
     */
    void tell(final Line line) {
        switch (line.name()) {
            case "IdInterned",
                    "ConfigApplied",
                    "ConfigProposed",
                    "SessionChanged",
                    "PresenceNoted",
                    "DutyChanged",
                    "BreakChanged",
                    "ReceiptNoted",
                    "SilenceChanged",
                    "PatientLimitChanged",
                    "MonitoringChanged" -> note(line, told);
            case "ScoreChanged" ->
                open.values().stream()
                        .filter(alert -> alert.scored().equals(line.text("subject") + "/" + line.number("table")))
                        .forEach(alert -> alert.value(line.text("score")));
            case "AlertRaised" -> open.put(line.number("alertId"), new Standing(line));
            case "AlertClosed" -> {
                open.remove(line.number("alertId"));
                told.remove(clock(line));
            }
            case "SlaNoted" -> note(line, told);
            case "ConditionChanged" -> {
                final Standing alert = open.get(alertOf(line));
                if (alert != null && alert.isOverWithoutOwner()) {
                    told.remove(clock(line));
                }
                tellAlert(line);
            }
            case "OfferAnswered" -> {
                // What was put off comes back as if newly received, unless others have it.
                if (line.text("clauses").contains("SNOOZE_ENDED") && line.number("owner") < 0) {
                    told.remove(clock(line));
                }
                tellAlert(line);
            }
            case "AlertMuted", "AlertUnmuted", "AlertSnoozed", "SnoozeEnded" -> {
                note(line, told);
                tellAlert(line);
            }
            default -> tellAlert(line);
        }
    }

    private void tellAlert(final Line line) {
        final Standing alert = open.get(alertOf(line));
        if (alert != null) {
            alert.tell(line);
        }
    }

    private static long alertOf(final Line line) {
        return line.fields().containsKey("alertId") ? line.number("alertId") : 0;
    }

    private static String muted(final Line line) {
        return "muted " + line.text("alertId");
    }

    private static String snoozed(final Line line) {
        return "snooze of " + line.text("alertId");
    }

    private static String clock(final Line line) {
        return "clock of " + line.text("alertId");
    }

    /** What is known of other things than how alerts stand, by what it is about. */
    private static void note(final Line line, final NavigableMap<String, String> into) {
        switch (line.name()) {
            case "IdInterned" -> into.put(line.text("table") + " " + line.text("index"), line.text("value"));
            case "ReceiptNoted" ->
                into.put("received by " + line.text("person") + " " + line.text("lane"), line.text("receivedSeq"));
            case "SessionChanged" -> {
                final String session = "session " + line.text("sessionId");
                if (line.number("open") == 1) {
                    into.put(
                            session,
                            line.text("person") + " on " + line.text("gatewayId") + " can "
                                    + line.text("capabilities"));
                } else {
                    into.remove(session);
                }
            }
            case "PresenceNoted" -> {
                final String presence = "presence of " + line.text("person");
                if (line.text("presence").equals("ONLINE")) {
                    into.remove(presence);
                } else {
                    into.put(presence, line.text("presence"));
                }
            }
            case "DutyChanged" ->
                keep(
                        line,
                        "duty of " + line.text("person") + " in " + line.text("scope") + " " + line.text("unit") + " "
                                + line.text("name"),
                        line.text("untilNs"),
                        into);
            case "BreakChanged" ->
                keep(line, "break of " + line.text("person"), line.text("cover") + ", " + line.text("untilNs"), into);
            case "SilenceChanged" -> {
                final String silence = "silence " + line.text("silenceId");
                if (line.text("state").equals("EXPIRED")) {
                    into.remove(silence);
                } else {
                    into.put(silence, Standing.withoutHeader(line).toString());
                }
            }
            case "PatientLimitChanged" -> {
                final String limit =
                        "limit of " + line.text("subject") + " " + line.text("parameter") + " " + line.text("bound");
                if (line.number("value") == Integer.MIN_VALUE) {
                    into.remove(limit);
                } else {
                    into.put(limit, Standing.withoutHeader(line).toString());
                }
            }
            case "MonitoringChanged" -> {
                final String session = "monitoring " + line.text("monitoringId");
                if (line.text("status").equals("ENDED")) {
                    into.remove(session);
                } else {
                    into.put(session, Standing.withoutHeader(line).toString());
                }
            }
            case "AlertMuted" ->
                into.put(
                        muted(line),
                        line.number("inhibitedBy") == 0
                                ? "by " + line.text("silenceId") + UNTIL + line.text("untilNs")
                                : "by alert " + line.text("inhibitedBy") + " and rule " + line.text("inhibition")
                                        + ", to be looked at " + line.text("untilNs"));
            case "AlertUnmuted" -> into.remove(muted(line));
            case "AlertSnoozed" ->
                into.put(snoozed(line), "until " + line.text("untilNs") + " for " + line.text("person"));
            case "SnoozeEnded" -> into.remove(snoozed(line));
            case "SlaNoted" -> {
                // No event tells that a clock has started, or that nobody needs it any more.
                if (!UNTOLD.contains(line.text("state"))) {
                    into.put(
                            clock(line),
                            line.text("state") + " from " + line.text("startNs") + " held back "
                                    + line.text("delayNs"));
                }
            }
            case "ConfigProposed" -> {
                if (line.text("state").equals("PROPOSED")) {
                    into.put("proposal", Standing.withoutHeader(line).toString());
                } else {
                    into.remove("proposal");
                }
            }
            case "ConfigApplied", "ConfigStateReported" -> {
                if (line.number("contentHash") != 0) {
                    into.put("configuration", line.text("contentHash"));
                }
            }
            default -> {
                // Of no matter here.
            }
        }
    }

    /** What is on is known, what is off is not. */
    private static void keep(
            final Line line, final String what, final String how, final NavigableMap<String, String> into) {
        if (line.number("on") == 1) {
            into.put(what, how);
        } else {
            into.remove(what);
        }
    }

    /** A report begins. */
    void begin() {
        held.clear();
        heldAlerts.clear();
    }

    /**
     * A message of a report.
     *
     * @param line of it.
     */
    void reported(final Line line) {
        if (line.is("AlertRaised") || line.is("AlertReported")) {
            final long id = line.number("alertId");
            final Standing alert = open.get(id);
            if (alert == null) {
                throw new Fault("alert " + id + " is held, and no event has told of it");
            }
            heldAlerts.add(id);
            final String difference = line.is("AlertRaised") ? alert.differsAsRaised(line) : alert.differs(line);
            if (difference != null) {
                throw new Fault("the state is not what events told: alert " + id + ", " + difference);
            }
        } else {
            note(line, held);
        }
    }

    /** The report has ended. */
    void end() {
        if (!heldAlerts.equals(open.keySet())) {
            throw new Fault(
                    "the state is not what events told: alerts " + heldAlerts + " are held, open are " + open.keySet());
        }
        final Map<String, String> fields = new TreeMap<>(told);
        fields.putAll(held);
        for (final String field : fields.keySet()) {
            final String as = comparable(told.getOrDefault(field, "(nothing)"));
            final String is = comparable(held.getOrDefault(field, "(nothing)"));
            if (!as.equals(is)) {
                throw new Fault("the state is not what events told: " + field + " is " + is + ", events told " + as);
            }
        }
    }

    /** What a silence that is over still mutes it lets go one by one: no event says when each one's turn comes. */
    private String comparable(final String value) {
        final int until = value.indexOf(UNTIL);
        return until < 0 || told.containsKey("silence " + value.substring("by ".length(), until))
                ? value
                : value.substring(0, until);
    }
}
