package io.tocsin.testkit.model;

import static io.tocsin.testkit.model.GatedWard.DIASTOLIC;
import static io.tocsin.testkit.model.GatedWard.HEART_RATE;
import static io.tocsin.testkit.model.GatedWard.MEAN;
import static io.tocsin.testkit.model.GatedWard.SPO2;
import static io.tocsin.testkit.model.GatedWard.SYSTOLIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.testkit.model.GateMessages.Quality;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is true and grave is never held back for longer than the gate's time for a second reading, whatever devices, sensors and clocks there are; what is false may
 * alarm. On the model and on the engine.
 */
final class NeverHiddenScenarioTest {
    private static final String LOW = "LimitViolated [LIMIT_BELOW] alertId=1 rule=1 value=3500 first=1";

    /** An EKG that counts 35 and an oximeter that counts 110: neither is held against the other. */
    @Test
    void shouldHoldNoDeviceAgainstAnother() {
        final GatedWard ward = GatedWard.ofBoth();
        ward.read("oximeter", HEART_RATE, 110);

        assertThat(ward.then("ekg", HEART_RATE, 35)).containsExactly(LOW);
    }

    /** A second device that counts something else does not answer for the first, and is not doubted meanwhile. */
    @Test
    void shouldLetNoOtherDeviceAnswerForOneThatWaits() {
        final GatedWard ward = GatedWard.ofBoth();
        ward.read("ekg", HEART_RATE, 110);

        assertThat(ward.then("ekg", HEART_RATE, 35)).noneMatch(line -> line.startsWith("LimitViolated"));
        assertThat(ward.then("oximeter", HEART_RATE, 108)).noneMatch(line -> line.startsWith("LimitViolated"));
        assertThat(ward.after(29)).contains(LOW);
    }

    /** Two sensors of one monitor, each true: the second time it counts. */
    @Test
    void shouldRememberWhatAGoodReadingAnswered() {
        final GatedWard ward = GatedWard.ofBoth();
        ward.read("mon-1", HEART_RATE, 110);
        ward.then("mon-1", HEART_RATE, 35);
        ward.then("mon-1", HEART_RATE, 110);

        assertThat(ward.then("mon-1", HEART_RATE, 35)).contains(LOW);
    }

    @Test
    void shouldDoubtNobodyWhoIsNotNamed() {
        final GatedWard ward = GatedWard.ofBoth();
        ward.read("", Quality.measured(ward.scene.nowNs), HEART_RATE, 110);

        assertThat(ward.read("", Quality.measured(ward.scene.nowNs - 45 * Scene.SECOND), HEART_RATE, 35))
                .containsExactly(LOW);
    }

    /** The clock of a monitor is set back by ten minutes: what it tells counts at once, and after half a minute the clock is believed. */
    @Test
    void shouldBelieveAClockThatWasSetBackAfterAWhile() {
        final GatedWard ward = GatedWard.ofBoth();
        ward.read("mon-1", Quality.measured(ward.scene.nowNs), HEART_RATE, 80);
        ward.after(1);
        assertThat(ward.read("mon-1", Quality.measured(ward.scene.nowNs - 600 * Scene.SECOND), HEART_RATE, 35))
                .containsExactly("ReadingGated [OUT_OF_ORDER] reason=LATE value=3500 runLength=1 over=0", LOW);
        ward.after(29);
        assertThat(ward.read("mon-1", Quality.measured(ward.scene.nowNs - 600 * Scene.SECOND), HEART_RATE, 80))
                .as("it ends nothing yet")
                .isEmpty();

        ward.after(1);
        assertThat(ward.read("mon-1", Quality.measured(ward.scene.nowNs - 600 * Scene.SECOND), HEART_RATE, 80))
                .containsExactly(
                        "ReadingGated [OUT_OF_ORDER, READING_GOOD] reason=LATE value=8000 runLength=2 over=1",
                        "ConditionChanged [LIMIT_LEFT] from=ACTIVE to=INACTIVE phase=END");
    }

    @Test
    void shouldCallAtOnceForAsystoleWhateverTheClockSays() {
        final GatedWard ward = GatedWard.ofBoth();
        ward.read("mon-1", Quality.measured(ward.scene.nowNs), HEART_RATE, 80);

        assertThat(ward.read("mon-1", Quality.measured(ward.scene.nowNs - Scene.SECOND), HEART_RATE, 0))
                .contains("LimitViolated [LIMIT_BELOW] alertId=1 rule=1 value=0 first=1");
    }

    /** One time stamp in the future makes nothing late after it. */
    @ParameterizedTest(name = "{0} s ahead: a mark {1}")
    @CsvSource({"60, true", "61, false"})
    void shouldNotMeasureByAClockThatIsAhead(final int seconds, final boolean isMark) {
        final GatedWard ward = GatedWard.ofBoth();
        ward.read("mon-1", Quality.measured(ward.scene.nowNs + seconds * Scene.SECOND), SPO2, 97);
        ward.after(30);

        assertThat(ward.read("mon-1", Quality.measured(ward.scene.nowNs - 1), SPO2, 70).stream()
                        .anyMatch(line -> line.startsWith("ReadingGated [OUT_OF_ORDER]")))
                .isEqualTo(isMark);
    }

