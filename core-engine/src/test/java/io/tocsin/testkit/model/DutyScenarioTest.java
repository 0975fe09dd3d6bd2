package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.BeginBreakEncoder;
import io.tocsin.codecs.sbe.EndBreakEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;

/**
 * Shifts and breaks as section 24 of the specification says them. The ward of {@link Scene} with two nurses more: nina (index 3) and dora (4), who take turns in the
 * care of bed b2; patient p2 lies there. All are connected: nina with session 3, dora with 4.
 */
final class DutyScenarioTest {
    private static final String DONE = "CommandAnswered result=OK alertId=0 occurrence=0 isNew=0 repeated=0";
    private static final int BED = 1;
    private static final int REPLACE = 0;
    private static final int REMOVE = 2;
    private static final int ASK_AGAIN = 0;
    private static final int HAND_OVER = 1;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(256);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    /** Night from now on for a minute, then day for a minute, then nobody. */
    private static Scene night(final int atEnd) {
        final Scene scene = Scene.staffed(new BothSides(), 4);
        final Entries entries = scene.entries;
        scene.configure(List.of(
                entries.person("nina", 0),
                entries.person("dora", 0),
                entries.bed("b2", "icu"),
                entries.patient("p2", 1, "b2", ""),
                entries.duty(
                        BED,
                        REPLACE,
                        atEnd,
                        List.of(
                                new Entries.Duty("nina", scene.nowNs, scene.nowNs + 60 * Scene.SECOND),
                                new Entries.Duty(
                                        "dora", scene.nowNs + 60 * Scene.SECOND, scene.nowNs + 120 * Scene.SECOND)),
                        "",
                        "b2")));
        scene.open(3, "nina");
        scene.open(4, "dora");
        return scene;
    }

    private static List<String> raise(final Scene scene) {
        return scene.say(scene.commands.raise(From.source(7, 0), RaiseText.of("k", Severity.CRITICAL, "p2")));
    }

    private byte[] beginBreak(final long session, final long minutes, final String cover) {
        final BeginBreakEncoder begin = new BeginBreakEncoder().wrapAndApplyHeader(buffer, 0, header);
        From.session(session).write(begin.envelope());
        begin.durationMs(minutes * 60_000).coverId(cover);
        return Commands.copy(buffer, begin.limit());
    }

    private byte[] endBreak(final long session) {
        final EndBreakEncoder end = new EndBreakEncoder().wrapAndApplyHeader(buffer, 0, header);
        From.session(session).write(end.envelope());
        return Commands.copy(buffer, end.limit());
    }

    @Test
    void shouldAskWhoIsOnDutyAlone() {
        final Scene scene = night(ASK_AGAIN);

        assertThat(raise(scene)).contains("StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1");
        assertThat(scene.accept(4, 1))
                .containsExactly("CommandAnswered result=NOT_OFFERED alertId=1 occurrence=0" + " isNew=0 repeated=0");
        assertThat(scene.accept(3, 1)).contains("OfferAnswered [ACCEPTED_BY_OFFER] person=3 response=ACCEPTED");
    }

    @Test
    void shouldTellWhoComesAndWhoGoesAtTheirTimes() {
        final Scene scene = night(ASK_AGAIN);

        assertThat(scene.deadlineInSeconds()).isEqualTo(60);
        assertThat(scene.after(60))
                .containsExactly(
                        "DutyChanged [SHIFT_ENDED] person=3 on=0 people=1",
                        "DutyChanged [SHIFT_BEGAN] person=4 on=1 people=1");
        assertThat(scene.after(60)).containsExactly("DutyChanged [SHIFT_ENDED] person=4 on=0 people=0");
        assertThat(scene.deadlineInSeconds()).isEqualTo(-1);
    }

    @Test
    void shouldPassOverAStepInWhichNobodyIsOnDuty() {
        final Scene scene = night(ASK_AGAIN);
        scene.after(120);

        assertThat(raise(scene))
                .contains("StepEnded [EMPTY_STEP] step=0 unanswered=0")
                .contains("StepStarted [UNIT_ROLE] step=1 round=0 chosen=1");
    }

    @Test
    void shouldAskAgainFromTheFirstStepWhenTheOwnersShiftEnds() {
        final Scene scene = night(ASK_AGAIN);
        raise(scene);
        scene.accept(3, 1);
        assertThat(scene.deadlineInSeconds()).isEqualTo(60);

        assertThat(scene.after(60))
                .containsExactly(
                        "DutyChanged [SHIFT_ENDED] person=3 on=0 people=1",
                        "DutyChanged [SHIFT_BEGAN] person=4 on=1 people=1",
                        "OfferAnswered [SHIFT_ENDED] person=3 response=UNDEFINED",
                        "StepEnded [SHIFT_ENDED] step=0 unanswered=0",
                        "StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1",
                        "OutputDispatched [CREDIT_GIVEN] alertId=1 kind=OFFER lane=CRITICAL step=0"
                                + " recipients=[{seq=1, person=4, prevDistance=1}]");
        assertThat(scene.accept(3, 1))
                .as("who is still there may stay with it")
                .contains("OfferAnswered [ACCEPTED_BY_OFFER] person=3 response=ACCEPTED");
    }

