package io.tocsin.transport.gateway;

import io.tocsin.codecs.json.Role;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is who by the names in certificates. Immutable; any thread. */
final class PrincipalMap {
    private static final Set<String> KINDS = Set.of("dns", "uri", "email", "ip");
    private static final int WORDS = 3;
    private static final int WORDS_WITH_SCOPES = 4;

    private final Map<String, Principal> byName;

    private PrincipalMap(final Map<String, Principal> byName) {
        this.byName = byName;
    }

    /**
     * Reads a file of principals.
     *
     * @param path for messages.
     * @param text of the file.
     * @return a map, empty if nothing stands there.
     * @throws IllegalArgumentException if a line is not as it must be; the message says which.
     */
    static PrincipalMap parse(final String path, final String text) {
        final Map<String, Principal> byName = new HashMap<>();
        int number = 0;
        for (final String line : text.split("\\R", -1)) {
            number++;
            final int remark = line.indexOf('#');
            final String said = (remark < 0 ? line : line.substring(0, remark)).strip();
            if (!said.isEmpty()) {
                add(byName, path + ":" + number, said.split("\\s+", -1));
            }
        }
        return new PrincipalMap(Map.copyOf(byName));
    }

    /** Who has these names; {@code null} if nobody has, or not all that are known are of one. */
    @Nullable
    Principal find(final List<String> names) {
        Principal found = null;
        for (final String name : names) {
            final Principal next = byName.get(name);
            if (next != null && found != null && !next.isSameAs(found)) {
                return null;
            }
            found = next == null ? found : next;
        }
        return found;
    }

    private static void add(final Map<String, Principal> byName, final String where, final String[] words) {
        final int colon = words[0].indexOf(':');
        if (words.length < WORDS
                || words.length > WORDS_WITH_SCOPES
                || colon < 0
                || !KINDS.contains(words[0].substring(0, colon))) {
            throw new IllegalArgumentException(where
                    + ": a line has a name such as dns:pump-1.example, a subject, roles with commas between them, and"
                    + " scopes with commas between them, if it has any");
        }
        final Set<Role> roles = EnumSet.noneOf(Role.class);
        for (final String word : words[2].split(",", -1)) {
            roles.add(role(where, word));
        }
        try {
            final Principal named = new Principal(words[1], roles, Principal.NEVER)
                    .permitting(words.length == WORDS_WITH_SCOPES ? scopes(words[WORDS]) : null);
            if (byName.values().stream().anyMatch(each -> each.isSameAs(named) && !each.equals(named))) {
                throw new IllegalArgumentException("'" + words[1] + "' has other scopes in another line");
            }
            if (byName.put(canonical(words[0]), named) != null) {
                throw new IllegalArgumentException("'" + words[0] + "' stands there twice");
            }
        } catch (final IllegalArgumentException wrong) {
            throw new IllegalArgumentException(where + ": " + wrong.getMessage(), wrong);
        }
    }

    /** Names of hosts and mailboxes are the same in capitals. */
    static String canonical(final String name) {
        return name.startsWith("uri:") ? name : name.toLowerCase(Locale.ROOT);
    }

    /** What is no scope would permit nothing, which whoever wrote it did not mean. */
    private static Scopes scopes(final String text) {
        final List<String> words = List.of(text.split(",", -1));
        for (final String word : words) {
            if (!Scopes.isKnown(word)) {
                throw new IllegalArgumentException("'" + word + "' is no scope, such as system/Observation.c");
            }
        }
        return Scopes.of(words);
    }

    private static Role role(final String where, final String word) {
        for (final Role role : Role.values()) {
            if (role.wireName().equals(word)) {
                return role;
            }
        }
        throw new IllegalArgumentException(where + ": '" + word + "' is none of clinician, source, operator");
    }
}
