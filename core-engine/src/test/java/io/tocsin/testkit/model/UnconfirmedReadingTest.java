package io.tocsin.testkit.model;

import static io.tocsin.testkit.model.GatedWard.DIASTOLIC;
import static io.tocsin.testkit.model.GatedWard.HEART_RATE;
import static io.tocsin.testkit.model.GatedWard.MEAN;
import static io.tocsin.testkit.model.GatedWard.SPO2;
import static io.tocsin.testkit.model.GatedWard.SYSTOLIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testkit.model.GateMessages.Quality;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What nothing bears out begins alerts and ends none, as a nurse would follow it at the bed. On the model and on the engine. */
final class UnconfirmedReadingTest {
    private static final int[] WELL = {SPO2, 97, HEART_RATE, 75, 7, 15, SYSTOLIC, 120, 3, 37, 10, 0, 12, 0};

    private static Quality measured(final GatedWard ward, final long secondsAgo) {
        return Quality.measured(ward.scene.nowNs - secondsAgo * Scene.SECOND);
    }

    /** Two sensors of one monitor, the ear's is a few seconds behind: what it tells counts at once. */
    @Test
    void shouldHearTheSlowerOfTwoSensors() {
        final GatedWard ward = GatedWard.ofBoth();
        ward.read("mon-1", measured(ward, 0), SPO2, 97);
        ward.after(1);

        assertThat(ward.read("mon-1", measured(ward, 5), SPO2, 70))
                .containsExactly(
                        "ReadingGated [OUT_OF_ORDER] reason=LATE value=7000 runLength=1 over=0",
                        "LimitViolated [LIMIT_BELOW] alertId=1 rule=3 value=7000 first=1");
        assertThat(ward.read("mon-1", measured(ward, 3), SPO2, 71))
                .as("later than the one before, but not than the last in order")
                .containsExactly("LimitViolated [LIMIT_BELOW] alertId=1 rule=3 value=7100 first=0");
    }

    /** 70 now, 97 of some seconds ago: the alert goes on. */
    @Test
    void shouldEndNoAlertByAnOlderReading() {
        final GatedWard ward = GatedWard.ofBoth();
        ward.read("mon-1", measured(ward, 0), SPO2, 70);
        ward.after(1);

        assertThat(ward.read("mon-1", measured(ward, 5), SPO2, 97))
                .containsExactly("ReadingGated [OUT_OF_ORDER] reason=LATE value=9700 runLength=1 over=0");
        ward.after(1);
        assertThat(ward.read("mon-1", measured(ward, 0), SPO2, 72))
                .containsExactly(
                        "ReadingGated [OUT_OF_ORDER, READING_GOOD] reason=LATE value=9700 runLength=1 over=1",
                        "LimitViolated [LIMIT_BELOW] alertId=1 rule=3 value=7200 first=0");
    }

    /** A score rises by an older reading; what is kept is the newer one, and the score falls with the next that is in order. */
    @Test
    void shouldScoreAnOlderReadingAndKeepTheNewerOne() {
        final GatedWard ward = new GatedWard(new BothSides(), true);
        ward.read("mon-1", measured(ward, 0), WELL);
        ward.after(1);

        assertThat(ward.read("mon-1", measured(ward, 5), SPO2, 88))
                .contains("ScoreChanged [NEWS2_SINGLE_THREE] score=3 band=LOW_MEDIUM missingMask=0");
        ward.after(1);
        assertThat(ward.read("mon-1", measured(ward, 0), HEART_RATE, 75))
                .containsExactly("ScoreChanged [NEWS2_SINGLE_THREE] score=0 band=LOW_MEDIUM missingMask=0");
        assertThat(ward.read("mon-1", measured(ward, 0), SPO2, 97))
                .contains("ScoreChanged [NEWS2_FELL] score=0 band=ZERO missingMask=0");
    }

