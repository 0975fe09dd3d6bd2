package io.tocsin.testkit.model;

import java.util.SplittableRandom;

/** Limits of one patient, as a script's people and its interface set them and take them back: near the readings of the script, mostly sound. */
final class ScriptLimits {
    /** A source that the script's sites name as an interface. */
    private static final long INTERFACE = 500;

    private static final int NO_VALUE = Integer.MIN_VALUE;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long DAY_S = 86_400;

    private final SplittableRandom random;
    private final ScriptSite site;
    private final LimitCommands commands = new LimitCommands();

    ScriptLimits(final SplittableRandom random, final ScriptSite site) {
        this.random = random;
        this.site = site;
    }

    /** The next command of a person, or of the interface. */
    byte[] next(final From person, final From source, final long session, final long nowNs) {
        final boolean isPerson = random.nextInt(3) > 0;
        final From from = isPerson
                ? new From(
                        person.sourceId(),
                        person.commandId(),
                        session,
                        person.correlation(),
                        person.purpose(),
                        person.claimedNs(),
                        person.gateway())
                : random.nextInt(6) == 0
                        ? source
                        : new From(INTERFACE, 0, 0, source.correlation(), source.purpose(), source.claimedNs(), 0);
        return commands.set(from, some(nowNs));
    }

    private LimitCommands.Limit some(final long nowNs) {
        final int fault = random.nextInt(4) == 0 ? random.nextInt(10) : -1;
        final int parameter = 1 + random.nextInt(3);
        final int bound = random.nextInt(2);
        final int near = ScriptReadings.limit(random, parameter) + 100 * (random.nextInt(9) - 4);
        final int place = random.nextInt(6);
        return new LimitCommands.Limit(
                fault == 0 ? -1 : fault == 1 ? nowNs - random.nextInt(2) : untilNs(nowNs),
                fault == 2 ? 50_000 : random.nextInt(6) == 0 ? NO_VALUE : near,
                fault == 3 ? 16 * random.nextInt(2) : random.nextInt(10) == 0 ? 1 + random.nextInt(15) : parameter,
                fault == 4 ? 2 : bound,
                fault == 5 ? 5 : random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(4),
                fault == 6
                        ? "x".repeat(37)
                        : place == 0 ? "" : place == 1 ? "stranger" + random.nextInt(20) : site.any(site.patients),
                fault == 7 ? "b".repeat(37) : fault == 8 || random.nextInt(3) > 0 ? "" : site.any(site.beds),
                fault == 9 ? OracleFields.longText(80, near) : random.nextBoolean() ? "" : "usual");
    }

    private long untilNs(final long nowNs) {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> nowNs + random.nextLong(2 * DAY_S) * SECOND_NS + 1;
            default -> nowNs + random.nextLong(90 * SECOND_NS) + 1;
        };
    }
}
