package io.tocsin.transport.gateway;

import io.tocsin.codecs.json.Role;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a proof permits, as SMART App Launch 2 writes scopes: {@code <patient|user|system>/<resource or *>.<letters of cruds, in this order>}, and verbs of our own such as
 * {@code alert:ack}. The letters of version 1 mean what version 2 says they do: {@code read} is {@code rs}, {@code write} is {@code cud}, {@code *} is {@code cruds}. A word
 * that is something else permits nothing, as does one with a search parameter ({@code ?code=…}): it permits less than the scope without, and nobody here can say what.
 * Immutable; any thread.
 *
 * @param patient bits of {@link Scope} that are permitted of one patient.
 * @param user    those of what the person may see.
 * @param system  those of a machine.
 * @param verbs   those that have no context.
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2/scopes-and-launch-context.html">SMART App Launch 2.0.0, scopes</a>
 */
public record Scopes(long patient, long user, long system, long verbs) {
    /** Permits nothing. */
    public static final Scopes NONE = new Scopes(0, 0, 0, 0);

    /** Permits everything. */
    static final Scopes ALL = new Scopes(-1, -1, -1, -1);

    private static final Pattern SMART =
            Pattern.compile("(patient|user|system)/([A-Za-z]{1,64}|\\*)\\.(c?r?u?d?s?|read|write|\\*)");

    /**
     * Reads the words of a claim; what is no scope of ours permits nothing.
     *
     * @param words such as {@code user/Communication.rs} or {@code openid}.
     * @return what they permit together.
     */
    public static Scopes of(final Collection<String> words) {
        Scopes all = NONE;
        for (final String word : words) {
            all = all.and(of(word));
        }
        return all;
    }

    /** The same of a text with blanks between the words, as RFC 8693, 4.2, has it. */
    public static Scopes ofText(final String words) {
        return of(List.of(words.split(" ", -1)));
    }

    /** Whether a word permits anything at all: in a file that somebody wrote, what does not is a mistake. */
    static boolean isKnown(final String word) {
        return !of(word).equals(NONE);
    }

    /**
     * Whether it permits something.
     *
     * @param scope     what.
     * @param role      in which the client has greeted: a source needs the context {@code system}, a person {@code user}, an operator either.
     * @param ofPatient the client's person is a patient, or of the family, as the router is configured: for whom {@code patient} suffices, since they see no other.
     * @return it does.
     */
    public boolean permits(final Scope scope, final Role role, final boolean ofPatient) {
        final long bits = scope.isVerb()
                ? verbs
                : switch (role) {
                    case SOURCE -> system;
                    case OPERATOR -> user | system;
                    case CLINICIAN -> ofPatient ? user | patient : user;
                };
        return (bits & scope.bit()) != 0;
    }

    /** Whether it permits something that another does not. */
    boolean isBeyond(final Scopes other) {
        return ((patient & ~other.patient) | (user & ~other.user) | (system & ~other.system) | (verbs & ~other.verbs))
                != 0;
    }

    private Scopes and(final Scopes other) {
        return new Scopes(patient | other.patient, user | other.user, system | other.system, verbs | other.verbs);
    }

    private static Scopes of(final String word) {
        for (final Scope scope : Scope.values()) {
            if (scope.isVerb() && scope.word().equals(word)) {
                return new Scopes(0, 0, 0, scope.bit());
            }
        }
        final Matcher smart = SMART.matcher(word);
        if (!smart.matches()) {
            return NONE;
        }
        final String letters = switch (smart.group(3)) {
            case "read" -> "rs";
            case "write" -> "cud";
            case "*" -> "cruds";
            default -> smart.group(3);
        };
        long bits = 0;
        for (final Scope scope : Scope.values()) {
            bits |= scope.isCoveredBy(smart.group(2), letters) ? scope.bit() : 0;
        }
        return switch (smart.group(1)) {
            case "patient" -> new Scopes(bits, 0, 0, 0);
            case "user" -> new Scopes(0, bits, 0, 0);
            default -> new Scopes(0, 0, bits, 0);
        };
    }
}
