package io.tocsin.codecs.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the schema and the AsyncAPI file say for machines is what the code does, and what the page says for people. */
final class ProtocolSchemaTest {
    private static final ProtocolSchema SCHEMA = new ProtocolSchema();
    private static final JsonMapper JSON = JsonMapper.shared();

    /** What fields are set to, one after the other: right for some, wrong for most. */
    private static final List<JsonNode> PROBES = Stream.of(
                    "true",
                    "7",
                    "-1",
                    "0.5",
                    "99999999999",
                    "\"\"",
                    "\"x\"",
                    "\"0\"",
                    "\"123\"",
                    "\"-5\"",
                    "[]",
                    "{}",
                    "[{}]",
                    "[7]",
                    "\"" + "p".repeat(37) + "\"",
                    "\"" + "t".repeat(8_193) + "\"",
                    "\"\\u0000\"")
            .map(JSON::readTree)
            .toList();

    @Test
    void shouldDescribeEveryMessageOfThePage() throws IOException {
        assertThat(SCHEMA.messages("client")).containsExactlyInAnyOrderElementsOf(types(Readme.clientExamples()));
        assertThat(SCHEMA.messages("server")).containsExactlyInAnyOrderElementsOf(types(Readme.serverExamples()));
        assertThat(SCHEMA.choices("client")).isEqualTo(SCHEMA.messages("client"));
        assertThat(SCHEMA.choices("server")).isEqualTo(SCHEMA.messages("server"));
    }

    @Test
    void shouldTakeTheExamplesOfThePage() throws IOException {
        for (final String example : Readme.clientExamples()) {
            assertThat(SCHEMA.faultsByChoice("client", example)).as(example).isEmpty();
        }
        for (final String example : Readme.serverExamples()) {
            assertThat(SCHEMA.faultsByChoice("server", example)).as(example).isEmpty();
        }
    }

    @Test
    void shouldTakeWhateverIsWritten() {
        for (long seed = 1; seed <= 8; seed++) {
            final RandomMessages messages = new RandomMessages(seed);
            for (final ClientMessage message : messages.ofClients()) {
                assertTaken("client", ClientMessageWriter.write(message), seed);
            }
            for (final ServerMessage message : messages.ofServers()) {
                assertTaken("server", ServerMessageWriter.write(message), seed);
            }
        }
    }

    private static void assertTaken(final String side, final byte[] message, final long seed) {
        final JsonNode tree = JSON.readTree(message);
        assertThat(SCHEMA.faults(side, tree))
                .as("seed %d: %s", seed, new String(message, UTF_8))
                .isEmpty();
    }

    /** Every field of every example is left out, and set to every probe: the schema takes what the reader takes, and nothing else. */
    @Test
    void shouldTakeWhatTheReaderTakesAndRefuseWhatItRefuses() throws IOException {
        final List<String> differences = new ArrayList<>();
        int taken = 0;
        int refused = 0;
        for (final String example : Readme.clientExamples()) {
            for (final JsonNode changed : changes((ObjectNode) JSON.readTree(example))) {
                final boolean isTaken = isTakenByReader(changed);
                final Set<String> faults = SCHEMA.faults("client", changed);
                if (isTaken != faults.isEmpty() && !isOfARangeThatIsUpsideDown(changed)) {
                    differences.add((isTaken ? "the reader takes " : "the schema takes ") + changed + ' ' + faults);
                }
                taken += isTaken ? 1 : 0;
                refused += isTaken ? 0 : 1;
            }
        }
        assertThat(differences).isEmpty();
        assertThat(taken).isGreaterThan(500);
        assertThat(refused).isGreaterThan(2_000);
    }

    /** That one field is behind another no schema can say. */
    private static boolean isOfARangeThatIsUpsideDown(final JsonNode message) {
        return message.get("type").asString().equals("history")
                && message.path("toNs").asString("").length()
                        < message.path("fromNs").asString("").length();
    }

    private static boolean isTakenByReader(final JsonNode message) {
        try {
            ClientMessageReader.read(ByteBuffer.wrap(message.toString().getBytes(UTF_8)));
            return true;
        } catch (final ProtocolException refused) {
            return false;
        }
    }

    private static List<JsonNode> changes(final ObjectNode message) {
        final List<JsonNode> changes = new ArrayList<>();
        final ObjectNode longer = message.deepCopy();
        longer.put("aFieldOfALaterVersion", 7);
        changes.add(longer);
        change(message, message, true, changes);
        return changes;
    }

