package io.tocsin;

import java.util.List;

/**
 * Where a patient is and who belongs to them, as the configuration in force says. Immutable.
 *
 * @param patientId         of the patient.
 * @param unit              of the patient, or of the bed; empty = neither says one.
 * @param bed               empty = none.
 * @param care              who is assigned to the patient, else to the bed, in order; nobody where a roster says who it is: {@link AlertView#duties} tells them.
 * @param emergencyContacts whom the patient wants told of an emergency, in order.
 */
public record PatientPlace(
        String patientId, String unit, String bed, List<String> care, List<String> emergencyContacts) {
    /** Keeps copies of the lists. */
    public PatientPlace {
        care = List.copyOf(care);
        emergencyContacts = List.copyOf(emergencyContacts);
    }
}
