package io.tocsin;

import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Severity;
import java.time.Duration;
import java.util.List;

/**
 * What a site starts from: policies, contact methods, an order, and what a mode does not deliver, made from the roles that people hold. {@code core-engine/POLICIES.md}
 * lists every rule with its test, and every difference. Give it to {@link Site.Builder#preset}; what a site says itself stands before it.
 *
 * <p>Roles that it knows, each of which may be missing: {@value #EMERGENCY_PROVIDER}, {@value #PRIMARY_CARE}, {@value #PROVIDER}, {@value #ADMINISTRATOR},
 * {@value #ON_CALL}, {@value #CHARGE_NURSE}, {@value #BIOMED}.
 */
public enum Preset {
    /**
     * After published guidance; no clinician has reviewed it yet, and those of a site have to before it is used on patients. Nothing is dropped or held back,
     * everybody of the team is told, and nobody far away is. Where a site has no reason for another, use this.
     */
    DEFAULT,
    /** The rules of the platform whose behaviour this project was asked to implement, word by word. */
    MYDR24;

    /** Role: provides care in emergencies. */
    public static final String EMERGENCY_PROVIDER = "emergency-provider";
    /** Role: provides primary care. */
    public static final String PRIMARY_CARE = "primary-care";
    /** Role: provides other care. */
    public static final String PROVIDER = "provider";
    /** Role: administers the health care. */
    public static final String ADMINISTRATOR = "administrator";
    /** Role: in charge of a unit's nurses; told of critical results that nobody has read back, and of devices that nobody sees to. */
    public static final String CHARGE_NURSE = "charge-nurse";
    /** Role: looks after devices (biomedical engineering); told of batteries and calibrations. */
    public static final String BIOMED = "biomed";
    /** Role: on call. */
    public static final String ON_CALL = "on-call";

    /** When a text message follows the WebSocket in {@link #DEFAULT}: long enough for a screen to be looked at (escalation ladder, 10 s). */
    static final Duration DEFAULT_SMS_AFTER = Duration.ofSeconds(10);
    /** When a call follows: unless answered. */
    static final Duration VOICE_AFTER = Duration.ofSeconds(30);
    /** When a call follows a message of {@link #MYDR24} that nothing has delivered. */
    static final Duration MESSAGE_VOICE_AFTER = Duration.ofSeconds(60);
    /** How long the WebSocket has to succeed before push and text message of a message follow: the target of the service level. */
    static final Duration MESSAGE_FIRST = Duration.ofSeconds(2);

    /**
     * The priority of somebody with these roles in an emergency: who is told before whom.
     *
     * @param roles that they hold, in any unit.
     * @return the highest of their roles; LOW with none of those that the preset knows; NORMAL for all in {@link #DEFAULT}.
     */
    public Priority precedence(final Iterable<String> roles) {
        if (this == DEFAULT) {
            return Priority.NORMAL;
        }
        Priority highest = Priority.LOW;
        for (final String role : roles) {
            final Priority of = switch (role) {
                case EMERGENCY_PROVIDER -> Priority.CRITICAL;
                case PRIMARY_CARE, ADMINISTRATOR -> Priority.HIGH;
                case PROVIDER -> Priority.NORMAL;
                default -> Priority.LOW;
            };
            highest = of.value() < highest.value() ? of : highest;
        }
        return highest;
    }

    /**
     * How a person is told of an emergency beside the WebSocket, as far as a step names the channel.
     *
     * @return in order.
     */
    public List<ContactMethod> contact() {
        return List.of(
                ContactMethod.atOnce(Channel.PUSH),
                this == DEFAULT
                        ? ContactMethod.after(Channel.SMS, DEFAULT_SMS_AFTER)
                        : ContactMethod.atOnce(Channel.SMS),
                ContactMethod.after(Channel.VOICE, VOICE_AFTER));
    }

    /**
     * How a person is told of a message with delivery requirements, which are the alerts of limits, scores and technical conditions.
     *
     * @param isRedundant more than one channel is asked for, whatever succeeds.
     * @return in order; in {@link #DEFAULT} as of an emergency.
     */
    public List<ContactMethod> contactForMessages(final boolean isRedundant) {
        if (this == DEFAULT) {
            return contact();
        }
        final ContactMethod push = ContactMethod.after(Channel.PUSH, isRedundant ? Duration.ZERO : MESSAGE_FIRST);
        final ContactMethod sms = ContactMethod.after(Channel.SMS, isRedundant ? Duration.ZERO : MESSAGE_FIRST);
        return List.of(
                isRedundant ? push : push.butNotIfReceived(),
                isRedundant ? sms : sms.butNotIfReceived(),
                ContactMethod.after(Channel.VOICE, MESSAGE_VOICE_AFTER).butNotIfReceived());
    }

    /**
     * What is not delivered in mode EMERGENCY.
     *
     * @return nothing of it in {@link #DEFAULT}.
     */
    public Deliveries deliveries() {
        return this == DEFAULT
                ? Deliveries.everything()
                : Deliveries.everything()
                        .holding(Severity.URGENT, Severity.SEMI_URGENT)
                        .dropping(Severity.NON_URGENT);
    }

    /**
     * The channels of a policy's first step.
     *
     * @param severity  of its alerts.
     * @param isMessage they are messages and not emergencies.
     * @return one and more.
     */
    public List<Channel> channels(final Severity severity, final boolean isMessage) {
        if (severity == Severity.CRITICAL) {
            return List.of(Channel.WEBSOCKET, Channel.PUSH, Channel.SMS, Channel.VOICE);
        }
        if (this == DEFAULT) {
            return severity == Severity.EMERGENT
                    ? List.of(Channel.WEBSOCKET, Channel.PUSH, Channel.SMS)
                    : List.of(Channel.WEBSOCKET, Channel.PUSH);
        }
        if (!isMessage) {
            return List.of(Channel.WEBSOCKET);
        }
        return severity == Severity.EMERGENT
                ? List.of(Channel.WEBSOCKET, Channel.PUSH, Channel.SMS)
                : List.of(Channel.WEBSOCKET, Channel.PUSH);
    }
}
