package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who has a patient forgotten, and when nobody may: section 45. Engine and model say the same. */
final class ForgettingScenarioTest {
    private static final From OFFICER = From.session(3);
    private static final int ASKED_FOR = 1;
    private static final int OTHER = 4;

    private final AccessMessages messages = new AccessMessages();

    static Stream<Side> sides() {
        return Stream.of(new EngineSide(), new OracleEngine(Set.of()));
    }

    private static Scene ward(final Side side, final AuthorityRole role) {
        final Scene scene = Scene.staffed(side, 8);
        scene.configure(
                List.of(scene.entries.person("officer", 0), scene.entries.authority("officer", role.value(), "")));
        scene.open(3, "officer");
        return scene;
    }

    private List<String> forget(final Scene scene, final From from, final String patient) {
        return scene.say(messages.forget(from, 9, 0, ASKED_FOR, patient, ""));
    }

    private static String result(final List<String> said) {
        return said.get(said.size() - 1).replaceAll(".*result=(\\w+).*", "$1");
    }

    @ParameterizedTest
    @CsvSource({
        "PRIVACY,    OK",
        "NURSE,      FORBIDDEN",
        "PHYSICIAN,  FORBIDDEN",
        "TECH,       FORBIDDEN",
    })
    void shouldBeForThoseWhoMayRevoke(final AuthorityRole role, final String result) {
        sides().forEach(side ->
                assertThat(result(forget(ward(side, role), OFFICER, "p1"))).isEqualTo(result));
    }

    @Test
    void shouldSayWhoseKeysGoAndUpToWhich() {
        sides().forEach(side -> {
            final Scene scene = ward(side, AuthorityRole.NURSE);
            assertThat(scene.lines(messages.forget(From.HOST, 9, 0, ASKED_FOR, "nobody knows them", ""))
                            .get(0)
                            .toString())
                    .contains("PatientForgotten", "PATIENT_FORGOTTEN", "lastKey=9", "ASKED_FOR", "nobody knows them");
        });
    }

    @Test
    void shouldForgetNobodyWithAnOpenAlert() {
        sides().forEach(side -> {
            final Scene scene = ward(side, AuthorityRole.NURSE);
            scene.raise("k", Severity.URGENT);
            assertThat(scene.lines(messages.forget(From.HOST, 9, 0, ASKED_FOR, "p1", ""))
                            .get(0)
                            .toString())
                    .contains("PROTECTED", "detail=40");
            scene.say(scene.commands.cancel(From.source(7, 0), 1, ""));
            assertThat(result(forget(scene, From.HOST, "p1"))).isEqualTo("OK");
        });
    }

    @Test
    void shouldForgetNobodyWhoHasToBeKept() {
        sides().forEach(side -> {
            final Scene scene = ward(side, AuthorityRole.NURSE);
            final long untilNs = scene.nowNs + 60 * Scene.SECOND;
            final byte[] said = messages.forget(From.HOST, 9, untilNs, ASKED_FOR, "p1", "");
            assertThat(scene.lines(said).get(0).toString()).contains("PROTECTED", "detail=3");
            scene.after(60);
            assertThat(result(scene.say(said))).isEqualTo("OK");
        });
    }

    @Test
    void shouldRefuseWhatSaysNothing() {
        sides().forEach(side -> {
            final Scene scene = ward(side, AuthorityRole.NURSE);
            for (final byte[] wrong : List.of(
                    messages.forget(From.HOST, 0, 0, ASKED_FOR, "p1", ""),
                    messages.forget(From.HOST, 9, -1, ASKED_FOR, "p1", ""),
                    messages.forget(From.HOST, 9, 0, 0, "p1", ""),
                    messages.forget(From.HOST, 9, 0, 5, "p1", ""),
                    messages.forget(From.HOST, 9, 0, ASKED_FOR, "", ""),
                    messages.forget(From.HOST, 9, 0, OTHER, "p1", "too short"))) {
                assertThat(result(scene.say(wrong))).isEqualTo("INVALID_FIELD");
            }
            assertThat(result(scene.say(messages.forget(From.HOST, 9, 0, ASKED_FOR, "p".repeat(37), ""))))
                    .isEqualTo("ID_TOO_LONG");
            assertThat(result(forget(scene, From.session(99), "p1"))).isEqualTo("UNKNOWN_SESSION");
        });
    }
}
