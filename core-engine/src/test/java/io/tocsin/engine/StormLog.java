package io.tocsin.engine;

import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.CommandWriter.Texts;
import io.tocsin.engine.EntryWriter.Step;
import io.tocsin.testkit.model.RecordedScript.Entrance;
import java.util.ArrayList;
import java.util.List;

/**
 * A log in which more is due at once than one entrance may do: more than 64 offers get credit together, and more than 64 deliveries are sent again to two people
 * who connect. Small random scripts hardly ever get there.
 */
public final class StormLog {
    private static final int ALERTS = 90;

    private StormLog() {}

    /**
     * The log.
     *
     * @return always the same.
     */
    public static List<Entrance> log() {
        final CommandWriter write = new CommandWriter();
        final EntryWriter entry = new EntryWriter();
        final List<byte[]> messages = new ArrayList<>();
        messages.add(write.genesis(
                EngineLimits.builder().maxAlerts(128).laneBound(256).build()));
        messages.addAll(write.configuration(List.of(
                entry.person("nurse"),
                entry.person("doctor"),
                entry.desk("desk"),
                entry.credit(1, 1, 1, 1),
                entry.policy(
                        1,
                        1,
                        EntryWriter.EVERY_SEVERITY,
                        List.of(new Step(60_000, "nurse"), new Step(60_000, "doctor")),
                        "desk"))));
        messages.add(write.open(1, 0, "nurse"));
        messages.add(write.open(2, 1, "doctor"));
        for (int i = 0; i < ALERTS; i++) {
            final Severity severity = i % 2 == 0 ? Severity.CRITICAL : Severity.URGENT;
            messages.add(write.raise(7, i + 1L, severity, Texts.of("k" + i)));
        }
        messages.addAll(write.configuration(List.of(entry.credit(500, 500, 500, 500))));
        final List<Entrance> log = new ArrayList<>();
        messages.forEach(message -> log.add(new Entrance(1_000, message)));
        tick(log, 1_000, 3);
        // Nobody answers: the doctor is asked too, again by more than one entrance.
        tick(log, 1_000 + 60_000_000_000L, 4);
        for (int session = 3; session <= 6; session++) {
            log.add(new Entrance(
                    1_000 + 60_000_000_000L, write.open(session, 2, session % 2 == 0 ? "nurse" : "doctor")));
        }
        log.add(new Entrance(1_000 + 60_000_000_000L, write.receipt(3, 20, 5)));
        tick(log, 1_000 + 61_000_000_000L, 6);
        log.add(new Entrance(1_000 + 62_000_000_000L, write.close(3)));
        tick(log, 1_000 + 120_000_000_000L, 5);
        return log;
    }

    private static void tick(final List<Entrance> log, final long timestampNs, final int times) {
        for (int i = 0; i < times; i++) {
            log.add(new Entrance(timestampNs, null));
        }
    }
}
