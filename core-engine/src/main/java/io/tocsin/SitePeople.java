package io.tocsin;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.TargetKind;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** What the people of a site are there for, as its parts tell. */
final class SitePeople {
    private SitePeople() {}

    /**
     * Everybody who is asked to respond: who holds a role, is in a care list, named by a policy, a policy's fail-safe destination, an administrator of the router or
     * a desk.
     *
     * @param roles those that count.
     */
    static Set<String> asked(final SiteParts parts, final Predicate<String> roles) {
        final Set<String> asked = new HashSet<>();
        parts.roles.forEach((of, people) -> {
            if (roles.test(of.role())) {
                asked.addAll(people);
            }
        });
        parts.patientCare.values().forEach(asked::addAll);
        parts.bedCare.values().forEach(asked::addAll);
        for (final Policy policy : parts.policies.values()) {
            asked.add(policy.failSafe());
            policy.steps().stream()
                    .filter(step -> step.target() == TargetKind.PERSON)
                    .forEach(step -> asked.add(step.name()));
        }
        if (parts.serviceLevel != null) {
            asked.addAll(parts.serviceLevel.administrators());
        }
        parts.people.forEach((person, isDesk) -> {
            if (isDesk) {
                asked.add(person);
            }
        });
        return asked;
    }

    /**
     * Those whom a patient wants told and who are there for nothing else have the rights of the family, unless the site says others: they may be shown how the alert
     * stands, and be asked for nothing. Of who is named by several patients the first one's consent counts. Who is staff or qualified for anything is there for more;
     * and where a policy asks the nearest, that may be anybody who says where they are, so nobody is taken for family there. Rather is a visitor left the rights that
     * everybody has than a nurse deprived of hers.
     */
    static void fillFamily(final SiteParts parts) {
        if (parts.emergencyContacts.isEmpty()
                || parts.policies.values().stream()
                        .flatMap(policy -> policy.steps().stream())
                        .anyMatch(step -> step.target() == TargetKind.NEAREST)) {
            return;
        }
        final Set<String> works = asked(parts, role -> true);
        works.addAll(parts.staff);
        parts.qualifications.forEach((person, specializations) -> {
            if (!specializations.isEmpty()) {
                works.add(person);
            }
        });
        parts.emergencyContacts.forEach((patient, people) -> people.stream()
                .filter(person -> !works.contains(person))
                .forEach(person ->
                        parts.authority.putIfAbsent(person, new SiteParts.Authority(AuthorityRole.FAMILY, patient))));
    }
}
