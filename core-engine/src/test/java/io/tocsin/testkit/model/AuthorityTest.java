package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.authority.AuthorityTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what: the whole table, and how the commands keep to it, in the engine and in the model that it is compared with. */
final class AuthorityTest {
    private static final List<String> RELATIONSHIPS =
            List.of("anybody", "own", "consent", "care", "unit", "offered", "technical", "override", "view");

    /**
     * Every (role, action, relationship): a cell lists the relationships that suffice, "yes" needs none, "-" refuses whatever the relationship. What
     * takes two persons one may not do: {@link SecondPersonTest} says who may propose and confirm it.
     */
    private static final String TABLE = """
        action           | patient | family  | nurse                      | charge       | physician                  | responder         | tech      | device | privacy | admin_unit | admin_sys | auditor
        RAISE            | own     | consent | yes                        | yes          | yes                        | yes               | technical | yes    | -       | -          | -         | -
        SEE_VITALS       | own     | consent | care unit offered override view | unit offered | care unit offered override view | offered           | -         | -      | -       | -          | -         | -
        SEE_ALERT        | -       | -       | care unit offered override view | unit offered | care unit offered override view | care offered      | -         | -      | -       | -          | -         | -
        SEE_SUMMARY      | own     | consent | care unit offered override view | unit offered | care unit offered override view | care offered      | -         | -      | -       | -          | -         | -
        SEE_METADATA     | -       | -       | care unit offered override view | unit offered | care unit offered override view | care offered      | technical | -      | -       | yes        | yes       | yes
        ACCEPT           | -       | -       | offered override view      | unit offered | offered override view      | offered           | -         | -      | -       | -          | -         | -
        REJECT           | -       | -       | offered                    | unit offered | offered                    | offered           | -         | -      | -       | -          | -         | -
        RESOLVE          | -       | -       | care unit offered          | yes          | care unit offered          | care unit offered | -         | -      | -       | -          | -         | -
        PAUSE            | -       | -       | care unit offered          | yes          | care unit offered          | care unit offered | -         | -      | -       | -          | -         | -
        CHANGE_LIMITS    | -       | -       | care unit offered          | yes          | care unit offered          | -                 | -         | -      | -       | yes        | -         | -
        ORDER_TREATMENT  | -       | -       | -                          | -            | care unit offered          | -                 | -         | yes    | -       | -          | -         | -
        MONITOR          | -       | -       | care unit offered          | yes          | care unit offered          | care unit offered | -         | -      | -       | -          | -         | -
        GRANT_VIEWERS    | own     | -       | -                          | -            | care unit offered          | -                 | -         | -      | yes     | -          | -         | -
        MANAGE_SCHEDULES | -       | -       | own                        | unit         | own                        | -                 | -         | -      | -       | yes        | -         | -
        CHANGE_POLICY    | -       | -       | -                          | -            | -                          | -                 | -         | -      | -       | yes        | -         | -
        MANAGE_SYSTEM    | -       | -       | -                          | -            | -                          | -                 | -         | -      | -       | -          | -         | -
        READ_AUDIT       | own     | -       | -                          | -            | -                          | -                 | -         | -      | yes     | -          | -         | yes
        EXPORT           | own     | -       | -                          | -            | care unit offered          | -                 | -         | -      | yes     | -          | -         | -
        MEDICATE         | -       | -       | care unit offered override | yes          | care unit offered override | care offered      | -         | yes    | -       | -          | -         | -
        REVOKE           | -       | -       | -                          | -            | -                          | -                 | -         | -      | yes     | -          | yes       | -
        BREAK_GLASS      | -       | -       | yes                        | -            | yes                        | -                 | -         | -      | -       | -          | -         | -
        """;

    private final List<Side> sides = List.of(new EngineSide(), new OracleEngine(Set.of()));

