package io.tocsin.testkit.model;

import io.tocsin.testkit.model.AuditMessages.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** How far an audit says that it has come, and what people read: mostly what may be, now and then what may not. In one script of five. */
final class ScriptAudit {
    private static final String DIGITS = "0123456789abcdef";
    private static final String SIGNATURE = "c2lnbmVk";

    private final SplittableRandom random;
    private final ScriptSite site;
    private final ScriptKnowledge knowledge;
    private final AuditMessages messages = new AuditMessages();
    private final boolean isUsed;
    private long chain = 1;
    private long seq;
    private String head = "";
    private int member;
    /** Scripts of even seeds stay as they were before nodes had audits of their own. */
    private final boolean hasMembers;

    ScriptAudit(final long seed, final ScriptSite site, final ScriptKnowledge knowledge) {
        random = new SplittableRandom(seed * 41 + 11);
        this.site = site;
        this.knowledge = knowledge;
        isUsed = random.nextInt(5) == 0;
        hasMembers = (seed & 1) == 1;
    }

    boolean isNext() {
        return isUsed && oneIn(25);
    }

    private boolean oneIn(final int count) {
        return random.nextInt(count) == 0;
    }

    /** What comes next: of the host, or of somebody who reads. */
    byte[] next(final From host, final From source, final From actor) {
        if (random.nextBoolean()) {
            return checkpoint(host, source);
        }
        return oneIn(4) ? read(source) : read(ScriptCommands.acting(actor, knowledge.someSession(random)));
    }

    private byte[] checkpoint(final From host, final From source) {
        if (oneIn(6)) {
            return messages.checkpoint(oneIn(4) ? source : host, bad());
        }
        if (oneIn(8)) {
            chain++;
            seq = 0;
            head = "";
            if (hasMembers) {
                member = random.nextInt(3);
            }
        }
        final Checkpoint good = good();
        if (!oneIn(8)) {
            // Else it never came, or is said again.
            seq = good.seq();
            head = good.head();
        }
        return messages.checkpoint(host, good);
    }

    private Checkpoint good() {
        return new Checkpoint(member, chain, seq + 1 + random.nextInt(500), seq, 5, someHead(), head, SIGNATURE);
    }

    private Checkpoint bad() {
        final Checkpoint good = good();
        return switch (random.nextInt(10)) {
            case 0 -> with(good, 0, good.previousSeq(), good.head(), good.previousHead());
            case 1 -> with(good, good.seq(), good.seq() + random.nextInt(2), good.head(), good.previousHead());
            case 2 -> with(good, good.seq(), good.previousSeq(), good.head() + "0", good.previousHead());
            case 3 -> with(good, good.seq(), good.previousSeq(), good.head().replace('a', 'G'), good.previousHead());
            case 4 -> with(good, good.seq(), good.previousSeq(), good.head(), seq == 0 ? "0" : "");
            case 5 -> with(good, good.seq(), 0, good.head(), "");
            case 6 -> with(good, good.seq(), seq, good.head(), seq == 0 ? "" : someHead());
            case 7 -> with(good, Math.max(1, seq), 0, good.head(), "");
            case 8 -> with(good, Math.max(1, seq - 1), 0, good.head(), "");
            default ->
                new Checkpoint(
                        member,
                        chain,
                        good.seq(),
                        seq,
                        5,
                        good.head(),
                        head,
                        random.nextBoolean() ? "" : SIGNATURE.repeat(12));
        };
    }

    private static Checkpoint with(
            final Checkpoint good,
            final long seq,
            final long previousSeq,
            final String head,
            final String previousHead) {
        return new Checkpoint(
                good.member(), good.chain(), seq, previousSeq, good.keyId(), head, previousHead, good.signature());
    }

    private String someHead() {
        final StringBuilder digits = new StringBuilder();
        for (int i = 0; i < 64; i++) {
            digits.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return digits.toString();
    }

    private byte[] read(final From from) {
        final List<Long> alerts = new ArrayList<>();
        for (int i = oneIn(20) ? 65 : random.nextInt(4); i > 0; i--) {
            alerts.add(1L + random.nextInt(40));
        }
        final List<String> ids = new ArrayList<>(List.of("", "", "", "", ""));
        ids.set(random.nextInt(5), oneIn(10) ? "x".repeat(37) : site.units.get(0));
        return messages.read(from, oneIn(10) ? random.nextInt(2) * 10 : 1 + random.nextInt(9), alerts, ids);
    }
}
