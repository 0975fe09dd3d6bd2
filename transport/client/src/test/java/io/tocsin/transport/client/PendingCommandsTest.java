package io.tocsin.transport.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.JsonCodec;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Presence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Numbers, the window, and trying again, on a clock that the test turns. */
final class PendingCommandsTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<String> sent = new ArrayList<>();
    private long nowNs = 1_000_000;

    @Test
    void shouldSendAgainNotBeforeTheRouterSaid() {
        final PendingCommands commands = new PendingCommands(JsonCodec.INSTANCE, 32, 100);
        submit(commands, 5);
        flush(commands);

        commands.answered(Says.answer(1, AnswerResult.BUSY, 200), nowNs);
        assertThat(flush(commands)).isEqualTo(nowNs + 200 * MS);
        nowNs += 200 * MS - 1;
        flush(commands);
        assertThat(sent).containsExactly(accept(1, 5));

        nowNs += 1;
        flush(commands);
        assertThat(sent).containsExactly(accept(1, 5), accept(1, 5));
    }

    /** As after a restore: number 5 may be another patient's alert there. */
    @Test
    void shouldNotSendIntoAnotherLogWhatNamesAnAlertByItsNumber() {
        final PendingCommands commands = new PendingCommands(JsonCodec.INSTANCE, 1, 100);
        final CompletableFuture<ServerMessage.Answer> sentOne = new CompletableFuture<>();
        final CompletableFuture<ServerMessage.Answer> waiting = new CompletableFuture<>();
        final CompletableFuture<ServerMessage.Answer> here = new CompletableFuture<>();
        commands.submit(id -> new ClientMessage.Accept(id, 7, 5), sentOne);
        commands.submit(id -> new ClientMessage.Accept(id, 7, 6), waiting);
        commands.submit(id -> new ClientMessage.PresenceChange(id, 7, "ann", Presence.ONLINE), here);
        flush(commands);
        commands.otherLog();
        commands.welcomed(0);
        flush(commands);

        for (final CompletableFuture<ServerMessage.Answer> each : List.of(sentOne, waiting)) {
            assertThat(each.handle((answer, failure) -> failure).join())
                    .isInstanceOfSatisfying(
                            CommandFailedException.class,
                            failure -> assertThat(failure.reason()).isEqualTo(CommandFailedException.Reason.OTHER_LOG));
        }
        assertThat(here).isNotDone();
        assertThat(sent).hasSize(2);
        assertThat(sent.get(1)).doesNotContain("alertId").contains("ann");
    }

    @Test
    void shouldWaitLongerEachTimeTheRouterIsBusyAndSaysNothing() {
        final PendingCommands commands = new PendingCommands(JsonCodec.INSTANCE, 32, 100);
        submit(commands, 5);
        flush(commands);
        for (final long waitMs : new long[] {50, 100, 200, 400, 800, 1_600, 1_600}) {
            commands.answered(Says.answer(1, AnswerResult.BUSY, 0), nowNs);
            assertThat(flush(commands)).isEqualTo(nowNs + waitMs * MS);
            nowNs += waitMs * MS;
            flush(commands);
        }
        assertThat(sent).hasSize(8);
    }

    @Test
    void shouldNeverNumberAWindowAheadOfTheLowestUnanswered() {
        final PendingCommands commands = new PendingCommands(JsonCodec.INSTANCE, 4, 100);
        for (int alert = 1; alert <= 6; alert++) {
            submit(commands, alert);
        }
        flush(commands);
        assertThat(sent).hasSize(4);

        commands.answered(Says.ok(2), nowNs);
        commands.answered(Says.ok(3), nowNs);
        flush(commands);
        assertThat(sent).as("1 is still unanswered").hasSize(4);

        commands.answered(Says.ok(1), nowNs);
        flush(commands);
        assertThat(sent).hasSize(6).endsWith(accept(5, 5), accept(6, 6));
    }

    @Test
    void shouldGoOnBehindWhatTheRouterHasCounted() {
        final PendingCommands commands = new PendingCommands(JsonCodec.INSTANCE, 32, 100);
        submit(commands, 5);
        commands.welcomed(16);
        flush(commands);
        commands.welcomed(3);
        submit(commands, 6);
        flush(commands);

        assertThat(sent)
                .as("unanswered first, never a number twice")
                .containsExactly(accept(Says.nth(17), 5), accept(Says.nth(17), 5), accept(Says.nth(18), 6));
    }

    /** What it sent in a former life may still be under way, at a node that looks for a leader. */
    @Test
    void shouldBeginFarAboveWhatAFormerLifeOfItsOwnMayHaveSent() {
        final PendingCommands former = new PendingCommands(JsonCodec.INSTANCE, 1_024, 2_000);
        former.welcomed(16);
        for (int i = 0; i < 1_024; i++) {
            submit(former, 5);
        }
        flush(former);
        final List<String> underWay = new ArrayList<>(sent);
        sent.clear();

        final PendingCommands commands = new PendingCommands(JsonCodec.INSTANCE, 1_024, 2_000);
        // Of all that is under way nothing is in the log yet.
        commands.welcomed(16 + PendingCommands.LIFE);
        for (int i = 0; i < 1_024; i++) {
            submit(commands, 5);
        }
        flush(commands);
        assertThat(underWay).hasSize(1_024).doesNotContainAnyElementsOf(sent);
    }

    @Test
    void shouldGoNoFurtherThanNumbersGo() {
        final PendingCommands commands = new PendingCommands(JsonCodec.INSTANCE, 32, 100);
        commands.welcomed(-3);
        submit(commands, 5);
        flush(commands);

        assertThat(sent).containsExactly(accept(-2, 5).replace("-2", "18446744073709551614"));
    }

    @Test
    void shouldNumberBeyondTheHighestSignedNumber() {
        final PendingCommands commands = new PendingCommands(JsonCodec.INSTANCE, 32, 100);
        commands.welcomed(Long.MAX_VALUE - 1 - PendingCommands.LIFE);
        submit(commands, 5);
        submit(commands, 6);
        submit(commands, 7);
        flush(commands);

        assertThat(sent.get(2)).contains("\"9223372036854775809\"");
    }

    @Test
    void shouldForgetWhoGaveUpBeforeItWasSent() {
        final PendingCommands commands = new PendingCommands(JsonCodec.INSTANCE, 1, 100);
        submit(commands, 5);
        submit(commands, 6).cancel(false);
        submit(commands, 7);
        flush(commands);
        commands.answered(Says.ok(1), nowNs);
        flush(commands);

        assertThat(sent).containsExactly(accept(1, 5), accept(2, 7));
    }

    @Test
    void shouldKeepWhatWasRateLimited() {
        final PendingCommands commands = new PendingCommands(JsonCodec.INSTANCE, 32, 100);
        final CompletableFuture<ServerMessage.Answer> future = submit(commands, 5);
        flush(commands);
        commands.notTaken(new ServerMessage.ProtocolError(ErrorCode.RATE_LIMITED, "", "slower", 1, "", 300), nowNs);

        assertThat(flush(commands)).isEqualTo(nowNs + 300 * MS);
        assertThat(future).isNotDone();
    }

    @Test
    void shouldRefuseMoreThanMayWait() {
        final PendingCommands commands = new PendingCommands(JsonCodec.INSTANCE, 32, 2);
        submit(commands, 1);
        submit(commands, 2);

        assertThat(submit(commands, 3))
                .failsWithin(0, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOfSatisfying(
                        CommandFailedException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(CommandFailedException.Reason.CLIENT_FULL));
    }

    @Test
    void shouldFailWhatCannotBeMadeAndSendTheRest() throws Exception {
        final PendingCommands commands = new PendingCommands(JsonCodec.INSTANCE, 32, 100);
        final CompletableFuture<ServerMessage.Answer> impossible = new CompletableFuture<>();
        submit(commands, 5);
        commands.submit(id -> new ClientMessage.Snooze(id, 0, 6, -1), impossible);
        submit(commands, 7);
        flush(commands);

        assertThat(sent).as("no number is left out").containsExactly(accept(1, 5), accept(2, 7));
        assertThat(commands.size()).isEqualTo(2);
        final CommandFailedException failure = Says.failure(impossible);
        assertThat(failure.reason()).isEqualTo(CommandFailedException.Reason.NOT_MADE);
        assertThat(failure).hasMessage("forMs is 1 to 86400000").hasCauseInstanceOf(IllegalArgumentException.class);
    }

    private static CompletableFuture<ServerMessage.Answer> submit(final PendingCommands commands, final long alertId) {
        final CompletableFuture<ServerMessage.Answer> future = new CompletableFuture<>();
        commands.submit(id -> new ClientMessage.Accept(id, 0, alertId), future);
        return future;
    }

    private long flush(final PendingCommands commands) {
        return commands.flush(nowNs, json -> sent.add(new String(json, StandardCharsets.UTF_8)));
    }

    private static String accept(final long commandId, final long alertId) {
        return "{\"type\":\"accept\",\"commandId\":\"" + commandId + "\",\"alertId\":\"" + alertId + "\"}";
    }
}
