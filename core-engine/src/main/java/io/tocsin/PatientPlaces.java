package io.tocsin;

import io.tocsin.codecs.sbe.BedEntryDecoder;
import io.tocsin.codecs.sbe.CareEntryDecoder;
import io.tocsin.codecs.sbe.CareScope;
import io.tocsin.codecs.sbe.DutyScope;
import io.tocsin.codecs.sbe.EmergencyContactEntryDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.PatientEntryDecoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads from the entries of a configuration where patients are. Used once; one thread. */
final class PatientPlaces {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Map<String, Place> patients = new LinkedHashMap<>();
    private final Map<String, String> unitOfBed = new HashMap<>();
    private final Map<DutyPlace, List<String>> care = new HashMap<>();
    private final Map<String, List<String>> contacts = new HashMap<>();

    private PatientPlaces() {}

    /**
     * Every patient that a configuration names.
     *
     * @param entries  all that are in force.
     * @param rostered the places where a roster counts in the place of the list.
     * @return in the order in which the configuration names them.
     */
    static List<PatientPlace> of(final Collection<SiteEntry> entries, final Set<DutyPlace> rostered) {
        final PatientPlaces places = new PatientPlaces();
        for (final SiteEntry entry : entries) {
            places.read(new UnsafeBuffer(entry.bytes()));
        }
        final List<PatientPlace> all = new ArrayList<>(places.patients.size());
        places.patients.forEach((patient, place) -> all.add(new PatientPlace(
                patient,
                place.unit.isEmpty() ? places.unitOfBed.getOrDefault(place.bed, "") : place.unit,
                place.bed,
                places.careFor(patient, place.bed, rostered),
                places.contacts.getOrDefault(patient, List.of()))));
        return all;
    }

    /**
     * Who lies in which bed.
     *
     * @param entries all that are in force.
     * @return patients' ids by those of their beds.
     */
    static Map<String, String> byBed(final Collection<SiteEntry> entries) {
        final Map<String, String> patients = new HashMap<>();
        for (final PatientPlace place : of(entries, Set.of())) {
            if (!place.bed().isEmpty()) {
                patients.put(place.bed(), place.patientId());
            }
        }
        return patients;
    }

    private List<String> careFor(final String patient, final String bed, final Set<DutyPlace> rostered) {
        final DutyPlace ofPatient = new DutyPlace(DutyScope.PATIENT, "", patient);
        final List<String> own = care.getOrDefault(ofPatient, List.of());
        if (!own.isEmpty() || bed.isEmpty() || rostered.contains(ofPatient)) {
            return rostered.contains(ofPatient) ? List.of() : own;
        }
        final DutyPlace ofBed = new DutyPlace(DutyScope.BED, "", bed);
        return rostered.contains(ofBed) ? List.of() : care.getOrDefault(ofBed, List.of());
    }

    private void read(final UnsafeBuffer buffer) {
        switch (header.wrap(buffer, 0).templateId()) {
            case PatientEntryDecoder.TEMPLATE_ID -> {
                final PatientEntryDecoder entry = new PatientEntryDecoder().wrapAndApplyHeader(buffer, 0, header);
                final String patient = entry.patientId();
                final String bed = entry.bedId();
                patients.put(patient, new Place(bed, entry.unitId()));
            }
            case BedEntryDecoder.TEMPLATE_ID -> {
                final BedEntryDecoder entry = new BedEntryDecoder().wrapAndApplyHeader(buffer, 0, header);
                final String bed = entry.bedId();
                unitOfBed.put(bed, entry.unitId());
            }
            case CareEntryDecoder.TEMPLATE_ID -> {
                final CareEntryDecoder entry = new CareEntryDecoder().wrapAndApplyHeader(buffer, 0, header);
                final DutyScope scope = entry.scope() == CareScope.PATIENT ? DutyScope.PATIENT : DutyScope.BED;
                final List<String> people = new ArrayList<>();
                for (final CareEntryDecoder.PeopleDecoder person : entry.people()) {
                    people.add(person.personId());
                }
                care.put(new DutyPlace(scope, "", entry.subjectId()), people);
            }
            case EmergencyContactEntryDecoder.TEMPLATE_ID -> {
                final EmergencyContactEntryDecoder entry =
                        new EmergencyContactEntryDecoder().wrapAndApplyHeader(buffer, 0, header);
                final List<String> people = new ArrayList<>();
                for (final EmergencyContactEntryDecoder.PeopleDecoder person : entry.people()) {
                    people.add(person.personId());
                }
                contacts.put(entry.patientId(), people);
            }
            default -> {
                // Says nothing of patients.
            }
        }
    }

    private record Place(String bed, String unit) {}
}
