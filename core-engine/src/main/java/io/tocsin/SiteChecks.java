package io.tocsin;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.router.Suggestion;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks that a site's parts know each other. */
final class SiteChecks {
    private SiteChecks() {}

    static void check(final String site, final SiteParts parts) {
        parts.beds.forEach((bed, unit) -> require(site, "bed '" + bed + "'", "unit", unit, parts.units.keySet()));
        parts.roles.forEach((role, people) -> {
            final String where = "role '" + role.role() + "'";
            require(site, where, "unit", role.unit(), parts.units.keySet());
            requirePeople(site, where + " of unit '" + role.unit() + "'", people, parts);
        });
        parts.patients.forEach((id, patient) -> {
            if (patient.bed().isEmpty()) {
                require(site, "patient '" + id + "'", "unit", patient.unit(), parts.units.keySet());
            } else {
                require(site, "patient '" + id + "'", "bed", patient.bed(), parts.beds.keySet());
            }
        });
        parts.patientCare.forEach((id, people) -> {
            require(site, "care", "patient", id, parts.patients.keySet());
            requirePeople(site, "care of patient '" + id + "'", people, parts);
        });
        parts.bedCare.forEach((id, people) -> {
            require(site, "care", "bed", id, parts.beds.keySet());
            requirePeople(site, "care of bed '" + id + "'", people, parts);
        });
        parts.rules.profiles().forEach(profile -> {
            if (!profile.unit().isEmpty()) {
                require(site, profile.toString(), "unit", profile.unit(), parts.units.keySet());
            }
        });
        parts.watches.values().forEach(watch -> {
            if (!watch.unit().isEmpty()) {
                require(site, "watched source '" + watch.device() + "'", "unit", watch.unit(), parts.units.keySet());
            }
        });
        parts.qualifications
                .keySet()
                .forEach(person -> require(site, "qualified", "person", person, parts.people.keySet()));
        for (final Set<String> named :
                List.of(parts.contacts.keySet(), parts.messageContacts.keySet(), parts.precedence.keySet())) {
            named.forEach(person -> require(site, "contact or precedence", "person", person, parts.people.keySet()));
        }
        for (final String person : parts.bundleMs.keySet()) {
            if (!parts.contacts.containsKey(person) && !parts.messageContacts.containsKey(person)) {
                throw new IllegalArgumentException("site '" + site + "': bundles for '" + person
                        + "', who has no contact methods: nothing is sent that could wait; nothing was changed");
            }
        }
        parts.staff.forEach(person -> require(site, "staff", "person", person, parts.people.keySet()));
        parts.emergencyContacts.forEach((patient, people) -> {
            require(site, "emergency contacts", "patient", patient, parts.patients.keySet());
            requirePeople(site, "emergency contacts of patient '" + patient + "'", people, parts);
        });
        parts.policies.values().forEach(policy -> checkPolicy(site, policy, parts));
        parts.authority.forEach((person, authority) -> {
            require(site, "authority", "person", person, parts.people.keySet());
            if (!authority.patient().isEmpty()) {
                require(site, "authority of '" + person + "'", "patient", authority.patient(), parts.patients.keySet());
            }
        });
        if (!parts.limitedTeam.policy().isEmpty()) {
            require(site, "team for treatment limits", "policy", parts.limitedTeam.policy(), parts.policies.keySet());
        }
        if (parts.serviceLevel != null) {
            requirePeople(site, "administrators", parts.serviceLevel.administrators(), parts);
        }
        checkCoverage(site, parts);
    }

    static String unknown(
            final String site, final String where, final String kind, final String id, final Collection<String> known) {
        return "site '" + site + "': " + where + ": unknown " + kind + " '" + id + "'" + Suggestion.of(id, known)
                + "; nothing was changed";
    }

    private static void checkPolicy(final String site, final Policy policy, final SiteParts parts) {
        final String where = "policy '" + policy.name() + "'";
        int step = 0;
        for (final Policy.Step next : policy.steps()) {
            final String at = where + " step " + step++;
            if (next.target() == TargetKind.PERSON) {
                require(site, at, "person", next.name(), parts.people.keySet());
            } else if (next.target() == TargetKind.UNIT_ROLE || next.target() == TargetKind.FACILITY_ROLE) {
                final Set<String> held = parts.roles.entrySet().stream()
                        .filter(role -> !role.getValue().isEmpty())
                        .map(role -> role.getKey().role())
                        .collect(Collectors.toSet());
                require(site, at, "role", next.name(), held);
            }
        }
        if (policy.failSafe().isEmpty()) {
            throw new IllegalArgumentException("site '" + site + "': " + where
                    + ": no fail-safe destination: say who is told when nobody else answers; nothing was changed");
        }
        require(site, where + " fail-safe", "person", policy.failSafe(), parts.people.keySet());
    }

    private static void checkCoverage(final String site, final SiteParts parts) {
        // A severity that is covered for all types, and one of a type.
        final Map<Severity, String> coveredBy = new EnumMap<>(Severity.class);
        final Map<String, String> coveredOfType = new HashMap<>();
        for (final Policy policy : parts.policies.values()) {
            for (final Severity severity : policy.severities()) {
                if (policy.types().isEmpty()) {
                    requireFirst(site, policy, severity.toString(), coveredBy.put(severity, policy.name()));
                }
                for (final EmergencyType type : policy.types()) {
                    final String what = severity + " of " + type;
                    requireFirst(site, policy, what, coveredOfType.put(what, policy.name()));
                }
            }
        }
        for (final Severity severity : Severity.values()) {
            if (severity != Severity.NULL_VAL && !coveredBy.containsKey(severity)) {
                throw new IllegalArgumentException("site '" + site + "': no policy covers " + severity
                        + ": its alerts would reach nobody; nothing was changed");
            }
        }
    }

    private static void requireFirst(
            final String site, final Policy policy, final String what, final @Nullable String other) {
        if (other != null) {
            throw new IllegalArgumentException("site '" + site + "': policy '" + policy.name() + "': " + what
                    + " is covered by policy '" + other + "' already; nothing was changed");
        }
    }

    private static void requirePeople(
            final String site, final String where, final List<String> people, final SiteParts parts) {
        people.forEach(person -> require(site, where, "person", person, parts.people.keySet()));
    }

    private static void require(
            final String site, final String where, final String kind, final String id, final Collection<String> known) {
        if (!known.contains(id)) {
            throw new IllegalArgumentException(unknown(site, where, kind, id, known));
        }
    }
}