    /** Changes one field at a time, below a node of the message, and puts it back. */
    private static void change(
            final ObjectNode message, final JsonNode node, final boolean isWhole, final List<JsonNode> changes) {
        if (node instanceof ObjectNode object) {
            for (final String name : List.copyOf(object.propertyNames())) {
                if (isWhole && name.equals("type")) {
                    continue;
                }
                final JsonNode before = object.get(name);
                object.remove(name);
                changes.add(message.deepCopy());
                for (final JsonNode probe : PROBES) {
                    object.set(name, probe);
                    changes.add(message.deepCopy());
                }
                object.set(name, before);
                change(message, before, false, changes);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                final JsonNode before = array.get(i);
                for (final JsonNode probe : PROBES) {
                    array.set(i, probe);
                    changes.add(message.deepCopy());
                }
                array.set(i, before);
                change(message, before, false, changes);
            }
        }
    }

    @Test
    void shouldNameTheWordsOfTheCode() throws ReflectiveOperationException {
        for (final Map.Entry<String, List<String>> words : SCHEMA.words().entrySet()) {
            if (!words.getKey().equals("SensorParameter")) {
                assertThat(words.getValue()).as(words.getKey()).isEqualTo(wordsOf(constants(words.getKey())));
            }
        }
    }

    private static List<String> wordsOf(final Enum<?>[] constants) {
        return Arrays.stream(constants).filter(Names::isWord).map(Names::of).toList();
    }

    private static Enum<?>[] constants(final String name) throws ReflectiveOperationException {
        for (final String candidate : List.of(
                "io.tocsin.codecs.sbe." + name,
                "io.tocsin.codecs.json." + name,
                "io.tocsin.codecs.text." + name,
                "io.tocsin.codecs.json." + name.replace("Kind", "$Kind"))) {
            try {
                final Class<?> type = Class.forName(candidate);
                final Method values = type.getDeclaredMethod("values");
                values.setAccessible(true);
                return (Enum<?>[]) values.invoke(null);
            } catch (final ClassNotFoundException elsewhere) {
                // Looked for in the next place.
            }
        }
        throw new ClassNotFoundException("no enum of the code is called " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client", "server"})
    void shouldHaveEveryMessageInTheAsyncApiFile(final String side) {
        final JsonNode file = asyncApi();
        final List<String> names =
                SCHEMA.messages(side).stream().map(name -> side + '.' + name).toList();
        final JsonNode operation =
                file.get("operations").get(side.equals("client") ? "receiveByRouter" : "sendByRouter");
        final List<String> sent = new ArrayList<>();
        operation.get("messages").forEach(message -> sent.add(last(message.get("$ref"))));
        assertThat(sent).isEqualTo(names);
        for (final String name : names) {
            assertThat(last(file.get("channels")
                            .get("connection")
                            .get("messages")
                            .get(name)
                            .get("$ref")))
                    .isEqualTo(name);
            final JsonNode message = file.get("components").get("messages").get(name);
            assertThat(side + '.' + message.get("name").asString()).isEqualTo(name);
            assertThat(message.get("payload").get("schema").get("$ref").asString())
                    .isEqualTo("alert.v1.schema.json#/$defs/" + name);
        }
    }

    @Test
    void shouldHaveEveryCodeInTheAsyncApiFile() {
        final JsonNode file = asyncApi();
        assertThat(file.get("x-close-codes").propertyNames())
                .containsExactlyElementsOf(Arrays.stream(CloseCode.values())
                        .map(code -> String.valueOf(code.code()))
                        .toList());
        for (final CloseCode code : CloseCode.values()) {
            final JsonNode entry = file.get("x-close-codes").get(String.valueOf(code.code()));
            assertThat(entry.get("name").asString()).isEqualTo(code.name());
            assertThat(entry.get("reason").asString()).isEqualTo(code.reason());
        }
        assertThat(file.get("x-error-codes").propertyNames())
                .containsExactlyElementsOf(
                        Arrays.stream(ErrorCode.values()).map(Enum::name).toList());
        for (final ErrorCode code : ErrorCode.values()) {
            assertThat(file.get("x-error-codes").get(code.name()).asString()).isEqualTo(code.meaning());
        }
    }

    private static JsonNode asyncApi() {
        return new YAMLMapper().readTree(ProtocolSchema.resource("alert.v1.asyncapi.yaml"));
    }

    private static String last(final JsonNode reference) {
        final String path = reference.asString();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Set<String> types(final List<String> examples) {
        final Set<String> types = new LinkedHashSet<>();
        examples.forEach(example -> types.add(JSON.readTree(example).get("type").asString()));
        return types;
    }
}
