package io.tocsin.replay.demo;

import java.util.List;

/**
 * What the hospital's process writes down, a line each, for the process that started it. All instants are {@link System#nanoTime()} of the hospital's process, so
 * that a time between two of them is measured by one clock.
 */
sealed interface Note {
    /** Everybody is connected. */
    record Connected() implements Note {}

    /** The router has answered for an emergency of the plan. */
    record Answered(int number, long alertId, long intendedNs) implements Note {}

    /** A person's client was told of an alert for the first time. */
    record Received(Receipt receipt) implements Note {}

    /** How it goes: emergencies that are not answered for yet, samples sent, of these answered; samples dropped; offers that came again. */
    record Standing(int unanswered, long sent, long answered, long dropped, long redeliveries) implements Note {}

    /** Something went wrong that must not. */
    record Fault(String text) implements Note {}

    /** What was asked for is done: nothing that came before it is still on its way. */
    record Done(String what) implements Note {}

    /**
     * As a line.
     *
     * @return without its end.
     */
    default String line() {
        if (this instanceof Answered answered) {
            return join("answered", answered.number, answered.alertId, answered.intendedNs);
        } else if (this instanceof Received received) {
            final Receipt receipt = received.receipt;
            return join("received", receipt.alertId(), receipt.person(), receipt.bed(), receipt.receivedNs());
        } else if (this instanceof Standing standing) {
            return join(
                    "standing",
                    standing.unanswered,
                    standing.sent,
                    standing.answered,
                    standing.dropped,
                    standing.redeliveries);
        } else if (this instanceof Fault fault) {
            return join("fault", fault.text);
        } else if (this instanceof Done done) {
            return join("done", done.what);
        }
        return "connected";
    }

    /**
     * Reads a line.
     *
     * @param line without its end.
     * @return what it says; a {@link Fault} if it is none of ours.
     */
    static Note of(final String line) {
        final List<String> parts = List.of(line.split("\t", -1));
        try {
            return switch (parts.get(0)) {
                case "connected" -> new Connected();
                case "answered" -> new Answered(Integer.parseInt(parts.get(1)), number(parts, 2), number(parts, 3));
                case "received" ->
                    new Received(new Receipt(number(parts, 1), parts.get(2), parts.get(3), number(parts, 4)));
                case "standing" ->
                    new Standing(
                            Integer.parseInt(parts.get(1)),
                            number(parts, 2),
                            number(parts, 3),
                            number(parts, 4),
                            number(parts, 5));
                case "fault" -> new Fault(parts.get(1));
                case "done" -> new Done(parts.get(1));
                default -> new Fault("the hospital says: " + line);
            };
        } catch (final IndexOutOfBoundsException | NumberFormatException torn) {
            return new Fault("the hospital says: " + line);
        }
    }

    private static long number(final List<String> parts, final int place) {
        return Long.parseLong(parts.get(place));
    }

    private static String join(final String word, final Object... parts) {
        final StringBuilder line = new StringBuilder(word);
        for (final Object part : parts) {
            line.append('\t').append(String.valueOf(part).replaceAll("[\\t\\r\\n]", " "));
        }
        return line.toString();
    }
}
