package io.tocsin.replay.why;

import io.tocsin.replay.journal.EventFields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Says whom the steps of an alert ask, and what people are told of it. */
final class StepTelling {
    private static final List<String> CHANNELS = List.of("WEBSOCKET", "PUSH", "SMS", "VOICE", "PAGER", "EMAIL");

    private final People people;

    StepTelling(final People people) {
        this.people = people;
    }

    /** Whom a step asks, and until when. */
    String started(final EventFields event, final long raisedNs) {
        final long deadlineNs = event.number("deadlineNs", 0);
        final StringBuilder text = new StringBuilder("Step ")
                .append(event.text("step"))
                .append(" of policy ")
                .append(event.text("policyId"))
                .append(", version ")
                .append(event.text("policyVersion"))
                .append(", begins")
                .append(event.number("loop", 0) > 0 ? " once more" : "")
                .append(deadlineNs == 0 ? "" : "; it has until " + Since.raised(raisedNs, deadlineNs))
                .append(event.number("needed", 1) > 1 ? "; " + event.text("needed") + " have to accept" : "");
        final List<Map<String, Object>> standings = event.list("people");
        String separator = ": ";
        for (final Map<String, Object> standing : standings) {
            text.append(separator).append(standing(standing));
            separator = "; ";
        }
        return text.append('.').toString();
    }

    private String standing(final Map<String, Object> standing) {
        final int person = (int) EventFields.numberOf(standing.get("person"), -1);
        final String name = people.name(person);
        final boolean isReachable = EventFields.numberOf(standing.get("reachable"), 0) == 1;
        final Object response = standing.get("response");
        final String stands;
        if (response == null) {
            stands = name + " finds no place";
        } else if (response.equals("WAITING")) {
            stands = name + " is chosen";
        } else {
            stands = name + " is named, and stays as " + Wording.words(response.toString());
        }
        if (isReachable) {
            return stands;
        }
        return stands + (people.isConnected(person) ? " and says to be offline" : " and has no client connected");
    }

    /** Why somebody is the one of several that a step names. */
    String named(final EventFields event, final String person) {
        final String place = switch (event.text("nearness")) {
            case "ROOM", "UNIT", "BUILDING" -> ", in the same " + Telling.words(event, "nearness");
            case "FLOOR", "CAMPUS" -> ", on the same " + Telling.words(event, "nearness");
            default -> "";
        };
        final String asked = person + " is named by step " + event.text("step");
        if (Telling.hasClause(event, "LEAST_LOADED")) {
            return asked + ", with " + event.text("load") + " open alerts accepted: nobody who can come has fewer.";
        }
        if (Telling.hasClause(event, "ROUND_ROBIN") || Telling.hasClause(event, "LIST_ORDER")) {
            return asked
                    + (Telling.hasClause(event, "ROUND_ROBIN") ? ": it is their turn." : ": the first of the list.");
        }
        return asked + " as the nearest who can come" + place
                + (event.text("metres").isEmpty() ? "." : ", " + event.text("metres") + " m away.");
    }

    /** Why a step is over. */
    static String ended(final EventFields event) {
        final long unanswered = event.number("unanswered", 0);
        return "Step " + event.text("step") + " gives way"
                + (unanswered == 0 ? "." : "; " + unanswered + " did not answer.");
    }

    /** Who is told what. */
    String output(final EventFields event) {
        final StringJoiner names = new StringJoiner(", ");
        event.list("recipients").forEach(each -> names.add(people.name(EventFields.numberOf(each.get("person"), -1))));
        final String again = event.number("redelivery", 0) == 1 ? "again " : "";
        return switch (event.text("kind")) {
            case "OFFER" ->
                names + ": told " + again + "to take it, step " + event.text("step") + channels(event)
                        + RiskTelling.limits(event) + ".";
            case "UPDATE" -> names + ": told " + again + "that it has changed.";
            case "TAKEN" ->
                names + ": told " + again + "that " + people.name(event.number("owner", -1)) + " has taken it.";
            case "JOINED" ->
                names + ": told " + again + "that " + people.name(event.number("owner", -1))
                        + " has accepted, and that more are needed.";
            case "CONDITION_ENDED" -> names + ": told " + again + "that the condition is over.";
            case "CLOSED" -> names + ": told " + again + "that it is closed.";
            default -> names + ": told " + again + "(" + Telling.words(event, "kind") + ").";
        };
    }

    private static String channels(final EventFields event) {
        final long channels = event.number("channels", 0);
        final StringJoiner text = new StringJoiner(", ", ", over ", "").setEmptyValue("");
        for (int bit = 0; bit < CHANNELS.size(); bit++) {
            if (((channels >> bit) & 1) == 1) {
                text.add(CHANNELS.get(bit).toLowerCase(Locale.ROOT));
            }
        }
        return text.toString();
    }
}
