package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.sbe.AccessScope;
import io.tocsin.engine.authority.CommandScopes;
import org.jspecify.annotations.Nullable;

/**
 * What a token may permit: of data that FHIR has a word for, a resource and one of create, read, update and search, as SMART App Launch 2 writes it; of what FHIR has no
 * word for, a verb of our own. What each message needs says {@link ScopeTable}.
 */
public enum Scope {
    /** Raises an alert. */
    COMMUNICATION_CREATE("Communication", 'c'),
    /** Is told of alerts. */
    COMMUNICATION_READ("Communication", 'r'),
    /** Updates, clears and cancels alerts that it has raised. */
    COMMUNICATION_UPDATE("Communication", 'u'),
    /** Asks for alerts and silences, and for who sees a patient for a time. */
    COMMUNICATION_SEARCH("Communication", 's'),
    /** Sends readings. */
    OBSERVATION_CREATE("Observation", 'c'),
    /** Is shown readings as they come. */
    OBSERVATION_READ("Observation", 'r'),
    /** Asks for monitoring sessions, limits and the history of readings. */
    OBSERVATION_SEARCH("Observation", 's'),
    /** Reports a critical result. */
    DIAGNOSTIC_REPORT_CREATE("DiagnosticReport", 'c'),
    /** Orders a dose. */
    MEDICATION_REQUEST_CREATE("MedicationRequest", 'c'),
    /** Says what became of a dose. */
    MEDICATION_ADMINISTRATION_CREATE("MedicationAdministration", 'c'),
    /** Looks a patient up. */
    PATIENT_READ("Patient", 'r'),
    /** Says where people are, whether they are there, and when they are on break. */
    PRACTITIONER_ROLE_UPDATE("PractitionerRole", 'u'),
    /** Asks who is on duty. */
    PRACTITIONER_ROLE_SEARCH("PractitionerRole", 's'),
    /** Answers an alert: takes, refuses, hands on, arrives, resolves, snoozes. */
    ACK("alert:ack"),
    /** Escalates an alert. */
    ESCALATE("alert:escalate"),
    /** Silences a place. */
    SILENCE("alert:silence"),
    /** Begins and ends monitoring sessions, and says who may look. */
    MONITOR("alert:monitor"),
    /** Sets limits of one patient. */
    LIMIT("alert:limit"),
    /** Asks what alerts there were. */
    REPLAY("alert:replay"),
    /** Breaks the glass, and ends such views. */
    BREAK_GLASS("alert:break-glass"),
    /** Asks who is connected, and revokes access. */
    ADMIN("alert:admin");

    /** How a resource and a letter, or a verb, are written. */
    private final String word;

    private final String resource;
    private final char letter;
    private final long bit = 1L << AccessScope.valueOf(name()).value();

    Scope(final String resource, final char letter) {
        this.resource = resource;
        this.letter = letter;
        word = resource + '.' + letter;
    }

    Scope(final String verb) {
        word = verb;
        resource = "";
        letter = ' ';
    }

    /** Whether it is a verb of our own, which has no context. */
    boolean isVerb() {
        return resource.isEmpty();
    }

    /** Whether a resource, or {@code *}, and letters cover it. */
    boolean isCoveredBy(final String named, final String letters) {
        return !isVerb() && (named.equals("*") || named.equals(resource)) && letters.indexOf(letter) >= 0;
    }

    /** How a verb is written; of a resource what stands behind the context. */
    String word() {
        return word;
    }

    /** As the log has it. */
    AccessScope logged() {
        return AccessScope.valueOf(name());
    }

    /** In a set of scopes, also in the log. */
    long bit() {
        return bit;
    }

    /**
     * What the engine asks of a command.
     *
     * @param template of the command.
     * @return {@code null} = nothing.
     */
    static @Nullable Scope ofCommand(final int template) {
        final int needed = CommandScopes.needed(template);
        return needed == CommandScopes.NONE
                ? null
                : valueOf(AccessScope.get((short) needed).name());
    }

    /**
     * As it is asked of a token of somebody who greets in a role.
     *
     * @param role of the client.
     * @return such as {@code user/Communication.r}, {@code system/Observation.c} or {@code alert:ack}.
     */
    public String name(final Role role) {
        return isVerb() ? word : (requireNonNull(role, "role") == Role.SOURCE ? "system/" : "user/") + word;
    }
}
