package io.tocsin.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A site of random size, its first configuration, and random edits of it, good and bad. */
final class ScriptSite {
    private static final int SEVERITIES = 5;
    private static final List<String> SPECIALIZATIONS = List.of("cardiology", "airway", "stroke");

    final boolean isCrowd;
    final OracleLimits limits;
    final List<String> people;
    final List<String> units;
    final List<String> beds;
    final List<String> patients;
    final List<String> roles;
    private final SplittableRandom random;
    private final Entries entries = new Entries();
    private final List<Long> policyVersions = new ArrayList<>(List.of(0L, 0L, 0L, 0L));
    private final ScriptOptions options;
    private final ScriptOperations operations;
    private final ScriptInhibitions inhibitions;
    private final ScriptTrends trends;
    final ScriptDuty duties;
    final ScriptContacts contacts;
    final ScriptGate gate;
    private final ScriptRules rules;
    private final ScriptSessionSteps ofSessions;

    ScriptSite(final SplittableRandom random, final long seed) {
        this.random = random;
        ofSessions = new ScriptSessionSteps(seed);
        isCrowd = random.nextInt(5) == 0;
        limits = isCrowd ? crowdLimits() : wardLimits();
        people = names("n", isCrowd ? 90 : 8 + random.nextInt(5));
        units = names("u", 3);
        beds = names("b", 6);
        patients = names("p", 10);
        roles = names("r", isCrowd ? 6 : 3);
        rules = new ScriptRules(random);
        options = new ScriptOptions(this, random);
        operations = new ScriptOperations(this, random);
        inhibitions = new ScriptInhibitions(random);
        trends = new ScriptTrends(random);
        duties = new ScriptDuty(this, random);
        contacts = new ScriptContacts(this, random);
        gate = new ScriptGate(this, random);
    }

    private OracleLimits wardLimits() {
        return new OracleLimits(
                14 + random.nextInt(10),
                16 + random.nextInt(25),
                12,
                3 + random.nextInt(2),
                6 + random.nextInt(2),
                3 + random.nextInt(2),
                2 + random.nextInt(4),
                1 + random.nextInt(2),
                3 + random.nextInt(3),
                4 + random.nextInt(8),
                2 + random.nextInt(2),
                20 + random.nextInt(100),
                10 + random.nextInt(60),
                10 + random.nextInt(100),
                1 + random.nextInt(8),
                30 + random.nextInt(100),
                40 + random.nextInt(30),
                4 + random.nextInt(5),
                8 + random.nextInt(4),
                3_000 + random.nextInt(3_000),
                2 + random.nextInt(10),
                2 + random.nextInt(4),
                5,
                12);
    }

    private OracleLimits crowdLimits() {
        return new OracleLimits(
                30,
                60,
                100,
                4,
                8,
                8,
                8,
                2,
                8,
                60,
                3,
                1_500,
                1_000,
                3_000,
                40 + random.nextInt(100),
                600,
                1_000,
                8,
                12,
                12_000,
                0,
                0,
                0,
                16);
    }