    @Test
    void shouldHandOverToWhoFollows() {
        final Scene scene = night(HAND_OVER);
        raise(scene);
        scene.accept(3, 1);

        assertThat(scene.after(60))
                .containsExactly(
                        "DutyChanged [SHIFT_ENDED] person=3 on=0 people=1",
                        "DutyChanged [SHIFT_BEGAN] person=4 on=1 people=1",
                        "OfferAnswered [SHIFT_ENDED] person=3 response=UNDEFINED",
                        "AlertRedirected [HANDED_OVER] person=3 to=4 chosen=1",
                        "OutputDispatched [CREDIT_GIVEN] alertId=1 kind=OFFER lane=CRITICAL step=0"
                                + " recipients=[{seq=1, person=4, prevDistance=1}]");
        assertThat(scene.deadlineInSeconds())
                .as("somebody else is asked if she does not come")
                .isEqualTo(60);
    }

    @Test
    void shouldAskAgainIfNobodyWhoFollowsCanBeReached() {
        final Scene scene = night(HAND_OVER);
        raise(scene);
        scene.accept(3, 1);
        scene.say(scene.commands.sessionClosed(From.HOST, 4));

        assertThat(scene.after(60))
                .contains("OfferAnswered [SHIFT_ENDED] person=3 response=UNDEFINED")
                .contains("StepEnded [SHIFT_ENDED] step=0 unanswered=0")
                .contains("StepStarted [UNIT_ROLE] step=1 round=0 chosen=1");
    }

    @Test
    void shouldAskAgainIfTheRoleOfWhoFollowsCanNeverAccept() {
        final Scene scene = night(HAND_OVER);
        scene.configure(List.of(scene.entries.authority("dora", AuthorityRole.AUDITOR.value(), "")));
        raise(scene);
        scene.accept(3, 1);

        assertThat(scene.after(60))
                .contains("OfferAnswered [SHIFT_ENDED] person=3 response=UNDEFINED")
                .contains("StepEnded [SHIFT_ENDED] step=0 unanswered=0")
                .noneMatch(line -> line.startsWith("AlertRedirected"));
    }

    @Test
    void shouldLeaveWithTheOwnerWhatNobodyElseIsOnDutyForButTheOwner() {
        final Scene scene = night(ASK_AGAIN);
        raise(scene);
        scene.accept(3, 1);
        scene.configure(List.of(scene.entries.duty(
                0,
                REPLACE,
                ASK_AGAIN,
                List.of(new Entries.Duty("nina", scene.nowNs, scene.nowNs + 90 * Scene.SECOND)),
                "icu",
                "float")));
        scene.after(0);

        assertThat(scene.after(60)).doesNotContain("OfferAnswered [SHIFT_ENDED] person=3 response=UNDEFINED");
        assertThat(scene.after(30)).contains("OfferAnswered [SHIFT_ENDED] person=3 response=UNDEFINED");
    }

    @Test
    void shouldTakeEverythingFromWhoGoesHomeAndAskWhomTheyCoveredAgain() {
        final Scene scene = night(HAND_OVER);
        scene.say(beginBreak(1, 30, "nina"));
        scene.raise("k", Severity.CRITICAL);
        assertThat(scene.accept(3, 1)).contains("OfferAnswered [ACCEPTED_BY_OFFER] person=3 response=ACCEPTED");

        assertThat(scene.after(60))
                .as("bed b1 is nothing to nina's roster, so that dora has nothing to do with it")
                .containsExactly(
                        "DutyChanged [SHIFT_ENDED] person=3 on=0 people=1",
                        "DutyChanged [SHIFT_BEGAN] person=4 on=1 people=1",
                        "BreakChanged [BREAK_OVER] person=0 cover=3 on=0",
                        "OfferAnswered [SHIFT_ENDED] person=3 response=UNDEFINED",
                        "StepEnded [SHIFT_ENDED] step=0 unanswered=0",
                        "StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1",
                        "OutputDispatched [CREDIT_GIVEN] alertId=1 kind=OFFER lane=CRITICAL step=0"
                                + " recipients=[{seq=1, person=0, prevDistance=1}]");
    }

