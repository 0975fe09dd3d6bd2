package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.OutputKind;

/** Which of the two messages to people a delivery is. Which lane it takes is decided by its priority, not by this. */
public enum MessageKind implements WireName {
    /** Somebody has to act: an offer. */
    EMERGENCY_ALERT("EmergencyAlert"),
    /** Somebody has to know: everything else. */
    NOTIFICATION("Notification");

    private final String wireName;

    MessageKind(final String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    /**
     * The message that tells an output.
     *
     * @param kind of the output.
     * @return never {@code null}.
     */
    public static MessageKind of(final OutputKind kind) {
        return kind == OutputKind.OFFER ? EMERGENCY_ALERT : NOTIFICATION;
    }
}
