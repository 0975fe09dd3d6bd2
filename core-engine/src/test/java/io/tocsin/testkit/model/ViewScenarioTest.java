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
}
