package io.tocsin.coverage;

import io.tocsin.Channel;
import io.tocsin.ContactMethod;
import io.tocsin.Deliveries;
import io.tocsin.DutyPlace;
import io.tocsin.Policy;
import io.tocsin.Preset;
import io.tocsin.Roster;
import io.tocsin.SilenceScope;
import io.tocsin.Site;
import io.tocsin.TreatmentLimit;
import io.tocsin.TriageRules;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.ChoiceOrder;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A hospital out of a seed, small and full of holes: empty roles, beds that nobody cares for, people who never connect, or may not accept, silences over each other; some start from a preset. */
final class RandomHospital {
    static final Duration HORIZON = Duration.ofHours(30);
    static final Instant FROM = RouterTestKit.START.plusSeconds(60);
    private static final Duration LONGEST_OF_OWN = Duration.ofSeconds(125);
    private static final Duration LONGEST_OF_PRESET = Duration.ofSeconds(425);
    private static final String STORE = "store";

    static final String AUTHOR = "author";
    static final String SECOND = "second";

    private static final List<Severity> SEVERITIES =
            List.of(Severity.CRITICAL, Severity.EMERGENT, Severity.URGENT, Severity.SEMI_URGENT, Severity.NON_URGENT);
    /** Those of emergencies of patients: results and devices are looked up in the same tables. */
    static final List<EmergencyType> TYPES = Arrays.stream(EmergencyType.values())
            .filter(type -> type.value() <= EmergencyType.OTHER.value())
            .toList();

    private final Random random;
    private final SessionSteps ofSessions;
    private final List<String> people = new ArrayList<>();
    private final List<String> units = List.of("u0", "u1", "u2");
    private final List<String> beds = List.of("b0", "b1", "b2", "b3", "b4");
    private final List<String> roles = List.of(Preset.EMERGENCY_PROVIDER, Preset.ON_CALL, Preset.ADMINISTRATOR);
    private final List<String> patients = List.of("q0", "q1", "q2", "q3");
    final Set<String> never = new HashSet<>();
    final Set<String> always = new HashSet<>();
    final Set<String> notCapable = new HashSet<>();
    final Set<String> onlookers = new HashSet<>();
    final List<Roster> rosters = new ArrayList<>();
    final List<PlannedSilence> silences = new ArrayList<>();
    final Site site;
    final Duration within;
    /** Longer than any ladder takes from its first step to its fail-safe destination: four steps, three times; of a preset two, once. */
    final Duration longest;

    private final @Nullable Preset preset;
    private boolean haveMessageContacts;

    RandomHospital(final long seed) {
        random = new Random(seed);
        ofSessions = new SessionSteps(seed);
        within = Duration.ofMillis(List.of(0, 2_000, 45_000).get(random.nextInt(3)));
        final List<Preset> presets = List.of(Preset.values());
        preset = random.nextInt(3) == 0 ? presets.get(random.nextInt(presets.size())) : null;
        longest = preset == null ? LONGEST_OF_OWN : LONGEST_OF_PRESET;
        site = site();
        rosters();
        final int count = random.nextInt(7);
        for (int i = 0; i < count; i++) {
            silences.add(silence(i));
        }
    }

    Random random() {
        return random;
    }

    /** Whether it is covered, for all its time. */
    Coverage question() {
        return Coverage.of(site, FROM)
                .during(HORIZON)
                .within(within)
                .neverConnected(never)
                .notCapable(notCapable)
                .rosters(rosters)
                .silences(silences);
    }

