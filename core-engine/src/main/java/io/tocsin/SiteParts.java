package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.PatientEntryEncoder;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.EdgeText;
import io.tocsin.codecs.text.TextLimit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a site consists of, in the order it was said. Filled by one thread, then left alone. */
final class SiteParts {
    /** Most people of one role or assignment. */
    static final int MAX_PEOPLE = 16;

    /** Most emergency contacts of a patient. */
    static final int MAX_EMERGENCY_CONTACTS = 4;

    final Map<String, Boolean> people = new LinkedHashMap<>();
    final Set<String> staff = new LinkedHashSet<>();
    final Map<String, Long> units = new LinkedHashMap<>();
    final Map<String, String> beds = new LinkedHashMap<>();
    final Map<Role, List<String>> roles = new LinkedHashMap<>();
    final Map<String, Patient> patients = new LinkedHashMap<>();
    final Map<String, List<String>> patientCare = new LinkedHashMap<>();
    final Map<String, List<String>> bedCare = new LinkedHashMap<>();
    final Map<String, List<String>> qualifications = new LinkedHashMap<>();
    final Map<String, List<ContactMethod>> contacts = new LinkedHashMap<>();
    final Map<String, List<String>> emergencyContacts = new LinkedHashMap<>();
    final Map<String, List<ContactMethod>> messageContacts = new LinkedHashMap<>();
    final Map<String, Long> bundleMs = new LinkedHashMap<>();
    final Map<String, Priority> precedence = new LinkedHashMap<>();
    Deliveries deliveries = Deliveries.everything();
    final Map<String, Policy> policies = new LinkedHashMap<>();
    final Map<String, Authority> authority = new LinkedHashMap<>();
    final Set<Long> sources = new LinkedHashSet<>();
    final Map<Long, Watch> watches = new LinkedHashMap<>();
    final List<Inhibition> inhibitions = new ArrayList<>();
    LimitRules rules = LimitRules.none();
    TriageRules triage = TriageRules.none();
    ReadingGate gate = ReadingGate.none();
    MissedDoses doses = MissedDoses.standard();
    WeightGain weights = WeightGain.never();
    ViewLimits viewLimits = ViewLimits.standard();
    TrendRules trends = TrendRules.none();
    /** None if nothing is said, or as the preset says. */
    @Nullable
    DeviceRules devices;

    LimitedTeam limitedTeam = LimitedTeam.NONE;
    Credit credit = Credit.UNSAID;

    /** What fills in what is not said, and its fail-safe destination. */
    @Nullable
    PresetSite preset;

    @Nullable
    ServiceLevel serviceLevel;

    SiteParts copy() {
        final SiteParts copy = new SiteParts();
        copy.people.putAll(people);
        copy.staff.addAll(staff);
        copy.units.putAll(units);
        copy.beds.putAll(beds);
        copy.roles.putAll(roles);
        copy.patients.putAll(patients);
        copy.patientCare.putAll(patientCare);
        copy.bedCare.putAll(bedCare);
        copy.qualifications.putAll(qualifications);
        copy.contacts.putAll(contacts);
        copy.emergencyContacts.putAll(emergencyContacts);
        copy.messageContacts.putAll(messageContacts);
        copy.bundleMs.putAll(bundleMs);
        copy.precedence.putAll(precedence);
        copy.deliveries = deliveries;
        copy.preset = preset;
        copy.policies.putAll(policies);
        copy.authority.putAll(authority);
        copy.sources.addAll(sources);
        copy.watches.putAll(watches);
        copy.inhibitions.addAll(inhibitions);
        copy.rules = rules;
        copy.triage = triage;
        copy.gate = gate;
        copy.doses = doses;
        copy.weights = weights;
        copy.viewLimits = viewLimits;
        copy.trends = trends;
        copy.devices = devices;
        copy.limitedTeam = limitedTeam;
        copy.credit = credit;
        copy.serviceLevel = serviceLevel;
        return copy;
    }

    static List<String> people(final String where, final String... personIds) {
        if (personIds.length > MAX_PEOPLE) {
            throw new IllegalArgumentException(
                    where + " names " + personIds.length + " people: at most " + MAX_PEOPLE + " fit");
        }
        final List<String> people = new ArrayList<>();
        for (final String personId : personIds) {
            people.add(EdgeText.requiredId("personId", personId));
        }
        return List.copyOf(people);
    }

    /** How a source is watched; an empty unit = none. */
    record Watch(String device, String unit, long silentMs, Severity severity) {}

