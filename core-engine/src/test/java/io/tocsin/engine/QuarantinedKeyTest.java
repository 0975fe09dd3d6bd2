package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.CommandAnsweredDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.CommandWriter.Texts;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Whoever sent what was passed over waits for an answer and sends it again: the same key is answered then, and not carried out. */
final class QuarantinedKeyTest implements EngineOutput {
    private final CommandWriter write = new CommandWriter();
    private final AlertEngine engine = new AlertEngine(this);
    private final List<Result> results = new ArrayList<>();

    @Test
    void shouldAnswerTheSameKeyWithoutCarryingItOut() {
        send(write.genesis(EngineLimits.small()));
        final byte[] raise = write.raise(500, 9, Severity.CRITICAL, new Texts("key", "", "", "", "", ""));
        engine.onQuarantined(2_000, 64, 7, new UnsafeBuffer(raise));
        assertThat(engine.commandSeq()).isEqualTo(2);

        send(raise);
        assertThat(results).containsExactly(Result.OK, Result.QUARANTINED);
        send(write.raise(500, 10, Severity.CRITICAL, new Texts("key", "", "", "", "", "")));
        assertThat(results).last().isEqualTo(Result.OK);
    }

    @Test
    void shouldPassOverWhateverBytesThereAre() {
        send(write.genesis(EngineLimits.small()));
        for (int length = 0; length < 100; length++) {
            engine.onQuarantined(2_000, 64 + length, 7, new UnsafeBuffer(new byte[length]));
        }
        assertThat(engine.commandSeq()).isEqualTo(101);
    }

    private void send(final byte[] message) {
        engine.onCommand(1_000, new UnsafeBuffer(message), 0, message.length);
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {}

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        results.add(new CommandAnsweredDecoder()
                .wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder())
                .result());
    }
}