    /** An older 97 does not hide from a score the 88 that came before it. */
    @Test
    void shouldLowerNoScoreByAnOlderReading() {
        final GatedWard ward = new GatedWard(new BothSides(), true);
        final int[] ill = WELL.clone();
        ill[1] = 88;
        ward.read("mon-1", measured(ward, 0), ill);
        ward.after(1);

        assertThat(ward.read("mon-1", measured(ward, 5), SPO2, 97))
                .contains("ScoreChanged [NEWS2_SINGLE_THREE] score=0 band=LOW_MEDIUM missingMask=0");
        ward.after(1);
        assertThat(ward.read("mon-1", measured(ward, 0), HEART_RATE, 75))
                .contains("ScoreChanged [NEWS2_SINGLE_THREE] score=3 band=LOW_MEDIUM missingMask=0");
    }

    /** A monitor's clock is set back, and each batch has one parameter: half a minute later the score knows all three. */
    @Test
    void shouldScoreTogetherWhatADeviceTellsWhoseClockWasSetBack() {
        final GatedWard ward = new GatedWard(new BothSides(), true);
        ward.read("mon-1", measured(ward, 0), WELL);
        ward.after(31);

        ward.read("mon-1", measured(ward, 600), 7, 22);
        ward.read("mon-1", measured(ward, 600), HEART_RATE, 115);
        assertThat(ward.read("mon-1", measured(ward, 600), SPO2, 95))
                .anyMatch(line -> line.startsWith("ScoreChanged [NEWS2_MEDIUM] score=5"));
    }

    /** The EKG's 35 is an alert; an artefact of 110 does not end it because the oximeter's 36 came between. */
    @Test
    void shouldEndNoAlertByAnArtefactThatIsFarFromAnotherDevice() {
        final GatedWard ward = GatedWard.ofBoth();
        ward.read("ekg", HEART_RATE, 35);
        ward.then("oximeter", HEART_RATE, 36);

        assertThat(ward.then("ekg", HEART_RATE, 110)).isEmpty();
        assertThat(ward.then("oximeter", HEART_RATE, 37))
                .as("nor is the true one held back")
                .containsExactly("LimitViolated [LIMIT_BELOW] alertId=1 rule=1 value=3700 first=0");
        assertThat(ward.then("ekg", HEART_RATE, 90))
                .as("no further than a body changes")
                .containsExactly("ConditionChanged [LIMIT_LEFT] from=ACTIVE to=INACTIVE phase=END");
    }

    /** 100, 20, 250: what waits is counted when another that does not bear it out takes its place. */
    @Test
    void shouldCountWhatIsReplaced() {
        final GatedWard ward = GatedWard.ofBoth();
        ward.read("mon-1", HEART_RATE, 100);
        ward.read("mon-1", HEART_RATE, 20);

        assertThat(ward.read("mon-1", HEART_RATE, 250))
                .containsExactly("LimitViolated [LIMIT_BELOW] alertId=1 rule=1 value=2000 first=1");
        assertThat(ward.after(30))
                .contains(
                        "ReadingGated [IMPLAUSIBLE_STEP, UNCONFIRMED_IN_TIME] reason=STEP value=25000 runLength=2 over=1",
                        "LimitViolated [LIMIT_ABOVE] alertId=2 rule=2 value=25000 first=1")
                .as("and ends nothing")
                .noneMatch(line -> line.startsWith("ConditionChanged [LIMIT_LEFT]"));
    }

    /** Of two that bear each other out both count: 60 was grave, whatever the second one is. */
    @Test
    void shouldCountBothThatBearEachOtherOut() {
        final GatedWard ward = GatedWard.ofBoth();
        ward.read("mon-1", SPO2, 97);
        ward.then("mon-1", SPO2, 60);

        assertThat(ward.read("mon-1", SPO2, 64))
                .containsExactly(
                        "ReadingGated [IMPLAUSIBLE_STEP, READING_CONFIRMED] reason=STEP value=6000 runLength=1 over=1",
                        "LimitViolated [LIMIT_BELOW] alertId=1 rule=3 value=6000 first=1",
                        "LimitViolated [LIMIT_BELOW] alertId=1 rule=3 value=6400 first=0");
    }

