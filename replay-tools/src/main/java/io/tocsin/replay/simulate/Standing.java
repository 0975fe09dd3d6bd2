package io.tocsin.replay.simulate;

import io.tocsin.testkit.model.Line;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How one open alert stands as events have told it, in the words of the report: what the engine says that it holds must be the same. */
final class Standing {
    private static final Set<String> HEADER = Set.of("eventSeq", "timestampNs", "commandSeq", "clauses");
    private static final Set<String> OF_RESULTS = Set.of("value", "limitValue");
    private static final Set<String> PROTECTED = Set.of("CARDIAC_ARREST", "CHOKING");
    private static final List<String> ASSESSED =
            List.of("declaredSeverity", "conditionClass", "harm", "onset", "alarmPriority");
    private static final Set<String> IS_ASKED = Set.of("OFFERED", "UNDEFINED");
    private static final Pattern RESPONSE = Pattern.compile("\\{person=(\\d+), response=(\\w+)(?:, joined=\\d+)?}");
    private static final String RESPONSES = "responses";
    private static final String SLOTS = "slots";
    private static final String NOTHING = "0:0";
    /** A rule above this is the place of a score's table. */
    private static final int SCORE_BASE = 100;

    private static final String NOBODY = "-1";

    /** What was raised, as it is now. */
    private final Map<String, String> raised;
    /** How it stands. */
    private final Map<String, String> stands = new TreeMap<>();
    /** What those who were told have said. */
    private final Map<String, String> responses = new TreeMap<>();

    /** The role slots of the team that it calls. */
    private final Slots slots = new Slots();

    private long occurrence = 1;
    /** No event says on which policy an exercise waits for its review, or on which one a muted alert waits. */
    private boolean isPolicyUntold;

    /**
     * Raised.
     *
     * @param line that told of it.
     */
    Standing(final Line line) {
        raised = withoutHeader(line);
        stands.put("alertId", line.text("alertId"));
        stands.put("raisedAtNs", line.text("timestampNs"));
        stands.put("owner", NOBODY);
        stands.put("severity", line.text("severity"));
        stands.put("priority", line.text("priority"));
        stands.put("condition", "ACTIVE");
        stands.put("stale", "0");
        stands.put("atBedside", "0");
        ladder(NOBODY, "0", "0");
        need("0", "1");
        policy("0", "0");
        isPolicyUntold = isTest();
    }

    /** The fields of an event without those that every event has. */
    static Map<String, String> withoutHeader(final Line line) {
        final Map<String, String> fields = new TreeMap<>(line.fields());
        fields.keySet().removeAll(HEADER);
        if ("CRITICAL_RESULT".equals(fields.get("emergencyType"))) {
            // How often reading it back has failed, and since which occurrence it says what it says, is told as a state
            // alone.
            fields.keySet().removeAll(OF_RESULTS);
        }
        return fields;
    }

    /** Whether it is an exercise. */
    boolean isTest() {
        return !"PRODUCTION".equals(raised.get("purpose"));
    }

    /** Whether nothing may mute it. */
    boolean isProtected() {
        return PROTECTED.contains(raised.getOrDefault("emergencyType", ""));
    }

    /** Whether only a silence that a second person has confirmed may mute it. */
    boolean isCritical() {
        return "CRITICAL".equals(stands.get("severity"));
    }

    /** Whether its condition is over and nobody owns it: if it comes back, people are told anew. */
    boolean isOverWithoutOwner() {
        return "INACTIVE".equals(stands.get("condition")) && NOBODY.equals(stands.get("owner"));
    }

    /** The subject whose score it is about, and the place of the score's table, 0 for NEWS2; nobody's if it is about something else. */
    String scored() {
        if (!"SCORE".equals(raised.get("cause"))) {
            return NOBODY;
        }
        final int rule = Integer.parseInt(raised.getOrDefault("rule", "0"));
        return raised.getOrDefault("subject", NOBODY) + "/" + Math.max(0, rule - SCORE_BASE);
    }

    /** An event that names it. */
    void tell(final Line line) {
        switch (line.name()) {
            case "AlertUpdated" -> updated(line);
            case "ConditionChanged" -> condition(line.text("from"), line.text("to"));
            case "StepStarted" -> {
                isPolicyUntold = false;
                ladder(line.text("step"), line.text("round"), line.text("deadlineNs"));
                need(line.text("loop"), line.text("needed"));
                slots.are(line.text(SLOTS));
                policy(line.text("policyId"), line.text("policyVersion"));
            }
            case "StepEnded" -> {
                if (line.text("clauses").contains("LADDER_ENDED")) {
                    stands.put("deadlineNs", "0");
                }
                if (line.text("clauses").contains("NO_POLICY")) {
                    notStarted();
                    policy("0", "0");
                    isPolicyUntold = false;
                }
            }
            case "AlertMuted" -> {
                notStarted();
                isPolicyUntold = true;
            }
            case "OutputDispatched" -> {
                if (line.text("kind").equals("OFFER") && line.number("redelivery") == 0) {
                    Recipients.of(line).forEach(each -> responses.put(Integer.toString(each.person()), "OFFERED"));
                } else if (line.text("kind").equals("TAKEN") && line.number("redelivery") == 0) {
                    Recipients.of(line)
                            .forEach(each -> responses.computeIfPresent(
                                    Integer.toString(each.person()),
                                    (person, response) -> IS_ASKED.contains(response) ? "WITHDRAWN" : response));
                }
            }
            case "OfferAnswered" -> answered(line);
            case "AlertRedirected" -> stands.put("deadlineNs", line.text("deadlineNs"));
            case "BedsideReached" -> {
                stands.put("atBedside", "1");
                if (asks() && accepted() >= Long.parseLong(stands.getOrDefault("needed", "1")) && !slots.areOpen()) {
                    nobodyElseIsNeeded();
                }
            }
            case "AlertStale" -> stands.put("stale", "1");
            case "LimitViolated" -> {
                occurrence++;
                stands.put("stale", "0");
                if (!"ACTIVE".equals(stands.get("condition"))) {
                    value(line.text("value"));
                    raised.put("limitValue", line.text("limitValue"));
                }
            }
            case "TechnicalNoted" -> {
                if (line.number("active") == 1) {
                    occurrence++;
                    value(line.text("value"));
                }
            }
            case "DoseChanged" -> value(line.text("missed"));
            case "WeightNoted" -> {
                if (line.number("active") == 1) {
                    value(Long.toString(line.number("weight") - line.number("lowest")));
                }
            }
            default -> {
                // Changes nothing in how it stands.
            }
        }
    }

