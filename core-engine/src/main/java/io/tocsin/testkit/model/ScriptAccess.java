package io.tocsin.testkit.model;

import java.util.List;
import java.util.SplittableRandom;

/** Revocations and their ends: mostly such as may be, now and then what may not. In one script of four. */
final class ScriptAccess {
    private static final long SECOND_NS = 1_000_000_000L;
    /** Scripts that every run plays stay as they were before sites had rules: what they reach was found by their seeds. */
    private static final long LAST_FIXED = 1_000;

    private final SplittableRandom random;
    private final ScriptSite site;
    private final ScriptKnowledge knowledge;
    private final AccessMessages messages = new AccessMessages();
    private final boolean isUsed;
    /** Has numbers of its own: scripts without rules are as they were before there were any. */
    private final SplittableRandom ruling;

    private final boolean isRuled;

    ScriptAccess(final long seed, final ScriptSite site, final ScriptKnowledge knowledge) {
        random = new SplittableRandom(seed * 43 + 17);
        this.site = site;
        this.knowledge = knowledge;
        isUsed = random.nextInt(4) == 0;
        ruling = new SplittableRandom(seed * 53 + 23);
        isRuled = isUsed && seed > LAST_FIXED && seed % 2 != 0;
    }

    /** Whether the site says how often at once patients are seen so. */
    boolean isRuled() {
        return isRuled;
    }

    boolean isToConfigure() {
        return isRuled && ruling.nextInt(15) == 0;
    }

    /** Minutes, of one person or two at once; now and then what may not be. */
    List<byte[]> entries() {
        final int fault = ruling.nextInt(6) == 0 ? ruling.nextInt(4) : -1;
        final long mostMs = fault == 0 ? 59_999 : fault == 1 ? 14_400_001 : 60_000 + ruling.nextInt(120_000);
        final int perPerson = fault == 2 ? 0 : fault == 3 ? 4 : 1 + ruling.nextInt(3);
        return List.of(messages.viewRules(mostMs, ruling.nextInt(4), perPerson));
    }

    boolean isNext() {
        return isUsed && oneIn(20);
    }

    private boolean oneIn(final int count) {
        return random.nextInt(count) == 0;
    }

    /** What comes next: of a program, or of somebody who may or not. */
    byte[] next(final From source, final From actor, final long nowNs) {
        final From from = random.nextBoolean() ? source : ScriptCommands.acting(actor, knowledge.someSession(random));
        if (random.nextBoolean()) {
            return view(from, actor);
        }
        final int kind = oneIn(25) ? 5 * random.nextInt(2) : 1 + random.nextInt(4);
        final String subject = (kind == 2) != oneIn(25) ? subject() : "";
        final String token = (kind == 1) != oneIn(25) ? token() : "";
        if (oneIn(4)) {
            return messages.lift(from, kind, subject, token);
        }
        final long session = (kind == 4) != oneIn(25) ? knowledge.someSession(random) : 0;
        return messages.revoke(from, kind, session, issuedNs(nowNs), untilNs(nowNs), subject, token);
    }

    /** A patient, mostly seen by somebody who says why, for minutes. */
    private byte[] view(final From from, final From actor) {
        final String patient =
                oneIn(25) ? "p".repeat(37) : oneIn(25) ? "" : site.patients.get(random.nextInt(site.patients.size()));
        if (oneIn(4)) {
            return messages.endView(from, patient, oneIn(3) ? "" : subject());
        }
        final int reason = oneIn(25) ? 4 * random.nextInt(2) : 1 + random.nextInt(3);
        final String comment = oneIn(25) ? "c".repeat(161) : oneIn(4) ? "too short" : "nobody else is there";
        final long ms = switch (random.nextInt(12)) {
            case 0 -> 59_999;
            case 1 -> 14_400_001;
            case 2 -> 0;
            case 3 -> 14_400_000;
            default -> 60_000 + random.nextInt(120_000);
        };
        final From who = oneIn(15) ? from : ScriptCommands.acting(actor, knowledge.someSession(random));
        return messages.breakGlass(who, ms, reason, patient, comment);
    }

    private String subject() {
        return oneIn(25) ? "s".repeat(37) : oneIn(3) ? "monitor-" + random.nextInt(4) : site.people.get(someone());
    }

    private int someone() {
        return random.nextInt(site.people.size());
    }

    private String token() {
        return oneIn(25) ? "t".repeat(37) : "token-" + random.nextInt(12);
    }

    private long issuedNs(final long nowNs) {
        return switch (random.nextInt(10)) {
            case 0 -> -1;
            case 1 -> nowNs + 301 * SECOND_NS + random.nextInt(9);
            case 2 -> nowNs + random.nextLong(200 * SECOND_NS);
            case 3, 4 -> nowNs - random.nextLong(900 * SECOND_NS);
            default -> 0;
        };
    }

    private long untilNs(final long nowNs) {
        return switch (random.nextInt(10)) {
            case 0 -> nowNs - random.nextInt(9);
            case 1 -> nowNs + 32 * 86_400 * SECOND_NS;
            case 2, 3 -> 0;
            default -> nowNs + random.nextLong(60 * SECOND_NS) + 10 * SECOND_NS;
        };
    }
}
