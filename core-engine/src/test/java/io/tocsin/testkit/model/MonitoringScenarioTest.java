package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Monitoring sessions of section 30 on the ward of {@link Scene}: the nurse cares for patient p1, the doctor is the registrar, the aunt is family. Who may do what is
 * the matrix of the default authorisations (start and stop: R, Y, R, R; grant viewers: patient O, physician R, privacy Y).
 */
final class MonitoringScenarioTest {
    private static final int TELEMETRY = 6;
    private static final int EKG = 1;
    private static final int VIEWERS = 1;
    private static final int FAMILY = 2;
    private static final int RECIPIENTS = 3;
    private static final From NURSE = From.session(1);
    private static final From DOCTOR = From.session(2);
    private static final From AUNT = From.session(3);

    private final MonitoringMessages messages = new MonitoringMessages();

    static Stream<Side> sides() {
        return Stream.of(new OracleEngine(Set.of()), new EngineSide());
    }

    private static Scene ward(final Side side, final byte[]... more) {
        final Scene scene = Scene.staffed(side, 8);
        final List<byte[]> all = new ArrayList<>(List.of(scene.entries.person("aunt", 0)));
        all.addAll(Arrays.asList(more));
        scene.configure(all);
        scene.open(3, "aunt");
        return scene;
    }

    private static Scene withRoles(final Side side) {
        final Entries entries = new Entries();
        return ward(
                side,
                entries.authority("nurse", AuthorityRole.NURSE.value(), ""),
                entries.authority("doctor", AuthorityRole.PHYSICIAN.value(), ""),
                entries.authority("aunt", AuthorityRole.FAMILY.value(), "p1"));
    }

    private byte[] start(final From from, final String patient, final String bed, final String... devices) {
        return messages.start(
                from,
                TELEMETRY,
                Arrays.stream(devices)
                        .map(id -> new MonitoringMessages.Device(EKG, id))
                        .toList(),
                patient,
                bed);
    }

    /** The result and its detail. */
    private static String[] devices(final int first, final int count) {
        return IntStream.range(first, first + count)
                .mapToObj(each -> "d" + each)
                .toArray(String[]::new);
    }

    private static String answer(final Scene scene, final byte[] message) {
        final List<Line> said = scene.lines(message);
        final Line answered = said.get(said.size() - 1);
        return answered.text("result") + ' ' + answered.text("detail");
    }

    private static String read(
            final Scene scene, final String patient, final String bed, final String device, final int rate) {
        return answer(
                scene,
                scene.commands.vitals(
                        From.source(7, 0), 0, List.of(new Commands.Reading(1, rate * 100)), patient, bed, device));
    }