    @Test
    void shouldPermitWhatTheTableSaysAndNothingElse() {
        final List<String> actual = new ArrayList<>();
        final List<String> expected = new ArrayList<>();
        final String[] lines = TABLE.split("\n", -1);
        for (int i = 1; i < lines.length - 1; i++) {
            final String[] cells = lines[i].split("\\|", -1);
            final AuthorityAction action = AuthorityAction.valueOf(cells[0].strip());
            for (int role = 1; role < cells.length; role++) {
                final List<String> suffices = List.of(cells[role].strip().split(" ", -1));
                for (int bit = 0; bit < AuthorityTable.RELATIONSHIPS; bit++) {
                    final String name = RELATIONSHIPS.get(bit);
                    final String row = AuthorityRole.get((short) role) + " " + action + " " + name + " ";
                    expected.add(row + (suffices.contains("yes") || suffices.contains(name)));
                    actual.add(row + AuthorityTable.permits(role, action.value(), 1 << bit));
                }
            }
        }

        assertThat(actual).isEqualTo(expected);
        assertThat(actual).hasSize(AuthorityTable.actions() * AuthorityTable.roles() * AuthorityTable.RELATIONSHIPS);
    }

    private static Scene ward(final Side side, final String person, final AuthorityRole role, final String patient) {
        final Scene scene = Scene.staffed(side, 4);
        scene.configure(List.of(
                scene.entries.person("other", 0),
                scene.entries.unit("surgery"),
                scene.entries.authority(person, role.value(), patient)));
        scene.open(3, "other");
        return scene;
    }

    private static String result(final List<String> said) {
        final String answer = said.get(said.size() - 1);
        final String events = String.join(
                ", ",
                said.stream()
                        .filter(line -> line.startsWith("AccessRefused") || line.startsWith("EmergencyOverride"))
                        .map(line -> line.replaceAll("\\w+ \\[(.*)\\].*", "$1"))
                        .toList());
        return (answer.replaceAll(".*result=(\\w+).*", "$1") + " " + events)
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** The nurse was offered the alert; "other" has nothing to do with patient or unit. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # role         | who   | accept                          | override                  | resolve
        NURSE          | nurse | ok                              | ok                        | ok
        NURSE          | other | forbidden relationship_missing  | ok break_glass            | forbidden relationship_missing
        PHYSICIAN      | other | forbidden relationship_missing  | ok break_glass            | forbidden relationship_missing
        RESPONDER      | other | forbidden relationship_missing  | forbidden relationship_missing | forbidden relationship_missing
        CHARGE_NURSE   | other | forbidden relationship_missing  | forbidden relationship_missing | ok
        AUDITOR        | nurse | forbidden role_forbids          | forbidden role_forbids    | forbidden role_forbids
        FAMILY         | nurse | forbidden role_forbids          | forbidden role_forbids    | forbidden role_forbids
        NONE           | nurse | ok                              | ok                        | ok
        NONE           | other | not_offered                     | not_offered               | not_offered
        """)
    void shouldAskTheTableWhenPeopleAnswer(
            final AuthorityRole role,
            final String who,
            final String accept,
            final String override,
            final String resolve) {
        final long session = who.equals("nurse") ? 1 : 3;
        final From from = From.session(session);
        for (final Side side : sides) {
            assertThat(result(answering(side, role, who, scene -> scene.commands.accept(from, 1))))
                    .isEqualTo(accept);
            assertThat(result(answering(
                            side, role, who, scene -> Commands.overriding(scene.commands.accept(from, 1), 1))))
                    .isEqualTo(override);
            assertThat(result(answering(side, role, who, scene -> scene.commands.resolve(from, 1))))
                    .isEqualTo(resolve);
        }
    }

    private static List<String> answering(
            final Side side,
            final AuthorityRole role,
            final String who,
            final java.util.function.Function<Scene, byte[]> command) {
        final Side fresh = side instanceof EngineSide ? new EngineSide() : new OracleEngine(Set.of());
        final Scene scene = ward(fresh, who, role, role == AuthorityRole.FAMILY ? "p1" : "");
        scene.raise("k", Severity.URGENT);
        return scene.say(command.apply(scene));
    }

    /** The nurse, who has no role, names "other" for the alert. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        NONE         | ok
        NURSE        | ok
        CHARGE_NURSE | ok
        PHYSICIAN    | ok
        RESPONDER    | ok
        PATIENT      | forbidden
        FAMILY       | forbidden
        TECH         | forbidden
        DEVICE       | forbidden
        PRIVACY      | forbidden
        ADMIN_UNIT   | forbidden
        ADMIN_SYS    | forbidden
        AUDITOR      | forbidden
        """)
    void shouldRedirectToNobodyWhoCanNeverAccept(final AuthorityRole role, final String redirect) {
        final boolean isOfPatient = role == AuthorityRole.PATIENT || role == AuthorityRole.FAMILY;
        for (final Side side : sides) {
            final Scene scene = ward(side, "other", role, isOfPatient ? "p1" : "");
            scene.raise("k", Severity.URGENT);
            assertThat(result(scene.say(scene.commands.redirect(From.session(1), 1, 0, "other"))))
                    .isEqualTo(redirect);
        }
    }