    @Test
    void shouldLeaveWhatIsFromElsewhereAndTheCoverWithWhoIsStillOnDutySomewhere() {
        final Scene scene = night(ASK_AGAIN);
        scene.configure(List.of(
                scene.entries.unit("ward"),
                scene.entries.duty(
                        0,
                        REPLACE,
                        ASK_AGAIN,
                        List.of(new Entries.Duty("nina", scene.nowNs, scene.nowNs + 90 * Scene.SECOND)),
                        "ward",
                        "float")));
        scene.say(beginBreak(1, 30, "nina"));
        scene.raise("k", Severity.CRITICAL);
        scene.accept(3, 1);

        assertThat(scene.after(60))
                .containsExactly(
                        "DutyChanged [SHIFT_ENDED] person=3 on=0 people=1",
                        "DutyChanged [SHIFT_BEGAN] person=4 on=1 people=1");
        assertThat(scene.after(30))
                .contains("BreakChanged [BREAK_OVER] person=0 cover=3 on=0")
                .contains("OfferAnswered [SHIFT_ENDED] person=3 response=UNDEFINED");
    }

    /** Nina, then dora hold the role float of another ward of the house; the first step asks them for whatever happens in the house. */
    @Test
    void shouldHandOverWhatARoleOfTheHouseIsAskedFor() {
        final Scene scene = house(List.of(new Entries.Step(60_000, 5, 0, "float")));
        assertThat(scene.raise("k", Severity.CRITICAL)).contains("StepStarted [FACILITY_ROLE] step=0 round=0 chosen=1");
        scene.accept(3, 1);

        assertThat(scene.after(30))
                .contains("OfferAnswered [SHIFT_ENDED] person=3 response=UNDEFINED")
                .contains("AlertRedirected [HANDED_OVER] person=3 to=4 chosen=1");
    }

    @Test
    void shouldAskAgainIfWhoFollowsHasAcceptedAlready() {
        final Scene scene = house(List.of(
                new Entries.Step(60_000, 5, 0, "float", 3, 0),
                new Entries.Step(0, 2, 0, "dora", 0, 1),
                new Entries.Step(0, 2, 0, "doctor", 0, 1)));
        scene.raise("k", Severity.CRITICAL);
        scene.accept(3, 1);
        scene.accept(4, 1);
        scene.accept(2, 1);

        assertThat(scene.after(30))
                .contains("AlertRedirected [HANDED_OVER] person=3 to=4 chosen=0")
                .contains("StepEnded [SHIFT_ENDED] step=0 unanswered=0");
    }

    private static Scene house(final List<Entries.Step> steps) {
        final Scene scene = night(ASK_AGAIN);
        scene.configure(List.of(
                scene.entries.unit("ward"),
                scene.entries.duty(BED, REMOVE, 0, List.of(), "", "b2"),
                scene.entries.duty(
                        0,
                        REPLACE,
                        HAND_OVER,
                        List.of(
                                new Entries.Duty("nina", scene.nowNs, scene.nowNs + 30 * Scene.SECOND),
                                new Entries.Duty(
                                        "dora", scene.nowNs + 30 * Scene.SECOND, scene.nowNs + 90 * Scene.SECOND)),
                        "ward",
                        "float"),
                scene.entries.policy(
                        new Entries.Policy(1, 2, 0b11_1110, 0, 10_000, 20_000, 5_000, 60_000, steps, "desk"))));
        scene.after(0);
        return scene;
    }

    @Test
    void shouldAskAgainIfTheCoverHasAcceptedAlready() {
        final Scene scene = house(
                List.of(new Entries.Step(60_000, 2, 0, "nurse", 2, 0), new Entries.Step(0, 2, 0, "doctor", 0, 1)));
        scene.raise("k", Severity.CRITICAL);
        scene.accept(1, 1);
        scene.accept(2, 1);

        assertThat(scene.say(beginBreak(1, 30, "doctor")))
                .contains("AlertRedirected [BREAK_COVER] person=0 to=1 chosen=0")
                .contains("StepEnded [BREAK_BEGAN] step=0 unanswered=0");
    }

    @Test
    void shouldAskWhoIsOnBreakWhileNobodyWhoCoversThemCanBeReached() {
        final Scene scene = night(ASK_AGAIN);
        scene.say(beginBreak(3, 30, "dora"));
        scene.say(scene.commands.sessionClosed(From.HOST, 4));

        assertThat(raise(scene)).contains("StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1");
        assertThat(scene.accept(3, 1)).contains("OfferAnswered [ACCEPTED_BY_OFFER] person=3 response=ACCEPTED");
    }

