package io.tocsin.bench;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.OutputDispatchedDecoder;
import io.tocsin.codecs.sbe.OutputDispatchedEncoder;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Severity;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Writes and reads all of {@code OutputDispatched} with one recipient. */
final class OutputCodec {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final OutputDispatchedEncoder encoder = new OutputDispatchedEncoder();
    private final OutputDispatchedDecoder decoder = new OutputDispatchedDecoder();

    int encode(final MutableDirectBuffer buffer, final int number) {
        encoder.wrapAndApplyHeader(buffer, 0, header);
        encoder.header()
                .eventSeq(number)
                .timestampNs(Hospital.START_NS)
                .commandSeq(number)
                .clause1(Clause.CREDIT_GIVEN)
                .clause2(Clause.NONE)
                .clause3(Clause.NONE)
                .clause4(Clause.NONE);
        encoder.alertId(number)
                .deadlineNs(Hospital.START_NS)
                .subject(number)
                .owner(-1)
                .kind(OutputKind.OFFER)
                .lane(Lane.CRITICAL)
                .priority(Priority.CRITICAL)
                .severity(Severity.CRITICAL)
                .step((short) 0)
                .redelivery((short) 0);
        encoder.recipientsCount(1).next().seq(number).person(number).prevDistance(1);
        return encoder.limit();
    }

    long decode(final DirectBuffer buffer) {
        decoder.wrapAndApplyHeader(buffer, 0, headerDecoder);
        long sum = decoder.header().eventSeq()
                + decoder.header().timestampNs()
                + decoder.header().commandSeq()
                + decoder.header().clause1Raw()
                + decoder.alertId()
                + decoder.deadlineNs()
                + decoder.subject()
                + decoder.owner()
                + decoder.kindRaw()
                + decoder.laneRaw()
                + decoder.priorityRaw()
                + decoder.severityRaw()
                + decoder.step()
                + decoder.redelivery();
        final OutputDispatchedDecoder.RecipientsDecoder recipients = decoder.recipients();
        while (recipients.hasNext()) {
            recipients.next();
            sum += recipients.seq() + recipients.person() + recipients.prevDistance();
        }
        return sum;
    }
}