    /** A charge nurse of the unit needs no offer. */
    @Test
    void shouldLetAChargeNurseTakeWhatIsOfTheUnit() {
        for (final Side side : sides) {
            final Scene scene = ward(side, "other", AuthorityRole.CHARGE_NURSE, "");
            scene.configure(List.of(scene.entries.role("icu", "charge", List.of("other"))));
            scene.raise("k", Severity.URGENT);
            assertThat(scene.accept(3, 1)).contains("OfferAnswered [ACCEPTED_BY_OFFER] person=3 response=ACCEPTED");
        }
    }

    @Test
    void shouldAskTheTableWhoRaises() {
        for (final Side side : sides) {
            final Scene scene = ward(side, "other", AuthorityRole.PATIENT, "p1");
            final From patient = From.session(3);
            assertThat(result(scene.say(scene.commands.raise(patient, RaiseText.of("a", Severity.URGENT, "p1")))))
                    .isEqualTo("ok");
            assertThat(result(scene.say(scene.commands.raise(patient, RaiseText.of("b", Severity.URGENT, "p2")))))
                    .isEqualTo("forbidden relationship_missing");
            scene.configure(List.of(scene.entries.authority("other", AuthorityRole.AUDITOR.value(), "")));
            assertThat(result(scene.say(scene.commands.raise(patient, RaiseText.of("c", Severity.URGENT, "p1")))))
                    .isEqualTo("forbidden role_forbids");
            scene.configure(List.of(scene.entries.authority("other", AuthorityRole.NONE.value(), "")));
            assertThat(result(scene.say(scene.commands.raise(patient, RaiseText.of("c", Severity.URGENT, "p1")))))
                    .isEqualTo("ok");
        }
    }

    /** PAUSE: the nurse, who has no role, made a silence over bed b1; "other" makes one of their own there, ends the nurse's, and confirms another of the nurse's. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # role         | cares | makes                           | ends                            | confirms
        NONE           | no    | ok                              | ok                              | ok
        CHARGE_NURSE   | no    | ok                              | ok                              | ok
        NURSE          | yes   | ok                              | ok                              | ok
        NURSE          | no    | forbidden relationship_missing  | forbidden relationship_missing  | forbidden relationship_missing
        PHYSICIAN      | yes   | ok                              | ok                              | ok
        RESPONDER      | no    | forbidden relationship_missing  | forbidden relationship_missing  | forbidden relationship_missing
        TECH           | yes   | forbidden role_forbids          | forbidden role_forbids          | forbidden role_forbids
        ADMIN_UNIT     | yes   | forbidden role_forbids          | forbidden role_forbids          | forbidden role_forbids
        """)
    void shouldAskTheTableWhenPeopleSilence(
            final AuthorityRole role,
            final String cares,
            final String makes,
            final String ends,
            final String confirms) {
        final From other = From.session(3);
        for (final Side side : sides) {
            final Scene scene = ward(side, "other", role, "");
            if (cares.equals("yes")) {
                scene.configure(List.of(scene.entries.care(1, "b1", List.of("other"))));
            }
            assertThat(result(scene.say(silence(scene, From.session(1))))).isEqualTo("ok");
            assertThat(result(scene.say(silence(scene, From.session(1))))).isEqualTo("ok");

            assertThat(result(scene.say(silence(scene, other)))).isEqualTo(makes);
            assertThat(result(scene.say(scene.commands.expireSilence(other, 1))))
                    .isEqualTo(ends);
            assertThat(result(scene.say(scene.commands.confirmSilence(other, 2))))
                    .isEqualTo(confirms);
        }
    }

    private static byte[] silence(final Scene scene, final From from) {
        final long endNs = scene.nowNs + 600 * Scene.SECOND;
        return scene.commands.createSilence(
                from, new Commands.Silence(0, endNs, 255, 1, 255, 0, 0, "", "", "b1", "MRI"));
    }
}