    static List<String> specializations(final String personId, final String... names) {
        if (names.length > MAX_PEOPLE) {
            throw new IllegalArgumentException("person '" + personId + "' has " + names.length
                    + " specializations: at most " + MAX_PEOPLE + " fit");
        }
        for (final String name : names) {
            final int bytes = name.getBytes(StandardCharsets.UTF_8).length;
            if (bytes == 0 || bytes > TextLimit.SPECIALIZATION.maxBytes()) {
                throw new IllegalArgumentException("person '" + personId + "': specialization '" + name + "' has "
                        + bytes + " bytes: 1 to " + TextLimit.SPECIALIZATION.maxBytes());
            }
        }
        return List.of(names);
    }

    /** A role of a unit. */
    record Role(String unit, String role) {}

    /** Says more of a patient who was named before; or throws as {@code where} of the site's builder does. */
    void change(final String site, final String where, final String patientId, final UnaryOperator<Patient> described) {
        final Patient known = patients.get(requireNonNull(patientId, "patientId"));
        if (known == null) {
            throw new IllegalArgumentException(
                    SiteChecks.unknown(site, where, "patient", patientId, patients.keySet()));
        }
        patients.put(patientId, described.apply(known));
    }

    /** Where a patient is; empty = not said. */
    record Patient(
            String bed, String unit, int spo2Scale, Set<TreatmentLimit> limits, AgeGroup ageGroup, int bornOnDay) {
        static Patient at(final String bed, final String unit) {
            return new Patient(bed, unit, 1, Set.of(), AgeGroup.NOT_STATED, PatientEntryEncoder.bornOnDayNullValue());
        }

        Patient onScale(final int scale) {
            return new Patient(bed, unit, scale, limits, ageGroup, bornOnDay);
        }

        Patient with(final Set<TreatmentLimit> ordered) {
            return new Patient(bed, unit, spo2Scale, ordered, ageGroup, bornOnDay);
        }

        Patient of(final AgeGroup group) {
            return new Patient(bed, unit, spo2Scale, limits, group, bornOnDay);
        }

        Patient born(final int day) {
            return new Patient(bed, unit, spo2Scale, limits, ageGroup, day);
        }
    }

    /** The role of a person, and the patient they are or who consents; empty = nobody. */
    record Authority(AuthorityRole role, String patient) {}

    /** The policy that alerts of patients with treatment limits run on; an empty name = none. */
    record LimitedTeam(String policy, Set<Severity> severities, Set<TreatmentLimit> limits) {
        static final LimitedTeam NONE = new LimitedTeam("", Set.of(), Set.of());
    }

    /** How many offers may be outstanding, and how long a position holds; 0 = not said, the engine's own. */
    record Credit(int gatewayCritical, int gatewayOther, int personCritical, int personOther, int positionMs) {
        static final Credit UNSAID = new Credit(0, 0, 0, 0, 0);
        private static final int DEFAULT_GATEWAY_CRITICAL = 1_024;
        private static final int DEFAULT_GATEWAY_OTHER = 1_024;
        private static final int DEFAULT_PERSON_CRITICAL = 32;
        private static final int DEFAULT_PERSON_OTHER = 8;
        private static final int DEFAULT_POSITION_MS = 300_000;

        Credit perPerson(final int critical, final int other) {
            final Credit said = orDefaults();
            return new Credit(
                    said.gatewayCritical, said.gatewayOther, atLeastOne(critical), atLeastOne(other), said.positionMs);
        }

        Credit perGateway(final int critical, final int other) {
            final Credit said = orDefaults();
            return new Credit(
                    atLeastOne(critical), atLeastOne(other), said.personCritical, said.personOther, said.positionMs);
        }

        Credit positionsHold(final int ms) {
            final Credit said = orDefaults();
            return new Credit(said.gatewayCritical, said.gatewayOther, said.personCritical, said.personOther, ms);
        }

        private Credit orDefaults() {
            return equals(UNSAID)
                    ? new Credit(
                            DEFAULT_GATEWAY_CRITICAL,
                            DEFAULT_GATEWAY_OTHER,
                            DEFAULT_PERSON_CRITICAL,
                            DEFAULT_PERSON_OTHER,
                            DEFAULT_POSITION_MS)
                    : this;
        }

        private static int atLeastOne(final int value) {
            if (value < 1) {
                throw new IllegalArgumentException(
                        "credit is " + value + ": without at least 1 nobody would ever be told");
            }
            return value;
        }
    }
}
