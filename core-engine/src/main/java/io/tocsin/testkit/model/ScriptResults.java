package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.PolicyEntryEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A laboratory of some scripts' sites, and those who read back what it finds, mostly rightly. Has dice of its own, so that the other scripts stay as they are. */
final class ScriptResults {
    private static final int KEYS = 4;
    private static final int OF_RESULTS = 1 << 10;
    private static final List<String> VALUES = List.of("6.9", "2.1", "Positive");

    private final SplittableRandom random;
    private final ScriptSite site;
    private final ScriptKnowledge knowledge;
    private final ResultMessages messages = new ResultMessages();
    private final Commands commands = new Commands();
    private final Entries entries = new Entries();
    private final Map<String, List<String>> places = new HashMap<>();
    private final boolean isUsed;
    private long version;

    ScriptResults(final long seed, final ScriptSite site, final ScriptKnowledge knowledge) {
        random = new SplittableRandom(seed * 31 + 7);
        this.site = site;
        this.knowledge = knowledge;
        isUsed = random.nextInt(4) == 0;
    }

    boolean isUsed() {
        return isUsed;
    }

    boolean isNext() {
        return isUsed && oneIn(5);
    }

    boolean isToConfigure() {
        return oneIn(40);
    }

    private boolean oneIn(final int count) {
        return random.nextInt(count) == 0;
    }

    /** A ladder for results: who ordered it, then others; now and then with a fault. */
    List<byte[]> entries() {
        version++;
        final List<Entries.Step> steps = new ArrayList<>();
        final int fault = oneIn(12) ? random.nextInt(2) : -1;
        steps.add(new Entries.Step(500L * (1 + random.nextInt(8)), 6, random.nextInt(4), fault == 0 ? "r0" : ""));
        if (oneIn(2)) {
            steps.add(new Entries.Step(0, 2, 0, site.any(site.people), 0, 1, 0));
        }
        if (!oneIn(3)) {
            steps.add(new Entries.Step(500L * (1 + random.nextInt(8)), 1, 0, site.any(site.roles)));
        }
        if (oneIn(3)) {
            steps.add(new Entries.Step(700, 6, 2, "").capable(fault == 1 ? 1 : 0));
        }
        final byte[] policy = entries.policy(
                new Entries.Policy(
                        60,
                        version,
                        oneIn(3) ? 2 * (1 + random.nextInt(31)) : 62,
                        oneIn(3) ? OF_RESULTS : 0,
                        oneIn(3) ? 0 : 2_000,
                        oneIn(4) ? 0 : 3_000,
                        0,
                        9_000,
                        steps,
                        site.any(site.people),
                        oneIn(4) ? 800 : 0,
                        random.nextInt(2),
                        OF_RESULTS),
                0,
                oneIn(3) ? 0 : 1 + random.nextInt(3));
        return List.of(oneIn(6) ? withoutReadBacks(policy) : policy);
    }

    /** As who knows nothing of read-backs says it: the block of version 3 as it was at first. */
    private static byte[] withoutReadBacks(final byte[] policy) {
        final int at = MessageHeaderEncoder.ENCODED_LENGTH + PolicyEntryEncoder.readBacksEncodingOffset();
        final byte[] shorter = new byte[policy.length - 1];
        System.arraycopy(policy, 0, shorter, 0, at);
        System.arraycopy(policy, at + 1, shorter, at, shorter.length - at);
        shorter[0]--;
        return shorter;
    }

    /** Of a laboratory, or of somebody who is asked. */
    byte[] next(final From source, final From person) {
        if (!oneIn(3)) {
            return accept(person);
        }
        return oneIn(8) ? commands.clear(source, 0, key()) : report(source);
    }

    private byte[] report(final From from) {
        final String key = key();
        if (oneIn(6)) {
            places.remove(key);
        } else if (oneIn(3)) {
            places.computeIfPresent(key, (any, place) -> elsewhere(place));
        }
        final List<String> place = places.computeIfAbsent(key, any -> place());
        final List<String> texts = new ArrayList<>(List.of(
                key,
                place.get(0),
                place.get(1),
                place.get(2),
                oneIn(8) ? "" : oneIn(8) ? "nobody" : site.any(site.people),
                oneIn(2) ? "2823-3" : "",
                "Potassium",
                VALUES.get(random.nextInt(VALUES.size())),
                oneIn(4) ? "" : "mmol/l",
                oneIn(4) ? "haemolysed" : ""));
        int severity = 1 + random.nextInt(5);
        int kind = random.nextInt(2);
        if (oneIn(12)) {
            switch (random.nextInt(4)) {
                case 0 -> severity = oneIn(2) ? 0 : 6;
                case 1 -> kind = 2;
                case 2 -> texts.set(random.nextInt(texts.size()), "x".repeat(161));
                default -> texts.set(random.nextInt(texts.size()), "  ".repeat(random.nextInt(2)));
            }
        }
        return messages.report(from, severity, kind, random.nextInt(3), texts);
    }

    /** Whose it is, and where they are; mostly the same for one key, as a result that moves is refused while it is open. */
    private List<String> place() {
        return List.of(
                oneIn(8) ? "" : oneIn(8) ? "stranger3" : site.any(site.patients),
                oneIn(4) ? site.any(site.units) : "",
                oneIn(3) ? site.any(site.beds) : "");
    }

    /** The same patient, whom a laboratory says to be somewhere else, or nowhere; of who is not named it is mostly another. */
    private List<String> elsewhere(final List<String> place) {
        return List.of(
                place.get(0),
                oneIn(2) ? site.any(site.units) : "",
                place.get(0).isEmpty() && oneIn(2) ? place.get(2) : oneIn(2) ? site.any(site.beds) : "");
    }

    private String key() {
        return (oneIn(12) ? "k" : "result") + random.nextInt(KEYS);
    }

    private byte[] accept(final From from) {
        final List<ScriptKnowledge.Told> asked = knowledge.asked().stream()
                .filter(told -> knowledge.results.contains(told.alertId()))
                .toList();
        final ScriptKnowledge.Told told = asked.isEmpty() || oneIn(10)
                ? new ScriptKnowledge.Told(knowledge.someAlert(random), random.nextInt(site.people.size()))
                : asked.get(random.nextInt(asked.size()));
        final From actor = ScriptCommands.acting(from, knowledge.sessionOf(told.person(), random));
        final byte[] accept = messages.accept(actor, told.alertId(), readBack(), oneIn(3) ? random.nextInt(4) : 0);
        return oneIn(12) ? Commands.overriding(accept, random.nextInt(4)) : accept;
    }

    private String readBack() {
        return switch (random.nextInt(10)) {
            case 0 -> "";
            case 1 -> oneIn(6) ? "9".repeat(73) : "6.";
            case 2 -> " 6.9  MMOL/L ";
            case 3 -> "2.1mmol/l";
            case 4, 5 -> "positive";
            default -> VALUES.get(random.nextInt(2));
        };
    }
}