    /** Two sensors of one monitor, 70 and 99: the second 99 counts because one was answered, and ends nothing. */
    @Test
    void shouldEndNoAlertByWhatIsOnlyRemembered() {
        final GatedWard ward = GatedWard.ofBoth();
        ward.read("mon-1", SPO2, 70);
        ward.then("mon-1", SPO2, 99);
        ward.then("mon-1", SPO2, 71);

        assertThat(ward.then("mon-1", SPO2, 99)).isEmpty();
    }

    /** Somebody with an SpO2 of 88 has a NEWS2 alert; a 99 that nothing bore out does not end it, nor does the next batch of something else. */
    @Test
    void shouldEndNoScoreByWhatNothingBoreOut() {
        final GatedWard ward = new GatedWard(new BothSides(), true);
        final int[] ill = WELL.clone();
        ill[1] = 88;
        ward.read("mon-1", Quality.UNSTATED, ill);
        ward.then("mon-1", SPO2, 99);
        ward.after(30);

        assertThat(ward.read("mon-1", HEART_RATE, 75)).as("of something else").isEmpty();
        assertThat(ward.then("mon-1", SPO2, 98))
                .as("that bears it out")
                .containsExactly(
                        "ScoreChanged [NEWS2_FELL] score=0 band=ZERO missingMask=0",
                        "ConditionChanged [NEWS2_FELL] from=ACTIVE to=INACTIVE phase=END");
    }

    /** While a doubtful SpO2 waits no score falls. */
    @Test
    void shouldLowerNoScoreWhileSomethingWaits() {
        final GatedWard ward = new GatedWard(new BothSides(), true);
        final int[] ill = WELL.clone();
        ill[3] = 38;
        assertThat(ward.read("mon-1", Quality.UNSTATED, ill)).anyMatch(line -> line.contains("band=LOW_MEDIUM"));
        ward.then("mon-1", SPO2, 60);

        assertThat(ward.then("mon-1", HEART_RATE, 75))
                .contains("ScoreChanged [NEWS2_SINGLE_THREE] score=0 band=LOW_MEDIUM missingMask=0");
    }

    /** The alert of 70 is about to end when a doubtful 60 comes: it goes on. */
    @Test
    void shouldNotClearWhileSomethingGraveWaits() {
        final GatedWard ward = GatedWard.ofBoth();
        ward.scene.configure(List.of(
                ward.scene.entries.rules(3, 0, 1, 1, 1, GatedWard.RULES),
                ward.scene.entries.timing(3, 3, 8_000, 0, 20_000, 0, 1, 1)));
        ward.read("mon-1", SPO2, 75);
        ward.after(19);
        ward.read("mon-1", SPO2, 90);
        ward.after(15);
        ward.read("mon-1", SPO2, 90);

        assertThat(ward.then("mon-1", SPO2, 60))
                .containsExactly(
                        "LimitWatched [LIMIT_BELOW] stage=RETURNED held=16",
                        "ReadingGated [IMPLAUSIBLE_STEP] reason=STEP value=6000 runLength=1 over=0");
        assertThat(ward.after(25)).as("it would be over").isEmpty();
    }

    /** De-bounce holds nothing back that nothing bears out, as that has waited already. */
    @Test
    void shouldNotHoldBackForDebounceWhatNothingBearsOut() {
        final GatedWard ward = GatedWard.ofBoth();
        ward.scene.configure(List.of(
                ward.scene.entries.rules(3, 0, 1, 1, 1, GatedWard.RULES),
                ward.scene.entries.timing(3, 2, 12_000, 0, 0, 3_600_000, 1, 1)));
        ward.read("mon-1", HEART_RATE, 190);
        ward.after(31);
        ward.read("mon-1", HEART_RATE, 80);
        ward.then("mon-1", HEART_RATE, 150);

        assertThat(ward.after(30)).contains("LimitViolated [LIMIT_ABOVE] alertId=2 rule=2 value=15000 first=1");
    }

