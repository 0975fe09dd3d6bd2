package io.tocsin.replay.why;

import java.util.List;

/**
 * The answer about one alert.
 *
 * @param alertId  asked for.
 * @param found    whether the events tell of it.
 * @param raisedNs when it was raised, UTC epoch ns; 0 if it was not found.
 * @param facts    the chain of what happened, in order.
 * @param answers  of everybody who was named by a step or told, in the order they first appeared.
 * @param unread   events that this version could not read, of any alert; 0 unless a newer version recorded them.
 */
public record Why(long alertId, boolean found, long raisedNs, List<Fact> facts, List<Answer> answers, long unread) {
    /** Copies the lists. */
    public Why {
        facts = List.copyOf(facts);
        answers = List.copyOf(answers);
    }
}
