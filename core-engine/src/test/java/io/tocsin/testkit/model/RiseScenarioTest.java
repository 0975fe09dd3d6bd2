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
 * specification's model and to the engine. She is connected; her methods are due at once, but for the call, which is due after ten seconds. So does section 6 of a
 * rise that brings another policy.
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

    /** A rise within one priority: the routine policy tells the desk alone, the urgent one asks the patient's nurse. */
    private record OtherPolicy(
            String name, Severity from, Severity to, boolean isOwned, boolean isOver, List<String> steps) {}

    private static final List<String> NURSE_ASKED = List.of("StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1");

    private static final List<OtherPolicy> OTHERS = List.of(
            new OtherPolicy(
                    "who is asked about what is urgent",
                    Severity.NON_URGENT,
                    Severity.URGENT,
                    false,
                    false,
                    NURSE_ASKED),
            new OtherPolicy("of any lower one", Severity.SEMI_URGENT, Severity.URGENT, false, false, NURSE_ASKED),
            new OtherPolicy(
                    "nobody else within one policy",
                    Severity.NON_URGENT,
                    Severity.SEMI_URGENT,
                    false,
                    false,
                    List.of()),
            new OtherPolicy("whoever owns it keeps it", Severity.NON_URGENT, Severity.URGENT, true, false, List.of()),
            new OtherPolicy("nobody when it is over", Severity.NON_URGENT, Severity.URGENT, false, true, List.of()),
            new OtherPolicy("nobody when it falls", Severity.URGENT, Severity.NON_URGENT, false, false, List.of()));

    @TestFactory
    Stream<DynamicTest> shouldAskThoseOfTheGraverPolicyThoughThePriorityIsTheSame() {
        return OTHERS.stream()
                .flatMap(row -> Stream.of(
                        DynamicTest.dynamicTest("model: " + row.name, () -> rise(row, new OracleEngine(Set.of()))),
                        DynamicTest.dynamicTest("engine: " + row.name, () -> rise(row, new EngineSide()))));
    }

    @TestFactory
    Stream<DynamicTest> shouldBeginNothingAnewWhenTheSeverityFallsAndRisesAgain() {
        return Stream.of(
                DynamicTest.dynamicTest("model", () -> flap(new OracleEngine(Set.of()))),
                DynamicTest.dynamicTest("engine", () -> flap(new EngineSide())));
    }

    private static void flap(final Side side) {
        final Scene scene = routineAndUrgent(side);
        raise(scene, "k", Severity.URGENT);
        scene.after(600);

        for (final Severity severity : List.of(Severity.NON_URGENT, Severity.SEMI_URGENT, Severity.URGENT)) {
            assertThat(scene.say(scene.commands.update(From.source(7, 0), 1, severity.value(), "", "")))
                    .as("the urgent policy goes on: %s", severity)
                    .noneMatch(line -> line.startsWith("Step"));
        }
    }

    private static Scene routineAndUrgent(final Side side) {
        final Scene scene = Scene.staffed(side, CREDIT);
        scene.open(3, "desk");
        final int routine = 1 << Severity.NON_URGENT.value() | 1 << Severity.SEMI_URGENT.value();
        assertThat(scene.configure(List.of(
                        scene.entries.policy(slow(1, routine, List.of())),
                        scene.entries.policy(slow(
                                2,
                                1 << Severity.URGENT.value(),
                                List.of(new Entries.Step(3_600_000, 0, WEBSOCKET, "")))))))
                .contains("ConfigApplied [CONFIGURED]");
        return scene;
    }

    private static void rise(final OtherPolicy row, final Side side) {
        final Scene scene = routineAndUrgent(side);
        raise(scene, "k", row.from);
        scene.after(600);
        if (row.isOwned) {
            scene.accept(3, 1);
        }
        if (row.isOver) {
            scene.say(scene.commands.clear(From.source(7, 0), 1, ""));
        }

        final byte[] update = scene.commands.update(From.source(7, 0), 1, row.to.value(), "", "");
        assertThat(scene.say(update))
                .filteredOn(line -> line.startsWith("Step"))
                .isEqualTo(row.steps);
    }

    /** Nothing happens for an hour. */
    private static Entries.Policy slow(final long id, final int severities, final List<Entries.Step> steps) {
        return new Entries.Policy(id, 2, severities, 0, 3_600_000, 3_600_000, 0, 60_000, steps, "desk");
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
