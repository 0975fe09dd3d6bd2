package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.text.EdgeText;
import java.time.Duration;

/**
 * What is said of how people are told, and of readings: the part of {@link Site.Builder} that collects it. One thread.
 *
 * @param <B> the builder.
 */
abstract class ContactBuilder<B> {
    private static final long MAX_BUNDLE_MS = 600_000;

    final SiteParts parts;

    ContactBuilder(final SiteParts parts) {
        this.parts = parts;
    }

    /** The builder, for the next call. */
    abstract B self();

    /**
     * How a person is told beside the WebSocket, in order: one method after the other until they answer, those whose channels a step names. None takes them away.
     * The same person again replaces them. Returns this.
     *
     * @throws IllegalArgumentException if a channel is named twice, or a method is due before one that stands before it.
     */
    public B contact(final String personId, final ContactMethod... methods) {
        parts.contacts.put(EdgeText.requiredId("personId", personId), ContactMethod.checked(personId, methods));
        return self();
    }

    /** As {@link #contact}, by policies {@link Policy#forMessages()}; of who has none here the usual ones count. Returns this. */
    public B contactForMessages(final String personId, final ContactMethod... methods) {
        parts.messageContacts.put(EdgeText.requiredId("personId", personId), ContactMethod.checked(personId, methods));
        return self();
    }

    /**
     * How long further alerts wait after something was sent to a person over a channel, to be sent together: of those that are URGENT or less grave, and never longer
     * than half of the time to answer. The first is sent at once, calls never wait, and neither does the WebSocket, nor what follows a message that failed. A clock
     * counts the time as any other. Of who has contact methods, in both plans; zero, as without this, and nothing waits. Returns this.
     *
     * @param within up to ten minutes; two are usual.
     */
    public B bundle(final String personId, final Duration within) {
        parts.bundleMs.put(
                EdgeText.requiredId("personId", personId), Checks.millis("within", within, 0, MAX_BUNDLE_MS));
        return self();
    }

    /** Who is told before whom, of people whom a step tells together; NORMAL if nothing is said. Decides nothing else. Returns this. */
    public B precedence(final String personId, final Priority precedence) {
        parts.precedence.put(EdgeText.requiredId("personId", personId), requireNonNull(precedence, "precedence"));
        return self();
    }

    /** For how long, and how often at once, patients are seen by broken glass; default {@link ViewLimits#standard()}. Returns this. */
    public B viewLimits(final ViewLimits limits) {
        parts.viewLimits = requireNonNull(limits, "limits");
        return self();
    }

    /** How severe conditions of devices are at least, and which are looked for; default that of the preset, or {@link DeviceRules#none()}. Returns this. */
    public B devices(final DeviceRules rules) {
        parts.devices = requireNonNull(rules, "rules");
        return self();
    }

    /** How readings are questioned before limits and scores look at them; default {@link ReadingGate#none()}. Returns this. */
    public B readingGate(final ReadingGate gate) {
        parts.gate = requireNonNull(gate, "gate");
        return self();
    }

    /** What is not delivered in mode EMERGENCY, and which facilities cover which; default {@link Deliveries#everything()}. Returns this. */
    public B deliveries(final Deliveries deliveries) {
        parts.deliveries = requireNonNull(deliveries, "deliveries");
        return self();
    }

    /**
     * People who work here, though the site does not say as what, such as those whom rosters alone name ({@link AlertRouter#duty()}): none of them is taken for family
     * because they are somebody's {@link #emergencyContacts emergency contact}. Decides nothing else. Those named before stay. Returns this.
     */
    public B staff(final String... personIds) {
        for (final String personId : personIds) {
            parts.staff.add(EdgeText.requiredId("personId", personId));
        }
        return self();
    }

    /**
     * Whom a patient wants told of an emergency, in order, at most {@value SiteParts#MAX_EMERGENCY_CONTACTS}; the patient has consented to every one of them. They
     * are told by policies that have a step for them, after somebody else was told, and never what is the matter; nobody takes them away. Who is in no care list,
     * holds no role, is named by no policy, has no specializations and is not {@link #staff} gets the authority {@code FAMILY} of the first patient who names them, as
     * long as one does, unless the site says another: so nobody can make them responsible for an alert. Where a policy asks the nearest, nobody gets it so: anybody
     * may be meant; say there who is FAMILY by {@link Site.Builder#authority(String, io.tocsin.codecs.sbe.AuthorityRole, String)}. Rosters are no part of the site: name
     * as staff who is on duty by one alone. Returns this.
     */
    public B emergencyContacts(final String patientId, final String... personIds) {
        if (personIds.length > SiteParts.MAX_EMERGENCY_CONTACTS) {
            throw new IllegalArgumentException("emergency contacts of patient '" + patientId + "': " + personIds.length
                    + " people: at most " + SiteParts.MAX_EMERGENCY_CONTACTS);
        }
        parts.emergencyContacts.put(
                EdgeText.requiredId("patientId", patientId),
                SiteParts.people("emergency contacts of patient '" + patientId + "'", personIds));
        return self();
    }
}