    private Site site() {
        final Site.Builder builder =
                Site.named("random").offersPerPerson(30_000, 30_000).offersPerGateway(30_000, 30_000);
        final boolean isCrowded = preset == null && random.nextInt(8) == 0;
        final int count = isCrowded ? 90 : 2 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            people.add("p" + i);
            if (random.nextInt(5) == 0) {
                always.add("p" + i);
                builder.desk("p" + i);
            } else {
                builder.person("p" + i);
                if (random.nextInt(3) == 0) {
                    never.add("p" + i);
                }
                if (random.nextInt(3) == 0) {
                    notCapable.add("p" + i);
                }
            }
        }
        contacts(builder);
        staff(builder, isCrowded);
        beds.forEach(bed -> {
            builder.bed(bed, pick(units));
            if (random.nextInt(3) > 0) {
                builder.careForBed(bed, crew(3));
            }
        });
        patients.forEach(patient -> {
            if (random.nextBoolean()) {
                builder.patient(patient, pick(beds));
            } else {
                builder.patientInUnit(patient, pick(units));
            }
            if (random.nextInt(3) > 0) {
                builder.care(patient, crew(3));
            }
            if (random.nextInt(3) == 0) {
                final String contact = pick(people);
                builder.emergencyContacts(patient, contact);
                if (!onlookers.contains(contact)) {
                    // Anybody may be on duty by a roster: who is asked then must not be of the family alone.
                    builder.authority(contact, AuthorityRole.NONE);
                }
            }
            if (random.nextInt(3) == 0) {
                builder.treatmentLimits(patient, TreatmentLimit.NO_INTUBATION);
            }
        });
        if (random.nextInt(3) == 0) {
            builder.triage(TriageRules.standard());
        }
        policies(builder);
        return builder.build();
    }

    private void contacts(final Site.Builder builder) {
        if (random.nextBoolean()) {
            people.forEach(person -> {
                if (random.nextInt(3) == 0) {
                    builder.contact(person, contacts());
                }
            });
        }
        haveMessageContacts = random.nextBoolean();
        if (haveMessageContacts) {
            people.forEach(person -> {
                if (random.nextInt(3) > 0) {
                    builder.contactForMessages(person, contacts());
                }
            });
        }
    }

    /** Who holds which role of which unit; the store, in a facility of its own, is there so that no role is without anybody. */
    private void staff(final Site.Builder builder, final boolean isCrowded) {
        builder.person(AUTHOR).person(SECOND).unit(STORE, 9);
        roles.forEach(role -> builder.role(STORE, role, people.get(0)));
        final Set<String> administrators = new HashSet<>(Set.of(people.get(0)));
        units.forEach(unit -> builder.unit(unit, random.nextInt(3)));
        units.forEach(unit -> roles.forEach(role -> {
            if (random.nextInt(3) > 0) {
                final String[] crew = crew(isCrowded ? 16 : 4);
                builder.role(unit, role, crew);
                if (role.equals(Preset.ADMINISTRATOR)) {
                    administrators.addAll(List.of(crew));
                }
            }
        }));
        if (random.nextBoolean()) {
            final int facility = random.nextInt(3);
            builder.deliveries(Deliveries.everything().covering(facility, (facility + 1) % 3));
        }
        if (preset != null) {
            builder.preset(preset, pick(people));
            builder.role(STORE, Preset.PROVIDER, people.toArray(String[]::new));
        }
        if (preset == Preset.DEFAULT) {
            administrators.forEach(person -> builder.authority(person, AuthorityRole.ADMIN_UNIT));
            onlookers.addAll(administrators);
        }
        final boolean areThereRoles = random.nextBoolean();
        people.forEach(person -> {
            final int authority = areThereRoles ? random.nextInt(12) : 12;
            if (authority == 0) {
                builder.authority(person, AuthorityRole.NURSE);
                onlookers.remove(person);
            } else if (authority < 3) {
                builder.authority(person, authority == 1 ? AuthorityRole.TECH : AuthorityRole.ADMIN_UNIT);
                onlookers.add(person);
            }
        });
    }

    private ContactMethod[] contacts() {
        final List<Channel> channels = new ArrayList<>(List.of(Channel.PUSH, Channel.SMS, Channel.VOICE));
        Collections.shuffle(channels, random);
        final List<ContactMethod> methods = new ArrayList<>();
        for (final Channel channel : channels.subList(0, 1 + random.nextInt(2))) {
            final ContactMethod method = ContactMethod.after(channel, Duration.ofSeconds(5L * methods.size()));
            methods.add(random.nextBoolean() ? method : method.butNotIfReceived());
        }
        return methods.toArray(ContactMethod[]::new);
    }

    private Channel[] channels() {
        return Stream.of(Channel.WEBSOCKET, Channel.PUSH, Channel.SMS, Channel.VOICE)
                .filter(channel -> random.nextInt(3) == 0)
                .toArray(Channel[]::new);
    }

    private void rosters() {
        units.forEach(unit -> roles.forEach(role -> {
            if (random.nextInt(3) == 0) {
                rosters.add(new Roster(DutyPlace.role(unit, role), shifts()));
            }
        }));
        beds.forEach(bed -> {
            if (random.nextInt(4) == 0) {
                rosters.add(new Roster(DutyPlace.bed(bed), shifts()));
            }
        });
        patients.forEach(patient -> {
            if (random.nextInt(4) == 0) {
                rosters.add(new Roster(DutyPlace.patient(patient), shifts()));
            }
        });
    }

    /** In the order of their starts; some follow each other, some overlap, some leave holes, some are shorter than a step. */
    private List<Roster.Shift> shifts() {
        final List<Roster.Shift> shifts = new ArrayList<>();
        final int count = random.nextInt(8);
        Instant start = FROM.minusSeconds(30);
        for (int i = 0; i < count; i++) {
            final long lastsMs = random.nextInt(3) == 0
                    ? 1 + random.nextInt(20_000)
                    : 1 + random.nextInt((int) Duration.ofHours(12).toMillis());
            final Instant end = start.plusMillis(lastsMs);
            final String person = pick(people);
            final Instant begin = start;
            final boolean isThereAlready =
                    shifts.stream().anyMatch(shift -> shift.person().equals(person) && begin.isBefore(shift.until()));
            if (!isThereAlready) {
                shifts.add(new Roster.Shift(person, start, end));
            }
            final int next = random.nextInt(3);
            start = next == 0
                    ? end
                    : next == 1 ? start.plusMillis(random.nextInt(60_000)) : end.plusMillis(lastsMs / 2);
        }
        return shifts;
    }

    private void policies(final Site.Builder builder) {
        final List<Severity> left = new ArrayList<>(SEVERITIES);
        Collections.shuffle(left, random);
        int number = 0;
        final int mostLeft = preset == null ? 0 : random.nextInt(5);
        while (left.size() > mostLeft) {
            final List<Severity> some = List.copyOf(left.subList(0, 1 + random.nextInt(left.size())));
            left.removeAll(some);
            final Severity[] more = some.subList(1, some.size()).toArray(Severity[]::new);
            builder.policy(policy("all-" + number).severities(some.get(0), more));
            if (random.nextInt(3) == 0) {
                builder.policy(policy("types-" + number)
                        .severities(some.get(0), more)
                        .types(TYPES.get(random.nextInt(4)), TYPES.get(4 + random.nextInt(5))));
            }
            number++;
        }
        if (random.nextInt(3) == 0) {
            builder.policy(policy("limits").onlyForLimits());
            builder.teamForLimits(
                    "limits", EnumSet.of(Severity.CRITICAL, pick(SEVERITIES)), TreatmentLimit.NO_INTUBATION);
        }
    }

    private Policy policy(final String name) {
        Policy policy = Policy.named(name).review(Duration.ZERO);
        final int steps = random.nextInt(5);
        for (int i = 0; i < steps; i++) {
            final Duration delay = Duration.ofMillis(100 + random.nextInt(10_000));
            final int target = random.nextInt(10);
            final String role = pick(roles);
            policy = target < 2
                    ? policy.careTeam(delay, channels())
                    : target < 5
                            ? policy.unitRole(role, delay, channels())
                            : target < 7
                                    ? policy.person(pick(people), delay, channels())
                                    : target < 8
                                            ? policy.nearest(delay, channels())
                                            : policy.facilityRole(role, delay, channels());
            policy = some(policy, target);
            if (random.nextInt(3) == 0) {
                final int other = random.nextInt(10);
                policy = other < 2
                        ? policy.andCareTeam()
                        : other < 5
                                ? policy.andUnitRole(pick(roles))
                                : other < 7
                                        ? policy.andPerson(pick(people))
                                        : other < 8 ? policy.andNearest() : policy.andFacilityRole(pick(roles));
                policy = some(policy, other);
            }
            policy = ofSessions.maybe(policy, delay);
            if (random.nextInt(6) == 0) {
                policy = i == 0 ? policy : policy.andEmergencyContacts();
            } else if (random.nextInt(6) == 0) {
                policy = policy.emergencyContacts();
            }
            if (random.nextInt(4) == 0) {
                policy = random.nextBoolean() ? policy.needsAll() : policy.needs(2);
            }
        }
        if (haveMessageContacts && random.nextInt(3) > 0) {
            policy = policy.forMessages();
        }
        final int repeats = random.nextInt(6);
        policy = repeats == 0 ? policy.repeatStepsForEver() : repeats == 1 ? policy.repeatSteps(2) : policy;
        return random.nextInt(4) == 0
                ? policy.failSafeOnce(pick(people), Duration.ofMinutes(1))
                : policy.failSafe(pick(people), Duration.ofSeconds(20));
    }

    private Policy some(final Policy policy, final int target) {
        final boolean isList = target < 5 || target >= 8;
        if (isList && random.nextInt(4) == 0) {
            return policy.onlyCapable();
        }
        if (target >= 5 || random.nextInt(3) > 0) {
            return policy;
        }
        // Whose turn it is depends on the alerts before.
        final List<ChoiceOrder> orders =
                List.of(ChoiceOrder.AS_LISTED, ChoiceOrder.NEAREST, ChoiceOrder.LEAST_LOADED, ChoiceOrder.ROUND_ROBIN);
        return policy.asks(1 + random.nextInt(3), pick(orders));
    }

    private PlannedSilence silence(final int number) {
        final boolean isForCritical = random.nextInt(3) == 0;
        final long startMs = random.nextInt((int) HORIZON.toMillis());
        final long lastsMs = switch (random.nextInt(4)) {
            case 0 -> 1 + random.nextInt(3_000);
            case 1 -> 1_000L * (1 + random.nextInt(60));
            default ->
                1
                        + random.nextInt(
                                (int) Duration.ofHours(isForCritical ? 1 : 24).toMillis());
        };
        final Instant start = silences.isEmpty() || random.nextInt(4) > 0
                ? FROM.plusMillis(startMs)
                : silences.get(silences.size() - 1).span().until();
        final int names = random.nextInt(6);
        return new PlannedSilence(
                String.valueOf(number + 1),
                new SilenceScope(
                        names < 2 ? pick(units) : "",
                        names == 2 ? pick(patients) : "",
                        names == 3 || names == 0 ? pick(beds) : "",
                        names == 4 ? TYPES.get(1 + random.nextInt(4)) : null,
                        isForCritical ? Severity.CRITICAL : pick(SEVERITIES.subList(1, 5)),
                        names == 5 ? pick(List.of(Cause.DECLARED, Cause.DECLARED, Cause.LIMIT)) : null,
                        null),
                isForCritical && random.nextInt(3) > 0,
                new Span(start, start.plusMillis(lastsMs)));
    }

    private String[] crew(final int most) {
        final List<String> crew = new ArrayList<>(people);
        Collections.shuffle(crew, random);
        return crew.subList(0, Math.min(crew.size(), random.nextInt(most + 1))).toArray(String[]::new);
    }

    private <T> T pick(final List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
