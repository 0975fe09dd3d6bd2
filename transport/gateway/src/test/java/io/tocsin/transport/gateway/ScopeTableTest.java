package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CommandEncoder;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.sbe.AcceptAlertDecoder;
import io.tocsin.codecs.sbe.AcceptResultDecoder;
import io.tocsin.codecs.sbe.AccessScope;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.engine.authority.CommandScopes;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
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

    /** The gateway asks first and the engine again: of one table, by the command that each message becomes. */
    @Test
    void shouldAskOfEachCommandWhatTheEngineAsks() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[2_048]);
        final Set<Class<?>> commands = new HashSet<>();
        for (final Class<?> kind : leaves(ClientMessage.class)) {
            if (!ClientMessage.Command.class.isAssignableFrom(kind) && kind != ClientMessage.Vitals.class) {
                continue;
            }
            final ClientMessage message = (ClientMessage) any(kind);
            final CommandEncoder.Origin origin = new CommandEncoder.Origin(1, 0, 1, 0, 0, Level.OS);
            new CommandEncoder().encode(message, origin, buffer, 0);
            final int template = new MessageHeaderDecoder().wrap(buffer, 0).templateId();
            commands.add(kind);
            assertThat(ScopeTable.commands().get(kind)).as(kind.getSimpleName()).isEqualTo(template);
            assertThat(requireNonNull(ScopeTable.needed(message)).logged().value())
                    .as(kind.getSimpleName())
                    .isEqualTo((short) CommandScopes.needed(template));
        }
        assertThat(commands).isEqualTo(ScopeTable.commands().keySet());
        assertThat(CommandScopes.needed(AcceptResultDecoder.TEMPLATE_ID))
                .as("an accept that reads back is another command")
                .isEqualTo(CommandScopes.needed(AcceptAlertDecoder.TEMPLATE_ID));
    }

    @Test
    void shouldHaveTheWordsOfTheLog() {
        assertThat(Stream.of(Scope.values()).map(Scope::logged))
                .containsExactlyElementsOf(Stream.of(AccessScope.values())
                        .filter(scope -> scope != AccessScope.NULL_VAL)
                        .toList());
        assertThat(Stream.of(Scope.values()).map(Scope::bit))
                .allMatch(bit -> bit > 1 && bit < 1L << 32 && Long.bitCount(bit) == 1)
                .doesNotHaveDuplicates();
    }

    /** Any message of a kind: what decides its template is the kind alone. */
    private static Object any(final Class<?> kind) {
        final Class<?>[] types = Stream.of(kind.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            final Constructor<?> constructor = kind.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(Stream.of(kind.getRecordComponents())
                    .map(ScopeTableTest::value)
                    .toArray());
        } catch (final ReflectiveOperationException wrong) {
            throw new LinkageError("no " + kind.getSimpleName() + " could be made", wrong);
        }
    }

    private static @Nullable Object value(final RecordComponent component) {
        final Class<?> type = component.getType();
        if (type == int.class) {
            return component.getName().endsWith("Ms") ? 60_000 : 1;
        }
        if (type == long.class) {
            return component.getName().equals("commandId") ? 1L : 60_000L;
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == String.class) {
            // An accept that reads a result back is another command.
            return component.getName().equals("readBack") ? "" : "x";
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type == ClientMessage.AlertName.class) {
            return ClientMessage.AlertName.id(1);
        }
        if (type == List.class) {
            return component.getName().equals("readings")
                    ? List.of(new ClientMessage.Reading(Parameter.HEART_RATE, 7_000))
                    : List.of();
        }
        if (type == Set.class) {
            return Set.of();
        }
        if (type == Map.class) {
            return Map.of();
        }
        if (type.isRecord()
                && !Stream.of(component.getAnnotatedType().getAnnotations()).anyMatch(each -> true)) {
            return any(type);
        }
        return null;
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
