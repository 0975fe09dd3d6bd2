package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * An overdose that the nurse was asked about as an URGENT one becomes CRITICAL before she has answered, and what reaches her then: section 7. Played to the
 * specification's model and to the engine. She is connected; her methods are due at once, but for the call, which is due after ten seconds.
 */
final class RiseScenarioTest {
    private static final int WEBSOCKET = 1;
    private static final int SMS = 1 << 2;
    private static final int VOICE = 1 << 3;
    private static final int PAGER = 1 << 4;
    private static final int CREDIT = 2;
    private static final String PAGED = "page";

    /** Channels of the URGENT step and of the CRITICAL one, her methods, whether she has credit for the first, and what reaches her when it rises. */
    private record Row(
            String name, int asked, int rising, List<Integer> methods, boolean hasCredit, List<String> reaches) {
        /** The URGENT policy goes by the methods of messages, of which she has a pager alone. */
        boolean isMessage() {
            return (asked & PAGER) != 0;
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row(
                    "a text message and a call follow",
                    WEBSOCKET,
                    WEBSOCKET | SMS | VOICE,
                    List.of(2, 3),
                    true,
                    List.of(PAGED, "SMS", "VOICE")),
            new Row(
                    "of who has no methods the channels of the step are told",
                    WEBSOCKET,
                    WEBSOCKET | SMS,
                    List.of(),
                    true,
                    List.of("page over 5")),
            new Row(
                    "a method begins again with the one that is new",
                    WEBSOCKET | SMS,
                    WEBSOCKET | SMS | VOICE,
                    List.of(2, 3),
                    true,
                    List.of(PAGED, "SMS", "VOICE")),
            new Row(
                    "who waits is told over all of them",
                    WEBSOCKET,
                    WEBSOCKET | SMS,
                    List.of(2),
                    false,
                    List.of(PAGED, "SMS")),
            new Row(
                    "what is no message any more is told by other methods",
                    SMS | PAGER,
                    SMS | PAGER,
                    List.of(2),
                    true,
                    List.of(PAGED, "SMS")),
            new Row(
                    "nothing is new: the update is enough",
                    WEBSOCKET | SMS,
                    WEBSOCKET | SMS,
                    List.of(2),
                    true,
                    List.of()),
            new Row("what is new is none of her methods", WEBSOCKET, WEBSOCKET | VOICE, List.of(2), true, List.of()),
            new Row("fewer are no reason", WEBSOCKET | SMS, WEBSOCKET, List.of(2), true, List.of()));

    @TestFactory
    Stream<DynamicTest> shouldTellOverEveryChannelOfTheGraverStep() {
        return ROWS.stream()
                .flatMap(row -> Stream.of(
                        DynamicTest.dynamicTest("model: " + row.name, () -> play(row, new OracleEngine(Set.of()))),
                        DynamicTest.dynamicTest("engine: " + row.name, () -> play(row, new EngineSide()))));
    }

    private static void play(final Row row, final Side side) {
        final Scene scene = Scene.staffed(side, CREDIT);
        final List<byte[]> entries = new ArrayList<>(List.of(
                scene.entries.policy(policy(1, 1 << Severity.CRITICAL.value(), row.rising)),
                scene.entries.policy(policy(2, 1 << Severity.URGENT.value(), row.asked), row.isMessage() ? 1 : 0)));
        if (!row.methods.isEmpty()) {
            entries.add(new ContactMessages()
                    .contact(
                            "nurse",
                            0,
                            row.methods.stream()
                                    .map(each -> new ContactMessages.Method(each == 3 ? 10_000 : 0, each, 0))
                                    .toList()));
        }
        if (row.isMessage()) {
            entries.add(new ContactMessages().contact("nurse", 1, List.of(new ContactMessages.Method(0, 4, 0))));
        }
        assertThat(scene.configure(entries)).contains("ConfigApplied [CONFIGURED]");
        for (int i = 0; !row.hasCredit && i < CREDIT; i++) {
            raise(scene, "before " + i, Severity.URGENT);
        }
        raise(scene, "k", Severity.URGENT);
        scene.after(1);

        final List<Line> follows = new ArrayList<>(raise(scene, "k", Severity.CRITICAL));
        follows.addAll(scene.linesAfter(0));
        follows.addAll(scene.linesAfter(10));

        assertThat(reaching(follows, row)).isEqualTo(row.reaches);
    }

    private static Entries.Policy policy(final long id, final int severities, final int channels) {
        return new Entries.Policy(
                id,
                2,
                severities,
                0,
                10_000,
                20_000,
                5_000,
                60_000,
                List.of(new Entries.Step(60_000, 0, channels, "")),
                "desk");
    }

    private static List<Line> raise(final Scene scene, final String key, final Severity severity) {
        final RaiseText text = RaiseText.of(key, severity, "p1");
        text.type = 5;
        return scene.lines(scene.commands.raise(From.source(7, 0), text));
    }

    private static List<String> reaching(final List<Line> lines, final Row row) {
        final List<String> all = new ArrayList<>();
        for (final Line line : lines) {
            if (line.is("OutputDispatched") && line.text("kind").equals("OFFER")) {
                all.add(row.methods.isEmpty() ? PAGED + " over " + line.text("channels") : PAGED);
            } else if (line.is("ChannelChosen")) {
                all.add(line.text("channel"));
            }
        }
        return all;
    }
}
