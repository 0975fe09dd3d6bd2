package io.tocsin.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What sources and people of a script send, mostly sensible, now and then out of range. */
final class ScriptCommands {
    private static final int KEYS = 6;
    /** Scripts last from minutes to hours. */
    private static final long CLAIM_STEP_NS = 10_000_000_000L;

    private final SplittableRandom random;
    private final ScriptSite site;
    private final ScriptKnowledge knowledge;
    private final ServiceCommands service = new ServiceCommands();
    private final SnoozeCommands snoozes = new SnoozeCommands();
    private final Commands commands;
    private long deviceSequence;

    ScriptCommands(
            final SplittableRandom random,
            final ScriptSite site,
            final ScriptKnowledge knowledge,
            final Commands commands) {
        this.random = random;
        this.site = site;
        this.knowledge = knowledge;
        this.commands = commands;
    }

    private boolean oneIn(final int count) {
        return random.nextInt(count) == 0;
    }

    private String key() {
        return "k" + random.nextInt(KEYS);
    }

    byte[] raise(final From from) {
        final RaiseText text = new RaiseText();
        final int number = random.nextInt(KEYS);
        text.alertKey = "k" + number;
        text.type = 1 + (oneIn(8) ? random.nextInt(9) : number);
        text.severity = 1 + random.nextInt(5);
        final long claimed = random.nextLong(1_000);
        text.createdAtNs = claimed < 100 ? claimed : ScriptGenerator.START_NS + (claimed - 300) * CLAIM_STEP_NS;
        if (!oneIn(8)) {
            text.patientId = oneIn(6) ? "stranger" + random.nextInt(20) : site.patients.get(number);
        }
        if (oneIn(3)) {
            text.bedId = oneIn(8) ? "elsewhere" : site.any(site.beds);
        }
        if (oneIn(5)) {
            text.unitId = oneIn(8) ? "elsewhere" : site.any(site.units);
        }
        if (oneIn(6)) {
            text.deviceId = "d" + random.nextInt(5);
        }
        if (oneIn(4)) {
            text.description = "said " + "so ".repeat(random.nextInt(30));
        }
        if (oneIn(10)) {
            text.metadata = "a=b".repeat(random.nextInt(32));
        }
        if (oneIn(3)) {
            text.specializations.add(oneIn(10) ? "unheard of" : "cardiology");
            if (oneIn(3)) {
                text.specializations.add("airway");
            }
        }
        if (oneIn(2)) {
            ScriptPlaces.place(random, text);
        }
        if (oneIn(3)) {
            observe(text);
        }
        if (oneIn(25)) {
            spoil(text);
        }
        return commands.raise(oneIn(4) ? acting(from, knowledge.someSession(random)) : from, text);
    }

    /** Readings around what triage asks. */
    private void observe(final RaiseText text) {
        text.heartRate = oneIn(4) ? Integer.MIN_VALUE : 100 * (85 + 5 * random.nextInt(24)) + random.nextInt(2);
        text.systolic = oneIn(3) ? Integer.MIN_VALUE : 100 * (80 + 5 * random.nextInt(14)) - random.nextInt(2);
        text.respiratoryRate = oneIn(3) ? Integer.MIN_VALUE : 100 * (8 + random.nextInt(28)) + random.nextInt(2);
        text.spo2 = oneIn(3) ? Integer.MIN_VALUE : 100 * (88 + random.nextInt(12)) - random.nextInt(2);
        text.temperature = oneIn(3) ? Integer.MIN_VALUE : 3_500 + 50 * random.nextInt(10);
        text.consciousness = oneIn(2) ? 255 : oneIn(2) ? 0 : random.nextInt(5);
    }

