package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Severity;
import org.junit.jupiter.api.Test;

/** Who says too much is slowed down and told so, but for what must not wait. */
final class MessageRateTest {
    @Test
    void shouldSlowDownWhoSaysTooMuchButNeverAnEmergency() {
        try (Rig strict = Rig.launch(router -> {}, gateway -> gateway.messagesPerSecond(5))) {
            final JdkPeer monitor = strict.source("m3");
            for (int id = 1; id <= 50; id++) {
                monitor.say(JdkPeer.raiseOf(id, "key-" + id, Severity.URGENT));
            }
            monitor.say(JdkPeer.raiseOf(51, "arrest", Severity.CRITICAL));
            int limited = 0;
            ServerMessage next = monitor.next(ServerMessage.class);
            while (!(next instanceof ServerMessage.Answer answer && answer.commandId() == 51)) {
                if (next instanceof ServerMessage.ProtocolError error) {
                    assertThat(error.code()).isEqualTo(ErrorCode.RATE_LIMITED);
                    assertThat(error.commandId()).isPositive();
                    limited++;
                }
                next = monitor.next(ServerMessage.class);
            }
            assertThat(((ServerMessage.Answer) next).result()).isEqualTo(AnswerResult.OK);
            assertThat(limited).isPositive();
            assertThat(monitor.isClosed()).isFalse();
        }
    }

    @Test
    void shouldNotHoldBackWhoGoesOnBreakOrIsBack() {
        try (Rig strict = Rig.launch(router -> {}, gateway -> gateway.messagesPerSecond(5))) {
            final JdkPeer ann = strict.clinician("ann");
            for (int i = 0; i < 50; i++) {
                ann.say(new ClientMessage.AlertsQuery("q" + i, 1, 0));
            }
            ann.say(new ClientMessage.BeginBreak(1, 0, 60_000, "desk"));
            ann.say(new ClientMessage.EndBreak(2, 0));

            int limited = 0;
            for (int i = 0; i < 50; i++) {
                limited += ann.next(ServerMessage.class) instanceof ServerMessage.ProtocolError ? 1 : 0;
            }
            assertThat(limited).isPositive();
            assertThat(ann.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.OK);
            assertThat(ann.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.OK);
        }
    }
}
