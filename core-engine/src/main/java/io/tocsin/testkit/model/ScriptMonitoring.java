package io.tocsin.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Monitoring sessions, as a script's people begin and end them and name who may look on: with devices that send readings, mostly sound. */
final class ScriptMonitoring {
    private final SplittableRandom random;
    private final ScriptSite site;
    private final ScriptKnowledge knowledge;
    private final Commands commands;
    private final MonitoringMessages messages = new MonitoringMessages();
    /** Named by the last session that somebody wanted to begin. */
    private String patient = "p0";

    private String device = "d0";

    ScriptMonitoring(
            final SplittableRandom random,
            final ScriptSite site,
            final ScriptKnowledge knowledge,
            final Commands commands) {
        this.random = random;
        this.site = site;
        this.knowledge = knowledge;
        this.commands = commands;
    }

    /** The next command of a person. */
    byte[] next(final From person, final long session) {
        final From from = ScriptCommands.acting(person, session);
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> start(from);
            case 3, 4 -> messages.stop(from, someId());
            case 5, 6, 7 -> grant(from);
            default -> readings(person);
        };
    }

    /** What a device of a session may have read of its patient, whether the session is over or not. */
    private byte[] readings(final From from) {
        return commands.vitals(
                from, 0, ScriptReadings.some(random), patient, random.nextBoolean() ? "" : site.any(site.beds), device);
    }

    private long someId() {
        return random.nextInt(8) == 0 || knowledge.monitored.isEmpty()
                ? random.nextInt(6) - 1
                : knowledge.monitored.get(random.nextInt(knowledge.monitored.size()));
    }

    private byte[] start(final From from) {
        final int fault = random.nextInt(4) == 0 ? random.nextInt(7) : -1;
        final List<MonitoringMessages.Device> devices = new ArrayList<>();
        final int count = fault == 0 ? 9 : random.nextInt(4);
        for (int i = 0; i < count; i++) {
            devices.add(new MonitoringMessages.Device(1 + random.nextInt(10), device(fault == 0 ? 30 : 8)));
        }
        if (fault > 0 && fault < 4) {
            devices.add(new MonitoringMessages.Device(
                    fault == 1 ? 11 * random.nextInt(2) : 1, fault == 2 ? "" : fault == 3 ? "d".repeat(37) : "d1"));
        }
        final int place = random.nextInt(8);
        final String whose = fault == 5
                ? "p".repeat(37)
                : place < 2 ? "" : place == 2 ? "stranger" + random.nextInt(20) : site.any(site.patients);
        if (fault < 0 && !devices.isEmpty()) {
            patient = whose;
            device = devices.get(0).id();
        }
        return messages.start(
                from,
                fault == 4 ? 7 * random.nextInt(2) : 1 + random.nextInt(6),
                devices,
                whose,
                fault == 6 ? "b".repeat(37) : place == 1 || random.nextInt(4) > 0 ? "" : site.any(site.beds));
    }

    private String device(final int most) {
        return "d" + random.nextInt(most);
    }

    private byte[] grant(final From from) {
        final int fault = random.nextInt(4) == 0 ? random.nextInt(5) : -1;
        final List<String> people = new ArrayList<>();
        final int count = fault == 0 ? 17 : random.nextInt(5);
        for (int i = 0; i < count; i++) {
            people.add(site.any(site.people));
        }
        if (fault > 0 && fault < 4) {
            people.add(fault == 1 ? "" : fault == 2 ? "p".repeat(37) : "nobody");
        }
        return messages.grant(
                from,
                someId(),
                fault == 4 ? 4 * random.nextInt(2) : random.nextBoolean() ? 3 : 1 + random.nextInt(3),
                people);
    }
}
