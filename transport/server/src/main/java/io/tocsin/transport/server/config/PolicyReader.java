package io.tocsin.transport.server.config;

import io.tocsin.Channel;
import io.tocsin.Policy;
import io.tocsin.codecs.sbe.ChoiceOrder;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads policies: who is told, in which order, by which ways, and for how long each may take. One thread. */
final class PolicyReader {
    private static final Duration MIN_STEP = Duration.ofMillis(100);
    private static final Duration MAX_STEP = Duration.ofDays(1);
    private static final Duration MAX_TIME = Duration.ofMillis(0xFFFF_FFFEL);
    private static final Duration MAX_EXPIRE = Duration.ofDays(366);
    private static final Duration DEFAULT_REPEAT = Duration.ofSeconds(60);
    private static final Duration DEFAULT_REVIEW = Duration.ofMinutes(5);
    private static final List<ChoiceOrder> ORDERS = List.of(ChoiceOrder.values()).stream()
            .filter(order -> order != ChoiceOrder.NULL_VAL)
            .toList();
    private static final List<EmergencyType> TYPES = List.of(EmergencyType.values()).stream()
            .filter(type -> type != EmergencyType.NULL_VAL)
            .toList();

    private final Findings findings;
    private final Names people;
    private final Names roles;
    /** The policy that may be for no severity of its own; empty = none. */
    private final String teamForLimits;

    PolicyReader(final Findings findings, final Names people, final Names roles, final String teamForLimits) {
        this.findings = findings;
        this.people = people;
        this.roles = roles;
        this.teamForLimits = teamForLimits;
    }

    /** The policies in the order of the file; what they refer to is checked by the references once all names are known. */
    Map<Section, Policy> read(final Section section, final List<Runnable> references) {
        final Map<Section, Policy> policies = new LinkedHashMap<>();
        section.named().forEach((name, policy) -> {
            final Policy read = policy(name, policy, references);
            if (read != null) {
                policies.put(policy, read);
            }
        });
        return policies;
    }

    private @Nullable Policy policy(final String name, final Section section, final List<Runnable> references) {
        final boolean isForLimits = name.equals(teamForLimits);
        final List<Severity> severities =
                section.choices("severities", isForLimits ? List.of() : RulesReader.SEVERITIES, RulesReader.SEVERITIES);
        final List<EmergencyType> types = section.choices("types", List.of(), TYPES);
        final List<EmergencyType> latching = section.choices("latching", List.of(), TYPES);
        final List<Section> steps = section.sections("steps");
        Policy policy = Policy.named(name)
                .review(section.duration("review", DEFAULT_REVIEW, Duration.ZERO, MAX_TIME))
                .stale(section.duration("stale", Duration.ZERO, Duration.ZERO, MAX_TIME))
                .bedside(section.duration("bedside", Duration.ZERO, Duration.ZERO, MAX_STEP));
        final int loops = section.integer("repeat-steps", 0, -1, Policy.MAX_LOOPS);
        policy = loops < 0 ? policy.repeatStepsForEver() : policy.repeatSteps(loops);
        if (section.hasOptional("read-backs")) {
            policy = policy.readBacks(section.integer("read-backs", 0, 0, Policy.MAX_READ_BACKS));
        }
        if (severities.isEmpty() && isForLimits) {
            policy = policy.onlyForLimits();
        } else if (severities.isEmpty()) {
            section.problem("severities", "is empty: a policy is for at least one");
        } else {
            policy = policy.severities(
                    severities.get(0), severities.subList(1, severities.size()).toArray(Severity[]::new));
        }
        if (!types.isEmpty()) {
            policy = policy.types(types.get(0), types.subList(1, types.size()).toArray(EmergencyType[]::new));
        }
        if (!latching.isEmpty()) {
            policy = policy.latching(
                    latching.get(0), latching.subList(1, latching.size()).toArray(EmergencyType[]::new));
        }
        if (steps != null && steps.size() > Policy.MAX_STEPS) {
            section.problem("steps", "has " + steps.size() + ": " + Policy.MAX_STEPS + " is the most");
            return null;
        }
        for (final Section step : steps == null ? List.<Section>of() : steps) {
            policy = new StepReader(step, references).addTo(policy);
        }
        return withEnd(policy, section, references);
    }

