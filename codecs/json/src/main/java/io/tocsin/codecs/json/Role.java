package io.tocsin.codecs.json;

/** As what a client greets: it decides what the client may do and see. */
public enum Role implements WireName {
    /** A person's client: is told what concerns the person and answers for the person; may raise. */
    CLINICIAN("clinician"),
    /** A device, interface or system that raises alerts and sends readings; sees its own alerts. */
    SOURCE("source"),
    /** A desk or an administrator: sees every alert. */
    OPERATOR("operator");

    private final String wireName;

    Role(final String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
