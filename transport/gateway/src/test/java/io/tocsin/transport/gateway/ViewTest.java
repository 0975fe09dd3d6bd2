package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.Subject;
import io.tocsin.ViewLimits;
import io.tocsin.codecs.json.AlertReport;
import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.BreakGlass;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.EndView;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.ViewReport;
import io.tocsin.codecs.json.ViewsQuery;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.ViewReason;
import io.tocsin.journal.InMemoryJournal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who breaks the glass is shown the patient from then on and no longer, and everybody whom it concerns hears of it. */
@Timeout(120)
final class ViewTest {
    private static final Subject PATIENT = new Subject(Subject.Kind.PATIENT, "p-17");

    private InMemoryJournal journal = new InMemoryJournal();
    private Rig rig = launch();

    private Rig launch() {
        return Rig.launch(
                router -> router.journal(journal)
                        .site(Rig.site()
                                .person("dan")
                                .person("priya")
                                .authority("ann", AuthorityRole.NURSE)
                                .authority("cora", AuthorityRole.CHARGE_NURSE)
                                .authority("dan", AuthorityRole.PHYSICIAN)
                                .authority("priya", AuthorityRole.PRIVACY)
                                .build()),
                gateway -> gateway.breakGlass(Duration.ofMinutes(30), Duration.ofHours(2)));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static AnswerResult breakGlass(final JdkPeer peer, final ViewReason why, final String comment) {
        peer.say(new BreakGlass(peer.nextCommandId(), 0, "p-17", why, comment, 0));
        return peer.next(ServerMessage.Answer.class).result();
    }

    private static List<AlertReport> alerts(final JdkPeer peer) {
        peer.say(new ClientMessage.AlertsQuery("open", 10, 0));
        return peer.next(ServerMessage.Alerts.class).alerts();
    }

    @Test
    void shouldShowThePatientFromThenOnAndNoLonger() {
        try (JdkPeer source = rig.source("m1");
                JdkPeer ann = rig.clinician("ann");
                JdkPeer dan = rig.clinician("dan");
                JdkPeer priya = rig.clinician("priya");
                JdkPeer cora = rig.clinician("cora")) {
            final long alert = source.raise("k", Severity.URGENT).alertId();
            ann.delivery();
            assertThat(alerts(dan)).isEmpty();
            assertThat(rig.router.view().maySeeReadings("dan", PATIENT)).isFalse();
            assertThat(dan.accept(alert).result()).isEqualTo(AnswerResult.FORBIDDEN);
            assertThat(breakGlass(cora, ViewReason.SAFETY, ""))
                    .as("who sees the unit anyway")
                    .isEqualTo(AnswerResult.FORBIDDEN);

            dan.say(new BreakGlass(dan.nextCommandId(), 0, "p-17", ViewReason.TREATMENT_EMERGENCY, "passing by", 0));
            final ViewReport told = dan.next(ServerMessage.View.class).report();
            assertThat(dan.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.OK);
            for (final JdkPeer peer : List.of(ann, priya)) {
                assertThat(peer.next(ServerMessage.View.class).report()).isEqualTo(told);
            }
            assertThat(told.active()).isTrue();
            assertThat(told.untilNs() - told.sinceNs())
                    .as("as long as the site says")
                    .isEqualTo(1_800_000_000_000L);
            assertThat(cora.next(ServerMessage.View.class).report())
                    .as("of the unit")
                    .isEqualTo(told);
            assertThat(alerts(dan)).extracting(AlertReport::alertId).containsExactly(alert);
            assertThat(rig.router.view().maySeeReadings("dan", PATIENT)).isTrue();

            priya.say(new EndView(priya.nextCommandId(), 0, "p-17", "dan"));
            final ViewReport over = priya.next(ServerMessage.View.class).report();
            assertThat(over.active()).isFalse();
            assertThat(over.endedBy()).isEqualTo("priya");
            assertThat(dan.next(ServerMessage.View.class).report()).isEqualTo(over);
            assertThat(alerts(dan)).isEmpty();
            assertThat(rig.router.view().maySeeReadings("dan", PATIENT)).isFalse();
            assertThat(dan.accept(alert).result()).isEqualTo(AnswerResult.FORBIDDEN);
        }
    }

    @Test
    void shouldLetWhoSeesThePatientTakeTheAlert() {
        try (JdkPeer source = rig.source("m1");
                JdkPeer dan = rig.clinician("dan")) {
            final long alert = source.raise("k", Severity.URGENT).alertId();
            dan.say(new BreakGlass(dan.nextCommandId(), 0, "p-17", ViewReason.SAFETY, "", 60_000));
            dan.next(ServerMessage.View.class);
            dan.next(ServerMessage.Answer.class);
            dan.say(new ClientMessage.Accept(dan.nextCommandId(), 0, alert));
            ServerMessage next = dan.next(ServerMessage.class);
            while (!(next instanceof ServerMessage.Answer)) {
                next = dan.next(ServerMessage.class);
            }
            assertThat(((ServerMessage.Answer) next).result()).isEqualTo(AnswerResult.OK);
            assertThat(rig.router.openAlerts())
                    .singleElement()
                    .extracting("owner")
                    .isEqualTo("dan");
        }
    }

    /** The view is over, and the alert is still theirs; then they give it back, also when the router has started again meanwhile. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldShowWhatWasTakenByAViewWhileItIsTheirsAndNoLonger(final boolean startsAgain) {
        final long alert;
        try (JdkPeer source = rig.source("m1");
                JdkPeer dan = rig.clinician("dan")) {
            alert = source.raise("k", Severity.URGENT).alertId();
            dan.say(new BreakGlass(dan.nextCommandId(), 0, "p-17", ViewReason.SAFETY, "", 60_000));
            assertThat(answer(dan)).isEqualTo(AnswerResult.OK);
            dan.say(new ClientMessage.Accept(dan.nextCommandId(), 0, alert));
            assertThat(answer(dan)).isEqualTo(AnswerResult.OK);
            dan.say(new EndView(dan.nextCommandId(), 0, "p-17", ""));
            assertThat(answer(dan)).isEqualTo(AnswerResult.OK);
        }
        if (startsAgain) {
            rig.close();
            journal = journal.copy(Long.MAX_VALUE);
            rig = launch();
        }
        try (JdkPeer dan = rig.clinician("dan")) {
            assertThat(alerts(dan))
                    .as("theirs")
                    .extracting(AlertReport::alertId)
                    .containsExactly(alert);
            assertThat(rig.router.view().maySeeReadings("dan", PATIENT)).isTrue();
            dan.say(new ClientMessage.Release(dan.nextCommandId(), 0, alert));
            assertThat(answer(dan)).isEqualTo(AnswerResult.OK);
            assertThat(alerts(dan)).as("theirs no more").isEmpty();
            assertThat(rig.router.view().maySeeReadings("dan", PATIENT)).isFalse();
            dan.say(new ClientMessage.Accept(dan.nextCommandId(), 0, alert));
            assertThat(answer(dan)).isEqualTo(AnswerResult.FORBIDDEN);
        }
        if (startsAgain) {
            rig.close();
            journal = journal.copy(Long.MAX_VALUE);
            rig = launch();
            assertThat(rig.router.view().maySeeReadings("dan", PATIENT))
                    .as("as a recovered engine tells it")
                    .isFalse();
        }
    }

    private static AnswerResult answer(final JdkPeer peer) {
        ServerMessage next = peer.next(ServerMessage.class);
        while (!(next instanceof ServerMessage.Answer)) {
            next = peer.next(ServerMessage.class);
        }
        return ((ServerMessage.Answer) next).result();
    }

    /** Who was away, and a router that starts again, have it of the log. */
    @Test
    void shouldTellPrivacyOfficersWhoWereAwayOfTheLastDay() {
        try (JdkPeer dan = rig.clinician("dan")) {
            assertThat(breakGlass(dan, ViewReason.OTHER, "too short")).isEqualTo(AnswerResult.INVALID_FIELD);
            dan.say(new BreakGlass(dan.nextCommandId(), 0, "p-17", ViewReason.OTHER, "nobody else answers here", 0));
            dan.next(ServerMessage.View.class);
            dan.next(ServerMessage.Answer.class);
            dan.say(new EndView(dan.nextCommandId(), 0, "p-17", ""));
            dan.next(ServerMessage.View.class);
            dan.next(ServerMessage.Answer.class);
        }
        rig.close();
        journal = journal.copy(Long.MAX_VALUE);
        rig = launch();

        try (JdkPeer priya = rig.clinician("priya");
                JdkPeer ann = rig.clinician("ann");
                JdkPeer desk = rig.operator()) {
            final ViewReport report = priya.next(ServerMessage.View.class).report();
            assertThat(report.person()).isEqualTo("dan");
            assertThat(report.active()).isFalse();
            assertThat(ann.next(ServerMessage.View.class).report())
                    .as("who was away")
                    .isEqualTo(report);
            desk.next(ServerMessage.View.class);
            desk.say(new ViewsQuery("views", 10, 0));
            assertThat(desk.next(ServerMessage.Views.class).views()).containsExactly(report);
            ann.say(new BreakGlass(ann.nextCommandId(), 0, "p-17", ViewReason.SAFETY, "", 7_200_001));
            assertThat(ann.error(ErrorCode.INVALID_FIELD).field()).isEqualTo("durationMs");
        }
    }

    /** Who says no time is given what the engine permits, whatever this gateway holds for usual. */
    @Test
    void shouldGrantNoLongerThanTheEnginePermitsToWhoSaysNoTime() {
        try (Rig brief = Rig.launch(
                        router -> router.site(Rig.site()
                                .authority("ann", AuthorityRole.NURSE)
                                .viewLimits(new ViewLimits(Duration.ofMinutes(10), 1, 0))
                                .build()),
                        gateway -> {});
                JdkPeer ann = brief.clinician("ann")) {
            ann.say(new BreakGlass(ann.nextCommandId(), 0, "p-17", ViewReason.SAFETY, "", 0));
            final ViewReport told = ann.next(ServerMessage.View.class).report();
            assertThat(told.untilNs() - told.sinceNs())
                    .isEqualTo(Duration.ofMinutes(10).toNanos());
            ann.next(ServerMessage.Answer.class);
            ann.say(new BreakGlass(ann.nextCommandId(), 0, "p-17", ViewReason.SAFETY, "", 600_001));
            assertThat(answer(ann)).isEqualTo(AnswerResult.TOO_LONG);
        }
    }
}
