package io.tocsin;

import io.tocsin.codecs.sbe.ConfirmSilenceEncoder;
import io.tocsin.codecs.sbe.CreateSilenceEncoder;
import io.tocsin.codecs.sbe.ExpireSilenceEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.SilenceOrigin;
import io.tocsin.codecs.text.EdgeText;

/** Encodes the commands of silences, each into a buffer of its own. Any thread. */
final class SilenceEncoding {
    private SilenceEncoding() {}

    /** A person's, or with session 0 one of maintenance or of a calendar, which has no author. */
    static OutgoingCommand create(final long sessionId, final Silence silence) {
        final OutgoingCommand command = new OutgoingCommand();
        final CreateSilenceEncoder encoder =
                new CreateSilenceEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        encoder.startNs(silence.startNs)
                .endNs(silence.endNs)
                .emergencyType(silence.type)
                .severityAtMost(silence.severityAtMost)
                .cause(silence.cause)
                .parameter(silence.parameter == Parameter.NULL_VAL ? 0 : silence.parameter.value())
                .origin(sessionId == 0 ? silence.origin : SilenceOrigin.PERSON)
                .unitId(silence.unit)
                .patientId(silence.patient)
                .bedId(silence.bed)
                .comment(EdgeText.cut(silence.comment, Silence.MAX_COMMENT_BYTES));
        return command.encoded(encoder.encodedLength()).actor(sessionId);
    }

    static OutgoingCommand confirm(final long sessionId, final long silenceId) {
        final OutgoingCommand command = new OutgoingCommand();
        final ConfirmSilenceEncoder encoder =
                new ConfirmSilenceEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        return command.encoded(encoder.silenceId(silenceId).encodedLength()).actor(sessionId);
    }

    static OutgoingCommand expire(final long sessionId, final long silenceId) {
        final OutgoingCommand command = new OutgoingCommand();
        final ExpireSilenceEncoder encoder =
                new ExpireSilenceEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        return command.encoded(encoder.silenceId(silenceId).encodedLength()).actor(sessionId);
    }
}
