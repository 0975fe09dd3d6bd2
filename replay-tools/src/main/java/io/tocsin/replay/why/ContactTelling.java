package io.tocsin.replay.why;

import io.tocsin.replay.journal.EventFields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The sentences of the channels over which people are told. */
final class ContactTelling {
    private static final List<String> CHANNELS = List.of("the screen", "push", "SMS", "a call", "the pager", "mail");
    private static final Map<String, String> NAMES = Map.of(
            "WEBSOCKET",
            "the screen",
            "PUSH",
            "push",
            "SMS",
            "SMS",
            "VOICE",
            "a call",
            "PAGER",
            "the pager",
            "EMAIL",
            "mail");

    private ContactTelling() {}

    /** Which channel is to tell a person. */
    static String chosen(final EventFields event, final String person) {
        final String channel = event.text("channel");
        return person + " is to be told by " + NAMES.getOrDefault(channel, channel.toLowerCase(Locale.ROOT))
                + (event.number("statusOnly", 0) == 1 ? ", without clinical detail." : ".");
    }

    /** Which channel is to tell a person of several alerts. */
    static String together(final EventFields event, final String person) {
        final String channel = event.text("channel");
        return person + " is to be told by " + NAMES.getOrDefault(channel, channel.toLowerCase(Locale.ROOT)) + " of "
                + event.list("members").size() + " alerts in one message, this one among them.";
    }

    /** What became of channels. */
    static String noted(final EventFields event, final String person, final long raisedNs) {
        final String channels = channels(event.number("channels", 0));
        return switch (event.text("state")) {
            case "DELIVERED" -> "It has arrived at " + person + " by " + channels + ".";
            case "FAILED" -> "It did not arrive at " + person + " by " + channels + ".";
            case "UNDELIVERABLE" -> person + " cannot be reached by " + channels + ".";
            case "UNSUPPORTED" -> "No client of " + person + " takes " + channels + ": passed over.";
            case "NEEDLESS" -> person + " has it already: " + channels + " is not needed.";
            case "CANCELLED" -> person + " is not asked any more: " + channels + " stops.";
            case "BUNDLED" ->
                person + " was told of something by " + channels + " a moment ago: this joins bundle "
                        + event.text("bundle") + ", sent at " + Since.raised(raisedNs, event.number("dueNs", 0))
                        + " or before.";
            case "HELD" -> person + " is told when the mode is over.";
            case "DROPPED" -> person + " is not told because of the mode.";
            default -> "Nothing is left that could reach " + person + ".";
        };
    }

    private static String channels(final long bits) {
        final StringJoiner names = new StringJoiner(" and ");
        for (int bit = 0; bit < CHANNELS.size(); bit++) {
            if ((bits >> bit & 1) == 1) {
                names.add(CHANNELS.get(bit));
            }
        }
        return names.toString();
    }
}