    /** Low perfusion and a poor signal are what shock looks like. */
    @ParameterizedTest
    @CsvSource({"10", "11"})
    void shouldCallForAPatientInShock(final int bit) {
        assertThat(GatedWard.ofBoth().read("mon-1", new Quality(0, 0, 1 << bit, 0), SPO2, 70))
                .containsExactly("LimitViolated [LIMIT_BELOW] alertId=1 rule=3 value=7000 first=1");
    }

    /** 97, then 60, then the probe is off: the 60 came before, and counts when its time is over. */
    @Test
    void shouldNotForgetForAFaultWhatWaited() {
        final GatedWard ward = GatedWard.ofBoth();
        ward.read("mon-1", SPO2, 97);
        ward.then("mon-1", SPO2, 60);
        ward.read("mon-1", new Quality(0, 0, 1 << 4, 0), SPO2, 0);

        assertThat(ward.after(30)).contains("LimitViolated [LIMIT_BELOW] alertId=2 rule=3 value=6000 first=1");
    }

    /** Somebody resolves the alert of a probe that is still off: there is a new one with its next reading. */
    @Test
    void shouldKeepNothingBackWithoutAnAlertThatSaysSo() {
        final GatedWard ward = GatedWard.ofBoth();
        final Quality off = new Quality(0, 0, 1, 1 << SPO2 | 1 << HEART_RATE);
        assertThat(ward.read("mon-1", off, SPO2, 70)).contains("TechnicalNoted [DEVICE_STATUS] value=2 active=1");
        assertThat(ward.read("mon-1", off, SPO2, 70)).isEmpty();
        assertThat(ward.read("mon-1", off, HEART_RATE, 35))
                .as("of each parameter it is told")
                .containsExactly(
                        "ReadingGated [DEVICE_STATUS] reason=STATUS value=3500 runLength=1 over=0",
                        "TechnicalNoted [DEVICE_STATUS] value=1 active=1");
        ward.scene.say(ward.scene.commands.resolve(From.session(1), 1));

        assertThat(ward.scene.say(ward.batch("mon-1", off, SPO2, 70, HEART_RATE, 35)).stream()
                        .filter(line -> line.startsWith("AlertRaised")))
                .containsExactly(
                        "AlertRaised [DEVICE_STATUS] alertId=2 severity=URGENT priority=NORMAL unidentified=0");
    }

    /** During an arrest a mean pressure of 8 is real. */
    @Test
    void shouldTakeAMeanPressureOfAnArrest() {
        assertThat(GatedWard.ofBoth().read("mon-1", MEAN, 8))
                .containsExactly("LimitViolated [LIMIT_BELOW] alertId=1 rule=5 value=800 first=1");
    }

    /** 70, then once 99 and nothing any more: what nobody bears out ends no alert. */
    @Test
    void shouldEndNoAlertByWhatNothingBearsOut() {
        final GatedWard ward = GatedWard.ofBoth();
        ward.read("mon-1", SPO2, 70);
        ward.then("mon-1", SPO2, 99);

        assertThat(ward.after(30))
                .containsExactly(
                        "ReadingGated [IMPLAUSIBLE_STEP, UNCONFIRMED_IN_TIME] reason=STEP value=9900 runLength=1 over=1");
        assertThat(ward.read("mon-1", SPO2, 98)).anyMatch(line -> line.startsWith("ConditionChanged [LIMIT_LEFT]"));
    }

    /** Nor does time lower a score by it; and it is as old as when it came. */
    @Test
    void shouldLowerNoScoreByWhatNothingBearsOut() {
        final GatedWard ward = new GatedWard(new BothSides(), true);
        final int[] all = {SPO2, 88, HEART_RATE, 75, 7, 15, SYSTOLIC, 120, 3, 37, 10, 0, 12, 0};
        assertThat(ward.read("mon-1", Quality.UNSTATED, all))
                .containsExactly("ScoreChanged [NEWS2_SINGLE_THREE] score=3 band=LOW_MEDIUM missingMask=0");
        ward.then("mon-1", SPO2, 99);

        assertThat(ward.after(30))
                .containsExactly(
                        "ReadingGated [IMPLAUSIBLE_STEP, UNCONFIRMED_IN_TIME] reason=STEP value=9900 runLength=1 over=1",
                        "ScoreChanged [NEWS2_SINGLE_THREE] score=0 band=LOW_MEDIUM missingMask=0");
        ward.after(869);
        assertThat(ward.read("mon-1", Quality.UNSTATED, HEART_RATE, 75, 7, 15))
                .as("nor by the next batch")
                .isEmpty();
        ward.after(1);
        assertThat(ward.read("mon-1", HEART_RATE, 75)).isEmpty();
        ward.after(1);
        assertThat(ward.read("mon-1", HEART_RATE, 75))
                .as("a quarter of an hour after it came, not after it counted")
                .containsExactly("ScoreChanged [NEWS2_SINGLE_THREE] score=0 band=LOW_MEDIUM missingMask=2");
    }