    /** What its cause says now. */
    void value(final String value) {
        raised.put("value", value);
    }

    private void updated(final Line line) {
        occurrence = line.number("occurrence");
        for (final String field : List.of("severity", "priority")) {
            stands.put(field, line.text(field));
            raised.put(field, line.text(field));
        }
        raised.put("rule", line.text("rule"));
        for (final String field : ASSESSED) {
            raised.put(field, line.text(field));
        }
        if (!line.text("content").equals(NOTHING)) {
            raised.put("content", line.text("content"));
        }
    }

    private void condition(final String from, final String to) {
        stands.put("condition", to);
        if (to.equals("INACTIVE")) {
            nobodyElseIsNeeded();
        } else if (from.equals("INACTIVE")) {
            stands.put("atBedside", "0");
        }
    }

    private void answered(final Line line) {
        final String person = line.text("person");
        final String former = stands.getOrDefault("owner", NOBODY);
        final String clauses = line.text("clauses");
        stands.put("owner", line.text("owner"));
        if (!former.equals(NOBODY) && !former.equals(line.text("owner"))) {
            stands.put("atBedside", "0");
        }
        if (clauses.contains("TAKEN_OVER") && !former.equals(NOBODY)) {
            responses.put(former, "WITHDRAWN");
        }
        responses.put(person, line.text("response"));
        slots.answered(line.number(SLOTS), line.text("response").equals("ACCEPTED") ? person : NOBODY);
        if (line.text("response").equals("ACCEPTED") && !clauses.contains("MORE_NEEDED")) {
            nobodyElseIsNeeded();
        }
    }

    /** Nobody owns it, or a step's clock runs beside its owner. */
    private boolean asks() {
        return NOBODY.equals(stands.get("owner")) || !"0".equals(stands.get("deadlineNs"));
    }

    private long accepted() {
        return responses.values().stream()
                .filter(response -> response.equals("ACCEPTED"))
                .count();
    }

    private void nobodyElseIsNeeded() {
        stands.put("deadlineNs", "0");
        responses.replaceAll((person, response) ->
                response.equals("REJECTED") || response.equals("ACCEPTED") ? response : "WITHDRAWN");
    }

    private void notStarted() {
        ladder(NOBODY, "0", "0");
        need("0", "1");
        slots.are("[]");
    }

    private void need(final String loop, final String needed) {
        stands.put("loop", loop);
        stands.put("needed", needed);
    }

    private void ladder(final String step, final String round, final String deadlineNs) {
        stands.put("step", step);
        stands.put("round", round);
        stands.put("deadlineNs", deadlineNs);
    }

    private void policy(final String id, final String version) {
        stands.put("policyId", id);
        stands.put("policyVersion", version);
    }

    /**
     * Compares with what an engine reports of the alert as raised.
     *
     * @param reported the line of the report.
     * @return the first difference, for people; null if there is none.
     */
    @Nullable
    String differsAsRaised(final Line reported) {
        return difference(raised, withoutHeader(reported));
    }

    /**
     * Compares with what an engine reports of how the alert stands.
     *
     * @param reported the line of the report.
     * @return the first difference, for people; null if there is none.
     */
    @Nullable
    String differs(final Line reported) {
        stands.put(RESPONSES, responses.toString());
        stands.put(SLOTS, slots.toString());
        stands.put("occurrence", Long.toString(occurrence));
        final Map<String, String> held = withoutHeader(reported);
        held.computeIfPresent(RESPONSES, (field, list) -> byPerson(list));
        if (isPolicyUntold) {
            policy(held.getOrDefault("policyId", ""), held.getOrDefault("policyVersion", ""));
        }
        return difference(stands, held);
    }

    private static String byPerson(final String list) {
        final Map<String, String> found = new TreeMap<>();
        final Matcher each = RESPONSE.matcher(list);
        while (each.find()) {
            found.put(each.group(1), each.group(2));
        }
        return found.toString();
    }

    private static @Nullable String difference(final Map<String, String> told, final Map<String, String> held) {
        final Map<String, String> fields = new TreeMap<>(told);
        fields.putAll(held);
        for (final String field : fields.keySet()) {
            final String as = told.getOrDefault(field, "(nothing)");
            final String is = held.getOrDefault(field, "(nothing)");
            if (!as.equals(is)) {
                return field + " is " + is + ", events told " + as;
            }
        }
        return null;
    }
}
