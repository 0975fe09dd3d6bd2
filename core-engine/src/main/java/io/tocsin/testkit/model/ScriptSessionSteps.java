package io.tocsin.testkit.model;

import java.util.List;
import java.util.SplittableRandom;

/** Some people of a policy's steps give way to those whom monitoring sessions name. Only with every fourth seed: the scripts of the others are as they were before there were such steps. */
final class ScriptSessionSteps {
    private static final int CONTACTS = 4;
    private static final int RECIPIENTS = 7;

    private final SplittableRandom random;
    private final boolean isUsed;

    ScriptSessionSteps(final long seed) {
        random = new SplittableRandom(seed * 47 + 3);
        isUsed = seed % 4 == 3;
    }

    List<Entries.Step> among(final List<Entries.Step> steps) {
        return isUsed ? steps.stream().map(this::maybe).toList() : steps;
    }

    /** Of a team nobody: a slot is named by the role that fills it first. */
    private Entries.Step maybe(final Entries.Step step) {
        return step.slot() == 0 && step.target() != CONTACTS && random.nextInt(3) > 0
                ? new Entries.Step(
                        step.delayMs(),
                        RECIPIENTS + random.nextInt(2),
                        step.channels(),
                        random.nextInt(40) == 0 ? "r0" : "",
                        step.needed(),
                        step.same())
                : step;
    }
}
