package io.tocsin.bench.crowd;

import io.tocsin.Policy;
import io.tocsin.Site;
import io.tocsin.engine.EngineLimits;

/**
 * Units of sixty nurses and a patient each, whose every alert all nurses of the unit are told of, for as long as a run takes: an alert has 64 recipients at most, so all of
 * 15,000 are told by one in each of 250 units.
 */
public final class CrowdSite {
    /** Nurses of a unit. */
    public static final int A_UNIT = 60;

    /** A nurse of a unit of their own, who is none of the crowd. */
    public static final String PROBE = "probe";

    /** Whose alerts that nurse alone is told of. */
    public static final String PROBE_PATIENT = "patient-probe";

    private static final String ROLE = "nurse-";
    /** A list of people has sixteen at most. */
    private static final int ROLES = 4;

    private static final int A_ROLE = A_UNIT / ROLES;
    private static final String DESK = "desk";
    private static final int PLENTY = 1_000_000;

    private CrowdSite() {}

    /**
     * Units that so many people are in.
     *
     * @param people nurses in all.
     * @return at least 1; the last may have fewer nurses.
     */
    public static int units(final int people) {
        return (people + A_UNIT - 1) / A_UNIT;
    }

    /** The patient of a unit. */
    public static String patient(final int unit) {
        return "patient-" + unit;
    }

    static String person(final int number) {
        return "nurse-" + number;
    }

    /** Those of a large hospital, with room for everybody, the probe and the desk. */
    static EngineLimits limits(final int people) {
        return EngineLimits.hospital().toBuilder()
                .maxPeople(Math.max(people, EngineLimits.hospital().maxPeople()) + 2)
                .build();
    }

    static Site site(final int people) {
        final Site.Builder site =
                Site.named("crowd").desk(DESK).offersPerPerson(PLENTY, PLENTY).offersPerGateway(PLENTY, PLENTY);
        for (int unit = 0; unit < units(people); unit++) {
            final String name = "unit-" + unit;
            site.unit(name).bed("bed-" + unit, name).patient(patient(unit), "bed-" + unit);
            final int first = unit * A_UNIT;
            for (int role = 0; role < ROLES; role++) {
                final int from = first + role * A_ROLE;
                final String[] nurses = new String[Math.max(0, Math.min(A_ROLE, people - from))];
                for (int i = 0; i < nurses.length; i++) {
                    nurses[i] = person(from + i);
                    site.person(nurses[i]);
                }
                if (nurses.length > 0) {
                    site.role(name, ROLE + role, nurses);
                }
            }
        }
        site.person(PROBE)
                .unit("unit-probe")
                .bed("bed-probe", "unit-probe")
                .patient(PROBE_PATIENT, "bed-probe")
                .role("unit-probe", ROLE + 0, PROBE);
        Policy all = Policy.named("all").unitRole(ROLE + 0, Policy.minutes(30));
        for (int role = 1; role < Math.min(ROLES, (people + A_ROLE - 1) / A_ROLE); role++) {
            all = all.andUnitRole(ROLE + role);
        }
        return site.policy(all.failSafe(DESK, Policy.minutes(30))).build();
    }
}
