package io.tocsin.replay.demo;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;

/** What is going to happen to a patient, and when. */
final class DeteriorationPlan {
    /** So often does something happen to a patient, on average: enough for people to do, not so much that nobody could cope. */
    private static final double MEAN_SECONDS = 7_200;

    /** Who falls ill before the demo begins is not yet worse than this share of the way: nobody starts at the bottom. */
    private static final double MOST_UNDER_WAY = 0.6;

    private static final Deterioration[] KINDS = Deterioration.values();
    private static final double LONGEST_ONSET_SECONDS = 480;

    private DeteriorationPlan() {}

    /**
     * Makes up what happens.
     *
     * @param random        of this patient.
     * @param lengthSeconds of the demo, hospital time.
     * @return by rising start; often empty.
     */
    static Queue<Episode> of(final Random random, final int lengthSeconds) {
        final Queue<Episode> plan = new ArrayDeque<>();
        double atSeconds = Seeds.untilNext(random, MEAN_SECONDS) - LONGEST_ONSET_SECONDS;
        while (atSeconds < lengthSeconds) {
            final Deterioration kind = KINDS[random.nextInt(KINDS.length)];
            plan.add(new Episode(kind, Math.max(atSeconds, -MOST_UNDER_WAY * kind.onsetSeconds())));
            atSeconds += Seeds.untilNext(random, MEAN_SECONDS);
        }
        return plan;
    }
}
