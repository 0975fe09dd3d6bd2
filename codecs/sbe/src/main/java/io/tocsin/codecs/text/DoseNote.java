package io.tocsin.codecs.text;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.DoseOutcome;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.RecordDoseEncoder;
import org.agrona.MutableDirectBuffer;

/**
 * What became of a dose, apart from who says so. Immutable.
 *
 * @param doseId    as it was scheduled: 1 to 36 bytes; empty with WITHDRAWN: all doses of the patient.
 * @param patientId whose it is: 1 to 36 bytes.
 * @param outcome given, held, refused by the patient, or withdrawn.
 * @param atNs    when that was, as claimed, epoch ns, not below 0; 0 = not stated.
 * @param comment for people; kept to {@value #MAX_COMMENT_BYTES} bytes.
 */
public record DoseNote(String doseId, String patientId, DoseOutcome outcome, long atNs, String comment) {
    /** Most bytes of a comment, UTF-8. */
    public static final int MAX_COMMENT_BYTES = 80;

    /** Refuses what no router takes. */
    public DoseNote {
        if (outcome != DoseOutcome.WITHDRAWN
                || !requireNonNull(doseId, "doseId").isEmpty()) {
            EdgeText.requiredId("doseId", doseId);
        }
        EdgeText.requiredId("patientId", patientId);
        if (requireNonNull(outcome, "outcome") == DoseOutcome.NULL_VAL) {
            throw new IllegalArgumentException("outcome is NULL_VAL: something became of the dose");
        }
        if (atNs < 0) {
            throw new IllegalArgumentException("atNs is " + atNs + ": it is not below 0");
        }
        comment = EdgeText.cut(comment, MAX_COMMENT_BYTES);
    }

    /**
     * Encodes a RecordDose with its message header. The envelope is the caller's.
     *
     * @param buffer with room for 256 bytes.
     * @param offset of the message header.
     * @return bytes of header and message.
     */
    public int encode(final MutableDirectBuffer buffer, final int offset) {
        final RecordDoseEncoder encoder =
                new RecordDoseEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        encoder.outcome(outcome).atNs(atNs).doseId(doseId).patientId(patientId).comment(comment);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
