package io.tocsin.codecs.text;

/** Why a person asks to be let through in an emergency (break the glass): recorded, to be reviewed, and never decides. */
public enum OverrideReason {
    /** A patient has to be treated. */
    TREATMENT,
    /** Somebody's safety. */
    SAFETY,
    /** Anything else. */
    OTHER;

    private static final int OVERRIDE = 1;
    private static final int REASON_SHIFT = 1;

    /**
     * How the envelope of a command says it: bit 0 that it is an emergency, bits 1 and 2 why.
     *
     * @return flags of an envelope.
     */
    public int flags() {
        // The order is the schema's: 1 treatment, 2 safety, 3 other.
        return OVERRIDE | (number() << REASON_SHIFT);
    }

    private int number() {
        return switch (this) {
            case TREATMENT -> 1;
            case SAFETY -> 2;
            case OTHER -> 3;
        };
    }
}