    private void spoil(final RaiseText text) {
        switch (random.nextInt(21)) {
            case 0 -> text.type = 10;
            case 1 -> text.severity = 0;
            case 2 -> text.severity = 255;
            case 3 -> text.consciousness = 5;
            case 4 -> text.pain = 11;
            case 5 -> text.latitude = 900_000_001;
            case 6 -> text.longitude = -1_800_000_001;
            case 7 -> text.specializations.addAll(List.of("a", "b", "c", "d", "e"));
            case 8 -> text.specializations.add("x".repeat(21));
            case 9 -> text.alertKey = "";
            case 10 -> text.alertKey = "k".repeat(37);
            case 11 -> text.patientId = "p".repeat(37);
            case 12 -> text.deviceId = "d".repeat(37);
            case 13 -> text.building = "b".repeat(25);
            case 14 -> text.floor = "f".repeat(9);
            case 15 -> text.unitId = "u".repeat(37);
            case 16 -> text.bedId = "b".repeat(37);
            case 17 -> text.room = "r".repeat(17);
            case 18 -> text.typeText = "t".repeat(49);
            case 19 -> text.description = "d".repeat(161);
            default -> text.personal = "p".repeat(97);
        }
    }

    /** Update, clear or cancel, by number or by key. */
    byte[] sourceChange(final From from) {
        if (!knowledge.muted.isEmpty() && oneIn(3)) {
            return changeOfMuted(from);
        }
        long alertId = 0;
        String key = key();
        From sender = from;
        if (!knowledge.open.isEmpty() && !oneIn(4)) {
            final ScriptKnowledge.Open open = knowledge.open.get(random.nextInt(knowledge.open.size()));
            if (!oneIn(12) && open.sourceId() == from.sourceId()) {
                key = open.key();
            } else if (oneIn(3)) {
                sender = new From(
                        open.sourceId(), 0, 0, from.correlation(), from.purpose(), from.claimedNs(), from.gateway());
            }
            alertId = random.nextBoolean() ? open.alertId() : 0;
        } else if (oneIn(10)) {
            alertId = knowledge.someAlert(random);
            key = oneIn(3) ? "" : key;
        } else if (oneIn(20)) {
            key = random.nextBoolean() ? "" : "k".repeat(37);
        }
        return switch (random.nextInt(6)) {
            case 0, 1 -> commands.update(sender, alertId, severity(), key, description());
            case 2 -> commands.cancel(sender, alertId, key);
            default -> commands.clear(sender, alertId, key);
        };
    }

    /** The source of what pages nobody says another severity, mostly of those that one priority has in common. */
    private byte[] changeOfMuted(final From from) {
        final List<ScriptKnowledge.Open> muted = knowledge.open.stream()
                .filter(open -> knowledge.muted.contains(open.alertId()))
                .toList();
        final ScriptKnowledge.Open open = muted.get(random.nextInt(muted.size()));
        final From source = new From(open.sourceId(), 0, 0, from.correlation(), 0, from.claimedNs(), from.gateway());
        return commands.update(source, open.alertId(), oneIn(3) ? severity() : 3 + random.nextInt(2), "", "");
    }

    private int severity() {
        if (oneIn(30)) {
            return 6;
        }
        return oneIn(3) ? 255 : 1 + random.nextInt(5);
    }

    private String description() {
        if (oneIn(30)) {
            return "d".repeat(161);
        }
        return random.nextBoolean() ? "" : "changed " + "so ".repeat(random.nextInt(40));
    }

    byte[] vitals(final From from) {
        List<Commands.Reading> readings = oneIn(4) ? ScriptReadings.full(random) : ScriptReadings.some(random);
        String patientId = oneIn(6) ? "" : site.patients.get(random.nextInt(4));
        final String bedId = oneIn(4) || patientId.isEmpty() ? site.any(site.beds) : "";
        final String deviceId = oneIn(3) ? "d" + random.nextInt(5) : "";
        if (oneIn(20)) {
            patientId = "stranger" + random.nextInt(30);
        }
        long sequence = 0;
        if (!oneIn(4)) {
            sequence = oneIn(6) ? Math.max(0, deviceSequence - random.nextInt(4)) : ++deviceSequence;
        }
        if (oneIn(30)) {
            return spoilt(from, sequence, readings);
        }
        if (oneIn(10)) {
            readings = List.of(new Commands.Reading(1, 5_000 + 2_500 * random.nextInt(4)));
        }
        return commands.vitals(from, sequence, readings, patientId, bedId, deviceId);
    }

