package io.tocsin.codecs.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.Result;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The protocol's page tells the truth: its examples are messages, and its tables are the code's. */
final class ReadmeTest {
    static List<String> clientExamples() throws IOException {
        return Readme.clientExamples();
    }

    static List<String> serverExamples() throws IOException {
        return Readme.serverExamples();
    }

    @ParameterizedTest
    @MethodSource("clientExamples")
    void shouldWriteTheExampleOfAClientAsItWasRead(final String example) throws ProtocolException {
        final ClientMessage message = ClientMessageReader.read(utf8(example));

        assertThat(tree(new String(ClientMessageWriter.write(message), UTF_8))).isEqualTo(tree(example));
    }

    @ParameterizedTest
    @MethodSource("serverExamples")
    void shouldWriteTheExampleOfAServerAsItWasRead(final String example) throws ProtocolException {
        final ServerMessage message = ServerMessageReader.read(utf8(example));

        assertThat(tree(new String(ServerMessageWriter.write(message), UTF_8))).isEqualTo(tree(example));
    }

    @Test
    void shouldShowEveryMessage() throws IOException, ProtocolException {
        final Set<Class<?>> shown = new TreeSet<>(ReadmeTest::byName);
        for (final String example : clientExamples()) {
            shown.add(ClientMessageReader.read(utf8(example)).getClass());
        }
        for (final String example : serverExamples()) {
            shown.add(ServerMessageReader.read(utf8(example)).getClass());
        }

        final Set<Class<?>> all = new TreeSet<>(ReadmeTest::byName);
        addMessages(ClientMessage.class, all);
        addMessages(ServerMessage.class, all);
        assertThat(shown).isEqualTo(all);
    }

