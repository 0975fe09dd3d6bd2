package io.tocsin.engine.access;

import io.tocsin.codecs.sbe.ForgetReason;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.PatientForgottenEncoder;
import io.tocsin.engine.event.EventStream;
import org.agrona.DirectBuffer;

/** Events of patients who are forgotten. Arguments are raw values of the schema's enums. */
public final class ForgetEvents {
    private static final int BLOCK = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventStream stream;
    private final PatientForgottenEncoder forgotten = new PatientForgottenEncoder();

    /**
     * Events that go to a stream.
     *
     * @param stream that numbers them.
     */
    public ForgetEvents(final EventStream stream) {
        this.stream = stream;
    }

    /**
     * Emits {@code PatientForgotten}.
     *
     * @param clauses  why.
     * @param sourceId of the command; 0 = none.
     * @param person   who ordered it, index, or -1.
     * @param lastKey  up to which the patient's keys go.
     * @param reason   of the order.
     * @param patient  holds the id.
     * @param offset   of its first byte.
     * @param length   of it.
     */
    void forgotten(
            final long clauses,
            final long sourceId,
            final int person,
            final long lastKey,
            final int reason,
            final DirectBuffer patient,
            final int offset,
            final int length) {
        stream.start(PatientForgottenEncoder.TEMPLATE_ID, PatientForgottenEncoder.BLOCK_LENGTH, clauses);
        forgotten
                .wrap(stream.buffer(), BLOCK)
                .sourceId(sourceId)
                .person(person)
                .lastKey(lastKey)
                .reason(ForgetReason.get((short) reason))
                .putPatientId(patient, offset, length);
        stream.emit(forgotten.encodedLength());
    }
}
