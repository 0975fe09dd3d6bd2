package io.tocsin.codecs.text;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.ScheduleDoseEncoder;
import java.time.Duration;
import org.agrona.MutableDirectBuffer;

/**
 * A dose that is to be told of, apart from who schedules it. Nothing of it is ever cut, as half a name may be another medication: what is too long is refused with an
 * {@code IllegalArgumentException} that names the field. Immutable.
 *
 * @param doseId     names it at the site, whoever tells of it: 1 to 36 bytes.
 * @param patientId  whose it is: 1 to 36 bytes.
 * @param medication what is to be given, for people: 1 to {@value #MAX_MEDICATION_BYTES} bytes.
 * @param dueNs      when it is to be given, epoch ns, above 0.
 * @param window     for how long after that it may be told what became of it; up to a day, whole ms.
 * @param isCritical it is time-critical.
 */
public record DoseContent(
        String doseId, String patientId, String medication, long dueNs, Duration window, boolean isCritical) {
    /** Most bytes of a medication, UTF-8. */
    public static final int MAX_MEDICATION_BYTES = 48;

    private static final Duration MOST_WINDOW = Duration.ofDays(1);

    /** Refuses what no router takes. */
    public DoseContent {
        EdgeText.requiredId("doseId", doseId);
        EdgeText.requiredId("patientId", patientId);
        final int bytes = EdgeText.utf8Length(requireNonNull(medication, "medication"));
        if (bytes == 0 || bytes > MAX_MEDICATION_BYTES) {
            throw new IllegalArgumentException(
                    "medication is " + bytes + " bytes long: it has 1 to " + MAX_MEDICATION_BYTES);
        }
        if (dueNs < 1) {
            throw new IllegalArgumentException("dueNs is " + dueNs + ": a dose is due at some time");
        }
        if (requireNonNull(window, "window").isNegative() || window.compareTo(MOST_WINDOW) > 0) {
            throw new IllegalArgumentException("window is " + window + ": it is zero to a day");
        }
    }

    /**
     * Encodes a ScheduleDose with its message header. The envelope is the caller's.
     *
     * @param buffer with room for 256 bytes.
     * @param offset of the message header.
     * @return bytes of header and message.
     */
    public int encode(final MutableDirectBuffer buffer, final int offset) {
        final ScheduleDoseEncoder encoder =
                new ScheduleDoseEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        encoder.dueNs(dueNs)
                .windowMs(window.toMillis())
                .critical((short) (isCritical ? 1 : 0))
                .doseId(doseId)
                .patientId(patientId)
                .medication(medication);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
