package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whom monitoring sessions name is told of alerts (sections 7 and 31), on the ward of {@link Scene} with more people: ivy (3), vic (4) and the aunt (5). Policy: those who may
 * look on at the patient's sessions and, with them, those whom these name to be told, for 60 s; the care team, for 30 s; then the desk. Nobody has a role at first.
 */
final class MonitoringAlertScenarioTest {
    private static final int TARGET_RECIPIENTS = 7;
    private static final int TARGET_VIEWERS = 8;
    private static final int VIEWERS = 1;
    private static final int FAMILY = 2;
    private static final int RECIPIENTS = 3;
    private static final From NURSE = From.session(1);
    private static final String CARE_TEAM = "StepStarted [CARE_ASSIGNMENT] step=1 round=0 chosen=1";

    private final MonitoringMessages messages = new MonitoringMessages();
    private int alerts;

    private static Scene ward(final byte[]... more) {
        final Scene scene = Scene.staffed(new BothSides(), 8);
        final Entries entries = scene.entries;
        final List<byte[]> all = new ArrayList<>(List.of(
                entries.person("ivy", 0),
                entries.person("vic", 0),
                entries.person("aunt", 0),
                entries.policy(new Entries.Policy(
                        1,
                        2,
                        0b11_1110,
                        0,
                        10_000,
                        20_000,
                        0,
                        60_000,
                        List.of(
                                new Entries.Step(60_000, TARGET_VIEWERS, 0, ""),
                                new Entries.Step(0, TARGET_RECIPIENTS, 0, "", 0, 1),
                                new Entries.Step(30_000, 0, 0, "")),
                        "desk"))));
        all.addAll(Arrays.asList(more));
        scene.configure(all);
        scene.open(3, "ivy");
        scene.open(4, "vic");
        scene.open(5, "aunt");
        return scene;
    }

    private void start(final Scene scene, final String patient, final String bed) {
        assertThat(scene.say(messages.start(NURSE, 6, List.of(), patient, bed)))
                .last()
                .asString()
                .contains("result=OK");
    }

    private void grant(final Scene scene, final long session, final int list, final String... people) {
        assertThat(scene.say(messages.grant(NURSE, session, list, List.of(people))))
                .last()
                .asString()
                .contains("result=OK");
    }

    private List<String> raise(final Scene scene) {
        return steps(scene.raise("k" + alerts++, Severity.URGENT));
    }

    private static List<String> steps(final List<String> said) {
        return said.stream()
                .filter(each -> each.startsWith("StepStarted") || each.startsWith("StepEnded"))
                .toList();
    }

    /** By index, as the step that is begun lists them. */
    private List<Integer> asked(final Scene scene) {
        final byte[] raise =
                scene.commands.raise(From.source(7, 0), RaiseText.of("k" + alerts++, Severity.URGENT, "p1"));
        return scene.lines(raise).stream()
                .filter(line -> line.is("StepStarted"))
                .findFirst()
                .map(line -> Pattern.compile("person=(\\d+), response=WAITING")
                        .matcher(line.text("people"))
                        .results())
                .orElseThrow()
                .map(person -> Integer.valueOf(person.group(1)))
                .toList();
    }