    @Test
    void shouldNotTellAgainWhatANewPlanSaysAlike() {
        final Scene scene = night(ASK_AGAIN);
        scene.after(0);
        final List<Entries.Duty> longer = List.of(
                new Entries.Duty("nina", scene.nowNs, scene.nowNs + 60 * Scene.SECOND),
                new Entries.Duty("dora", scene.nowNs + 60 * Scene.SECOND, scene.nowNs + 600 * Scene.SECOND));
        scene.configure(List.of(scene.entries.duty(BED, REPLACE, ASK_AGAIN, longer, "", "b2")));

        assertThat(scene.after(0)).isEmpty();
        assertThat(scene.after(60)).contains("DutyChanged [SHIFT_BEGAN] person=4 on=1 people=1");
    }

    @Test
    void shouldHoldByListAgainWithoutARoster() {
        final Scene scene = night(ASK_AGAIN);
        scene.configure(List.of(
                scene.entries.care(BED, "b2", List.of("dora")),
                scene.entries.duty(BED, REMOVE, 0, List.of(), "", "b2")));

        assertThat(scene.after(0)).containsExactly("DutyChanged [CONFIGURED] person=3 on=0 people=0");
        raise(scene);
        assertThat(scene.accept(4, 1)).contains("OfferAnswered [ACCEPTED_BY_OFFER] person=4 response=ACCEPTED");
    }

    @Test
    void shouldAskTheCoverInThePlaceOfWhoIsOnBreak() {
        final Scene scene = night(ASK_AGAIN);

        assertThat(scene.say(beginBreak(3, 15, "dora")))
                .containsExactly("BreakChanged [BREAK_BEGAN] person=3 cover=4 on=1", DONE);
        assertThat(raise(scene)).contains("StepStarted [CARE_ASSIGNMENT, BREAK_COVER] step=0 round=0 chosen=1");
        assertThat(scene.accept(3, 1))
                .contains("CommandAnswered result=NOT_OFFERED alertId=1 occurrence=0 isNew=0" + " repeated=0");
        assertThat(scene.accept(4, 1)).contains("OfferAnswered [ACCEPTED_BY_OFFER] person=4 response=ACCEPTED");
    }

    @Test
    void shouldPassOnWhatWhoGoesOnBreakHasAcceptedOrIsAskedFor() {
        final Scene scene = night(ASK_AGAIN);
        raise(scene);
        scene.accept(3, 1);

        assertThat(scene.say(beginBreak(3, 15, "dora")))
                .containsExactly(
                        "BreakChanged [BREAK_BEGAN] person=3 cover=4 on=1",
                        "OfferAnswered [BREAK_BEGAN] person=3 response=UNDEFINED",
                        "AlertRedirected [BREAK_COVER] person=3 to=4 chosen=1",
                        "OutputDispatched [CREDIT_GIVEN] alertId=1 kind=OFFER lane=CRITICAL step=0"
                                + " recipients=[{seq=1, person=4, prevDistance=1}]",
                        DONE);
    }

    @Test
    void shouldEndABreakByTimeOrByWord() {
        final Scene scene = night(ASK_AGAIN);
        scene.say(beginBreak(3, 1, "doctor"));
        scene.say(beginBreak(4, 30, "doctor"));

        assertThat(scene.say(endBreak(4)))
                .containsExactly("BreakChanged [BACK_FROM_BREAK] person=4 cover=1 on=0", DONE);
        assertThat(scene.say(endBreak(4))).as("said twice").containsExactly(DONE);
        assertThat(scene.after(60)).contains("BreakChanged [BREAK_OVER] person=3 cover=1 on=0");
    }

    @Test
    void shouldNotBeCoveredBySomebodyWhoCannotBeAsked() {
        final Scene scene = night(ASK_AGAIN);
        scene.say(beginBreak(4, 30, "doctor"));

        assertThat(scene.say(beginBreak(3, 30, "dora"))).contains(refused("NOT_REACHABLE"));
        assertThat(scene.say(beginBreak(3, 30, "nina"))).contains(refused("INVALID_FIELD"));
        assertThat(scene.say(beginBreak(3, 121, "doctor"))).contains(refused("INVALID_FIELD"));
        assertThat(scene.say(beginBreak(3, 30, "nobody"))).contains(refused("UNKNOWN_PERSON"));
        assertThat(scene.say(beginBreak(9, 30, "doctor"))).contains(refused("UNKNOWN_SESSION"));
    }

    @Test
    void shouldAskTheCoversCover() {
        final Scene scene = night(ASK_AGAIN);
        scene.say(beginBreak(3, 30, "dora"));
        scene.say(beginBreak(4, 30, "nurse"));

        raise(scene);

        assertThat(scene.accept(1, 1)).contains("OfferAnswered [ACCEPTED_BY_OFFER] person=0 response=ACCEPTED");
    }

    private static String refused(final String result) {
        return "CommandAnswered result=" + result + " alertId=0 occurrence=0 isNew=0 repeated=0";
    }
}
