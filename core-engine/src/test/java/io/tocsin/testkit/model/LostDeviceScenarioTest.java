package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Presence;
import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nina (index 3) is on duty for bed b2 for ten minutes; whoever is on duty may be without a connected client for 60 s: section 15 of the specification. */
final class LostDeviceScenarioTest {
    private static final int BED = 1;
    private static final String LOST = "TechnicalNoted [LAST_DEVICE_LOST] value=60 active=1";
    private static final String BACK = "TechnicalNoted [DEVICE_BACK] value=0 active=0";

    private static Scene onDuty(final int alwaysReachable) {
        final Scene scene = Scene.staffed(new BothSides(), 4);
        final Entries entries = scene.entries;
        scene.configure(List.of(
                entries.person("nina", alwaysReachable),
                entries.bed("b2", "icu"),
                entries.operations(new SystemEntries.Operations(
                        2_000, 5_000, new int[2], new int[2], new int[2], 0, 0, 80, 60_000, List.of())),
                entries.duty(
                        BED,
                        0,
                        0,
                        List.of(new Entries.Duty("nina", scene.nowNs, scene.nowNs + 600 * Scene.SECOND)),
                        "",
                        "b2")));
        scene.after(0);
        return scene;
    }

    private static List<String> close(final Scene scene, final long sessionId) {
        return scene.say(scene.commands.sessionClosed(From.HOST, sessionId));
    }

    @Test
    void shouldAlertTheUnitWhenTheLastDeviceOfSomebodyOnDutyIsGoneForAMinute() {
        final Scene scene = onDuty(0);
        scene.open(3, "nina");
        scene.open(4, "nina");
        close(scene, 3);
        assertThat(scene.deadlineInSeconds()).isEqualTo(600);
        close(scene, 4);

        assertThat(scene.deadlineInSeconds()).isEqualTo(60);
        assertThat(scene.after(60))
                .contains(LOST)
                .contains("AlertRaised [LAST_DEVICE_LOST] alertId=1 severity=URGENT priority=NORMAL unidentified=0")
                .contains("StepStarted [UNIT_ROLE] step=1 round=0 chosen=1");
        assertThat(scene.open(5, "nina"))
                .contains(BACK)
                .contains("ConditionChanged [DEVICE_BACK] from=ACTIVE to=INACTIVE phase=END");
    }

    @Test
    void shouldNotAlertWhenADeviceIsBackInTime() {
        final Scene scene = onDuty(0);
        scene.open(3, "nina");
        close(scene, 3);
        scene.after(59);
        scene.open(4, "nina");

        assertThat(scene.after(60)).isEmpty();
    }

    @Test
    void shouldAlertWhenSomebodyComesOnDutyAndNeverConnects() {
        assertThat(onDuty(0).after(60)).contains(LOST);
    }

    @Test
    void shouldEndWhenTheShiftEnds() {
        final Scene scene = onDuty(0);
        scene.after(60);

        assertThat(scene.after(540))
                .contains("DutyChanged [SHIFT_ENDED] person=3 on=0 people=0")
                .contains("TechnicalNoted [SHIFT_ENDED] value=0 active=0");
    }

    /** Without a device to be about, an alert would be one with that of anybody else who is lost. */
    @Test
    void shouldWaitForAPlaceWhenTheTableOfSubjectsIsFull() {
        final Scene scene = onDuty(0);
        for (int i = 0; i < Scene.LIMITS.subjects(); i++) {
            scene.say(scene.commands.raise(From.source(7, 0), RaiseText.of("k" + i, Severity.NON_URGENT, "new" + i)));
        }

        assertThat(scene.after(60)).doesNotContain(LOST);
        assertThat(scene.deadlineInSeconds()).isLessThanOrEqualTo(1);
        assertThat(scene.open(3, "nina")).doesNotContain(BACK);
    }

    @Test
    void shouldNotAlertForWhoSaysToBeAwayOrIsReachableAnyhow() {
        assertThat(onDuty(1).after(60)).isEmpty();
        final Scene scene = onDuty(0);
        scene.open(3, "nina");
        scene.say(scene.commands.presence(From.session(3), Presence.OFFLINE.value(), ""));
        close(scene, 3);

        assertThat(scene.after(60)).isEmpty();
        assertThat(scene.deadlineInSeconds()).isEqualTo(60);
    }
}