    private static Line changed(final List<Line> lines) {
        return lines.stream()
                .filter(line -> line.is("MonitoringChanged"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldBeginAndEndAndSayWhoDidWhat(final Side side) {
        final Scene scene = ward(side);

        final Line begun = changed(scene.lines(start(NURSE, "p1", "", "ekg-1", "oxi-1")));
        final Line named = changed(scene.lines(messages.grant(DOCTOR, 1, VIEWERS, List.of("nurse", "doctor"))));
        scene.after(5);
        final Line ended = changed(scene.lines(messages.stop(DOCTOR, 1)));

        assertThat(begun.toString())
                .contains("clauses=[MONITORING_STARTED]", "type=TELEMETRY", "status=ACTIVE", "people=[]")
                .contains("devices=[{kind=EKG_MONITOR, deviceId=ekg-1}, {kind=EKG_MONITOR, deviceId=oxi-1}]");
        assertThat(named.toString())
                .contains("clauses=[PEOPLE_NAMED]", "startedBy=0, changedBy=1")
                .contains("people=[{person=0, lists=1}, {person=1, lists=1}]");
        assertThat(ended.number("updatedNs") - ended.number("startedNs")).isEqualTo(5 * Scene.SECOND);
        assertThat(ended.toString())
                .as("tells those who looked on")
                .contains("clauses=[MONITORING_STOPPED]", "status=ENDED", "person=1, lists=1");
        assertThat(answer(scene, messages.stop(NURSE, 1))).as("over").isEqualTo("OK 0");
        assertThat(answer(scene, messages.stop(NURSE, 2))).as("never was").isEqualTo("UNKNOWN_MONITORING 2");
        assertThat(answer(scene, messages.grant(NURSE, 1, VIEWERS, List.of()))).isEqualTo("UNKNOWN_MONITORING 2");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldRefuseReadingsOfADeviceWhoseSessionWasStoppedAndNoOthers(final Side side) {
        final Scene scene = ward(side);
        assertThat(read(scene, "p1", "", "ekg-1", 80)).as("no session yet").isEqualTo("OK 0");
        scene.say(start(NURSE, "p1", "", "ekg-1"));
        assertThat(read(scene, "p1", "", "ekg-1", 80)).isEqualTo("OK 0");

        scene.say(messages.stop(NURSE, 1));

        assertThat(read(scene, "p1", "", "ekg-1", 80)).isEqualTo("MONITORING_ENDED 0");
        assertThat(read(scene, "", "b1", "ekg-1", 80))
                .as("whoever lies there now")
                .isEqualTo("OK 0");
        assertThat(read(scene, "", "", "ekg-1", 80)).as("the device alone").isEqualTo("OK 0");
        assertThat(read(scene, "p1", "", "oxi-1", 80)).as("another device").isEqualTo("OK 0");
        assertThat(read(scene, "p1", "", "", 80)).as("no device").isEqualTo("OK 0");
        assertThat(read(scene, "p2", "", "ekg-1", 80)).as("another patient").isEqualTo("OK 0");
        scene.say(start(NURSE, "p1", "", "ekg-1"));
        assertThat(read(scene, "p1", "", "ekg-1", 80)).as("in a session again").isEqualTo("OK 0");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldTakeReadingsOfWhoeverLiesInTheBedOfAStoppedSession(final Side side) {
        final Scene scene = ward(side);
        scene.say(start(NURSE, "", "b1", "ekg-1"));
        scene.say(messages.stop(NURSE, 1));

        assertThat(read(scene, "", "b1", "ekg-1", 80))
                .as("the next one, under the monitor on the wall")
                .isEqualTo("OK 0");
        assertThat(read(scene, "p1", "b1", "ekg-1", 80)).as("somebody by name").isEqualTo("OK 0");
        assertThat(read(scene, "", "b2", "ekg-1", 80)).as("another bed").isEqualTo("OK 0");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldTakeReadingsOfAPatientWhoIsMonitoredAgainOrComesBack(final Side side) {
        final Scene scene = ward(side);
        scene.say(start(NURSE, "p1", "", "ekg-1"));
        scene.say(start(NURSE, "p1", "", "oxi-1"));
        scene.say(messages.stop(NURSE, 1));
        assertThat(read(scene, "p1", "", "ekg-1", 0))
                .as("by another session still")
                .isEqualTo("OK 0");
        scene.say(messages.stop(NURSE, 2));
        assertThat(read(scene, "p1", "", "ekg-1", 0)).isEqualTo("MONITORING_ENDED 0");
        scene.say(start(NURSE, "p1", ""));
        assertThat(read(scene, "p1", "", "ekg-1", 0)).as("again").isEqualTo("OK 0");
        scene.say(messages.stop(NURSE, 3));
        assertThat(read(scene, "p1", "", "ekg-1", 0)).as("forgotten").isEqualTo("OK 0");

        scene.say(start(NURSE, "p1", "", "ekg-1"));
        scene.say(messages.stop(NURSE, 4));
        assertThat(read(scene, "p1", "", "ekg-1", 0)).isEqualTo("MONITORING_ENDED 0");
        scene.configure(List.of(scene.entries.patient("p1", 1, "b1", "")));
        assertThat(read(scene, "p1", "", "ekg-1", 0)).as("admitted").isEqualTo("OK 0");

        scene.say(start(NURSE, "p1", "", "ekg-1"));
        scene.say(messages.stop(NURSE, 5));
        scene.after(86_399);
        assertThat(read(scene, "p1", "", "ekg-1", 0)).isEqualTo("MONITORING_ENDED 0");
        scene.after(1);
        assertThat(read(scene, "p1", "", "ekg-1", 0)).as("a day later").isEqualTo("OK 0");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldLetNobodyWithoutARoleMonitorWherePeopleHaveRoles(final Side side) {
        final Scene scene = withRoles(side);
        scene.say(start(NURSE, "p1", "", "ekg-1"));
        scene.configure(List.of(scene.entries.authority("aunt", AuthorityRole.NONE.value(), "")));

        assertThat(answer(scene, messages.stop(AUNT, 1))).isEqualTo("FORBIDDEN 12");
        assertThat(answer(scene, messages.grant(AUNT, 1, RECIPIENTS, List.of("aunt"))))
                .isEqualTo("FORBIDDEN 12");
        assertThat(answer(scene, messages.grant(AUNT, 1, VIEWERS, List.of("aunt"))))
                .isEqualTo("FORBIDDEN 13");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldHaveADeviceInOneActiveSessionAtMost(final Side side) {
        final Scene scene = ward(side);
        scene.say(start(NURSE, "p1", "", "ekg-1"));

        assertThat(answer(scene, start(NURSE, "p1", "", "oxi-1", "ekg-1"))).isEqualTo("DEVICE_IN_USE 12");
        assertThat(answer(scene, start(NURSE, "p1", "", "oxi-1")))
                .as("a second one")
                .isEqualTo("OK 2");
        scene.say(messages.stop(NURSE, 1));
        assertThat(answer(scene, start(NURSE, "p2", "", "ekg-1"))).isEqualTo("OK 3");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldAskTheTableWhoMay(final Side side) {
        final Scene scene = withRoles(side);
        assertThat(answer(scene, start(AUNT, "p1", "", "ekg-1"))).as("family").isEqualTo("FORBIDDEN 12");
        assertThat(answer(scene, start(NURSE, "p2", "", "ekg-1")))
                .as("no relationship")
                .isEqualTo("FORBIDDEN 12");
        assertThat(answer(scene, start(NURSE, "p1", "", "ekg-1")))
                .as("cares for p1")
                .isEqualTo("OK 1");

        assertThat(answer(scene, messages.grant(NURSE, 1, VIEWERS, List.of("nurse"))))
                .isEqualTo("FORBIDDEN 13");
        assertThat(answer(scene, messages.grant(DOCTOR, 1, VIEWERS, List.of("nurse"))))
                .isEqualTo("OK 0");
        assertThat(answer(scene, messages.grant(NURSE, 1, RECIPIENTS, List.of("doctor"))))
                .isEqualTo("OK 0");
        assertThat(answer(scene, messages.grant(NURSE, 1, RECIPIENTS, List.of("aunt"))))
                .as("family can accept nothing")
                .isEqualTo("FORBIDDEN 6");
        assertThat(answer(scene, messages.stop(AUNT, 1))).isEqualTo("FORBIDDEN 12");
        assertThat(answer(scene, messages.stop(NURSE, 1))).isEqualTo("OK 0");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldLetFamilyLookOnlyWithConsent(final Side side) {
        final Scene scene = ward(side);
        scene.say(start(NURSE, "p1", "", "ekg-1"));
        final byte[] aunt = messages.grant(DOCTOR, 1, FAMILY, List.of("aunt"));

        final List<String> refused = scene.say(aunt);
        assertThat(refused).first().asString().startsWith("AccessRefused [CONSENT_MISSING]");
        assertThat(answer(scene, aunt)).isEqualTo("FORBIDDEN 13");
        scene.configure(List.of(
                scene.entries.authority("aunt", AuthorityRole.FAMILY.value(), "p1"),
                scene.entries.authority("doctor", AuthorityRole.PHYSICIAN.value(), "")));
        assertThat(answer(scene, aunt)).isEqualTo("OK 0");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldForgetTheDeviceThatWasStoppedLongestAgoForANewOne(final Side side) {
        final Scene scene = ward(side);
        // 20 sessions at once have 80 devices together, those that were stopped among them.
        for (int i = 0; i < 10; i++) {
            scene.say(start(NURSE, "q" + i, "", devices(8 * i, 8)));
            scene.say(messages.stop(NURSE, i + 1L));
        }
        assertThat(read(scene, "q0", "", "d0", 80)).isEqualTo("MONITORING_ENDED 0");

        assertThat(answer(scene, start(NURSE, "p1", "", "d1", "new"))).isEqualTo("OK 11");

        assertThat(read(scene, "q0", "", "d0", 80)).as("forgotten").isEqualTo("OK 0");
        assertThat(read(scene, "q0", "", "d2", 80)).isEqualTo("MONITORING_ENDED 0");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, ekg, p1, INVALID_FIELD 2",
        "7, 1, ekg, p1, INVALID_FIELD 2",
        "6, 0, ekg, p1, INVALID_FIELD 11",
        "6, 11, ekg, p1, INVALID_FIELD 11",
        "6, 1, '', p1, INVALID_FIELD 12",
        "6, 1, ekg-1, p1, INVALID_FIELD 12",
        "6, 1, 0123456789012345678901234567890123456, p1, ID_TOO_LONG 12",
        "6, 1, ekg, 0123456789012345678901234567890123456, ID_TOO_LONG 41",
        "6, 1, ekg, '', INVALID_FIELD 41"
    })
    void shouldNameTheFieldThatIsWrong(
            final int type, final int kind, final String device, final String patient, final String answer) {
        sides().forEach(side -> {
            final Scene scene = ward(side);
            final List<MonitoringMessages.Device> devices =
                    List.of(new MonitoringMessages.Device(EKG, "ekg-1"), new MonitoringMessages.Device(kind, device));
            assertThat(answer(scene, messages.start(NURSE, type, devices, patient, "")))
                    .isEqualTo(answer);
        });
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldRefuseWhatHasNoPlace(final Side side) {
        final Scene scene = ward(side);
        final String[] nine = devices(0, 9);

        assertThat(answer(scene, start(NURSE, "p1", "", nine))).isEqualTo("INVALID_FIELD 10");
        assertThat(answer(scene, start(NURSE, "p1", "", devices(0, 8)))).isEqualTo("OK 1");
        assertThat(answer(scene, messages.grant(DOCTOR, 1, VIEWERS, List.of("nobody"))))
                .isEqualTo("UNKNOWN_PERSON 11");
        assertThat(answer(scene, start(From.session(9), "p1", ""))).isEqualTo("UNKNOWN_SESSION 0");
        for (int more = 2; more <= Scene.LIMITS.subjects(); more++) {
            final String patient = more <= 8 ? "p1" : more <= 16 ? "p2" : "p3";
            if (more == 11) {
                assertThat(answer(scene, start(NURSE, patient, "", "d80")))
                        .as("80 devices in all")
                        .isEqualTo("TABLE_FULL 27");
            }
            assertThat(answer(scene, start(NURSE, patient, "", devices(8 * (more - 1), more > 10 ? 0 : 8))))
                    .isEqualTo("OK " + more);
        }
        assertThat(answer(scene, start(NURSE, "p1", ""))).as("8 of one patient").isEqualTo("TABLE_FULL 41");
        assertThat(answer(scene, start(NURSE, "p3", ""))).isEqualTo("TABLE_FULL 27");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldLetNobodyNameRecipientsWhoHaveNothingToDoWithThePatient(final Side side) {
        final Entries entries = new Entries();
        final Scene scene = ward(
                side,
                entries.person("stranger", 0),
                entries.unit("ward"),
                entries.role("ward", "charge", List.of("stranger")),
                entries.authority("stranger", AuthorityRole.CHARGE_NURSE.value(), ""),
                entries.authority("nurse", AuthorityRole.NURSE.value(), ""),
                entries.authority("doctor", AuthorityRole.PHYSICIAN.value(), ""));
        scene.open(4, "stranger");
        scene.say(start(NURSE, "p1", "", "ekg-1"));
        final From stranger = From.session(4);

        assertThat(answer(scene, messages.grant(stranger, 1, RECIPIENTS, List.of("stranger"))))
                .as("herself, of another unit")
                .isEqualTo("FORBIDDEN 13");
        assertThat(answer(scene, messages.grant(NURSE, 1, RECIPIENTS, List.of("stranger"))))
                .isEqualTo("FORBIDDEN 13");
        assertThat(answer(scene, messages.grant(NURSE, 1, RECIPIENTS, List.of("doctor", "nurse"))))
                .isEqualTo("OK 0");
        assertThat(answer(scene, messages.grant(DOCTOR, 1, RECIPIENTS, List.of("stranger"))))
                .as("a physician of the patient grants it")
                .isEqualTo("OK 0");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldLetNobodyLookOnWhenThePatientConsentsNoMore(final Side side) {
        final Scene scene = withRoles(side);
        scene.say(start(NURSE, "p1", "", "ekg-1"));
        scene.say(messages.grant(DOCTOR, 1, FAMILY, List.of("aunt")));
        assertThat(answer(scene, messages.grant(DOCTOR, 1, VIEWERS, List.of("aunt", "nurse"))))
                .isEqualTo("OK 0");

        assertThat(scene.configure(List.of(scene.entries.authority("aunt", AuthorityRole.FAMILY.value(), "p2"))))
                .contains("MonitoringChanged [CONSENT_MISSING]");
        assertThat(answer(scene, messages.grant(DOCTOR, 1, VIEWERS, List.of("aunt"))))
                .as("family as a viewer needs consent as well")
                .isEqualTo("FORBIDDEN 13");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldEndTheSessionOfABedWhenSomebodyIsNamedInIt(final Side side) {
        final Scene scene = ward(side);
        scene.say(start(NURSE, "", "b2", "ekg-1"));
        scene.configure(List.of(scene.entries.bed("b2", "icu")));

        assertThat(scene.configure(List.of(scene.entries.patient("p2", 1, "b2", ""))))
                .contains("MonitoringChanged [CONFIGURED]");
        assertThat(read(scene, "", "b2", "ekg-1", 80)).as("nobody stopped it").isEqualTo("OK 0");
        assertThat(answer(scene, start(NURSE, "p2", "", "ekg-1"))).isEqualTo("OK 2");
    }
}
