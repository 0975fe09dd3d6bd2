package io.tocsin.transport.server;

import io.tocsin.atrest.PatientTexts;

/** The figures of the keys of patients. */
final class PatientKeyMetrics {
    private final PatientTexts texts;

    PatientKeyMetrics(final PatientTexts texts) {
        this.texts = texts;
    }

    void addTo(final DirectoryMetrics.Registry registry) {
        registry.add("patient_keys", "Keys of patients that are there", () ->
                (long) texts.keys().count());
        registry.add(
                "patient_keys_destroyed",
                "Keys of patients that were destroyed, as far as the file of keys knows",
                () -> (long) texts.keys().destroyed());
        registry.add(
                "patient_keys_to_destroy",
                "Keys of patients who are forgotten that are in the file yet, since it cannot be written",
                () -> (long) texts.keys().undestroyed());
        registry.add("patient_texts_sealed_total", "Commands whose texts were sealed since the start", texts::sealed);
        registry.add(
                "patient_texts_of_nobody_total",
                "Of those, sealed with the key of nobody since the start: no patient was named, or no key could be"
                        + " made; they cannot be forgotten",
                texts::nobodys);
        registry.add(
                "patient_key_faults_total",
                "How often a patient's key could not be made, kept or destroyed since the start",
                texts::faults);
    }
}
