package io.tocsin.replay.why;

import java.util.List;

/**
 * One recorded event that is part of the answer.
 *
 * @param eventSeq of the event.
 * @param atNs     engine time, UTC epoch ns.
 * @param event    its name in the schema.
 * @param text     what happened, a sentence for people.
 * @param reasons  the clauses it carries, in order.
 * @param people   whom it names, by their ids; nobody = it is about the alert as a whole.
 */
public record Fact(long eventSeq, long atNs, String event, String text, List<Reason> reasons, List<String> people) {
    /** Copies the lists. */
    public Fact {
        reasons = List.copyOf(reasons);
        people = List.copyOf(people);
    }
}
