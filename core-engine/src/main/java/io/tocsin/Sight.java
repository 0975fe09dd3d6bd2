package io.tocsin;

/**
 * How much of an alert a person may be shown. What the engine tells, events and {@link AlertState} alike, is always whole: whoever shows it to a person asks {@link
 * AlertView#sight} and leaves out the rest.
 *
 * <p>Source: minimum necessary, 45 CFR 164.502(b); who may see what is the table of authority of the engine.
 */
public enum Sight {
    /** Not even that there is one. */
    NOTHING,
    /** That there is one and how it stands: type, severity, unit, times, steps, and who of the staff has it; of the patient nothing. */
    METADATA,
    /** For the patient and the family: that there is one, and whether somebody responds. */
    SUMMARY,
    /** Everything but what was measured. */
    WITHOUT_VITALS,
    /** Everything. */
    WHOLE
}