    /** Whoever copies two of them to one router would find the second a repetition of the first. */
    @Test
    void shouldNumberEachCommandOnce() throws IOException, ProtocolException {
        final List<Long> numbers = new ArrayList<>();
        for (final String example : clientExamples()) {
            if (ClientMessageReader.read(utf8(example)) instanceof ClientMessage.Command command) {
                numbers.add(command.commandId());
            }
        }

        assertThat(numbers).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void shouldReachTheCommandThatWasEncodedByHand() throws IOException, ProtocolException {
        final CommandEncoder encoder = new CommandEncoder();
        final Set<String> compared = new TreeSet<>();
        for (final String example : clientExamples()) {
            final ClientMessage message = ClientMessageReader.read(utf8(example));
            final byte[] expected = HandEncoded.of(message.getClass());
            if (expected.length > 0) {
                final UnsafeBuffer slot = new UnsafeBuffer(new byte[1_100]);
                // What was in the slot before must not shine through.
                slot.setMemory(0, slot.capacity(), (byte) 0x5A);
                final int length = encoder.encode(message, HandEncoded.ORIGIN, slot, 8);
                final byte[] encoded = new byte[length];
                slot.getBytes(8, encoded);
                assertThat(HexFormat.of().formatHex(encoded))
                        .as(example)
                        .isEqualTo(HexFormat.of().formatHex(expected));
                compared.add(message.getClass().getSimpleName());
            }
        }
        assertThat(compared)
                .containsExactly(
                        "Accept",
                        "Arrive",
                        "BeginBreak",
                        "BreakGlass",
                        "Cancel",
                        "Clear",
                        "ConfirmSilence",
                        "EndBreak",
                        "EndSilence",
                        "EndSnooze",
                        "EndView",
                        "Escalate",
                        "ForgetPatient",
                        "GrantViewers",
                        "LiftRevocation",
                        "Position",
                        "PresenceChange",
                        "Raise",
                        "Receipts",
                        "RecordDose",
                        "Redirect",
                        "Reject",
                        "Release",
                        "ReportResult",
                        "Resolve",
                        "RevokeAccess",
                        "ScheduleDose",
                        "SetLimit",
                        "Silence",
                        "Snooze",
                        "StartMonitoring",
                        "StopMonitoring",
                        "Update",
                        "Vitals");
    }

    @Test
    void shouldListTheErrorCodes() throws IOException {
        assertThat(Readme.table("code").stream().filter(row -> row.size() == 2).toList())
                .containsExactlyElementsOf(Stream.of(ErrorCode.values())
                        .map(code -> List.of(code.name(), code.meaning()))
                        .toList());
    }

    @Test
    void shouldListTheCloseCodes() throws IOException {
        assertThat(closeCodes())
                .containsExactlyElementsOf(Stream.of(CloseCode.values())
                        .map(code -> List.of(
                                String.valueOf(code.code()),
                                code.name(),
                                code.reason(),
                                code.isFaultOfClient() ? "slowly" : ""))
                        .toList());
        assertThat(CloseCode.values())
                .allSatisfy(code -> assertThat(CloseCode.of(code.code())).isEqualTo(code))
                .allSatisfy(code -> assertThat(code.reason().getBytes(UTF_8)).hasSizeLessThan(124));
        assertThat(CloseCode.of(4999)).isNull();
    }

    @Test
    void shouldListTheResults() throws IOException {
        assertThat(Readme.table("result"))
                .containsExactlyElementsOf(Stream.of(AnswerResult.values())
                        .map(result -> List.of(result.name(), result.meaning(), result.isTransient() ? "yes" : ""))
                        .sorted((left, right) -> left.get(2).compareTo(right.get(2)))
                        .toList());
    }

    @Test
    void shouldHaveAnAnswerForEveryResultOfTheEngine() {
        assertThat(Stream.of(Result.values()).filter(result -> result != Result.NULL_VAL))
                .allSatisfy(result -> assertThat(AnswerResult.of(result).name()).isEqualTo(result.name()));
    }

    @Test
    void shouldListTheWaysToResume() throws IOException {
        assertThat(Readme.table("resume"))
                .extracting(row -> row.get(0))
                .containsExactlyElementsOf(
                        Stream.of(ResumeResult.values()).map(Enum::name).toList());
    }

    @Test
    void shouldListHowMuchIsShown() throws IOException {
        assertThat(Readme.table("shown"))
                .extracting(row -> row.get(0))
                .containsExactlyElementsOf(
                        Stream.of(Shown.values()).map(Enum::name).toList());
    }

    @Test
    void shouldSayTheSameNoticeEverywhere() throws IOException {
        final Path ofRepository = Readme.FILE.resolveSibling(Path.of("..", "..", "README.md"));
        assertThat(Files.readString(Readme.FILE).replace("**", "")).contains("> " + Notice.TEXT);
        assertThat(Files.readString(ofRepository).replace("**", "")).contains(Notice.TEXT);
    }

    @Test
    void shouldNameTheLevelsOfTheSchema() throws ProtocolException {
        for (final Level level : Level.values()) {
            if (level != Level.NULL_VAL) {
                final String raise = "{\"type\":\"raise\",\"commandId\":\"1\",\"level\":\"" + level
                        + "\",\"alert\":{\"key\":\"k\",\"emergency\":\"STROKE\",\"severity\":\"URGENT\"}}";
                assertThat(((ClientMessage.Raise) ClientMessageReader.read(utf8(raise))).level())
                        .isEqualTo(level);
            }
        }
    }

    private static List<List<String>> closeCodes() throws IOException {
        final List<List<String>> rows = new ArrayList<>();
        for (final String line : Files.readAllLines(Readme.FILE)) {
            if (line.matches("\\| \\d{4} \\|.*")) {
                rows.add(Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList());
            }
        }
        return rows;
    }

    private static void addMessages(final Class<?> type, final Set<Class<?>> all) {
        for (final Class<?> next : type.getPermittedSubclasses()) {
            if (next.isRecord()) {
                all.add(next);
            } else {
                addMessages(next, all);
            }
        }
    }

    private static int byName(final Class<?> left, final Class<?> right) {
        return left.getName().compareTo(right.getName());
    }

    private static Map<String, Object> tree(final String json) throws ProtocolException {
        return JsonTree.read(utf8(json));
    }

    private static ByteBuffer utf8(final String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
