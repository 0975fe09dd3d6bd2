package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.AlertState;
import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.ReadingQuality;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.Token;
import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.journal.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With a disk that stands still and a ring of 64 places. */
final class BusyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(JdkPeer.PATIENCE_S);

    private final HeldJournal journal = new HeldJournal(Level.OS);
    private final Rig rig = Rig.launch(
            router -> router.journal(journal).ringCapacity(64),
            gateway -> gateway.commandWindow(80)
                    .readingsAlarm(Duration.ofMillis(1))
                    .helloTimeout(Duration.ofSeconds(2)));

    @AfterEach
    void tearDown() {
        journal.release();
        rig.close();
    }

    @Test
    void shouldAnswerBusyAndCarryOutTheSameLater() {
        final JdkPeer monitor = rig.source("m3");
        journal.hold();
        for (int id = 1; id <= 60; id++) {
            monitor.say(JdkPeer.raiseOf(id, "key-" + id, Severity.NON_URGENT));
        }
        final List<Long> refused = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> rig.count(GatewayMetric.COMMANDS_BUSY) >= 20);
        // The loop is free: what needs no ring is answered, and so is what still finds room.
        monitor.settle().forEach(message -> {
            final ServerMessage.Answer answer = (ServerMessage.Answer) message;
            assertThat(answer.result()).isEqualTo(AnswerResult.BUSY);
            assertThat(answer.retryAfterMs()).isPositive();
            refused.add(answer.commandId());
        });
        final long taken = rig.count(GatewayMetric.COMMANDS_TAKEN);
        monitor.say(JdkPeer.raiseOf(61, "arrest", Severity.CRITICAL));
        await().atMost(PATIENCE).until(() -> rig.count(GatewayMetric.COMMANDS_TAKEN) == taken + 1);

        journal.release();
        final Map<Long, AnswerResult> answers = new HashMap<>();
        for (long i = 0; i <= taken; i++) {
            final ServerMessage.Answer answer = monitor.next(ServerMessage.Answer.class);
            answers.put(answer.commandId(), answer.result());
        }
        assertThat(answers).containsEntry(61L, AnswerResult.OK).hasSize(61 - refused.size());
        assertThat(answers.keySet()).doesNotContainAnyElementsOf(refused);
        for (final long id : refused) {
            // Newer commands than the window of 32 is long have been carried out: too late for those below it.
            monitor.say(JdkPeer.raiseOf(id, "key-" + id, Severity.NON_URGENT));
            assertThat(monitor.next(ServerMessage.Answer.class).result())
                    .isEqualTo(id > 61 - 32 ? AnswerResult.OK : AnswerResult.STALE_KEY);
        }
    }

    @Test
    void shouldBoundTheCommandsInFlightOfAConnection() {
        rig.close();
        final HeldJournal held = new HeldJournal(Level.OS);
        try (Rig narrow = Rig.launch(router -> router.journal(held), gateway -> gateway.commandWindow(4))) {
            final JdkPeer monitor = narrow.source("m3");
            final JdkPeer other = narrow.source("m4");
            held.hold();
            for (int id = 1; id <= 6; id++) {
                monitor.say(JdkPeer.raiseOf(id, "key-" + id, Severity.CRITICAL));
            }
            for (int id = 5; id <= 6; id++) {
                final ServerMessage.Answer answer = monitor.next(ServerMessage.Answer.class);
                assertThat(answer.commandId()).isEqualTo(id);
                assertThat(answer.result()).isEqualTo(AnswerResult.BUSY);
            }
            other.say(JdkPeer.raiseOf(1, "other", Severity.CRITICAL));
            held.release();
            assertThat(other.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.OK);
            for (int id = 1; id <= 4; id++) {
                assertThat(monitor.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.OK);
            }
        }
    }

    @Test
    void shouldKeepTheNewestReadingsAndTryThemAgain() {
        final JdkPeer monitor = rig.source("m3");
        fill(monitor, Severity.EMERGENT);
        vitals(monitor, "", 70);
        vitals(monitor, "", 71);
        vitals(monitor, "asked", 72);
        ServerMessage.Answer answer = monitor.next(ServerMessage.Answer.class);
        while (answer.ref().isEmpty()) {
            answer = monitor.next(ServerMessage.Answer.class);
        }
        assertThat(answer.result()).isEqualTo(AnswerResult.BUSY);
        assertThat(rig.count(GatewayMetric.READINGS_KEPT)).isEqualTo(3);
        assertThat(rig.count(GatewayMetric.READINGS_WAITING)).isEqualTo(1);

        journal.release();
        await().atMost(PATIENCE).until(() -> rig.count(GatewayMetric.READINGS_RETRIED) == 1);
        assertThat(rig.count(GatewayMetric.READINGS_WAITING)).isZero();
        assertThat(rig.router
                        .counters()
                        .orTimeout(20, java.util.concurrent.TimeUnit.SECONDS)
                        .join()
                        .readings())
                .containsEntry(Parameter.HEART_RATE, 1L);
    }

    @Test
    void shouldRaiseATechnicalAlertWhenReadingsAreRefusedForTooLong() {
        final JdkPeer monitor = rig.source("m3");
        final JdkPeer desk = rig.clinician("desk");
        fill(monitor, Severity.EMERGENT);
        vitals(monitor, "", 70);
        final long published = rig.router.pipelineCounters().published();
        // Enters where readings do not.
        await().atMost(PATIENCE).until(() -> rig.router.pipelineCounters().published() > published);
        journal.release();
        ServerMessage.Delivery told = desk.delivery();
        while (!told.alert().key().startsWith("gateway-")) {
            told = desk.delivery();
        }
        assertThat(told.alert().text().typeText()).contains("technical");
        assertThat(told.lane()).isEqualTo(io.tocsin.codecs.sbe.Lane.CRITICAL);
        final long alertId = told.alert().alertId();
        await().atMost(PATIENCE).until(() -> {
            final AlertState alert = rig.router.view().alert(alertId);
            return alert != null && alert.condition() == Condition.INACTIVE;
        });
    }

    @Test
    void shouldEndASessionAsSoonAsTheRingHasRoom() {
        final JdkPeer ann = rig.clinician("ann");
        final JdkPeer bob = rig.clinician("bob");
        final JdkPeer cora = rig.clinician("cora");
        final JdkPeer monitor = rig.source("m3");
        fill(monitor, Severity.CRITICAL);
        ann.cut();
        bob.close();
        await().atMost(PATIENCE).until(() -> rig.count(GatewayMetric.DEPARTURES_RETRIED) == 2);
        journal.release();
        await().atMost(PATIENCE).until(() -> rig.count(GatewayMetric.COMMANDS_TAKEN) > 0 && isAnswered(monitor));
        monitor.say(JdkPeer.raiseOf(1_000, "after", Severity.CRITICAL));
        ServerMessage.Delivery told = cora.delivery();
        while (!told.alert().key().equals("after")) {
            told = cora.delivery();
        }
        assertThat(told.step()).isEqualTo(1);
    }

    @Test
    void shouldWelcomeAsSoonAsTheRingHasRoom() {
        final JdkPeer monitor = rig.source("m3");
        fill(monitor, Severity.CRITICAL);
        final JdkPeer ann = rig.connect();
        ann.say(new ClientMessage.Hello(Role.CLINICIAN, "ann", "phone", Set.of(), null, Token.NONE));
        await().atMost(PATIENCE).until(() -> rig.count(GatewayMetric.SESSIONS_OPEN) == 1);
        journal.release();
        assertThat(ann.welcome().session()).isPositive();
    }

    @Test
    void shouldSendAwayWhoCannotBeWelcomedInTime() {
        final JdkPeer monitor = rig.source("m3");
        fill(monitor, Severity.CRITICAL);
        final JdkPeer ann = rig.connect();
        ann.say(new ClientMessage.Hello(Role.CLINICIAN, "ann", "phone", Set.of(), null, Token.NONE));
        ann.closedWith(CloseCode.TRY_LATER);
    }

    /** Stops the disk and raises until the ring refuses. */
    private void fill(final JdkPeer monitor, final Severity severity) {
        journal.hold();
        for (int id = 1; id <= 70; id++) {
            monitor.say(JdkPeer.raiseOf(id, severity + "-" + id, severity));
        }
        await().atMost(PATIENCE).until(() -> rig.count(GatewayMetric.COMMANDS_BUSY) > 0);
        monitor.settle();
    }

    private boolean isAnswered(final JdkPeer monitor) {
        monitor.rest();
        return rig.router.pipelineCounters().engineCommandSeq()
                >= rig.router.pipelineCounters().published();
    }

    private static void vitals(final JdkPeer monitor, final String ref, final int heartRate) {
        monitor.say(new ClientMessage.Vitals(
                ref,
                0,
                heartRate,
                "p-17",
                "",
                "m3",
                Acuity.CONTINUOUS,
                Purpose.PRODUCTION,
                ReadingQuality.UNSTATED,
                List.of(new ClientMessage.Reading(Parameter.HEART_RATE, heartRate * 100))));
    }
}
