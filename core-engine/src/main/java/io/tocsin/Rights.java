package io.tocsin;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.AuthorityEntryDecoder;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.BedEntryDecoder;
import io.tocsin.codecs.sbe.CareEntryDecoder;
import io.tocsin.codecs.sbe.CareScope;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.DutyScope;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.PatientEntryDecoder;
import io.tocsin.codecs.sbe.RoleEntryDecoder;
import io.tocsin.engine.authority.AuthorityTable;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Who has which role, and how people stand to patients, beds and units, as the engine was configured; what a role permits stands in the engine's own table. Immutable;
 * any thread.
 */
final class Rights {
    /** Nobody has a role. */
    static final Rights NOBODY = new Rights();

    private static final Set<EmergencyType> TECHNICAL_TYPES =
            EnumSet.of(EmergencyType.OTHER, EmergencyType.DEVICE_TECHNICAL);

    private final Map<String, Grant> grants = new HashMap<>();
    /** Who cares for a patient or a bed, and who holds each role of a unit, where no roster says so. */
    private final Map<DutyPlace, Set<String>> caring = new HashMap<>();

    private final Map<String, Map<DutyPlace, Set<String>>> holding = new HashMap<>();
    private final Map<String, String> bedOf = new HashMap<>();
    private final Map<String, String> unitOfBed = new HashMap<>();
    private final Map<String, String> unitOfPatient = new HashMap<>();
    private final Set<DutyPlace> rostered = new HashSet<>();

    private Rights() {}

    /**
     * As a configuration says.
     *
     * @param entries  all that are in force.
     * @param rostered the places where a roster counts in the place of the list.
     */
    static Rights of(final Collection<SiteEntry> entries, final Collection<DutyPlace> rostered) {
        final Rights rights = new Rights();
        rights.rostered.addAll(rostered);
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        for (final SiteEntry entry : entries) {
            final UnsafeBuffer buffer = new UnsafeBuffer(entry.bytes());
            switch (header.wrap(buffer, 0).templateId()) {
                case AuthorityEntryDecoder.TEMPLATE_ID ->
                    rights.add(new AuthorityEntryDecoder().wrapAndApplyHeader(buffer, 0, header));
                case RoleEntryDecoder.TEMPLATE_ID ->
                    rights.add(new RoleEntryDecoder().wrapAndApplyHeader(buffer, 0, header));
                case CareEntryDecoder.TEMPLATE_ID ->
                    rights.add(new CareEntryDecoder().wrapAndApplyHeader(buffer, 0, header));
                case PatientEntryDecoder.TEMPLATE_ID ->
                    rights.add(new PatientEntryDecoder().wrapAndApplyHeader(buffer, 0, header));
                case BedEntryDecoder.TEMPLATE_ID ->
                    rights.add(new BedEntryDecoder().wrapAndApplyHeader(buffer, 0, header));
                default -> {
                    // Says nothing of what people are to each other.
                }
            }
        }
        return rights.isUsed() ? rights : NOBODY;
    }

    /** Whether anybody has a role: else everybody sees what they are told. */
    boolean isUsed() {
        return !grants.isEmpty();
    }

    /** The role of a person; NONE if they have none. */
    AuthorityRole roleOf(final String person) {
        final Grant grant = grants.get(person);
        return grant == null ? AuthorityRole.NONE : grant.role();
    }

    /** As {@link AlertView#sight}. */
    Sight sight(
            final String person,
            final AlertState alert,
            final boolean isTold,
            final @Nullable Set<String> units,
            final DutyBook duty,
            final AccessBook access) {
        final boolean isConcerned = !alert.isUninvited(person)
                && (isTold || alert.responses().containsKey(person) || person.equals(alert.owner()));
        final Grant grant = grants.get(person);
        if (grant == null) {
            return isConcerned ? Sight.WHOLE : Sight.NOTHING;
        }
        final int relationships = (isConcerned ? ofTelling(alert) : 0)
                | (access.hasView(person, alert.patientId()) ? AuthorityTable.VIEW : 0)
                | ofPatient(grant, alert.patientId())
                | (isCaring(person, alert.patientId(), alert.bed(), duty) ? AuthorityTable.CARE : 0)
                | (isOfUnit(person, alert.unit(), units, duty) ? AuthorityTable.UNIT : 0);
        if (grant.permits(AuthorityAction.SEE_ALERT, relationships)) {
            return grant.permits(AuthorityAction.SEE_VITALS, relationships) ? Sight.WHOLE : Sight.WITHOUT_VITALS;
        }
        if (grant.permits(AuthorityAction.SEE_SUMMARY, relationships)) {
            return Sight.SUMMARY;
        }
        return grant.permits(AuthorityAction.SEE_METADATA, relationships) ? Sight.METADATA : Sight.NOTHING;
    }