    static List<String> names(final String prefix, final int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.toList());
    }

    String any(final List<String> names) {
        return names.get(random.nextInt(names.size()));
    }

    List<String> someOf(final List<String> names, final int most) {
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(i -> any(names))
                .collect(Collectors.toList());
    }

    /** The last person is the desk. */
    private String desk() {
        return people.get(people.size() - 1);
    }

    List<byte[]> first() {
        final List<byte[]> list = new ArrayList<>();
        for (final String person : people) {
            list.add(entries.person(person, person.equals(desk()) ? 1 : 0));
        }
        units.forEach(unit -> list.add(entries.unit(unit, random.nextInt(3))));
        beds.forEach(bed -> list.add(entries.bed(bed, any(units))));
        for (final String patient : patients.subList(0, 7)) {
            list.add(entries.patient(patient, 1 + random.nextInt(2), any(beds), ""));
        }
        for (final String unit : units) {
            for (final String role : roles) {
                list.add(entries.role(unit, role, isCrowd ? crew(unit, role) : someOf(people, 3)));
            }
        }
        patients.subList(0, 5).forEach(patient -> list.add(entries.care(0, patient, someOf(people, 3))));
        beds.subList(0, 3).forEach(bed -> list.add(entries.care(1, bed, someOf(people, 2))));
        list.add(credit());
        for (int i = 0; i < 5; i++) {
            list.add(entries.qualification(any(people), someOf(SPECIALIZATIONS, 2)));
        }
        list.add(entries.source(500));
        if (random.nextInt(4) > 0) {
            list.add(operations.good());
        }
        if (random.nextInt(3) > 0) {
            list.add(inhibitions.good());
        }
        if (random.nextInt(3) == 0) {
            list.add(trends.good());
        }
        final int uncovered = random.nextInt(3) == 0 ? 1 + random.nextInt(SEVERITIES) : 0;
        list.add(policy(0, 0b11_1110 & ~(1 << uncovered)));
        list.add(policy(1, random.nextInt(0b100_0000) & 0b11_1110 & ~(1 << uncovered)));
        rules.add(list);
        options.first(list);
        duties.first(list);
        contacts.first(list);
        gate.first(list);
        return list;
    }

    /** Sixteen different people a role, so that a long ladder meets the bound of recipients. */
    private List<String> crew(final String unit, final String role) {
        final int start = 14 * roles.indexOf(role) + units.indexOf(unit);
        return IntStream.range(start, start + 16)
                .mapToObj(i -> people.get(i % people.size()))
                .collect(Collectors.toList());
    }

    private byte[] credit() {
        final int most = isCrowd ? 40 : 3;
        return entries.credit(
                1 + random.nextInt(most),
                1 + random.nextInt(most),
                1 + random.nextInt(most),
                1 + random.nextInt(most),
                random.nextInt(4) == 0 ? 0 : 1_000L * (1 + random.nextInt(10)));
    }

    private byte[] policy(final int place, final int mask) {
        policyVersions.set(place, policyVersions.get(place) + 1 + random.nextInt(2));
        final List<Entries.Step> steps = ofSessions.among(new ScriptSteps(random, this).steps());
        final byte[] entry = entries.policy(
                new Entries.Policy(
                        place + 1L,
                        policyVersions.get(place),
                        mask,
                        random.nextInt(3) == 0 ? 0 : random.nextInt(1 << 9) << 1,
                        random.nextInt(4) == 0 ? 0 : 2_000L * (1 + random.nextInt(10)),
                        random.nextInt(4) == 0 ? 0 : 1_000L * (1 + random.nextInt(10)),
                        random.nextInt(3) == 0 ? 0 : 500L * (1 + random.nextInt(10)),
                        1_000L * (1 + random.nextInt(20)),
                        steps,
                        random.nextInt(6) == 0 ? any(people) : desk(),
                        random.nextInt(3) == 0 ? 500L * (1 + random.nextInt(10)) : 0,
                        random.nextInt(3) == 0 ? random.nextInt(4) - 1 : 0,
                        place > 0 && random.nextInt(2) == 0 ? random.nextInt(1 << 9) << 1 : 0),
                random.nextInt(3) / 2);
        // Without what says that an element belongs to the step before it, it would be a bad one; so would the nearest.
        final boolean isKnownToAll = steps.stream()
                .allMatch(step -> step.same() == 0 && step.target() < 3 && step.asks() == 0 && step.capable() == 0);
        return isKnownToAll && random.nextInt(5) == 0 ? FormerVersion.of(entry) : entry;
    }

    /** A few entries that make sense. */
    List<byte[]> edit() {
        final List<byte[]> list = new ArrayList<>();
        final int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            if (random.nextInt(11) == 0) {
                rules.add(list);
            } else if (random.nextInt(6) == 0) {
                duties.roster(list);
            } else {
                list.add(goodEntry());
            }
        }
        return list;
    }

    /** What takes two persons, or does if it makes something weaker. */
    List<byte[]> toPropose() {
        final List<byte[]> list = new ArrayList<>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            switch (random.nextInt(7)) {
                case 6 -> list.add(gate.good());
                case 0 -> list.add(entries.person(any(people), random.nextInt(5) == 0 ? 1 : 0));
                case 1 -> list.add(inhibitions.good());
                case 2 -> list.add(options.triage());
                case 3 -> rules.add(list);
                default -> list.add(policy(random.nextInt(4), random.nextInt(0b100_0000) & 0b11_1110));
            }
        }
        return list;
    }

    private byte[] goodEntry() {
        return switch (random.nextInt(20)) {
            case 16 -> contacts.good();
            case 17 -> gate.good();
            case 15 -> operations.good();
            case 0 -> entries.person(any(people), random.nextInt(5) == 0 ? 1 : 0);
            case 1 -> entries.bed(any(beds), any(units));
            case 2 -> entries.patient(any(patients), 1 + random.nextInt(2), maybe(beds), maybe(units));
            case 3 -> entries.role(any(units), any(roles), someOf(people, 4));
            case 4 -> entries.care(0, any(patients), someOf(people, 4));
            case 5 -> entries.care(1, any(beds), someOf(people, 4));
            case 6, 7 -> policy(random.nextInt(4), random.nextInt(0b100_0000) & 0b11_1110);
            case 8 -> credit();
            case 9, 10, 11, 12 -> options.good();
            case 13, 14 -> entries.qualification(any(people), someOf(SPECIALIZATIONS, 3));
            case 18 -> inhibitions.good();
            case 19 -> trends.good();
            default -> entries.source(random.nextBoolean() ? 500 : 11);
        };
    }

    String maybe(final List<String> names) {
        return random.nextInt(3) == 0 ? "" : any(names);
    }

    /** One entry with one fault. */
    byte[] badEntry() {
        return switch (random.nextInt(33)) {
            case 32 -> gate.bad();
            case 28 -> contacts.bad();
            case 24 -> operations.bad();
            case 30, 31 -> inhibitions.bad();
            case 29 -> trends.bad();
            case 25, 26, 27 -> duties.bad();
            case 0 -> entries.person("", 0);
            case 1 -> entries.person("x".repeat(37), 0);
            case 2 -> entries.bed(any(beds), "nowhere");
            case 3 -> entries.patient(any(patients), random.nextBoolean() ? 0 : 3, "", "");
            case 4 -> entries.patient(any(patients), 1, "nowhere", "");
            case 5 -> entries.patient(any(patients), 1, "", "nowhere");
            case 6 -> entries.role("nowhere", any(roles), List.of());
            case 7 -> entries.role(any(units), any(roles), List.of("nobody"));
            case 8 -> entries.care(1, "nowhere", List.of());
            case 9 -> entries.care(0, any(patients), names("n", 17));
            case 10 -> entries.credit(1, 0, 1, 1);
            case 11 -> entries.policy(badPolicy(), random.nextInt(8) == 0 ? 2 : 0);
            case 12 -> entries.rules(rules.version() + 1, 1, 1, 1, 1, List.of(new Entries.Rule(1, 16, 0, 1)));
            case 13 -> entries.rules(rules.version(), 1, 1, 1, 1, List.of());
            case 14 -> new byte[] {1, 2, 3};
            case 15 -> newcomers();
            case 16 -> foreign();
            case 17, 18, 19, 20 -> options.bad();
            case 21 -> random.nextBoolean() ? entries.timing(rules.version(), 1, 0, 0, 0, 0, 1, 1) : rules.badProfile();
            case 22 -> entries.qualification("nobody", List.of());
            case 23 -> badQualification();
            default -> cut(goodEntry());
        };
    }

    private byte[] badQualification() {
        return switch (random.nextInt(3)) {
            case 0 -> entries.qualification(any(people), List.of(random.nextBoolean() ? "" : "x".repeat(21)));
            case 1 -> entries.qualification(any(people), names("s" + random.nextInt(20), 17));
            default -> entries.qualification(any(people), names("s" + random.nextInt(20), 16));
        };
    }

    /** Ids nobody has used yet: sooner or later a table is full. */
    private byte[] newcomers() {
        final String name = "new" + random.nextInt(30);
        return switch (random.nextInt(5)) {
            case 0 -> entries.person(name, 0);
            case 1 -> entries.unit(name);
            case 2 -> entries.bed(name, any(units));
            case 3 -> entries.role(any(units), name, someOf(people, 2));
            default -> entries.patient(name, 1, "", any(units));
        };
    }

    /** A message that is none of a configuration's. */
    private byte[] foreign() {
        final byte[] entry = entries.source(1);
        entry[2] = (byte) (random.nextBoolean() ? 49 : 100);
        return entry;
    }

    private static byte[] cut(final byte[] entry) {
        final byte[] shorter = new byte[entry.length - 1];
        System.arraycopy(entry, 0, shorter, 0, shorter.length);
        return shorter;
    }

    private Entries.Policy slots(final long version, final Entries.Step... steps) {
        return new Entries.Policy(1, version, 2, 0, 0, 0, 0, 1, List.of(steps), desk());
    }

    private Entries.Policy badPolicy() {
        final List<Entries.Step> fine = List.of(new Entries.Step(1_000, 0, 0, ""));
        final long next = policyVersions.get(0) + 1;
        return switch (random.nextInt(29)) {
            case 26 -> slots(next, new Entries.Step(100, 2, 0, people.get(0)).capable(1));
            case 27 -> slots(next, new Entries.Step(100, 0, 0, "").some(1, 0).capable(1));
            case 28 -> slots(next, new Entries.Step(100, 0, 0, "").capable(2));
            case 23 -> slots(next, new Entries.Step(100, 4, 0, ""));
            case 24 -> slots(next, fine.get(0), new Entries.Step(100, 4, 0, "r0"));
            case 25 ->
                slots(
                        next,
                        new Entries.Step(100, 1, 0, roles.get(0), 0, 0, 1),
                        new Entries.Step(100, 4, 0, "", 0, 0, 1));
            case 18 -> slots(next, new Entries.Step(100, 2 + random.nextInt(2), 0, "").some(1, 0));
            case 19 -> slots(next, new Entries.Step(100, 0, 0, "").some(0, 1));
            case 20 -> slots(next, new Entries.Step(100, 0, 0, "").some(64, 0), fine.get(0));
            case 21 -> slots(next, new Entries.Step(100, 0, 0, "").some(1, 4));
            case 15 -> slots(next, new Entries.Step(100, 0, 0, "", 0, 0, 1));
            case 16 -> slots(next, new Entries.Step(100, 1, 0, roles.get(0), 0, 0, 2));
            case 17 ->
                slots(
                        next,
                        new Entries.Step(100, 1, 0, roles.get(0), 0, 0, 1),
                        new Entries.Step(0, 1, 0, roles.get(0), 0, 1, 2));
            case 13 ->
                new Entries.Policy(1, next, 2, 0, 0, 0, 0, 1, List.of(new Entries.Step(0, 0, 0, "", 0, 1)), desk());
            case 14 ->
                new Entries.Policy(
                        1,
                        next,
                        2,
                        0,
                        0,
                        0,
                        0,
                        1,
                        List.of(new Entries.Step(100, 0, 0, ""), new Entries.Step(0, 0, 0, "", 2, 1)),
                        desk());
            case 10 -> new Entries.Policy(1, next, 2, 0, 0, 0, 0, 1, fine, desk(), 86_400_001, 0, 0);
            case 11 -> new Entries.Policy(1, next, 2, 0, 0, 0, 0, 1, fine, desk(), 0, -2, 0);
            case 12 -> new Entries.Policy(1, next, 2, 0, 0, 0, 0, 1, fine, desk(), 0, 1_001, 0);
            case 22 -> new Entries.Policy(1, next, 2, 0, 0, 0, 0, 1, fine, desk(), 0, 0, 1 << 10);
            case 0 -> new Entries.Policy(1, next - 1, 2, 0, 0, 0, 0, 1, fine, desk());
            case 1 -> new Entries.Policy(1, next, 1, 0, 0, 0, 0, 1, fine, desk());
            case 2 -> new Entries.Policy(1, next, 2, 1 << 10, 0, 0, 0, 1, fine, desk());
            case 3 -> new Entries.Policy(1, next, 2, 0, 0, 0, 0, 0, fine, desk());
            case 4 -> new Entries.Policy(1, next, 2, 0, 0, 0, 0, 1, fine, "nobody");
            case 5 -> new Entries.Policy(1, next, 2, 0, 0, 0, 0, 1, List.of(new Entries.Step(99, 0, 0, "")), desk());
            case 8 -> new Entries.Policy(1, next, 2, 0, 0, 0, 0, 1, List.of(new Entries.Step(100, 0, 64, "")), desk());
            case 6 ->
                new Entries.Policy(1, next, 2, 0, 0, 0, 0, 1, List.of(new Entries.Step(100, 1, 0, "nobody's")), desk());
            case 7 ->
                new Entries.Policy(1, next, 2, 0, 0, 0, 0, 1, List.of(new Entries.Step(100, 2, 0, "nobody")), desk());
            case 9 -> new Entries.Policy(1, next, 2, 0, 0, 0, 0, 1, List.of(new Entries.Step(100, 3, 0, "r0")), desk());
            default -> new Entries.Policy(1, next, 2, 0, 0, 0, 0, 1, List.of(new Entries.Step(100, 9, 0, "")), desk());
        };
    }
}