    private @Nullable Policy withEnd(final Policy policy, final Section section, final List<Runnable> references) {
        final Item failSafe = section.item("fail-safe");
        final boolean once = section.has("expire");
        final boolean repeats = section.has("repeat");
        final Duration repeat = section.duration("repeat", DEFAULT_REPEAT, MIN_STEP, MAX_TIME);
        final Duration expire = once
                ? section.requiredDuration("expire", Duration.ofMillis(1), MAX_EXPIRE)
                : section.absentDuration("expire");
        section.end();
        if (once && repeats) {
            section.problem("expire", "stands beside repeat: the fail-safe is told again and again, or once");
        }
        if (failSafe == null) {
            if (!section.has("fail-safe")) {
                section.problem("fail-safe", "is missing: say who is told when nobody else answers");
            }
            return null;
        }
        references.add(() -> people.require(failSafe));
        try {
            return once ? policy.failSafeOnce(failSafe.text(), expire) : policy.failSafe(failSafe.text(), repeat);
        } catch (final IllegalArgumentException wrong) {
            findings.problem(failSafe.origin(), failSafe.key(), String.valueOf(wrong.getMessage()));
            return null;
        }
    }

    /** How many are asked, in which order. */
    private record Some(int asks, ChoiceOrder order) {
        Policy of(final Policy policy) {
            return asks == 0 ? policy : policy.asks(asks, order);
        }
    }

    /** Reads one step. */
    private final class StepReader {
        private final Section step;
        private final List<Runnable> references;

        StepReader(final Section step, final List<Runnable> references) {
            this.step = step;
            this.references = references;
        }

        Policy addTo(final Policy policy) {
            final Target target = step.requiredChoice("target", List.of(Target.values()));
            final Item role = step.item("role");
            final Item person = step.item("person");
            final Duration delay = step.requiredDuration("delay", MIN_STEP, MAX_STEP);
            final Channel[] channels = step.choices("channels", List.of(Channel.WEBSOCKET), List.of(Channel.values()))
                    .toArray(Channel[]::new);
            final int needed = step.integer("needed", 1, -1, Policy.MAX_NEEDED);
            final Item slot = step.item("slot");
            final Some some = some();
            final boolean isCapable = isCapable();
            final List<Section> more = step.sections("and");
            step.end();
            if (target == null) {
                return policy;
            }
            if (needed == 0) {
                step.problem("needed", "is 0: it is 1 to " + Policy.MAX_NEEDED + ", or -1 for all");
            }
            refuseBeside(target, Target.ROLE, "role", role);
            refuseBeside(target, Target.PERSON, "person", person);
            try {
                final Policy longer = switch (target) {
                    case CARE_TEAM -> policy.careTeam(delay, channels);
                    case NEAREST -> policy.nearest(delay, channels);
                    case ORDERING -> policy.ordering(delay, channels);
                    case EMERGENCY_CONTACTS -> policy.emergencyContacts();
                    case MONITORING_RECIPIENTS -> policy.monitoringRecipients(delay, channels);
                    case MONITORING_VIEWERS -> policy.monitoringViewers(delay, channels);
                    case FACILITY_ROLE ->
                        role == null ? missing(policy, "role") : facilityRole(policy, role, delay, channels);
                    case ROLE -> role == null ? missing(policy, "role") : role(policy, role, delay, channels);
                    case PERSON -> person == null ? missing(policy, "person") : person(policy, person, delay, channels);
                };
                Policy with = longer == policy ? longer : some.of(slot == null ? longer : longer.fills(slot.text()));
                with = isCapable && longer != policy ? with.onlyCapable() : with;
                for (final Section further : more == null ? List.<Section>of() : more) {
                    with = new StepReader(further, references).alsoTo(with);
                }
                return needed == 1 || needed == 0 ? with : needed < 0 ? with.needsAll() : with.needs(needed);
            } catch (final IllegalArgumentException wrong) {
                findings.problem(step.origin(), step.path(), String.valueOf(wrong.getMessage()));
                return policy;
            }
        }

