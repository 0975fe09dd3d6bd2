package io.tocsin.replay.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Which emergencies are declared, and when: at random instants that are fixed before the first is sent, so that a slow router cannot slow them down. */
final class EmergencyPlan {
    private static final double MEAN_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final double UNIDENTIFIED_SHARE = 0.05;
    private static final double CANCEL_SHARE = 0.06;
    private static final double CLEAR_SHARE = 0.15;
    private static final int SHORTEST_ENDING_MS = 1_000;
    private static final int ENDING_SPREAD_MS = 3_000;

    private EmergencyPlan() {}

    /**
     * Makes it up.
     *
     * @param settings seed and length.
     * @param patients to whom things happen.
     * @param known    whether sources know who lies in a bed; otherwise they name the bed only.
     * @return by rising instant, at least one.
     */
    static List<Emergency> of(final DemoSettings settings, final List<Patient> patients, final boolean known) {
        final Random random = Seeds.random(settings.seed(), "emergencies", 0);
        final long lengthNs = TimeUnit.SECONDS.toNanos(settings.seconds());
        final List<Emergency> plan = new ArrayList<>();
        long atNs = lengthNs / 10;
        while (atNs < lengthNs) {
            plan.add(next(random, plan.size() + 1, atNs, patients, known));
            atNs += Math.max(1, (long) Seeds.untilNext(random, MEAN_NS));
        }
        return plan;
    }

    private static Emergency next(
            final Random random, final int number, final long atNs, final List<Patient> patients, final boolean known) {
        final Emergency.Kind[] kinds = Emergency.Kind.values();
        return new Emergency(
                number,
                atNs,
                random.nextInt(Sources.COUNT),
                kinds[random.nextInt(kinds.length)],
                patients.get(random.nextInt(patients.size())),
                random.nextDouble() >= UNIDENTIFIED_SHARE && known,
                ending(random.nextDouble()),
                SHORTEST_ENDING_MS + random.nextInt(ENDING_SPREAD_MS));
    }

    private static Emergency.Ending ending(final double drawn) {
        if (drawn < CANCEL_SHARE) {
            return Emergency.Ending.CANCEL;
        }
        return drawn < CANCEL_SHARE + CLEAR_SHARE ? Emergency.Ending.CLEAR : Emergency.Ending.NONE;
    }
}
