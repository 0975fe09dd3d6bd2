package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who breaks the glass, for whom, and for how long: section 44. */
final class ViewScenarioTest {
    private static final From STRANGER = From.session(3);
    private static final int SAFETY = 2;
    private static final long HOUR = 3_600;

    private final AccessMessages messages = new AccessMessages();

    static Stream<Side> sides() {
        return Stream.of(new EngineSide(), new OracleEngine(Set.of()));
    }

    /** A ward with somebody of another one, who has this role, and with more patients. */
    private static Scene ward(final Side side, final AuthorityRole role) {
        final Scene scene = Scene.staffed(side, 8);
        final List<byte[]> entries = new ArrayList<>(
                List.of(scene.entries.person("stranger", 0), scene.entries.authority("stranger", role.value(), "")));
        for (final String patient : List.of("q1", "q2", "q3")) {
            entries.add(scene.entries.patient(patient, 1, "", ""));
        }
        scene.configure(entries);
        scene.open(3, "stranger");
        return scene;
    }

    private List<String> breakGlass(final Scene scene, final String patient, final long seconds) {
        return scene.say(messages.breakGlass(STRANGER, 1_000 * seconds, SAFETY, patient, ""));
    }

    private static String result(final List<String> said) {
        return said.get(said.size() - 1).replaceAll(".*result=(\\w+).*", "$1");
    }