    private byte[] spoilt(final From from, final long sequence, final List<Commands.Reading> readings) {
        final List<Commands.Reading> wrong = new ArrayList<>(readings);
        return switch (random.nextInt(7)) {
            case 0 -> commands.vitals(from, sequence, List.of(), "p1", "", "");
            case 1 -> {
                while (wrong.size() < 33) {
                    wrong.add(readings.get(0));
                }
                yield commands.vitals(from, sequence, wrong, "p1", "", "");
            }
            case 2 -> {
                wrong.add(new Commands.Reading(oneIn(2) ? 0 : 23, 1));
                yield commands.vitals(from, sequence, wrong, "p1", "", "");
            }
            case 3 -> {
                wrong.add(new Commands.Reading(10, oneIn(2) ? 450 : 500));
                yield commands.vitals(from, sequence, wrong, "p1", "", "");
            }
            case 4 -> {
                wrong.add(oneIn(2) ? new Commands.Reading(12, 50) : ScriptReadings.impossible(random));
                yield commands.vitals(from, sequence, wrong, "p1", "", "");
            }
            case 5 -> commands.vitals(from, sequence, readings, "", "", "");
            default -> commands.vitals(from, sequence, readings, "", "", "d".repeat(37));
        };
    }

    byte[] serviceQuery(final From from) {
        return service.serviceQuery(from);
    }

    /** Figures of the host, mostly calm, or an order of the host or of a person, who may be an administrator. */
    byte[] load(final From host, final From from) {
        if (oneIn(4)) {
            final From actor = oneIn(3) ? host : acting(from, knowledge.someSession(random));
            return service.modeOrdered(actor, oneIn(15) ? 3 : oneIn(2) ? 0 : random.nextInt(3));
        }
        final int most = oneIn(2) ? 100 : 1_000;
        final int over = oneIn(30) ? 1 + random.nextInt(3) : 0;
        return service.loadReported(
                oneIn(30) ? From.source(11, 0) : host,
                over == 1 ? 1L << 31 : random.nextInt(most / 10),
                over == 2 ? 1_001 : random.nextInt(most),
                over == 3 ? 1_001 : random.nextInt(most));
    }

    /** Accept, reject or resolve: mostly of somebody who was offered it. */
    byte[] answer(final From from) {
        final List<ScriptKnowledge.Told> asked = knowledge.asked();
        final ScriptKnowledge.Told told = asked.isEmpty() || oneIn(6)
                ? new ScriptKnowledge.Told(knowledge.someAlert(random), random.nextInt(site.people.size()))
                : asked.get(random.nextInt(asked.size()));
        final From actor = acting(from, knowledge.sessionOf(told.person(), random));
        final byte[] answer = answer(actor, told);
        return oneIn(6) ? Commands.overriding(answer, random.nextInt(4)) : answer;
    }

    private byte[] answer(final From actor, final ScriptKnowledge.Told told) {
        if (oneIn(4) && !knowledge.taken.isEmpty()) {
            return snooze(actor);
        }
        if (oneIn(3)) {
            return handover(actor, told);
        }
        return switch (random.nextInt(6)) {
            case 0, 1 -> commands.accept(actor, told.alertId());
            case 2, 3, 4 -> commands.reject(actor, told.alertId(), random.nextInt(oneIn(20) ? 9 : 6));
            default -> commands.resolve(actor, told.alertId());
        };
    }

    /** Release, redirect, escalate, arrive or snooze: mostly of the owner, or of who was offered it, at the place that was told last. */
    private byte[] handover(final From from, final ScriptKnowledge.Told told) {
        final boolean isOfOwner = random.nextBoolean() && !knowledge.owners.isEmpty();
        final long alertId = isOfOwner ? knowledge.someOwned(random) : told.alertId();
        final int person = isOfOwner ? knowledge.owners.getOrDefault(alertId, 0) : told.person();
        final From actor = acting(from, knowledge.sessionOf(person, random));
        final long[] place = knowledge.places.getOrDefault(alertId, new long[3]);
        return switch (random.nextInt(10)) {
            case 0, 1 -> commands.release(actor, alertId);
            case 2, 3, 4 -> commands.redirect(actor, alertId, random.nextInt(oneIn(20) ? 9 : 6), somebody());
            case 5, 6 ->
                commands.escalate(
                        actor, alertId, (int) place[0] + (oneIn(5) ? 1 : 0), place[1], place[2] + (oneIn(9) ? 1 : 0));
            case 7 -> snoozes.snooze(actor, alertId, snoozeMs());
            case 8 -> snoozes.endSnooze(actor, alertId);
            default -> commands.arrive(actor, alertId);
        };
    }