        /** Further people of the step added last. */
        private Policy alsoTo(final Policy policy) {
            final Target target = step.requiredChoice("target", List.of(Target.values()));
            final Item role = step.item("role");
            final Item person = step.item("person");
            final Item slot = step.item("slot");
            final Some some = some();
            final boolean isCapable = isCapable();
            step.end();
            if (target == null) {
                return policy;
            }
            refuseBeside(target, Target.ROLE, "role", role);
            refuseBeside(target, Target.PERSON, "person", person);
            final Policy longer = switch (target) {
                case CARE_TEAM -> policy.andCareTeam();
                case NEAREST -> policy.andNearest();
                case ORDERING -> policy.andOrdering();
                case EMERGENCY_CONTACTS -> policy.andEmergencyContacts();
                case MONITORING_RECIPIENTS -> policy.andMonitoringRecipients();
                case MONITORING_VIEWERS -> policy.andMonitoringViewers();
                case FACILITY_ROLE -> role == null ? missing(policy, "role") : alsoFacilityRole(policy, role);
                case ROLE -> role == null ? missing(policy, "role") : alsoRole(policy, role);
                case PERSON -> person == null ? missing(policy, "person") : alsoPerson(policy, person);
            };
            final Policy with = longer == policy ? longer : some.of(slot == null ? longer : longer.fills(slot.text()));
            return isCapable && longer != policy ? with.onlyCapable() : with;
        }

        /** Only those whose client is capable of emergencies; everybody if nothing is said. */
        private boolean isCapable() {
            return step.hasOptional("capable") && step.flag("capable", false);
        }

        /** How many of the people are asked, in which order; all if nothing is said. */
        private Some some() {
            final boolean isSaid = step.hasOptional("order");
            final ChoiceOrder order =
                    isSaid ? step.choice("order", ChoiceOrder.AS_LISTED, ORDERS) : ChoiceOrder.AS_LISTED;
            if (step.hasOptional("asks")) {
                return new Some(step.integer("asks", 1, 1, Policy.MAX_ASKED), order);
            }
            if (isSaid) {
                step.problem("order", "stands without asks: say how many of them are asked in that order");
            }
            return new Some(0, order);
        }

        private Policy alsoRole(final Policy policy, final Item role) {
            references.add(() -> roles.require(role));
            return policy.andUnitRole(role.text());
        }

        private Policy alsoFacilityRole(final Policy policy, final Item role) {
            references.add(() -> roles.require(role));
            return policy.andFacilityRole(role.text());
        }

        private Policy facilityRole(
                final Policy policy, final Item role, final Duration delay, final Channel... channels) {
            references.add(() -> roles.require(role));
            return policy.facilityRole(role.text(), delay, channels);
        }

        private Policy alsoPerson(final Policy policy, final Item person) {
            references.add(() -> people.require(person));
            return policy.andPerson(person.text());
        }

        private Policy role(final Policy policy, final Item role, final Duration delay, final Channel... channels) {
            references.add(() -> roles.require(role));
            return policy.unitRole(role.text(), delay, channels);
        }

        private Policy person(final Policy policy, final Item person, final Duration delay, final Channel... channels) {
            references.add(() -> people.require(person));
            return policy.person(person.text(), delay, channels);
        }

        private Policy missing(final Policy policy, final String key) {
            if (!step.has(key)) {
                step.problem(key, "is missing: target is " + key + ", say which");
            }
            return policy;
        }

        private void refuseBeside(
                final Target target, final Target owner, final String key, final @Nullable Item item) {
            if (item != null && target != owner && !(owner == Target.ROLE && target == Target.FACILITY_ROLE)) {
                step.problem(key, "stands beside target " + Values.word(target) + ": it belongs to target " + key);
            }
        }
    }

    /** Who a step tells. */
    private enum Target {
        CARE_TEAM,
        NEAREST,
        ORDERING,
        EMERGENCY_CONTACTS,
        MONITORING_RECIPIENTS,
        MONITORING_VIEWERS,
        FACILITY_ROLE,
        ROLE,
        PERSON
    }
}