    private static List<String> views(final List<String> said) {
        return said.stream().filter(line -> line.startsWith("View")).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "NURSE,        OK",
        "PHYSICIAN,    OK",
        "CHARGE_NURSE, FORBIDDEN",
        "RESPONDER,    FORBIDDEN",
        "TECH,         FORBIDDEN",
        "PRIVACY,      FORBIDDEN",
        "ADMIN_SYS,    FORBIDDEN",
    })
    void shouldBeForNursesAndPhysicians(final AuthorityRole role, final String result) {
        sides().forEach(side -> {
            final Scene scene = ward(side, role);
            assertThat(result(breakGlass(scene, "p1", 0))).isEqualTo(result);
        });
    }

    @Test
    void shouldEndByItselfAndLetTakeAlertsUntilThen() {
        sides().forEach(side -> {
            final Scene scene = ward(side, AuthorityRole.PHYSICIAN);
            scene.raise("k", Severity.URGENT);
            assertThat(result(scene.say(scene.commands.accept(STRANGER, 1)))).isEqualTo("FORBIDDEN");
            assertThat(views(breakGlass(scene, "p1", 120)))
                    .singleElement()
                    .asString()
                    .startsWith("ViewGranted [GLASS_BROKEN] viewId=1");
            assertThat(views(scene.after(119))).isEmpty();
            assertThat(views(scene.after(1))).containsExactly("ViewRevoked [VIEW_OVER] viewId=1 endedBy=-1");
            assertThat(result(scene.say(scene.commands.accept(STRANGER, 1)))).isEqualTo("FORBIDDEN");
            breakGlass(scene, "p1", 120);
            assertThat(result(scene.say(scene.commands.accept(STRANGER, 1)))).isEqualTo("OK");
        });
    }

    @Test
    void shouldLastNoLongerThanFourHoursHoweverOftenItIsAsked() {
        sides().forEach(side -> {
            final Scene scene = ward(side, AuthorityRole.NURSE);
            final long since = scene.nowNs;
            breakGlass(scene, "p1", HOUR);
            scene.after(HOUR - 1);
            breakGlass(scene, "p1", 4 * HOUR);
            scene.after(2 * HOUR);
            assertThat(views(breakGlass(scene, "p1", 4 * HOUR)))
                    .singleElement()
                    .asString()
                    .contains("viewId=1 untilNs=" + (since + 4 * HOUR * Scene.SECOND));
        });
    }

    @Test
    void shouldBeForThreePatientsInADay() {
        sides().forEach(side -> {
            final Scene scene = ward(side, AuthorityRole.NURSE);
            for (final String patient : List.of("q1", "q2", "q3")) {
                assertThat(result(breakGlass(scene, patient, 60))).isEqualTo("OK");
            }
            assertThat(result(breakGlass(scene, "q1", 60))).as("the same again").isEqualTo("OK");
            scene.after(60);
            assertThat(result(breakGlass(scene, "q1", 60)))
                    .as("the same once it was over")
                    .isEqualTo("OK");
            scene.after(60);
            final List<String> refused = breakGlass(scene, "p1", 60);
            assertThat(result(refused)).isEqualTo("FORBIDDEN");
            assertThat(refused.get(0)).startsWith("AccessRefused [GLASS_BROKEN_TOO_OFTEN]");
            scene.after(24 * HOUR);
            assertThat(result(breakGlass(scene, "p1", 60))).isEqualTo("OK");
        });
    }

    /** What was taken by a view is nobody's who gives it back, and does not wait for the alert to be closed. */
    @Test
    void shouldLeaveNothingOfAnAlertToWhoDoesNotHaveItAnyMore() {
        sides().forEach(side -> {
            final Scene scene = ward(side, AuthorityRole.PHYSICIAN);
            scene.raise("k", Severity.URGENT);
            breakGlass(scene, "p1", 120);
            assertThat(result(scene.say(scene.commands.accept(STRANGER, 1)))).isEqualTo("OK");
            scene.after(120);
            assertThat(result(scene.say(scene.commands.arrive(STRANGER, 1))))
                    .as("the view is over, and the alert is theirs")
                    .isNotEqualTo("FORBIDDEN");
            assertThat(result(scene.say(scene.commands.release(STRANGER, 1)))).isEqualTo("OK");
            assertThat(result(scene.say(scene.commands.accept(STRANGER, 1)))).isEqualTo("FORBIDDEN");
            assertThat(result(scene.say(scene.commands.reject(STRANGER, 1, 1)))).isEqualTo("FORBIDDEN");
            assertThat(result(scene.say(scene.commands.resolve(STRANGER, 1)))).isEqualTo("FORBIDDEN");
        });
    }

    @Test
    void shouldHoldEverybodyToWhatTheSitePermits() {
        sides().forEach(side -> {
            final Scene scene = ward(side, AuthorityRole.NURSE);
            scene.configure(List.of(
                    scene.entries.person("other", 0),
                    scene.entries.authority("other", AuthorityRole.NURSE.value(), ""),
                    messages.viewRules(120_000, 2, 1)));
            scene.open(4, "other");
            assertThat(result(breakGlass(scene, "q1", 121))).isEqualTo("TOO_LONG");
            final long since = scene.nowNs;
            assertThat(views(breakGlass(scene, "q1", 0)))
                    .as("an hour is longer than the site permits")
                    .singleElement()
                    .asString()
                    .contains("untilNs=" + (since + 120 * Scene.SECOND));
            assertThat(breakGlass(scene, "q2", 60).get(0)).startsWith("AccessRefused [TOO_MANY_VIEWS]");
            scene.after(100);
            assertThat(views(breakGlass(scene, "q1", 120)))
                    .as("from its beginning")
                    .singleElement()
                    .asString()
                    .contains("untilNs=" + (since + 120 * Scene.SECOND));
            final From other = From.session(4);
            assertThat(result(scene.say(messages.breakGlass(other, 60_000, SAFETY, "q2", ""))))
                    .isEqualTo("OK");
            scene.configure(List.of(messages.viewRules(60_000, 2, 3)));
            assertThat(breakGlass(scene, "q3", 60).get(0))
                    .as("two of everybody")
                    .startsWith("AccessRefused [TOO_MANY_VIEWS]");
            assertThat(views(scene.after(20))).as("as it was granted").hasSize(1);
            assertThat(result(breakGlass(scene, "q3", 60))).isEqualTo("OK");
        });
    }

    @ParameterizedTest
    @CsvSource({"59999,0,1", "14400001,0,1", "60000,0,0", "60000,0,4"})
    void shouldTakeNoRulesThatCannotBe(final long mostMs, final int atOnce, final int perPerson) {
        sides().forEach(side -> assertThat(ward(side, AuthorityRole.NURSE)
                        .configure(List.of(messages.viewRules(mostMs, atOnce, perPerson))))
                .anyMatch(line -> line.startsWith("ConfigRefused")));
    }
}