    /** Pressures that go on contradicting each other: once borne out, they count as they come. */
    @Test
    void shouldLetPassPressuresThatContradictEachOtherForLonger() {
        final GatedWard ward = GatedWard.ofBoth();
        final int[] arrest = {SYSTOLIC, 25, MEAN, 22, DIASTOLIC, 20};
        assertThat(ward.read("line", Quality.UNSTATED, arrest)).hasSize(3);
        ward.after(1);
        assertThat(ward.read("line", Quality.UNSTATED, arrest)).hasSize(7);
        for (int second = 0; second < 5; second++) {
            ward.after(1);
            assertThat(ward.read("line", Quality.UNSTATED, arrest))
                    .containsExactly(
                            "LimitViolated [LIMIT_BELOW] alertId=1 rule=4 value=2500 first=0",
                            "LimitViolated [LIMIT_BELOW] alertId=2 rule=5 value=2200 first=0");
        }
    }

    /** A full saturation, and breaths that a ventilator gives, stay the same; a value that is stuck is nothing urgent. */
    @ParameterizedTest(name = "{0}: {1} for an hour is told {2}")
    @CsvSource({"2, 100, false", "7, 16, false", "2, 99, true", "1, 70, true"})
    void shouldTakeForStuckOnlyWhatMoves(final int parameter, final int value, final boolean isTold) {
        final GatedWard ward = GatedWard.ofBoth();
        final List<String> said = new ArrayList<>();
        for (int minute = 0; minute < 60; minute++) {
            ward.after(60);
            said.addAll(ward.scene.say(ward.batch("mon-1", Quality.UNSTATED, parameter, value)));
        }
        assertThat(said.stream().filter(line -> line.startsWith("AlertRaised")).toList())
                .isEqualTo(
                        isTold
                                ? List.of(
                                        "AlertRaised [FLAT_LINE] alertId=1 severity=NON_URGENT priority=NORMAL unidentified=0")
                                : List.of());
    }

    /** Whose readings do not count is silent: an open alert becomes stale after the policy's 5 s. */
    @Test
    void shouldHearOfAPatientOnlyByWhatCounts() {
        final GatedWard ward = GatedWard.ofBoth();
        ward.read("mon-1", HEART_RATE, 35);
        ward.after(3);
        ward.read("mon-1", new Quality(0, 0, 1, 1 << HEART_RATE), HEART_RATE, 35);

        assertThat(ward.scene.after(2)).anyMatch(line -> line.startsWith("AlertStale"));
    }

    /** Limits of profiles count for what time decides, too. */
    @Test
    void shouldCompareWhatTimeDecidesWithTheLimitOfTheProfile() {
        final GatedWard ward = GatedWard.ofBoth();
        final ScriptProfiles profiles = new ScriptProfiles(new SplittableRandom(1));
        ward.scene.configure(List.of(
                ward.scene.entries.rules(3, 0, 1, 1, 1, GatedWard.RULES),
                profiles.entry(
                        3,
                        new ScriptProfiles.Profile(
                                1 << AgeGroup.UNDER_3_MONTHS.value(),
                                0,
                                0,
                                "",
                                List.of(new ScriptProfiles.Limit(1, 6_000)))),
                ward.scene.entries.patient("p1", 0, AgeGroup.UNDER_3_MONTHS.value(), "b1")));
        ward.read("mon-1", HEART_RATE, 130);
        ward.then("mon-1", HEART_RATE, 55);

        assertThat(ward.after(30))
                .contains("LimitViolated [LIMIT_BELOW, PROFILE_LIMIT] alertId=2 rule=1 value=5500 first=1");
    }

    /** What takes two persons, where people have roles: to keep more back, or to be told of it less, later or more mildly. */
    @ParameterizedTest(name = "{0} ms, {1} ms, reasons {2}, severity {3}: {4}")
    @CsvSource({
        "30000, 1800000, 126, 3, ok",
        "30000, 1800000, 126, 2, ok",
        "20000, 60000, 126, 3, ok",
        "30000, 1800000, 122, 3, ok",
        "30001, 1800000, 126, 3, proposed",
        "30000, 1800001, 126, 3, proposed",
        "30000, 1800000, 126, 4, proposed",
        "30000, 1800000, 110, 3, proposed"
    })
    void shouldTakeTwoPersonsToBeToldOfLess(
            final int confirmMs, final int flatMs, final int reasons, final int severity, final String outcome) {
        final ProposalSite site =
                new ProposalSite(new BothSides(), AuthorityRole.CHARGE_NURSE, AuthorityRole.ADMIN_UNIT);
        final GateMessages messages = new GateMessages();
        site.scene.configure(List.of(messages.gate(30_000, 1_800_000, GateMessages.ALL_REASONS, 3)));

        assertThat(ProposalSite.outcome(
                        site.commit(ProposalSite.DOCTOR, List.of(messages.gate(confirmMs, flatMs, reasons, severity)))))
                .isEqualTo(outcome);
    }
}