    /** A lead is off at the EKG, the oximeter counts the pulse: one alert of the lead, which ends when the EKG has been well for a while. */
    @Test
    void shouldAskOnceForALeadWhileAnotherDeviceIsWell() {
        final GatedWard ward = GatedWard.ofBoth();
        final Quality off = new Quality(0, 0, 1, 1 << HEART_RATE);
        assertThat(ward.read("ekg", off, HEART_RATE, 0))
                .containsExactly(
                        "ReadingGated [DEVICE_STATUS] reason=STATUS value=0 runLength=1 over=0",
                        "TechnicalNoted [DEVICE_STATUS] value=1 active=1");
        for (int second = 0; second < 90; second++) {
            assertThat(ward.then("oximeter", HEART_RATE, 75)).isEmpty();
            assertThat(ward.read("ekg", off, HEART_RATE, 0)).isEmpty();
        }
        ward.after(10);
        assertThat(ward.then("ekg", HEART_RATE, 75))
                .containsExactly(
                        "ReadingGated [DEVICE_STATUS, READING_GOOD] reason=STATUS value=0 runLength=91 over=1");
        assertThat(ward.after(18)).isEmpty();
        assertThat(ward.after(1))
                .containsExactly(
                        "TechnicalNoted [READING_GOOD] value=1 active=0",
                        "ConditionChanged [READING_GOOD] from=ACTIVE to=INACTIVE phase=END");
    }

    /** A bad contact, off at every second reading: one alert. */
    @Test
    void shouldAskOnceForABadContact() {
        final GatedWard ward = GatedWard.ofBoth();
        final Quality off = new Quality(0, 0, 1, 1 << HEART_RATE);
        ward.read("ekg", off, HEART_RATE, 0);
        for (int second = 0; second < 40; second++) {
            assertThat(ward.then("ekg", HEART_RATE, 75)).noneMatch(line -> line.startsWith("Technical"));
            assertThat(ward.read("ekg", off, HEART_RATE, 0)).noneMatch(line -> line.startsWith("Technical"));
        }
    }

    /** The EKG is taken away: a minute after its last reading the oximeter's say that nothing is amiss. */
    @Test
    void shouldForgetADeviceThatWasTakenAway() {
        final GatedWard ward = GatedWard.ofBoth();
        ward.read("ekg", new Quality(0, 0, 1, 1 << HEART_RATE), HEART_RATE, 0);
        assertThat(ward.then("oximeter", HEART_RATE, 75)).isEmpty();

        assertThat(ward.after(58)).isEmpty();
        assertThat(ward.after(1)).contains("TechnicalNoted [READING_GOOD] value=1 active=0");
    }

    /** A line that tells contradicting pressures each second: none is lost for more than half a minute, though each takes the place of the last. */
    @Test
    void shouldLoseNoPressure() {
        final GatedWard ward = GatedWard.ofBoth();
        ward.read("line", Quality.UNSTATED, SYSTOLIC, 130, MEAN, 90, DIASTOLIC, 70);
        ward.after(1);
        ward.read("line", Quality.UNSTATED, SYSTOLIC, 30, MEAN, 35, DIASTOLIC, 120);
        ward.after(1);

        assertThat(ward.read("line", Quality.UNSTATED, SYSTOLIC, 300, MEAN, 310, DIASTOLIC, 320))
                .contains(
                        "LimitViolated [LIMIT_BELOW] alertId=1 rule=4 value=3000 first=1",
                        "LimitViolated [LIMIT_BELOW] alertId=2 rule=5 value=3500 first=1");
    }
}
