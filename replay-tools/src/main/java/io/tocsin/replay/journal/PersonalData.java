package io.tocsin.replay.journal;

import java.util.Set;

/**
 * Which fields say, or may say, who a patient is: ids of patients, the block for personal data, and whatever somebody typed. Ids of beds, devices and staff are not
 * among them: without those nobody could follow what happened.
 */
final class PersonalData {
    private static final Set<String> FIELDS = Set.of(
            "patientId",
            "subjectId",
            "address",
            "latitude",
            "longitude",
            "typeText",
            "comment",
            "description",
            "metadata",
            "personal");

    private static final String INTERNED = "IdInterned";
    private static final String INTERNED_VALUE = "value";
    private static final char INTERNED_PATIENT = 'P';

    private PersonalData() {}

    /** Whether a field is one of them whatever it holds. */
    static boolean isField(final String name) {
        return FIELDS.contains(name);
    }

    /** Whether a text is the id of a patient that an event gives an index to. */
    static boolean isInternedPatient(final String message, final String field, final String table, final String text) {
        return message.equals(INTERNED)
                && field.equals(INTERNED_VALUE)
                && table.equals("SUBJECT")
                && !text.isEmpty()
                && text.charAt(0) == INTERNED_PATIENT;
    }
}
