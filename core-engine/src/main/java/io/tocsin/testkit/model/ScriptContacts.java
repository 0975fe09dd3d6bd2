package io.tocsin.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** How people are told beside the WebSocket, and what becomes of it, good and bad. */
final class ScriptContacts {
    private static final int CHANNELS = 5;

    private final ScriptSite site;
    private final SplittableRandom random;
    private final ContactMessages messages = new ContactMessages();

    ScriptContacts(final ScriptSite site, final SplittableRandom random) {
        this.site = site;
        this.random = random;
    }

    /** What a site may begin with. */
    void first(final List<byte[]> list) {
        if (random.nextInt(3) > 0) {
            site.people.stream()
                    .filter(person -> random.nextInt(3) > 0)
                    .forEach(
                            person -> list.add(messages.contact(person, random.nextInt(3) / 2, bundleMs(), methods())));
        }
        for (int i = random.nextInt(3) * 6; i > 0; i--) {
            list.add(emergencyContacts());
        }
        if (random.nextInt(3) > 0) {
            list.add(delivery());
        }
    }

    /** Held, dropped, or neither: each of the severities that may wait. */
    private byte[] delivery() {
        int held = 0;
        int dropped = 0;
        for (int severity = 3; severity <= 5; severity++) {
            final int dice = random.nextInt(3);
            held |= dice == 0 ? 1 << severity : 0;
            dropped |= dice == 1 ? 1 << severity : 0;
        }
        final List<Integer> covers = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            final int facility = random.nextInt(3);
            covers.add(facility);
            covers.add((facility + 1 + random.nextInt(2)) % 3);
        }
        return messages.delivery(held, dropped, covers);
    }

    private byte[] emergencyContacts() {
        final List<String> people = site.someOf(site.people, 4);
        return messages.emergencyContacts(people.isEmpty() ? random.nextInt(2) : 1, site.any(site.patients), people);
    }

    byte[] good() {
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                return emergencyContacts();
            }
            case 2 -> {
                return messages.precedence(site.any(site.people), random.nextInt(4));
            }
            case 3 -> {
                return delivery();
            }
            default -> {}
        }
        final String person = site.any(site.people);
        return random.nextInt(5) == 0
                ? messages.contact(person, random.nextInt(2), List.of())
                : messages.contact(person, random.nextInt(2), bundleMs(), methods());
    }

    /** As long as the steps of scripts, or longer; often nothing. */
    private long bundleMs() {
        return random.nextInt(6) == 0 ? 0 : 100L * (1 + random.nextInt(random.nextBoolean() ? 6_000 : 100));
    }

    private List<ContactMessages.Method> methods() {
        final List<Integer> channels = new ArrayList<>(List.of(1, 2, 3, 4, CHANNELS));
        final List<ContactMessages.Method> methods = new ArrayList<>();
        long afterMs = 0;
        for (int i = 1 + random.nextInt(CHANNELS); i > 0; i--) {
            afterMs += random.nextInt(3) == 0 ? 0 : 100L * random.nextInt(12);
            methods.add(new ContactMessages.Method(
                    afterMs, channels.remove(random.nextInt(channels.size())), random.nextInt(2)));
        }
        return methods;
    }

    /** One with one fault. */
    byte[] bad() {
        final ContactMessages.Method fine = new ContactMessages.Method(1_000, 2, 0);
        final String person = site.any(site.people);
        return switch (random.nextInt(22)) {
            case 20 -> messages.contact(person, 0, 600_001, List.of(fine));
            case 21 -> messages.contact(person, 0, 1, List.of());
            case 13 -> messages.contact(person, 2, List.of(fine));
            case 14 -> messages.precedence(person, 4);
            case 15 -> messages.precedence("nobody", 1);
            case 16 -> messages.delivery(random.nextBoolean() ? 4 : 64, 0, List.of());
            case 17 -> messages.delivery(8, random.nextBoolean() ? 8 : 2, List.of());
            case 18 -> messages.delivery(8, 16, List.of(1, 1));
            case 19 ->
                messages.delivery(
                        0,
                        0,
                        java.util.Collections.nCopies(65, List.of(1, 2)).stream()
                                .flatMap(List::stream)
                                .toList());
            case 8 -> messages.emergencyContacts(0, site.any(site.patients), List.of(person));
            case 9 -> messages.emergencyContacts(2, site.any(site.patients), List.of());
            case 10 -> messages.emergencyContacts(1, site.any(site.patients), ScriptSite.names("n", 5));
            case 11 -> messages.emergencyContacts(1, random.nextBoolean() ? "" : "p".repeat(37), List.of());
            case 12 -> messages.emergencyContacts(1, site.any(site.patients), List.of("nobody"));
            case 0 -> messages.contact("nobody", 0, List.of(fine));
            case 1 -> messages.contact(person, 0, List.of(fine, fine));
            case 2 -> messages.contact(person, 0, List.of(fine, new ContactMessages.Method(999, 3, 0)));
            case 3 -> messages.contact(person, 0, List.of(new ContactMessages.Method(3_600_001, 3, 0)));
            case 4 -> messages.contact(person, 0, List.of(new ContactMessages.Method(0, 0, 0)));
            case 5 -> messages.contact(person, 0, List.of(new ContactMessages.Method(0, CHANNELS + 1, 0)));
            case 6 -> messages.contact(person, 0, List.of(new ContactMessages.Method(0, 1, 2)));
            default -> {
                final List<ContactMessages.Method> many = new ArrayList<>();
                for (int channel = 1; channel <= CHANNELS + 1; channel++) {
                    many.add(new ContactMessages.Method(channel, channel, 0));
                }
                yield messages.contact(person, 0, many);
            }
        };
    }

    /** What became of a channel: mostly of one that was chosen lately. */
    byte[] reported(final From from, final ScriptKnowledge knowledge) {
        final int state = random.nextInt(25) == 0 ? 3 + random.nextInt(250) : random.nextInt(3);
        if (knowledge.chosen.isEmpty() || random.nextInt(20) == 0) {
            return messages.reported(
                    switch (random.nextInt(4)) {
                        case 0 -> From.session(knowledge.someSession(random));
                        case 1 -> From.source(1 + random.nextInt(3), 0);
                        default -> from;
                    },
                    knowledge.someAlert(random),
                    random.nextInt(60),
                    random.nextInt(8),
                    state);
        }
        final ScriptKnowledge.Chosen chosen = knowledge.chosen.get(random.nextInt(knowledge.chosen.size()));
        return messages.reported(from, chosen.alertId(), chosen.run(), chosen.channel(), state);
    }
}
