package io.tocsin;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.authority.AuthorityTable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a site says of who is told, for whoever examines it without a router. Immutable; everything in the order in which it was said, which is the order in which
 * an engine numbers it. Any thread.
 *
 * @param people      by id; true: reached without a session.
 * @param units       ids.
 * @param facilities  which units lie together, and which facilities cover which.
 * @param beds        the unit of each bed.
 * @param patients    where each patient is.
 * @param roles       who holds each role of a unit, in order; may be nobody.
 * @param patientCare who is assigned to a patient, in order; may be nobody.
 * @param bedCare     who is assigned to a bed, in order; may be nobody.
 * @param contacts    over which channels a person is told beside the WebSocket; nobody without any.
 * @param messageContacts the same of policies for messages; who is not in it is told over their {@code contacts}.
 * @param onlookers   people whose authority never lets them accept an offer: they are told, and cannot answer.
 * @param policies    of the site.
 * @param messagePolicies names of those that are {@link Policy#forMessages for messages}.
 * @param limitedTeam on which policy alerts of patients with treatment limits run.
 * @param advice      severity of advisories; {@code null}: the site follows no trends.
 * @param typeTriage  declared alerts of a named type are CRITICAL or EMERGENT at least, see {@link TriageClause#TYPE}.
 */
public record SiteOutline(
        Map<String, Boolean> people,
        Set<String> units,
        Facilities facilities,
        Map<String, String> beds,
        Map<String, Whereabouts> patients,
        Map<UnitRole, List<String>> roles,
        Map<String, List<String>> patientCare,
        Map<String, List<String>> bedCare,
        Map<String, Set<Channel>> contacts,
        Map<String, Set<Channel>> messageContacts,
        Set<String> onlookers,
        List<Policy> policies,
        Set<String> messagePolicies,
        LimitedTeam limitedTeam,
        @Nullable Severity advice,
        boolean typeTriage) {
    /** Keeps copies. */
    public SiteOutline {
        people = Collections.unmodifiableMap(new LinkedHashMap<>(people));
        units = Collections.unmodifiableSet(new LinkedHashSet<>(units));
        beds = Collections.unmodifiableMap(new LinkedHashMap<>(beds));
        patients = Collections.unmodifiableMap(new LinkedHashMap<>(patients));
        roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
        patientCare = Collections.unmodifiableMap(new LinkedHashMap<>(patientCare));
        bedCare = Collections.unmodifiableMap(new LinkedHashMap<>(bedCare));
        contacts = Collections.unmodifiableMap(new LinkedHashMap<>(contacts));
        messageContacts = Collections.unmodifiableMap(new LinkedHashMap<>(messageContacts));
        onlookers = Collections.unmodifiableSet(new LinkedHashSet<>(onlookers));
        policies = List.copyOf(policies);
        messagePolicies = Collections.unmodifiableSet(new LinkedHashSet<>(messagePolicies));
    }

    /**
     * Which units lie together, and which facilities cover which.
     *
     * @param ofUnits the number of each unit's facility.
     * @param covers  the people of the one are told of alerts of the other, too.
     */
    public record Facilities(Map<String, Long> ofUnits, List<Deliveries.Cover> covers) {
        /** Keeps copies. */
        public Facilities {
            ofUnits = Collections.unmodifiableMap(new LinkedHashMap<>(ofUnits));
            covers = List.copyOf(covers);
        }

        /**
         * Whose people a step means that names a role of the facility; section 7 of the engine's specification.
         *
         * @param unit of the alert.
         * @return units of its facility and of those that cover it, in the order in which they were said.
         */
        public List<String> unitsFor(final String unit) {
            final Long of = ofUnits.get(unit);
            return of == null
                    ? List.of()
                    : ofUnits.entrySet().stream()
                            .filter(each -> each.getValue().equals(of) || isCovered(of, each.getValue()))
                            .map(Map.Entry::getKey)
                            .toList();
        }

        private boolean isCovered(final long facility, final long by) {
            return covers.stream().anyMatch(cover -> cover.facility() == facility && cover.by() == by);
        }
    }

    /**
     * A role of a unit.
     *
     * @param unit id.
     * @param role its name.
     */
    public record UnitRole(String unit, String role) {}

    /**
     * Where a patient is, and what was ordered not to be done.
     *
     * @param bed    id; empty: none, then the unit is named.
     * @param unit   id; empty: that of the bed.
     * @param limits treatment limits.
     */
    public record Whereabouts(String bed, String unit, Set<TreatmentLimit> limits) {
        /** Keeps a copy of the set. */
        public Whereabouts {
            limits = Set.copyOf(limits);
        }
    }

    /**
     * Who is told of patients with treatment limits.
     *
     * @param policy     its name; empty: the policy of the severity, as for everybody.
     * @param severities of the alerts that run on it.
     * @param limits     any of them is enough.
     */
    public record LimitedTeam(String policy, Set<Severity> severities, Set<TreatmentLimit> limits) {
        /** Keeps copies of the sets. */
        public LimitedTeam {
            severities = Set.copyOf(severities);
            limits = Set.copyOf(limits);
        }
    }

    static SiteOutline of(final SiteParts parts) {
        final Map<String, Whereabouts> patients = new LinkedHashMap<>();
        parts.patients.forEach(
                (id, patient) -> patients.put(id, new Whereabouts(patient.bed(), patient.unit(), patient.limits())));
        final Map<UnitRole, List<String>> roles = new LinkedHashMap<>();
        parts.roles.forEach((role, people) -> roles.put(new UnitRole(role.unit(), role.role()), people));
        final Set<String> onlookers = new LinkedHashSet<>();
        parts.authority.forEach((person, authority) -> {
            final int role = authority.role().value();
            if (role != 0 && AuthorityTable.needed(role, AuthorityAction.ACCEPT.value()) == 0) {
                onlookers.add(person);
            }
        });
        final Set<String> messagePolicies = new LinkedHashSet<>();
        parts.policies.values().stream()
                .filter(policy -> policy.times().plan() != 0)
                .forEach(policy -> messagePolicies.add(policy.name()));
        return new SiteOutline(
                parts.people,
                parts.units.keySet(),
                new Facilities(parts.units, parts.deliveries.covers()),
                parts.beds,
                patients,
                roles,
                parts.patientCare,
                parts.bedCare,
                channels(parts.contacts),
                channels(parts.messageContacts),
                onlookers,
                List.copyOf(parts.policies.values()),
                messagePolicies,
                new LimitedTeam(parts.limitedTeam.policy(), parts.limitedTeam.severities(), parts.limitedTeam.limits()),
                parts.trends.isNone() ? null : parts.trends.severity(),
                (parts.triage.bits() & TriageClause.TYPE.bit()) != 0);
    }

    private static Map<String, Set<Channel>> channels(final Map<String, List<ContactMethod>> contacts) {
        final Map<String, Set<Channel>> channels = new LinkedHashMap<>();
        contacts.forEach((person, methods) -> {
            if (!methods.isEmpty()) {
                channels.put(
                        person, methods.stream().map(ContactMethod::channel).collect(Collectors.toUnmodifiableSet()));
            }
        });
        return channels;
    }
}
