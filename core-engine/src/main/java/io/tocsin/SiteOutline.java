package io.tocsin;

import io.tocsin.codecs.sbe.Severity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a site says of who is told, for whoever examines it without a router. Immutable; everything in the order in which it was said, which is the order in which
 * an engine numbers it. Any thread.
 *
 * @param people      by id; true: reached without a session.
 * @param units       ids.
 * @param beds        the unit of each bed.
 * @param patients    where each patient is.
 * @param roles       who holds each role of a unit, in order; may be nobody.
 * @param patientCare who is assigned to a patient, in order; may be nobody.
 * @param bedCare     who is assigned to a bed, in order; may be nobody.
 * @param contacts    over which channels a person is told beside the WebSocket; nobody without any.
 * @param policies    of the site.
 * @param limitedTeam on which policy alerts of patients with treatment limits run.
 * @param typeTriage  declared alerts of a named type are CRITICAL or EMERGENT at least, see {@link TriageClause#TYPE}.
 */
public record SiteOutline(
        Map<String, Boolean> people,
        Set<String> units,
        Map<String, String> beds,
        Map<String, Whereabouts> patients,
        Map<UnitRole, List<String>> roles,
        Map<String, List<String>> patientCare,
        Map<String, List<String>> bedCare,
        Map<String, Set<Channel>> contacts,
        List<Policy> policies,
        LimitedTeam limitedTeam,
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
        policies = List.copyOf(policies);
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
        final Map<String, Set<Channel>> contacts = new LinkedHashMap<>();
        parts.contacts.forEach((person, methods) -> {
            if (!methods.isEmpty()) {
                contacts.put(
                        person, methods.stream().map(ContactMethod::channel).collect(Collectors.toUnmodifiableSet()));
            }
        });
        return new SiteOutline(
                parts.people,
                parts.units.keySet(),
                parts.beds,
                patients,
                roles,
                parts.patientCare,
                parts.bedCare,
                contacts,
                List.copyOf(parts.policies.values()),
                new LimitedTeam(parts.limitedTeam.policy(), parts.limitedTeam.severities(), parts.limitedTeam.limits()),
                (parts.triage.bits() & TriageClause.TYPE.bit()) != 0);
    }
}