    @Test
    void shouldAskWhomTheRunningSessionNames() {
        final Scene scene = ward();
        start(scene, "p1", "");
        grant(scene, 1, RECIPIENTS, "ivy");
        grant(scene, 1, VIEWERS, "vic", "doctor");

        assertThat(asked(scene))
                .as("who may look on, by index, then who is to be told")
                .containsExactly(1, 4, 3);
        assertThat(steps(scene.after(60))).containsExactly("StepEnded [STEP_TIMED_OUT] step=0 unanswered=3", CARE_TEAM);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | MONITORING_VIEWER",
                "3 | MONITORING_RECIPIENT",
            })
    void shouldSayWhyTheyAreAskedAndNothingOfAListThatNamesNobody(final int list, final String clause) {
        final Scene scene = ward();
        start(scene, "p1", "");
        grant(scene, 1, list, "ivy");

        assertThat(raise(scene)).containsExactly("StepStarted [" + clause + "] step=0 round=0 chosen=1");
    }

    /** Without a session, with one of somebody else, and with one that is over. */
    @Test
    void shouldGoOnAtOnceWhereNobodyIsNamed() {
        final Scene scene = ward();
        final String[] goesOn = {"StepEnded [EMPTY_STEP] step=0 unanswered=0", CARE_TEAM};

        assertThat(raise(scene)).as("no session").containsExactly(goesOn);
        start(scene, "p1", "");
        assertThat(raise(scene)).as("with nobody").containsExactly(goesOn);
        start(scene, "p2", "");
        grant(scene, 2, RECIPIENTS, "ivy");
        assertThat(raise(scene)).as("of another patient").containsExactly(goesOn);
        grant(scene, 1, RECIPIENTS, "ivy");
        scene.say(messages.stop(NURSE, 1));
        assertThat(raise(scene)).as("over").containsExactly(goesOn);
    }

    @Test
    void shouldAskEachOnceWhomSeveralSessionsName() {
        final Scene scene = ward();
        start(scene, "p1", "");
        start(scene, "p1", "");
        grant(scene, 2, RECIPIENTS, "doctor", "ivy");
        grant(scene, 1, RECIPIENTS, "vic", "ivy");
        grant(scene, 2, VIEWERS, "ivy");

        assertThat(asked(scene)).containsExactly(3, 4, 1);
    }

    /** Who leaves a list, or whose session is over, has what they were asked; who comes is asked by the next step that names the list. */
    @Test
    void shouldTakeTheListsAsTheyAreWhenTheStepBegins() {
        final Scene scene = ward();
        start(scene, "p1", "");
        grant(scene, 1, RECIPIENTS, "ivy");
        raise(scene);
        grant(scene, 1, RECIPIENTS, "vic");
        assertThat(scene.accept(4, 1)).singleElement().asString().contains("NOT_OFFERED");
        scene.say(messages.stop(NURSE, 1));

        assertThat(scene.accept(3, 1)).first().asString().startsWith("OfferAnswered [ACCEPTED_BY_OFFER] person=3");
        start(scene, "p1", "");
        grant(scene, 2, RECIPIENTS, "vic");
        assertThat(scene.reject(3, 1))
                .as("asked for the second time by nobody but the steps that follow")
                .contains(CARE_TEAM);
    }

    @Test
    void shouldAskWhomTheSessionOfABedNamesForWhoeverLiesThereWithoutAName() {
        final Scene scene = ward();
        start(scene, "", "b1");
        grant(scene, 1, RECIPIENTS, "ivy");

        final List<String> said = scene.say(
                scene.commands.vitals(From.source(7, 0), 0, List.of(new Commands.Reading(1, 13_000)), "", "b1", ""));

        assertThat(steps(said)).containsExactly("StepStarted [MONITORING_RECIPIENT] step=0 round=0 chosen=1");
        assertThat(steps(scene.heartRate(13_000)))
                .as("of the patient, whose session it is not")
                .containsExactly("StepEnded [EMPTY_STEP] step=0 unanswered=0", CARE_TEAM);
    }

    /** Family looks on, with consent, and is paged by nobody: as FAMILY, by role, or by both lists at once. */
    @Test
    void shouldNeverAskFamily() {
        final Entries entries = new Entries();
        final Scene scene = ward(
                new ContactMessages().emergencyContacts(1, "p1", List.of("vic")),
                entries.authority("nurse", AuthorityRole.PHYSICIAN.value(), ""),
                entries.authority("aunt", AuthorityRole.FAMILY.value(), "p1"));
        start(scene, "p1", "");
        grant(scene, 1, FAMILY, "aunt", "vic");
        grant(scene, 1, VIEWERS, "aunt", "vic");

        assertThat(raise(scene)).containsExactly("StepEnded [EMPTY_STEP] step=0 unanswered=0", CARE_TEAM);
        grant(scene, 1, FAMILY, "aunt");
        assertThat(raise(scene))
                .as("vic looks on by no other list than that of those who may accept")
                .containsExactly("StepStarted [MONITORING_VIEWER] step=0 round=0 chosen=1");
    }

    /** Not by another list or another session either, and not once the patient consents no more. */
    @Test
    void shouldNeverAskFamilyWhateverElseNamesThem() {
        final String[] goesOn = {"StepEnded [EMPTY_STEP] step=0 unanswered=0", CARE_TEAM};
        final Scene scene = ward(
                new ContactMessages().emergencyContacts(1, "p1", List.of("vic")),
                new Entries().authority("nurse", AuthorityRole.PHYSICIAN.value(), ""));
        start(scene, "p1", "");
        start(scene, "p1", "");
        grant(scene, 1, FAMILY, "vic");
        grant(scene, 1, RECIPIENTS, "vic");
        assertThat(raise(scene)).as("to be told of alerts, too").containsExactly(goesOn);

        grant(scene, 1, RECIPIENTS);
        grant(scene, 2, VIEWERS, "vic");
        assertThat(raise(scene)).as("may look on in another session").containsExactly(goesOn);

        grant(scene, 2, VIEWERS);
        grant(scene, 1, VIEWERS, "vic");
        scene.configure(List.of(new ContactMessages().emergencyContacts(1, "p1", List.of())));
        assertThat(raise(scene)).as("without consent").containsExactly(goesOn);
    }

    /** Who may never accept was no recipient when they were named; their role is another one since. */
    @Test
    void shouldLeaveOutWhoseRoleLetsThemAcceptNoMore() {
        final Scene scene = ward();
        start(scene, "p1", "");
        grant(scene, 1, RECIPIENTS, "ivy", "vic");
        scene.configure(List.of(scene.entries.authority("ivy", AuthorityRole.TECH.value(), "")));

        assertThat(asked(scene)).containsExactly(4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldLeaveOutWhoHasGoneHome(final boolean isOnDuty) {
        final Scene scene = ward();
        final long hour = 3_600 * Scene.SECOND;
        scene.configure(List.of(scene.entries.duty(
                0, 0, 0, List.of(new Entries.Duty("ivy", scene.nowNs, scene.nowNs + hour)), "icu", "ward-doctor")));
        start(scene, "p1", "");
        grant(scene, 1, RECIPIENTS, "ivy");
        scene.after(isOnDuty ? 60 : 3_601);

        assertThat(raise(scene))
                .first()
                .asString()
                .startsWith(isOnDuty ? "StepStarted [MONITORING_RECIPIENT] step=0" : "StepEnded [EMPTY_STEP] step=0");
    }

    @ParameterizedTest
    @CsvSource({"7, ivy, 0", "8, '', 1", "7, '', 2"})
    void shouldRefuseAStepThatSaysMoreOfThem(final int target, final String name, final int what) {
        final Scene scene = ward();
        final Entries.Step step = new Entries.Step(60_000, target, 0, name);
        final Entries.Step odd = what == 1 ? step.some(2, 0) : what == 2 ? step.capable(1) : step;

        assertThat(scene.configure(List.of(scene.entries.policy(
                        new Entries.Policy(1, 3, 0b11_1110, 0, 10_000, 20_000, 0, 60_000, List.of(odd), "desk")))))
                .anySatisfy(said -> assertThat(said).contains("refusal=BAD_VALUE"));
    }
}
