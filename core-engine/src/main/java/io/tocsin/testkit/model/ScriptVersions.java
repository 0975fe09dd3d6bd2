package io.tocsin.testkit.model;

import java.util.SplittableRandom;

/**
 * With which engine version a log begins, and who says what of newer ones. Scripts of even seeds are as they were before there were versions; of the others half begin with
 * the first, and of those most come to the second.
 */
final class ScriptVersions {
    private static final int NEWEST = 2;

    private final SplittableRandom random;
    private final ScriptKnowledge knowledge;
    private final VersionMessages messages = new VersionMessages();
    private final int first;
    private final int members;
    private final boolean isUsed;

    ScriptVersions(final long seed, final ScriptKnowledge knowledge) {
        random = new SplittableRandom(seed * 43 + 17);
        this.knowledge = knowledge;
        final boolean isEven = seed % 2 == 0;
        final int drawn = 1 + random.nextInt(NEWEST);
        first = isEven ? 1 : drawn;
        members = oneIn(3) ? 3 : 1;
        isUsed = !isEven && (first == 1 ? !oneIn(4) : oneIn(6));
    }

    /** With which the log begins. */
    int first() {
        return first;
    }

    boolean isNext() {
        return isUsed && oneIn(20);
    }

    private boolean oneIn(final int count) {
        return random.nextInt(count) == 0;
    }

    /** What comes next: of the host, of a source, or of somebody who may be an administrator. */
    byte[] next(final From host, final From source, final From actor) {
        if (random.nextBoolean()) {
            final From from = oneIn(8) ? source : host;
            return switch (random.nextInt(12)) {
                case 0 -> messages.known(from, members, members, NEWEST);
                case 1 -> messages.known(from, 0, 10, NEWEST);
                case 2 -> messages.known(from, 0, members, oneIn(2) ? 0 : 1L << 31);
                // Never what it does not know itself: a switch would stop the engine.
                case 3 -> messages.known(from, random.nextInt(members), members, 1);
                default -> messages.known(from, random.nextInt(members), members, NEWEST);
            };
        }
        final From from = oneIn(3) ? ScriptCommands.acting(actor, knowledge.someSession(random)) : host;
        // Nor to one above: somebody may be said to know it, by a message that was damaged, and the engine would
        // rightly stop.
        return messages.switchTo(from, oneIn(4) ? Math.min(NEWEST, random.nextInt(5)) : oneIn(12) ? 1L << 31 : NEWEST);
    }
}
