package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ServerMessage;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who answers for which alert. */
final class AnswerOptions {
    @Parameters(index = "0", paramLabel = "ALERT", description = "Number of the alert, as 'tocsin alerts' shows it.")
    private long alertId;

    @Option(names = "--as", paramLabel = "PERSON", required = true, description = "Who answers.")
    private String person = "";

    /** For picocli. */
    AnswerOptions() {}

    long alertId() {
        return alertId;
    }

    String person() {
        return person;
    }

    /** Why the router said no, and what can be done. */
    String refusal(final ServerMessage.Answer answer) {
        final String what = switch (answer.result()) {
            case UNKNOWN_ALERT -> "there is no open alert " + alertId + ": 'tocsin alerts' lists those that are";
            case NOT_OFFERED ->
                "alert " + alertId + " was not offered to " + person + ": 'tocsin alerts' shows whom it was offered to";
            case ALREADY_OWNED -> "somebody else has taken alert " + alertId + ": 'tocsin alerts' shows who";
            case NOT_OWNER -> person + " has not taken alert " + alertId + ": 'tocsin alerts' shows who has";
            case PROTECTED -> "alert " + alertId + " may not be put off: it is critical, an arrest or a choking";
            case TOO_LONG ->
                "alert " + alertId + " may not be put off for so long: emergent ones 10 min, urgent ones 60";
            case STILL_ASKING -> "others are being asked for alert " + alertId + ": nobody puts that off";
            case NOT_REACHABLE -> "the person named is not connected: name somebody else, or reject";
            case NOT_ACTIVE -> "the condition of alert " + alertId + " has ended: nobody needs to come";
            case FORBIDDEN ->
                "the role of " + person
                        + ", or of whom they name, does not permit this here; in an emergency 'accept' and 'arrive' take --override WHY";
            case UNKNOWN_PERSON -> "the router's site knows no '" + person + "'";
            default -> answer.result().meaning() + ", nothing was changed";
        };
        return what + " [" + answer.result() + ']';
    }
}
