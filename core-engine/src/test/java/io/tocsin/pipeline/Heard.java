package io.tocsin.pipeline;

import io.tocsin.codecs.sbe.CommandAnsweredDecoder;
import io.tocsin.codecs.sbe.CountersReportedDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.engine.EngineOutput;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Keeps what it hears, then does what the test wants. */
class Heard implements EngineOutput, OutputHandler {
    final List<Long> events = new ArrayList<>();
    final List<Long> answers = new ArrayList<>();
    Hook onCommandSeq = commandSeq -> {};
    Hook onAnswer = correlation -> {};
    int reported;

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        events.add(eventSeq);
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        if (header.templateId() == CountersReportedDecoder.TEMPLATE_ID) {
            reported++;
            onCommandSeq.accept(new CountersReportedDecoder()
                    .wrapAndApplyHeader(buffer, offset, header)
                    .header()
                    .commandSeq());
        }
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        final long correlation = new CommandAnsweredDecoder()
                .wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder())
                .correlation();
        answers.add(correlation);
        onAnswer.accept(correlation);
    }

    /** Called with a number that an output carries. */
    interface Hook {
        void accept(long number);
    }
}