    /** Whether SEE_VITALS is permitted of a subject that has no alert, as the configuration places it; without a role it is not. */
    boolean permitsReadings(
            final String person,
            final Subject subject,
            final @Nullable Set<String> units,
            final DutyBook duty,
            final AccessBook access) {
        final Grant grant = grants.get(person);
        if (grant == null) {
            return false;
        }
        final String patient = subject.kind() == Subject.Kind.PATIENT ? subject.id() : "";
        final String bed = subject.kind() == Subject.Kind.BED ? subject.id() : bedOf.getOrDefault(patient, "");
        final String unit = unitOfBed.getOrDefault(bed, unitOfPatient.getOrDefault(patient, ""));
        return grant.permits(
                AuthorityAction.SEE_VITALS,
                ofPatient(grant, patient)
                        | (access.hasView(person, patient) ? AuthorityTable.VIEW : 0)
                        | (isCaring(person, patient, bed, duty) ? AuthorityTable.CARE : 0)
                        | (isOfUnit(person, unit, units, duty) ? AuthorityTable.UNIT : 0));
    }

    /** Whether a person cares for a patient, or for the bed that the configuration gives them, or is of their unit, as far as it is one of these; {@code null} = of any. */
    boolean hasToDoWith(
            final String person, final String patient, final @Nullable Set<String> units, final DutyBook duty) {
        final String bed = bedOf.getOrDefault(patient, "");
        final String unit = unitOfBed.getOrDefault(bed, unitOfPatient.getOrDefault(patient, ""));
        return isCaring(person, patient, bed, duty) || isOfUnit(person, unit, units, duty);
    }

    /** Who is told was offered it. Technical is what the router says of its own parts, or what a source raised as OTHER or DEVICE_TECHNICAL; not what a limit or a score opened. */
    private static int ofTelling(final AlertState alert) {
        final Cause cause = alert.cause().kind();
        final boolean isTechnical =
                cause == Cause.TECHNICAL || (cause == Cause.DECLARED && TECHNICAL_TYPES.contains(alert.type()));
        return AuthorityTable.OFFERED | (isTechnical ? AuthorityTable.TECHNICAL : 0);
    }

    private static int ofPatient(final Grant grant, final String patient) {
        if (patient.isEmpty() || !grant.patient().equals(patient)) {
            return 0;
        }
        return grant.role() == AuthorityRole.PATIENT ? AuthorityTable.OWN : AuthorityTable.CONSENT;
    }

    private boolean isCaring(final String person, final String patient, final String bed, final DutyBook duty) {
        return (!patient.isEmpty() && isOf(new DutyPlace(DutyScope.PATIENT, "", patient), person, duty))
                || (!bed.isEmpty() && isOf(new DutyPlace(DutyScope.BED, "", bed), person, duty));
    }

    /** Of these units alone; {@code null} = of any. */
    private boolean isOfUnit(
            final String person, final String unit, final @Nullable Set<String> units, final DutyBook duty) {
        if (unit.isEmpty() || (units != null && !units.contains(unit))) {
            return false;
        }
        for (final Map.Entry<DutyPlace, Set<String>> role :
                holding.getOrDefault(unit, Map.of()).entrySet()) {
            if (role.getValue().contains(person) && !rostered.contains(role.getKey())) {
                return true;
            }
        }
        return duty.isOnInUnit(person, unit);
    }

    private boolean isOf(final DutyPlace place, final String person, final DutyBook duty) {
        return rostered.contains(place)
                ? duty.isOn(person, place)
                : caring.getOrDefault(place, Set.of()).contains(person);
    }

    private void add(final AuthorityEntryDecoder entry) {
        final AuthorityRole role = entry.role();
        final String person = entry.personId();
        if (role != AuthorityRole.NONE) {
            grants.put(person, new Grant(role, entry.patientId()));
        }
    }

    private void add(final RoleEntryDecoder entry) {
        final Set<String> people = new HashSet<>();
        for (final RoleEntryDecoder.PeopleDecoder person : entry.people()) {
            people.add(person.personId());
        }
        final String unit = entry.unitId();
        holding.computeIfAbsent(unit, name -> new HashMap<>())
                .put(new DutyPlace(DutyScope.ROLE, unit, entry.role()), people);
    }

    private void add(final CareEntryDecoder entry) {
        final DutyScope scope = entry.scope() == CareScope.PATIENT ? DutyScope.PATIENT : DutyScope.BED;
        final Set<String> people = new HashSet<>();
        for (final CareEntryDecoder.PeopleDecoder person : entry.people()) {
            people.add(person.personId());
        }
        caring.put(new DutyPlace(scope, "", entry.subjectId()), people);
    }

    private void add(final PatientEntryDecoder entry) {
        final String patient = entry.patientId();
        bedOf.put(patient, entry.bedId());
        unitOfPatient.put(patient, entry.unitId());
    }

    private void add(final BedEntryDecoder entry) {
        final String bed = entry.bedId();
        unitOfBed.put(bed, entry.unitId());
    }

    private record Grant(AuthorityRole role, String patient) {
        boolean permits(final AuthorityAction action, final int relationships) {
            return AuthorityTable.permits(role.value(), action.value(), relationships);
        }
    }
}
