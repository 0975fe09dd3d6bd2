package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Who is nearest, as a nurse would say it. Three are there, ann, bob and cem, with the indices 3, 4 and 5; a collapse in a corridor is told to the nearest of them,
 * then to the next nearest, then to the desk. Played to the specification's model and to the engine.
 */
final class RoutingScenarioTest {
    private static final int NOWHERE = Integer.MIN_VALUE;
    private static final int ANN = 3;
    private static final int BOB = 4;
    private static final int CEM = 5;

    /** Places are room, unit, floor, building, campus. */
    private record At(String who, int latitude, int longitude, List<String> place) {
        static At in(final String who, final String... place) {
            return new At(who, NOWHERE, NOWHERE, List.of(place));
        }

        static At on(final String who, final int latitude, final int longitude) {
            return new At(who, latitude, longitude, List.of("", "", "", "", ""));
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares rows
    private record Row(String name, int first, int second, At... people) {}

    private static final List<Row> ROWS = List.of(
            new Row(
                    "the same room is nearer than the same unit",
                    BOB,
                    ANN,
                    At.in("ann", "", "icu", "2", "A", "north"),
                    At.in("bob", "12", "icu", "2", "A", "north"),
                    At.in("cem", "", "", "2", "A", "north")),
            new Row(
                    "room 12 of another building is not the same room",
                    ANN,
                    BOB,
                    At.in("ann", "", "", "", "A", "north"),
                    At.in("bob", "12", "icu", "2", "B", "north"),
                    At.in("cem", "12", "icu", "2", "A", "south")),
            new Row(
                    "floor, then building, then campus",
                    CEM,
                    BOB,
                    At.in("ann", "", "", "", "", "north"),
                    At.in("bob", "", "", "3", "A", "north"),
                    At.in("cem", "", "", "2", "A", "north")),
            new Row(
                    "in one building the nearer by metres",
                    BOB,
                    CEM,
                    new At("ann", NOWHERE, NOWHERE, List.of("", "", "", "A", "")),
                    new At("bob", 401_215_100, -753_399_000, List.of("", "", "", "A", "")),
                    new At("cem", 401_215_900, -753_399_000, List.of("", "", "", "A", ""))),
            new Row(
                    "outdoors by metres",
                    CEM,
                    ANN,
                    At.on("ann", 401_300_000, -753_399_000),
                    At.on("bob", 401_400_000, -753_399_000),
                    At.on("cem", 401_216_000, -753_399_000)),
            new Row("who is nowhere is not near", BOB, -1, At.on("bob", 402_000_000, -753_399_000)));

    @TestFactory
    Stream<DynamicTest> shouldTellTheNearestThenTheNextNearest() {
        return ROWS.stream()
                .flatMap(row -> Stream.of(
                        DynamicTest.dynamicTest("model: " + row.name, () -> play(row, new OracleEngine(Set.of()))),
                        DynamicTest.dynamicTest("engine: " + row.name, () -> play(row, new EngineSide()))));
    }

    private static void play(final Row row, final Side side) {
        final Scene scene = town(side);
        for (final At at : row.people) {
            position(scene, at);
        }
        assertThat(chosen(raise(scene))).isEqualTo(row.first);
        assertThat(chosen(scene.after(60))).isEqualTo(row.second);
    }

    @Test
    void shouldForgetWhereSomebodyWasAfterFiveMinutes() {
        final Scene scene = town(new EngineSide());
        position(scene, At.on("ann", 401_216_000, -753_399_000));
        scene.after(299);
        assertThat(chosen(raise(scene))).isEqualTo(ANN);

        final Scene later = town(new EngineSide());
        position(later, At.on("ann", 401_216_000, -753_399_000));
        later.after(300);
        assertThat(raise(later).get(1)).isEqualTo("StepEnded [EMPTY_STEP] step=0 unanswered=0");
    }

    @Test
    void shouldPassOverWhoIsNotConnected() {
        final Scene scene = town(new EngineSide());
        position(scene, At.on("ann", 401_216_000, -753_399_000));
        position(scene, At.on("bob", 401_217_000, -753_399_000));
        scene.say(scene.commands.sessionClosed(From.HOST, 11));

        assertThat(chosen(raise(scene))).isEqualTo(BOB);
    }

    @Test
    void shouldPassOverWhoseRoleCanNeverAccept() {
        final Scene scene = town(new BothSides());
        position(scene, At.on("ann", 401_216_000, -753_399_000));
        position(scene, At.on("bob", 401_217_000, -753_399_000));
        scene.configure(List.of(
                scene.entries.authority("ann", AuthorityRole.AUDITOR.value(), ""),
                scene.entries.authority("bob", AuthorityRole.RESPONDER.value(), "")));

        assertThat(chosen(raise(scene))).isEqualTo(BOB);
        assertThat(chosen(scene.after(60))).as("never the auditor").isEqualTo(-1);
    }

    @Test
    void shouldPassOverWhoIsBusyOrAwayUntilTheySayOtherwise() {
        final Scene scene = town(new EngineSide());
        position(scene, At.on("ann", 401_216_000, -753_399_000));
        position(scene, At.on("bob", 401_217_000, -753_399_000));
        position(scene, At.on("cem", 401_218_000, -753_399_000));
        assertThat(scene.say(scene.commands.presence(From.session(11), 1, ""))).hasSize(2);
        assertThat(scene.say(scene.commands.presence(From.HOST, 2, "bob"))).hasSize(2);
        assertThat(chosen(raise(scene))).isEqualTo(CEM);
        scene.say(scene.commands.presence(From.session(11), 0, ""));
        assertThat(chosen(scene.after(60))).isEqualTo(ANN);
    }

    @Test
    void shouldTellAPersonWhoIsNamedThoughBusyAndGoOnAtOnceFromOneWhoIsAway() {
        final Scene scene = Scene.staffed(new EngineSide(), 4);
        scene.say(scene.commands.presence(From.session(1), 1, ""));
        scene.say(scene.commands.presence(From.session(2), 2, ""));
        assertThat(scene.raise("k", Severity.CRITICAL))
                .contains("StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1");
        assertThat(scene.after(60)).contains("StepEnded [NOBODY_REACHABLE] step=1 unanswered=0");
        scene.say(scene.commands.sessionClosed(From.HOST, 2));
        assertThat(scene.open(3, "doctor")).contains("PresenceNoted []");
    }

    @Test
    void shouldRefuseWhatIsNoPosition() {
        final Scene scene = town(new EngineSide());

        assertThat(refusal(scene, "ann", 900_000_001, 0)).contains("result=INVALID_FIELD");
        assertThat(refusal(scene, "ann", 0, -1_800_000_001)).contains("result=INVALID_FIELD");
        assertThat(refusal(scene, "ann", 0, 0)).contains("result=INVALID_FIELD");
        assertThat(refusal(scene, "ann", NOWHERE, 1)).contains("result=INVALID_FIELD");
        assertThat(refusal(scene, "ann", NOWHERE, NOWHERE)).contains("result=INVALID_FIELD");
        assertThat(refusal(scene, "nobody", 1, 1)).contains("result=UNKNOWN_PERSON");
        assertThat(refusal(scene, "", 1, 1)).contains("result=UNKNOWN_SESSION");
    }

    private static Scene town(final Side side) {
        final Scene scene = Scene.ward(side, 4);
        final Entries entries = scene.entries;
        final List<Entries.Step> steps =
                List.of(new Entries.Step(60_000, 3, 0, ""), new Entries.Step(30_000, 3, 0, ""));
        scene.configure(List.of(
                entries.person("ann", 0),
                entries.person("bob", 0),
                entries.person("cem", 0),
                entries.policy(new Entries.Policy(1, 2, 0b11_1110, 0, 10_000, 0, 0, 60_000, steps, "desk"))));
        scene.open(11, "ann");
        scene.open(12, "bob");
        scene.open(13, "cem");
        return scene;
    }

    private static void position(final Scene scene, final At at) {
        assertThat(refusal(scene, at)).contains("result=OK");
    }

    private static String refusal(final Scene scene, final String who, final int latitude, final int longitude) {
        return refusal(scene, At.on(who, latitude, longitude));
    }

    private static String refusal(final Scene scene, final At at) {
        final List<String> texts =
                Stream.concat(Stream.of(at.who), at.place.stream()).toList();
        return scene.say(scene.commands.position(From.HOST.correlation(1), at.latitude, at.longitude, 0, texts))
                .get(0);
    }

    private static List<String> raise(final Scene scene) {
        final RaiseText text = RaiseText.of("k", Severity.CRITICAL, "p1");
        text.latitude = 401_215_000;
        text.longitude = -753_399_000;
        text.room = "12";
        text.floor = "2";
        text.building = "A";
        text.facilityName = "north";
        return scene.say(scene.commands.raise(From.source(7, 0), text));
    }

    /** Whom the last step that started offered the alert, -1 = nobody but the desk. */
    private static int chosen(final List<String> said) {
        return said.stream()
                .filter(line -> line.startsWith("ResponderChosen"))
                .map(line -> line.replaceAll(".*person=(\\d+).*", "$1"))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(-1);
    }
}
