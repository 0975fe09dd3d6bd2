package io.tocsin.codecs.json;

/** What was ordered not to be done for a patient; changes what is done, never that somebody comes. */
public enum TreatmentLimit {
    /** No resuscitation. */
    NO_RESUSCITATION,
    /** No intubation. */
    NO_INTUBATION,
    /** No admission to intensive care. */
    NO_INTENSIVE_CARE,
    /** Comfort care only. */
    COMFORT_CARE_ONLY
}