    /** Whoever owns an alert puts it off. */
    private byte[] snooze(final From from) {
        final List<Long> owned = new ArrayList<>(knowledge.taken.keySet());
        final long alertId = owned.get(random.nextInt(owned.size()));
        final From actor = acting(from, knowledge.sessionOf(knowledge.taken.getOrDefault(alertId, 0), random));
        return oneIn(6) ? snoozes.endSnooze(actor, alertId) : snoozes.snooze(actor, alertId, snoozeMs());
    }

    /** Mostly for a moment, so that it ends; at times for as long as an alert of some severity may be put off, or too long. */
    private long snoozeMs() {
        return switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1 -> 600_000L + random.nextInt(2);
            case 2 -> 3_600_000L + random.nextInt(2);
            case 3 -> 86_400_000L + random.nextInt(2);
            case 4 -> 0xFFFF_FFFFL;
            default -> 1L + random.nextInt(3_000);
        };
    }

    private String somebody() {
        return switch (random.nextInt(40)) {
            case 0 -> "";
            case 1 -> "n".repeat(37);
            case 2 -> "nobody";
            default -> site.any(site.people);
        };
    }

    static From acting(final From from, final long session) {
        return new From(
                from.sourceId(),
                from.commandId(),
                session,
                from.correlation(),
                from.purpose(),
                from.claimedNs(),
                from.gateway());
    }

    byte[] receipts(final From from) {
        final long session = knowledge.someSession(random);
        final int person = knowledge.sessions.getOrDefault(session, 0);
        final List<Commands.Displayed> displayed = new ArrayList<>();
        final int count = oneIn(60) ? 65 : random.nextInt(3);
        for (int i = 0; i < count; i++) {
            final int lane = random.nextInt(2);
            displayed.add(new Commands.Displayed(upTo(knowledge.lastSequence(person, lane)), oneIn(100) ? 2 : lane));
        }
        return commands.receipts(
                acting(from, session),
                upTo(knowledge.lastSequence(person, 0)),
                upTo(knowledge.lastSequence(person, 1)),
                displayed);
    }

    private long upTo(final long last) {
        if (oneIn(40)) {
            return oneIn(4) ? -1 : last + 1;
        }
        return random.nextBoolean() ? last : random.nextLong(last + 1);
    }

    byte[] session(final From from) {
        final long session = 1L + random.nextInt(site.isCrowd ? 50 : 10);
        if (knowledge.sessions.containsKey(session) && !oneIn(3)) {
            return commands.sessionClosed(from, session);
        }
        if (oneIn(20)) {
            return commands.sessionClosed(from, session);
        }
        final Integer holder = knowledge.sessions.get(session);
        // A session may be of somebody whom only a configuration named.
        String person = holder == null || oneIn(4) || holder >= site.people.size()
                ? site.any(site.people)
                : site.people.get(holder);
        long gateway = session % site.limits.gateways();
        long number = session;
        if (oneIn(25)) {
            switch (random.nextInt(5)) {
                case 0 -> person = "nobody";
                case 1 -> person = "n".repeat(37);
                case 2 -> gateway = site.limits.gateways();
                case 3 -> number = 0;
                default -> person = "";
            }
        }
        final int capabilities = random.nextInt(1 << 16);
        final ScriptProof proof = ScriptProof.drawn(capabilities >>> 2, site.units);
        final byte[] opened = commands.sessionOpened(from, number, gateway, capabilities, person, proof);
        return oneIn(5) ? FormerVersion.of(opened) : opened;
    }
}
