package io.tocsin.transport.server.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a history comes to: how much there was, how often it broke which law, and the first examples of each. */
final class Verdict {
    private static final int EXAMPLES = 5;

    int asked;
    int answered;

    /** Answered at the level that no order of deaths undoes. */
    int applied;

    int told;
    int lost;

    /** Of what was answered at less than APPLIED, because a majority of engines stood still. */
    int lostAtLess;

    int twice;
    int outOfOrder;
    int unasked;
    int escalated;
    int early;
    long latestNs;
    private final List<String> examples = new ArrayList<>();

    void lost(final String what, final boolean isApplied) {
        if (isApplied) {
            example("lost", lost++, what);
        } else {
            example("lost at less than APPLIED", lostAtLess++, what);
        }
    }

    void twice(final String what) {
        example("twice", twice++, what);
    }

    void outOfOrder(final String what) {
        example("out of order", outOfOrder++, what);
    }

    void unasked(final String what) {
        example("unasked", unasked++, what);
    }

    void early(final String what) {
        example("early", early++, what);
    }

    boolean isSound() {
        return isSoundButEarly() && early == 0;
    }

    /** Where a limit that is known has people asked too early. */
    boolean isSoundButEarly() {
        return lost + lostAtLess + twice + outOfOrder + unasked == 0;
    }

    List<String> examples() {
        return examples;
    }

    @Override
    public String toString() {
        return answered + " of " + asked + " answered (" + (answered - applied) + " at less than APPLIED), " + told
                + " told; lost " + lost + " (and " + lostAtLess + " at less than APPLIED), twice " + twice
                + ", out of order " + outOfOrder + ", unasked " + unasked + "; " + escalated + " steps, early " + early
                + ", latest " + TimeUnit.NANOSECONDS.toMillis(latestNs) + " ms";
    }

    private void example(final String law, final int before, final String what) {
        if (before < EXAMPLES) {
            examples.add(law + ": " + what);
        }
    }
}
