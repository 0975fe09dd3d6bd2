package io.tocsin.transport.directory;

import java.util.List;

/**
 * What the directory has of a patient. Immutable.
 *
 * @param id                of the patient, as alerts name it.
 * @param name              empty = no register says one.
 * @param unit              where the patient is; by the site's configuration, else by the register; empty = not known.
 * @param bed               the same.
 * @param care              who is assigned, people of the site; by the site's configuration, else by the register.
 * @param emergencyContacts people of the site whom the patient wants told.
 * @param contacts          whom to call, in the words of the register.
 */
public record Patient(
        String id,
        String name,
        String unit,
        String bed,
        List<String> care,
        List<String> emergencyContacts,
        List<String> contacts) {
    /** Keeps copies of the lists. */
    public Patient {
        care = List.copyOf(care);
        emergencyContacts = List.copyOf(emergencyContacts);
        contacts = List.copyOf(contacts);
    }
}
