package io.tocsin.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The steps of a policy, at random: whom they name, for which slots of a team, and how many of them have to accept. */
final class ScriptSteps {
    private final SplittableRandom random;
    private final ScriptSite site;

    ScriptSteps(final SplittableRandom random, final ScriptSite site) {
        this.random = random;
        this.site = site;
    }

    List<Entries.Step> steps() {
        final List<Entries.Step> steps = new ArrayList<>();
        final int count = site.isCrowd ? 6 + random.nextInt(10) : random.nextInt(5);
        final boolean isTeam = random.nextBoolean();
        final List<String> slots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final int target = random.nextInt(9) == 0 ? 5 : random.nextInt(4);
            final int channels = random.nextInt(3) == 0 ? 0 : random.nextInt(64);
            final String name = target % 3 == 0 ? "" : site.any(target == 2 ? site.people : site.roles);
            if (i > 0 && random.nextInt(6) == 0) {
                final boolean isSame = random.nextBoolean();
                steps.add(new Entries.Step(isSame ? 0 : 500, 4, isSame ? 0 : channels, "", 0, isSame ? 1 : 0, 0));
                continue;
            }
            final int slot = isTeam ? slot(slots, target, name) : 0;
            if (i > 0 && random.nextInt(isTeam ? 2 : 4) == 0) {
                steps.add(some(new Entries.Step(0, target, 0, name, 0, 1, slot)));
                continue;
            }
            final int needed = random.nextInt(3) == 0 ? (random.nextInt(4) == 0 ? 255 : random.nextInt(4)) : 0;
            steps.add(some(new Entries.Step(
                    (site.isCrowd ? 100L : 500L) * (1 + random.nextInt(12)), target, channels, name, needed, 0, slot)));
        }
        return steps;
    }

    /** The same for some of its people, now and then. */
    private Entries.Step some(final Entries.Step step) {
        if ((step.target() < 2 || step.target() == 5) && random.nextInt(5) == 0) {
            return step.capable(1);
        }
        return step.target() < 2 && random.nextInt(step.slot() == 0 ? 3 : 12) == 0
                ? step.some(1 + random.nextInt(random.nextInt(4) == 0 ? 63 : 2), random.nextInt(4))
                : step;
    }

    /** A slot of the team for some people: a new one that their role names, or one of those there are. */
    private int slot(final List<String> slots, final int target, final String name) {
        if (target == 1 && slots.size() < 7 && !slots.contains(name)) {
            slots.add(name);
            return slots.size();
        }
        return random.nextInt(slots.size() + 1);
    }
}
