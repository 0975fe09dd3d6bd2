package io.tocsin.engine;

import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.semantics.SemanticsEvents;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Says what is passed over, and has its key answered from then on: whoever sent it waits for an answer, and sends it again until there is one. */
final class PassedOver {
    private static final int NONE = 0;

    private final EventStream stream;
    private final CommandTable commands;

    PassedOver(final EventStream stream, final CommandTable commands) {
        this.stream = stream;
        this.commands = commands;
    }

    void passOver(
            final @Nullable EngineParts parts,
            final long logPosition,
            final long commandHash,
            final DirectBuffer command) {
        final int length = command.capacity();
        final int template = length < MessageHeaderDecoder.ENCODED_LENGTH
                ? NONE
                : command.getShort(MessageHeaderDecoder.templateIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        new SemanticsEvents(stream).quarantined(logPosition, commandHash, length, template);
        if (parts != null && MessageLayout.hasEnvelope(command, 0, length)) {
            final EnvelopeDecoder sender = new EnvelopeDecoder().wrap(command, MessageHeaderDecoder.ENCODED_LENGTH);
            commands.keepQuarantined(parts, template, sender.sourceId(), sender.commandId());
        }
        stream.outcome(Result.QUARANTINED.value(), 0);
    }
}
