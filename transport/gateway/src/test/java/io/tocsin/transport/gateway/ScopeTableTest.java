package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How scopes are read, and which of them each message needs: what the page says is what the code asks. */
final class ScopeTableTest {
    @ParameterizedTest(name = "{0} permits {1} to {2}: {3}")
    @CsvSource({
        "user/Communication.r,        COMMUNICATION_READ,   CLINICIAN, true",
        "user/Communication.rs,       COMMUNICATION_SEARCH, CLINICIAN, true",
        "user/Communication.read,     COMMUNICATION_SEARCH, CLINICIAN, true",
        "user/Communication.write,    COMMUNICATION_UPDATE, CLINICIAN, true",
        "user/Communication.write,    COMMUNICATION_READ,   CLINICIAN, false",
        "user/*.*,                    OBSERVATION_CREATE,   CLINICIAN, true",
        "user/*.*,                    ACK,                  CLINICIAN, false",
        "user/*.cruds,                PATIENT_READ,         OPERATOR,  true",
        "system/*.cruds,              PATIENT_READ,         OPERATOR,  true",
        "system/Communication.c,      COMMUNICATION_CREATE, SOURCE,    true",
        "user/Communication.c,        COMMUNICATION_CREATE, SOURCE,    false",
        "patient/Communication.c,     COMMUNICATION_CREATE, SOURCE,    false",
        "system/Communication.r,      COMMUNICATION_READ,   CLINICIAN, false",
        "patient/Communication.r,     COMMUNICATION_READ,   CLINICIAN, false",
        "patient/*.cruds,             PATIENT_READ,         OPERATOR,  false",
        "alert:ack,                   ACK,                  CLINICIAN, true",
        "alert:ack,                   ESCALATE,             CLINICIAN, false",
        "alert:*,                     ACK,                  CLINICIAN, false",
        "user/alert:ack,              ACK,                  CLINICIAN, false",
        "ALERT:ACK,                   ACK,                  CLINICIAN, false",
        "user/communication.r,        COMMUNICATION_READ,   CLINICIAN, false",
        "USER/Communication.r,        COMMUNICATION_READ,   CLINICIAN, false",
        "user/Communication.sr,       COMMUNICATION_READ,   CLINICIAN, false",
        "user/Communication.rr,       COMMUNICATION_READ,   CLINICIAN, false",
        "user/Communication.,         COMMUNICATION_READ,   CLINICIAN, false",
        "user/Communication,          COMMUNICATION_READ,   CLINICIAN, false",
        "user/Communication.r?x=1,    COMMUNICATION_READ,   CLINICIAN, false",
        "user/CommunicationRequest.r, COMMUNICATION_READ,   CLINICIAN, false",
        "user/Comm*.r,                COMMUNICATION_READ,   CLINICIAN, false",
        "openid,                      COMMUNICATION_READ,   CLINICIAN, false",
        "'',                          COMMUNICATION_READ,   CLINICIAN, false",
    })
    void shouldReadScopesAsSmartHasThem(
            final String word, final Scope scope, final Role role, final boolean isPermitted) {
        assertThat(Scopes.ofText("openid " + word + " launch").permits(scope, role, false))
                .isEqualTo(isPermitted);
    }

    @Test
    void shouldReadWhatAPatientMaySeeOfThemselves() {
        final Scopes own = Scopes.ofText("patient/Communication.rs");
        assertThat(own.permits(Scope.COMMUNICATION_READ, Role.CLINICIAN, true)).isTrue();
        assertThat(own.permits(Scope.OBSERVATION_READ, Role.CLINICIAN, true)).isFalse();
        assertThat(own.permits(Scope.COMMUNICATION_READ, Role.OPERATOR, true)).isFalse();
    }

    /** Every kind of message there is, and the table that people read: what a page says is what the code asks. */
    @Test
    void shouldAskForWhatTheReadmeSays() throws IOException {
        final Map<String, Set<String>> documented = new HashMap<>();
        final Matcher row = Pattern.compile("^\\| (none|`[^`|]+`) \\| (.*) \\|$", Pattern.MULTILINE)
                .matcher(section(Files.readString(Path.of("README.md")), "### What a scope permits"));
        while (row.find()) {
            final Set<String> messages = new TreeSet<>();
            // Behind a semicolon stands what is no message.
            final Matcher name =
                    Pattern.compile("`([A-Za-z.]+)`").matcher(row.group(2).replaceAll(";.*", ""));
            while (name.find()) {
                messages.add(name.group(1));
            }
            documented.put(row.group(1).replace("`", ""), messages);
        }
        final Map<String, Set<String>> asked = new HashMap<>();
        leaves(ClientMessage.class).forEach(kind -> {
            final Scope scope = ScopeTable.needed(kind);
            asked.computeIfAbsent(scope == null ? "none" : scope.word(), word -> new TreeSet<>())
                    .add(wireName(kind));
        });
        asked.computeIfAbsent(Scope.COMMUNICATION_READ.word(), word -> new TreeSet<>())
                .add("hello");
        assertThat(documented).isEqualTo(asked);
        assertThat(asked.keySet())
                .containsAll(Stream.of(Scope.values()).map(Scope::word).collect(Collectors.toSet()));
    }

    @Test
    void shouldLeaveToOperatorsOfWhatNobodySaidWhatItNeeds() {
        assertThat(ScopeTable.needed(String.class)).as("deny by default").isEqualTo(Scope.ADMIN);
        assertThat(leaves(ClientMessage.class)).allMatch(ScopeTable::isSaid);
    }

    private static String section(final String page, final String title) {
        final int from = page.indexOf(title);
        return page.substring(from, page.indexOf("\n## ", from));
    }

    private static List<Class<?>> leaves(final Class<?> kind) {
        if (!kind.isSealed()) {
            return List.of(kind);
        }
        final List<Class<?>> leaves = new ArrayList<>();
        for (final Class<?> next : kind.getPermittedSubclasses()) {
            leaves.addAll(leaves(next));
        }
        return leaves;
    }

    private static String wireName(final Class<?> kind) {
        final String name = kind.getSimpleName();
        return switch (name) {
            case "AuthRefresh" -> "auth.refresh";
            case "PresenceChange" -> "presence";
            case "ReportResult" -> "result";
            case "RevokeAccess" -> "revoke";
            default -> {
                final String bare = name.endsWith("Query") ? name.substring(0, name.length() - 5) : name;
                yield Character.toLowerCase(bare.charAt(0)) + bare.substring(1);
            }
        };
    }
}
