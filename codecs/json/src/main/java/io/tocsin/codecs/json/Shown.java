package io.tocsin.codecs.json;

/** How much of an alert a client is shown: what the role of its person permits. What is not shown is left out, not made up. */
public enum Shown {
    /** The number alone: it was delivered, and is not for this person. */
    NOTHING,
    /** How it stands, and nothing of the patient: no patient, bed, text or reading. */
    METADATA,
    /** That there is one, and whether somebody responds: no severity, no name but the patient's own. */
    SUMMARY,
    /** Everything but readings. */
    WITHOUT_VITALS,
    /** Everything. */
    WHOLE;

    /**
     * Whether type, severity, priority and cause may be left out.
     *
     * @return true where they are not shown.
     */
    public boolean hidesSeverity() {
        return this == NOTHING || this == SUMMARY;
    }
}
