package io.tocsin.transport.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.json.AlertCause;
import io.tocsin.codecs.json.AlertDeclaration;
import io.tocsin.codecs.json.AlertReport;
import io.tocsin.codecs.json.AlertRisk;
import io.tocsin.codecs.json.AlertText;
import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.Channel;
import io.tocsin.codecs.json.MessageKind;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.Shown;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What clients and routers say in these tests. */
final class Says {
    private Says() {}

    static TocsinClient.Context ann(final ScriptedServer server) {
        return new TocsinClient.Context()
                .endpoints(server.uri())
                .codec(server.codec())
                .role(Role.CLINICIAN)
                .person("ann")
                .client("phone")
                .backoff(1, 20);
    }

    static AlertDeclaration arrest(final String key) {
        return new AlertDeclaration(
                key, EmergencyType.CARDIAC_ARREST, Severity.CRITICAL, "p-17", "", "", "", AlertText.NONE);
    }

    /** The number of the nth command of a client that was greeted with 0. */
    static long nth(final long count) {
        return PendingCommands.LIFE + count;
    }

    static ServerMessage.Answer ok(final long commandId) {
        return answer(commandId, AnswerResult.OK, 0);
    }

    static ServerMessage.Answer answer(final long commandId, final AnswerResult result, final int retryAfterMs) {
        return new ServerMessage.Answer(commandId, "", result, 5, true, 1, false, 0, Level.OS, retryAfterMs);
    }

    static ServerMessage.Delivery offer(final Lane lane, final long seq, final long prev) {
        return new ServerMessage.Delivery(
                OutputKind.OFFER,
                MessageKind.EMERGENCY_ALERT,
                lane,
                seq,
                prev,
                false,
                0,
                Set.of(Channel.WEBSOCKET),
                1,
                1,
                "",
                null,
                new AlertReport(
                        seq,
                        "k",
                        77,
                        EmergencyType.STROKE,
                        Severity.CRITICAL,
                        Priority.CRITICAL,
                        Condition.ACTIVE,
                        Purpose.PRODUCTION,
                        AlertCause.DECLARED,
                        null,
                        true,
                        "",
                        "",
                        1,
                        "",
                        0,
                        0,
                        1,
                        1,
                        false,
                        0,
                        false,
                        0,
                        0,
                        0,
                        0,
                        0,
                        Map.of(),
                        Map.of(),
                        AlertText.NONE,
                        AlertReport.Cut.NOTHING,
                        AlertRisk.declared(Severity.CRITICAL),
                        Shown.WHOLE,
                        false));
    }

    static ServerMessage.Delivery[] offers(final Lane lane, final long from, final long to) {
        final ServerMessage.Delivery[] offers = new ServerMessage.Delivery[(int) (to - from + 1)];
        for (int i = 0; i < offers.length; i++) {
            offers[i] = offer(lane, from + i, from + i - 1);
        }
        return offers;
    }

    /** How a future failed. */
    static CommandFailedException failure(final CompletableFuture<?> future) throws Exception {
        return future.handle((done, thrown) -> {
                    assertThat(thrown).isInstanceOf(CommandFailedException.class);
                    return (CommandFailedException) thrown;
                })
                .get(ScriptedServer.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
