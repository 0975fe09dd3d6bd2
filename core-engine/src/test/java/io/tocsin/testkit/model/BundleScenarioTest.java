package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is sent to a nurse who has no client open, and when, as section 26 says it of bundles; played on the model and on the engine. Her messages wait for two
 * minutes after the one before; her step lasts ten minutes. Alerts are numbered as they are raised.
 */
final class BundleScenarioTest {
    private static final int PUSH = 1;
    private static final int SMS = 2;
    private static final int VOICE = 3;
    private static final int EVERY = 0x3F;
    private static final int CARDIAC_ARREST = 1;
    private static final int OVERDOSE = 5;
    private static final long MINUTE_MS = 60_000;
    private static final Pattern MEMBER = Pattern.compile("alertId=(\\d+)");

    private final ContactMessages contacts = new ContactMessages();
    private int raised;

    static Stream<Side> sides() {
        return Stream.of(new OracleEngine(Set.of()), new EngineSide());
    }

    /** What is done at a second, and what is sent then: a channel with its alerts, or that one waits. */
    private record Row(long at, String done, String sent) {}

    private static Row row(final long at, final String done, final String sent) {
        return new Row(at, done, sent);
    }

    static Stream<Arguments> tables() {
        final List<List<Row>> tables = List.of(
                // The first is sent at once, the others together when two minutes are over: a message where there were
                // two.
                List.of(
                        row(0, "URGENT", "PUSH 1"),
                        row(20, "URGENT", "waits 2"),
                        row(40, "URGENT", "waits 3"),
                        row(119, "", ""),
                        row(120, "", "PUSH 2+3"),
                        row(239, "URGENT", "waits 4"),
                        row(240, "", "PUSH 4"),
                        row(360, "URGENT", "PUSH 5")),
                // What is graver than URGENT never waits, and nothing waits because of it.
                List.of(
                        row(0, "EMERGENT", "PUSH 1"),
                        row(1, "URGENT", "PUSH 2"),
                        row(2, "URGENT", "waits 3"),
                        row(3, "CRITICAL", "PUSH 4"),
                        row(4, "EMERGENT", "PUSH 5"),
                        row(5, "URGENT arrest", "PUSH 6"),
                        row(121, "", "PUSH 3")),
                // What is URGENT does not wait behind what is less.
                List.of(
                        row(0, "NON_URGENT", "PUSH 1"),
                        row(10, "SEMI_URGENT", "waits 2"),
                        row(20, "URGENT", "PUSH 3"),
                        row(30, "URGENT", "waits 4"),
                        row(40, "NON_URGENT", "waits 5"),
                        row(120, "", "PUSH 2+5"),
                        row(140, "", "PUSH 4")),
                // What is answered or over leaves; what is left of a bundle is a message as any other, or none.
                List.of(
                        row(0, "URGENT", "PUSH 1"),
                        row(10, "URGENT", "waits 2"),
                        row(11, "URGENT", "waits 3"),
                        row(12, "URGENT", "waits 4"),
                        row(20, "cancel 3", "stops 3"),
                        row(30, "cancel 2", "stops 2"),
                        row(120, "", "PUSH 4"),
                        row(130, "URGENT", "waits 5"),
                        row(140, "cancel 5", "stops 5"),
                        row(300, "", ""),
                        row(301, "URGENT", "PUSH 6")),
                // What rises does not wait any longer; what falls does.
                List.of(
                        row(0, "URGENT", "PUSH 1"),
                        row(10, "URGENT", "waits 2"),
                        row(11, "URGENT", "waits 3"),
                        row(12, "URGENT", "waits 4"),
                        row(30, "3 becomes EMERGENT", "PUSH 3"),
                        row(40, "4 becomes NON_URGENT", ""),
                        row(120, "", "PUSH 2+4")),
                List.of(
                        row(0, "NON_URGENT", "PUSH 1"),
                        row(10, "NON_URGENT", "waits 2"),
                        row(20, "2 becomes URGENT", "PUSH 2"),
                        row(30, "URGENT", "waits 3"),
                        row(140, "", "PUSH 3")));
        return tables.stream().flatMap(table -> sides().map(side -> Arguments.of(side, table)));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void shouldSendTogetherWhatComesRightAfterAMessage(final Side side, final List<Row> table) {
        play(side, table, 10 * MINUTE_MS, 2 * MINUTE_MS, List.of(new ContactMessages.Method(0, PUSH, 0)));
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldNotLetAnAlertWaitLongerThanHalfOfTheTimeToAnswer(final Side side) {
        play(
                side,
                List.of(
                        row(0, "URGENT", "PUSH 1"),
                        row(10, "URGENT", "waits 2"),
                        row(20, "URGENT", "waits 3"),
                        row(39, "", ""),
                        row(40, "", "PUSH 2+3")),
                MINUTE_MS,
                2 * MINUTE_MS,
                List.of(new ContactMessages.Method(0, PUSH, 0)));
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldUseTheNextMethodAtItsTimeAndNeverLetACallWait(final Side side) {
        play(
                side,
                List.of(
                        row(0, "URGENT", "PUSH 1"),
                        row(10, "URGENT", "VOICE 1, waits 2"),
                        row(20, "", "VOICE 2"),
                        row(120, "", "PUSH 2")),
                10 * MINUTE_MS,
                2 * MINUTE_MS,
                List.of(new ContactMessages.Method(0, PUSH, 0), new ContactMessages.Method(10_000, VOICE, 0)));
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldNotLetWaitWhatAFailureHasDelayed(final Side side) {
        final List<ContactMessages.Method> methods =
                List.of(new ContactMessages.Method(0, PUSH, 0), new ContactMessages.Method(30_000, SMS, 0));
        play(
                side,
                List.of(
                        row(0, "URGENT", "PUSH 1"),
                        row(30, "", "SMS 1"),
                        row(125, "URGENT", "PUSH 2"),
                        row(126, "PUSH of 2 fails", "SMS 2")),
                10 * MINUTE_MS,
                2 * MINUTE_MS,
                methods);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldSendWhatWaitsAtOnceWhenNothingElseReachesThePerson(final Side side) {
        play(
                side,
                List.of(
                        row(0, "URGENT", "PUSH 1"),
                        row(30, "", "SMS 1"),
                        row(40, "URGENT", "waits 2"),
                        row(70, "", "waits 2"),
                        row(120, "", "PUSH 2"),
                        row(121, "PUSH of 2 fails", "SMS 2")),
                10 * MINUTE_MS,
                2 * MINUTE_MS,
                List.of(new ContactMessages.Method(0, PUSH, 0), new ContactMessages.Method(30_000, SMS, 0)));
    }

    /** A message that never came is none that another could wait after; whatever waits because of it is sent, and is what the next waits after. */
    static Stream<Arguments> failures() {
        final List<List<Row>> tables = List.of(
                List.of(
                        row(0, "URGENT", "PUSH 1"),
                        row(2, "PUSH of 1 fails", ""),
                        row(5, "URGENT", "PUSH 2"),
                        row(6, "URGENT", "waits 3"),
                        row(125, "", "PUSH 3")),
                List.of(
                        row(0, "URGENT", "PUSH 1"),
                        row(1, "URGENT", "waits 2"),
                        row(2, "URGENT", "waits 3"),
                        row(3, "PUSH of 1 fails", "PUSH 2+3"),
                        row(5, "URGENT", "waits 4"),
                        row(123, "", "PUSH 4")),
                // Whatever failed there, and of either kind.
                List.of(
                        row(0, "NON_URGENT", "PUSH 1"),
                        row(1, "NON_URGENT", "waits 2"),
                        row(2, "URGENT", "PUSH 3"),
                        row(3, "URGENT", "waits 4"),
                        row(4, "EMERGENT", "PUSH 5"),
                        row(6, "PUSH of 5 fails", "PUSH 2, PUSH 4")));
        return tables.stream().flatMap(table -> sides().map(side -> Arguments.of(side, table)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void shouldLetNothingWaitAfterAMessageThatFailed(final Side side, final List<Row> table) {
        play(side, table, 10 * MINUTE_MS, 2 * MINUTE_MS, List.of(new ContactMessages.Method(0, PUSH, 0)));
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldSendAFullBundleAtOnce(final Side side) {
        final Scene scene = scene(side, 10 * MINUTE_MS, 2 * MINUTE_MS, List.of(new ContactMessages.Method(0, PUSH, 0)));
        final List<String> sent = new ArrayList<>();
        for (int i = 0; i < 34; i++) {
            sent.addAll(sent(done(scene, "URGENT")));
        }
        assertThat(sent.get(0)).isEqualTo("PUSH 1");
        assertThat(sent).filteredOn(each -> each.startsWith("PUSH")).hasSize(2);
        assertThat(sent.get(33))
                .as("thirty-two of them")
                .startsWith("PUSH 2+3+4+5+")
                .endsWith("+33");
        assertThat(sent.get(34))
                .as("and they are the message that the next one waits after")
                .isEqualTo("waits 34");
    }

    private void play(
            final Side side,
            final List<Row> table,
            final long stepMs,
            final long bundleMs,
            final List<ContactMessages.Method> methods) {
        final Scene scene = scene(side, stepMs, bundleMs, methods);
        final long startNs = scene.nowNs;
        for (final Row row : table) {
            final List<Line> lines = new ArrayList<>(scene.linesAfter(0));
            while (scene.nowNs < startNs + row.at * Scene.SECOND) {
                lines.addAll(scene.linesAfter(1));
            }
            lines.addAll(done(scene, row.done));
            assertThat(String.join(", ", sent(lines)))
                    .as("at %d s: %s; %s", row.at, row.done, side.getClass().getSimpleName())
                    .isEqualTo(row.sent);
        }
    }

    private Scene scene(
            final Side side, final long stepMs, final long bundleMs, final List<ContactMessages.Method> methods) {
        final Scene scene = Scene.ward(side, 40);
        assertThat(scene.configure(List.of(
                        scene.entries.policy(new Entries.Policy(
                                1,
                                2,
                                0b11_1110,
                                0,
                                10_000,
                                0,
                                0,
                                60_000,
                                List.of(new Entries.Step(stepMs, 0, EVERY, "")),
                                "desk")),
                        contacts.contact("nurse", 0, bundleMs, methods))))
                .contains("ConfigApplied [CONFIGURED]");
        return scene;
    }

    private List<Line> done(final Scene scene, final String what) {
        final From from = From.source(7, 0);
        final List<Line> lines = new ArrayList<>();
        if (what.startsWith("cancel ")) {
            lines.addAll(scene.lines(scene.commands.cancel(from, Long.parseLong(what.substring(7)), "")));
        } else if (what.contains(" becomes ")) {
            final String[] words = what.split(" ", -1);
            lines.addAll(scene.lines(scene.commands.update(
                    from, Long.parseLong(words[0]), Severity.valueOf(words[2]).value(), "", "")));
        } else if (what.endsWith(" fails")) {
            final String[] words = what.split(" ", -1);
            final long run = Long.parseLong(words[2]);
            lines.addAll(scene.lines(
                    contacts.reported(From.HOST.correlation(1), run, run, words[0].equals("PUSH") ? PUSH : SMS, 1)));
        } else if (!what.isEmpty()) {
            final String[] words = what.split(" ", -1);
            final RaiseText text = RaiseText.of("k" + raised++, Severity.valueOf(words[0]), "p1");
            text.type = words.length > 1 ? CARDIAC_ARREST : OVERDOSE;
            lines.addAll(scene.lines(scene.commands.raise(from, text)));
        }
        lines.addAll(scene.linesAfter(0));
        return lines;
    }

    private static List<String> sent(final List<Line> lines) {
        final List<String> sent = new ArrayList<>();
        for (final Line line : lines) {
            if (line.is("ChannelChosen") && line.number("person") == 0) {
                sent.add(line.text("channel") + ' ' + line.text("alertId"));
            } else if (line.is("BundleChosen")) {
                final List<String> members = new ArrayList<>();
                final Matcher each = MEMBER.matcher(line.text("members"));
                while (each.find()) {
                    members.add(each.group(1));
                }
                sent.add(line.text("channel") + ' ' + String.join("+", members));
            } else if (line.is("ChannelNoted") && line.number("person") == 0) {
                if (line.text("state").equals("BUNDLED")) {
                    sent.add("waits " + line.text("alertId"));
                } else if (line.text("state").equals("CANCELLED")) {
                    sent.add("stops " + line.text("alertId"));
                }
            }
        }
        return sent;
    }
}
