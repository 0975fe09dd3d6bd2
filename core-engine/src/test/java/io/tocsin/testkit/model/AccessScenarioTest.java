package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose access is revoked, by whom, and until when: section 43. */
final class AccessScenarioTest {
    private static final From PROGRAM = From.source(7, 0);
    private static final From NURSE = From.session(1);
    private static final int TOKEN = 1;
    private static final int SUBJECT = 2;
    private static final int EVERYBODY = 3;
    private static final int SESSION = 4;

    private final AccessMessages messages = new AccessMessages();

    static Stream<Side> sides() {
        return Stream.of(new EngineSide(), new OracleEngine(Set.of()));
    }

    private List<String> revoke(final Scene scene, final From from, final int kind, final String name) {
        return revoke(scene, from, kind, name, 0, 0);
    }

    private List<String> revoke(
            final Scene scene,
            final From from,
            final int kind,
            final String name,
            final long issued,
            final long until) {
        return scene.say(messages.revoke(
                from,
                kind,
                kind == SESSION ? Long.parseLong(name) : 0,
                issued,
                until,
                kind == SUBJECT ? name : "",
                kind == TOKEN ? name : ""));
    }

    private static String result(final List<String> said) {
        return said.get(said.size() - 1).replaceAll(".*result=(\\w+).*", "$1");
    }

    private static List<String> changes(final List<String> said) {
        return said.stream()
                .filter(line -> line.startsWith("RevocationChanged"))
                .toList();
    }

    @Test
    void shouldReachAsFarAndAsLongAsEitherSaid() {
        sides().forEach(side -> {
            final Scene scene = Scene.staffed(side, 8);
            final long now = scene.nowNs;
            revoke(scene, PROGRAM, SUBJECT, "nurse", now - Scene.SECOND, now + 60 * Scene.SECOND);
            assertThat(changes(revoke(scene, PROGRAM, SUBJECT, "nurse", now, now + 30 * Scene.SECOND)))
                    .containsExactly("RevocationChanged [ACCESS_REVOKED] issuedBeforeNs=" + now + " untilNs="
                            + (now + 60 * Scene.SECOND)
                            + " person=-1 kind=SUBJECT state=IN_FORCE subject=nurse tokenId=");
            assertThat(changes(scene.after(59))).isEmpty();
            assertThat(changes(scene.after(1))).singleElement().asString().contains("[REVOCATION_OVER]", "state=OVER");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "NURSE,         nurse,  OK",
        "NURSE,         doctor, FORBIDDEN",
        "CHARGE_NURSE,  doctor, FORBIDDEN",
        "PHYSICIAN,     doctor, FORBIDDEN",
        "PRIVACY,       doctor, OK",
        "ADMIN_SYS,     doctor, OK",
        "ADMIN_UNIT,    doctor, FORBIDDEN",
        "AUDITOR,       doctor, FORBIDDEN",
    })
    void shouldBeForWhoMay(final AuthorityRole role, final String subject, final String result) {
        sides().forEach(side -> {
            final Scene scene = Scene.staffed(side, 8);
            scene.configure(List.of(scene.entries.authority("nurse", role.value(), "")));

            assertThat(result(revoke(scene, NURSE, SUBJECT, subject))).isEqualTo(result);
            assertThat(result(revoke(scene, NURSE, SESSION, subject.equals("nurse") ? "1" : "2")))
                    .isEqualTo(result);
        });
    }

    /** What sends alerts is not cut off by one person, whatever their role. */
    @Test
    void shouldLetNobodyAloneRevokeWhatSourcesUse() {
        sides().forEach(side -> {
            final Scene scene = Scene.staffed(side, 8);
            scene.configure(List.of(scene.entries.authority("nurse", AuthorityRole.PRIVACY.value(), "")));

            assertThat(result(revoke(scene, NURSE, EVERYBODY, ""))).isEqualTo("FORBIDDEN");
            assertThat(result(revoke(scene, NURSE, SUBJECT, "monitor-gateway"))).isEqualTo("FORBIDDEN");
            assertThat(result(revoke(scene, PROGRAM, SUBJECT, "monitor-gateway")))
                    .isEqualTo("OK");
        });
    }

    @Test
    void shouldRefuseWhatFindsNoPlaceButEverybody() {
        sides().forEach(side -> {
            final Scene scene = Scene.staffed(side, 8);
            for (int i = 1; i <= Scene.LIMITS.sessions(); i++) {
                assertThat(result(revoke(scene, PROGRAM, TOKEN, "t" + i))).isEqualTo("OK");
            }
            assertThat(result(revoke(scene, PROGRAM, TOKEN, "one more"))).isEqualTo("TABLE_FULL");
            assertThat(result(revoke(scene, PROGRAM, TOKEN, "t1")))
                    .as("said again")
                    .isEqualTo("OK");
            assertThat(result(revoke(scene, PROGRAM, EVERYBODY, ""))).isEqualTo("OK");

            scene.say(messages.lift(PROGRAM, TOKEN, "", "t1"));
            assertThat(result(revoke(scene, PROGRAM, TOKEN, "one more"))).isEqualTo("OK");
            assertThat(changes(scene.after(31 * 86_400)))
                    .as("all of them, in the order in which they came")
                    .hasSize((int) Scene.LIMITS.sessions() + 1);
        });
    }

    @Test
    void shouldLiftWhatIsThereAndNothingElse() {
        sides().forEach(side -> {
            final Scene scene = Scene.staffed(side, 8);
            revoke(scene, PROGRAM, TOKEN, "t1");
            assertThat(changes(scene.say(messages.lift(PROGRAM, TOKEN, "", "t1"))))
                    .singleElement()
                    .asString()
                    .contains("state=LIFTED");
            assertThat(scene.say(messages.lift(PROGRAM, TOKEN, "", "t1"))).hasSize(1);
            assertThat(changes(scene.after(31 * 86_400))).isEmpty();
        });
    }
}
