package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AuthorityRole;
import java.util.List;
import java.util.SplittableRandom;

/** Two people of some scripts' sites who configure: they propose, and confirm what the other proposed, mostly. Has dice of its own, so that the other scripts stay as they are. */
final class ScriptProposals {
    private static final List<AuthorityRole> SECOND = List.of(
            AuthorityRole.ADMIN_SYS, AuthorityRole.ADMIN_SYS, AuthorityRole.ADMIN_UNIT, AuthorityRole.CHARGE_NURSE);

    private final SplittableRandom random;
    private final ScriptSite site;
    private final Commands commands;
    private final ScriptKnowledge knowledge;
    private final Entries entries = new Entries();
    private final boolean isUsed;

    ScriptProposals(final long seed, final ScriptSite site, final Commands commands, final ScriptKnowledge knowledge) {
        random = new SplittableRandom(~seed);
        this.site = site;
        this.commands = commands;
        this.knowledge = knowledge;
        isUsed = random.nextInt(3) == 0;
    }

    boolean isUsed() {
        return isUsed;
    }

    /** The roles that they begin with. */
    List<byte[]> roles() {
        return List.of(authority(1, AuthorityRole.ADMIN_SYS), authority(2, SECOND.get(random.nextInt(SECOND.size()))));
    }

    private byte[] authority(final int place, final AuthorityRole role) {
        return entries.authority(site.people.get(person(place)), role.value(), "");
    }

    /** Index of the first or the second; both have a session from the beginning. */
    private int person(final int place) {
        return site.people.size() - 1 - place;
    }

    /** Whether one of them does something now. */
    boolean isNext() {
        return isUsed && random.nextInt(knowledge.proposal == 0 ? 25 : 6) == 0;
    }

    /** Whether what is proposed is left alone until it ends. */
    boolean isWaitedFor() {
        return isUsed && knowledge.proposal != 0 && random.nextInt(400) == 0;
    }

    /** Whether it is somebody's turn to confirm, and not to propose. */
    boolean isToConfirm() {
        return knowledge.proposal == 0 ? random.nextInt(15) == 0 : random.nextInt(8) > 0;
    }

    byte[] confirm(final From from) {
        final int author = knowledge.proposalAuthor;
        final int other = person(author == person(1) ? 2 : 1);
        final long session = switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1 -> knowledge.sessionOf(author, random);
            case 2 -> knowledge.someSession(random);
            default -> knowledge.sessionOf(other, random);
        };
        return commands.confirmConfig(
                ScriptCommands.acting(from, session), knowledge.proposal + (random.nextInt(10) == 0 ? 1 : 0));
    }

    /** Whose session a configuration is committed in; now and then nobody's, anybody's, or of one that is gone. */
    long author() {
        return switch (random.nextInt(20)) {
            case 0 -> 0;
            case 1 -> 1_000;
            case 2, 3 -> knowledge.someSession(random);
            default -> knowledge.sessionOf(person(1 + random.nextInt(2)), random);
        };
    }
}
