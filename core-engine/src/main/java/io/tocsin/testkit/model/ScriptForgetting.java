package io.tocsin.testkit.model;

import java.util.SplittableRandom;

/** Patients who are to be forgotten: mostly such as may be, now and then with an open alert, or by somebody who may not say so. In one script of four. */
final class ScriptForgetting {
    private static final long SECOND_NS = 1_000_000_000L;

    private final SplittableRandom random;
    private final ScriptSite site;
    private final ScriptKnowledge knowledge;
    private final AccessMessages messages = new AccessMessages();
    private final boolean isUsed;
    private long lastKey = 7;

    ScriptForgetting(final long seed, final ScriptSite site, final ScriptKnowledge knowledge) {
        random = new SplittableRandom(seed * 47 + 19);
        this.site = site;
        this.knowledge = knowledge;
        isUsed = random.nextInt(4) == 0;
    }

    boolean isNext() {
        return isUsed && oneIn(40);
    }

    private boolean oneIn(final int count) {
        return random.nextInt(count) == 0;
    }

    /** What comes next: of a program, or of somebody who may or not. */
    byte[] next(final From source, final From actor, final long nowNs) {
        lastKey += random.nextInt(3);
        final From from = random.nextBoolean() ? source : ScriptCommands.acting(actor, knowledge.someSession(random));
        final long keptUntilNs = switch (random.nextInt(12)) {
            case 0 -> -1;
            case 1 -> nowNs + SECOND_NS * (1 + random.nextInt(900));
            case 2, 3 -> nowNs - random.nextLong(900 * SECOND_NS);
            default -> 0;
        };
        final int reason = oneIn(25) ? 5 * random.nextInt(2) : 1 + random.nextInt(4);
        final String comment = oneIn(25) ? "c".repeat(161) : oneIn(4) ? "too short" : "as the ward has asked";
        return messages.forget(from, oneIn(25) ? 0 : lastKey, keptUntilNs, reason, patient(), comment);
    }

    /** Mostly of the site; some are known to nobody. */
    private String patient() {
        return switch (random.nextInt(25)) {
            case 0 -> "p".repeat(37);
            case 1 -> "";
            case 2, 3, 4, 5, 6, 7 -> "gone-" + random.nextInt(40);
            default -> site.patients.get(random.nextInt(site.patients.size()));
        };
    }
}
