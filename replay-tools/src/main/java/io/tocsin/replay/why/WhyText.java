package io.tocsin.replay.why;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The answer as people hand it over: what happened, when, and why, then who was told and who was not. */
final class WhyText {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int TIME_WIDTH = 14;
    private static final String READING = "LimitViolated";

    private WhyText() {}

    static void print(final Why why, final PrintWriter out) {
        if (!why.found()) {
            out.println("alert " + Long.toUnsignedString(why.alertId()) + ": these events do not tell of it");
        } else {
            out.println("alert " + Long.toUnsignedString(why.alertId()) + ", raised at "
                    + Instant.ofEpochSecond(
                            Math.floorDiv(why.raisedNs(), NS_PER_SECOND),
                            Math.floorMod(why.raisedNs(), NS_PER_SECOND)));
            facts(why, out);
        }
        for (final Answer answer : why.answers()) {
            out.println((answer.verdict().isTold() ? "TOLD      " : "NOT TOLD  ") + answer.text());
        }
        if (why.unread() > 0) {
            out.println("(" + why.unread() + " events are of kinds that this version does not know)");
        }
    }

    /** Of many readings in a row that say the same nobody wants to see more than the first and the last. */
    private static void facts(final Why why, final PrintWriter out) {
        final List<Fact> facts = why.facts();
        int i = 0;
        while (i < facts.size()) {
            int last = i;
            while (last + 1 < facts.size() && isSuchAReading(facts.get(i), facts.get(last + 1))) {
                last++;
            }
            fact(why, facts.get(i), out);
            if (last - i > 2) {
                out.println(" ".repeat(TIME_WIDTH) + "  (" + (last - i - 1) + " more such readings)");
                i = last;
            } else {
                i++;
            }
        }
    }

    private static boolean isSuchAReading(final Fact one, final Fact next) {
        return one.event().equals(READING)
                && next.event().equals(READING)
                && one.reasons().equals(next.reasons());
    }

    private static void fact(final Why why, final Fact fact, final PrintWriter out) {
        final String reasons = fact.reasons().stream().map(Reason::text).collect(Collectors.joining(" "));
        final String time = Since.raised(why.raisedNs(), fact.atNs());
        out.println(" ".repeat(Math.max(0, TIME_WIDTH - time.length())) + time + "  " + fact.text()
                + (reasons.isEmpty() ? "" : " [" + reasons + "]"));
    }
}
