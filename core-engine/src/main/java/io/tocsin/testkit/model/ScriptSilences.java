package io.tocsin.testkit.model;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Silences that a script's people make, confirm and end, mostly in order. */
final class ScriptSilences {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int ANY = 255;

    private final SplittableRandom random;
    private final ScriptSite site;
    private final Commands commands;
    private final ScriptKnowledge knowledge;
    private int made;

    ScriptSilences(
            final SplittableRandom random,
            final ScriptSite site,
            final Commands commands,
            final ScriptKnowledge knowledge) {
        this.random = random;
        this.site = site;
        this.commands = commands;
        this.knowledge = knowledge;
    }

    byte[] next(final From from, final long session, final long nowNs) {
        final From actor = as(session, from);
        return switch (made == 0 ? 0 : random.nextInt(6)) {
            case 1 -> commands.expireSilence(actor, silence());
            case 2 -> commands.confirmSilence(actor, silence());
            case 3 -> commands.confirmSilence(as(sessionOfLastAuthor(), from), knowledge.lastSilence[0]);
            default -> create(actor, nowNs);
        };
    }

    private long sessionOfLastAuthor() {
        return knowledge.sessions.entrySet().stream()
                .filter(session -> session.getValue() == knowledge.lastSilence[1])
                .mapToLong(Map.Entry::getKey)
                .findFirst()
                .orElse(0);
    }

    private static From as(final long session, final From from) {
        return new From(
                from.sourceId(),
                from.commandId(),
                session,
                from.correlation(),
                from.purpose(),
                from.claimedNs(),
                from.gateway());
    }

    private long silence() {
        return random.nextInt(10) == 0 ? random.nextInt(3) * 100L : Math.max(1, made - random.nextInt(6));
    }

    private byte[] create(final From from, final long nowNs) {
        made++;
        final boolean isBad = random.nextInt(4) == 0;
        final int fault = isBad ? random.nextInt(14) : -1;
        final long startNs = random.nextBoolean() ? 0 : nowNs + (random.nextInt(8) - 2) * SECOND_NS;
        final int place = random.nextInt(5);
        return commands.createSilence(
                from,
                new Commands.Silence(
                        fault == 0 ? -1 : startNs,
                        fault == 1
                                ? nowNs - 1
                                : Math.max(startNs, nowNs)
                                        + (fault == 2 ? 90_000L : 1 + random.nextInt(20)) * SECOND_NS,
                        fault == 3 ? 13 : fault == 4 ? 1 : random.nextInt(6) == 0 ? 2 + random.nextInt(4) : ANY,
                        fault == 5 ? 0 : random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(4),
                        fault == 6 ? 4 : random.nextInt(3) == 0 ? random.nextInt(4) : ANY,
                        fault == 7 ? 16 : random.nextInt(6) == 0 ? 1 + random.nextInt(3) : 0,
                        fault == 8 ? 3 : random.nextInt(5) == 0 ? 1 + random.nextInt(2) : 0,
                        fault == 9 ? "nowhere" : place == 0 ? site.any(site.units) : "",
                        fault == 10 ? "x".repeat(37) : place == 1 ? site.any(site.patients) : "",
                        fault == 11 ? "nowhere" : place == 2 ? site.any(site.beds) : "",
                        fault == 12
                                ? ""
                                : fault == 13 ? OracleFields.longText(160, made) : site.any(List.of("pump", "visit"))));
    }
}
