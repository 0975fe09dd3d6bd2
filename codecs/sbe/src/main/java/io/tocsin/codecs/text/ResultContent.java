package io.tocsin.codecs.text;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.ReportResultEncoder;
import io.tocsin.codecs.sbe.ResultKind;
import io.tocsin.codecs.sbe.Severity;
import org.agrona.MutableDirectBuffer;

/**
 * What a laboratory, or an imaging department, says of a critical result, apart from who sends it. What is read back, and what names it, is never cut: what is too long
 * is refused with an {@code IllegalArgumentException} that names the field. One thread at a time; allocates.
 */
public final class ResultContent {
    /** Most bytes of a value, UTF-8: all of it is read back. */
    public static final int MAX_VALUE_BYTES = 48;

    private static final int MAX_CODE_BYTES = 24;
    private static final int MAX_UNIT_BYTES = 16;

    private final String alertKey;
    private final Severity severity;
    private final ResultKind kind;
    private final String name;
    private final String value;
    private String patientId = "";
    private String unitId = "";
    private String bedId = "";
    private String orderedBy = "";
    private String code = "";
    private String valueUnit = "";
    private String comment = "";
    private long resultedAtNs;

    /**
     * Begins a result.
     *
     * @param alertKey the source's name for it, not empty: the same again, while it is open, corrects it. One longer than 36 bytes is hashed, {@link EdgeText#alertKey}.
     * @param severity how soon somebody has to know.
     * @param kind     who found it.
     * @param name     what was examined, for people; kept to 48 bytes.
     * @param value    what was found, and is read back: 1 to {@value #MAX_VALUE_BYTES} bytes, not blanks alone.
     */
    public ResultContent(
            final String alertKey,
            final Severity severity,
            final ResultKind kind,
            final String name,
            final String value) {
        this.alertKey = EdgeText.alertKey(alertKey);
        if (requireNonNull(severity, "severity") == Severity.NULL_VAL
                || requireNonNull(kind, "kind") == ResultKind.NULL_VAL) {
            throw new IllegalArgumentException("severity or kind is NULL_VAL: a result has both");
        }
        this.severity = severity;
        this.kind = kind;
        this.name = needed("name", EdgeText.cut(name, TextLimit.TYPE_TEXT.maxBytes()), TextLimit.TYPE_TEXT.maxBytes());
        this.value = needed("value", value, MAX_VALUE_BYTES);
    }

    /** The patient; empty: the bed stands for the patient. Returns this. */
    public ResultContent patient(final String id) {
        patientId = EdgeText.optionalId("patientId", id);
        return this;
    }

    /** The unit, if it is not that of bed or patient. Returns this. */
    public ResultContent unit(final String id) {
        unitId = EdgeText.optionalId("unitId", id);
        return this;
    }

    /** The bed, if it is not the patient's. Returns this. */
    public ResultContent bed(final String id) {
        bedId = EdgeText.optionalId("bedId", id);
        return this;
    }

    /** The person who ordered the examination. Returns this. */
    public ResultContent orderedBy(final String id) {
        orderedBy = EdgeText.optionalId("orderedBy", id);
        return this;
    }

    /** What was examined, in the source's code, such as LOINC; at most 24 bytes. Returns this. */
    public ResultContent code(final String text) {
        code = limited("code", text, MAX_CODE_BYTES);
        return this;
    }

    /** Of the value; at most 16 bytes. Returns this. */
    public ResultContent valueUnit(final String text) {
        valueUnit = limited("valueUnit", text, MAX_UNIT_BYTES);
        return this;
    }

    /** For people; kept to 160 bytes. Returns this. */
    public ResultContent comment(final String text) {
        comment = EdgeText.cut(text, TextLimit.DESCRIPTION.maxBytes());
        return this;
    }

    /** When it was known, as the source claims, epoch ns; 0 = not stated. Returns this. */
    public ResultContent resultedAtNs(final long atNs) {
        resultedAtNs = atNs;
        return this;
    }

    /**
     * Encodes a ReportResult with its message header. The envelope is the caller's.
     *
     * @param buffer with room for 1,024 bytes.
     * @param offset of the message header.
     * @return bytes of header and message.
     */
    public int encode(final MutableDirectBuffer buffer, final int offset) {
        final ReportResultEncoder encoder =
                new ReportResultEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        encoder.severity(severity)
                .kind(kind)
                .resultedAtNs(resultedAtNs)
                .alertKey(alertKey)
                .patientId(patientId)
                .unitId(unitId)
                .bedId(bedId)
                .orderedBy(orderedBy)
                .code(code)
                .name(name)
                .value(value)
                .valueUnit(valueUnit)
                .comment(comment);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private static String needed(final String field, final String text, final int maxBytes) {
        if (limited(field, text, maxBytes).replace(" ", "").isEmpty()) {
            throw new IllegalArgumentException(field + " is empty: a result says what was examined and what was found");
        }
        return text;
    }

    private static String limited(final String field, final String text, final int maxBytes) {
        final int bytes = EdgeText.utf8Length(requireNonNull(text, field));
        if (bytes > maxBytes) {
            throw new IllegalArgumentException(field + " is " + bytes + " bytes long: it has at most " + maxBytes);
        }
        return text;
    }
}
