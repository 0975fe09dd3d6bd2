package io.tocsin.atrest;

import io.tocsin.codecs.sbe.CreateSilenceDecoder;
import io.tocsin.codecs.sbe.EnvelopeEncoder;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.SilenceOrigin;
import io.tocsin.codecs.sbe.UpdateAlertDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Whom a message is about in which something was typed, and so whose key seals it. Any thread. */
final class TextOwner {
    private static final byte[] NOBODY = {};
    /** With which the comments of windows begin, those of {@code io.tocsin.SilenceWindow}. */
    private static final byte[] WINDOW = "window '".getBytes(StandardCharsets.US_ASCII);

    private static final int RAISE_PATIENT_TEXT = 1;
    private static final int UPDATE_KEY_TEXT = 0;

    private TextOwner() {}

    /** The patient's id; empty = nobody who is named, or known. */
    static byte[] patientOf(final TextFields fields, final PatientTexts.Patients patients) {
        if (fields.template == RaiseAlertDecoder.TEMPLATE_ID) {
            return text(fields, RAISE_PATIENT_TEXT);
        }
        final TypedComment comment = TypedComment.of(fields.template);
        return comment == null ? ofAlert(fields, patients) : ofPlace(comment, fields, patients);
    }

    private static byte[] ofAlert(final TextFields fields, final PatientTexts.Patients patients) {
        return bytes(patients.patientOf(
                fields.blockLong(UpdateAlertDecoder.alertIdEncodingOffset()),
                fields.blockLong(EnvelopeEncoder.sourceIdEncodingOffset()),
                fields.blockByte(EnvelopeEncoder.purposeEncodingOffset()),
                words(fields, UPDATE_KEY_TEXT)));
    }

    /** Who is named, or who lies in the bed that is. */
    private static byte[] ofPlace(
            final TypedComment comment, final TextFields fields, final PatientTexts.Patients patients) {
        if (comment == TypedComment.SILENCE && isOfWindow(fields)) {
            return NOBODY;
        }
        if (comment.patient != TypedComment.NONE && fields.length[comment.patient] > 0) {
            return text(fields, comment.patient);
        }
        return comment.bed == TypedComment.NONE || fields.length[comment.bed] == 0
                ? NOBODY
                : bytes(patients.patientIn(words(fields, comment.bed)));
    }

    /** Words of windows stand in the configuration anyway, and whoever keeps the windows knows their silences by them, also of who is forgotten. No person asks for those. */
    private static boolean isOfWindow(final TextFields fields) {
        final int comment = TypedComment.SILENCE.comment;
        return fields.blockByte(CreateSilenceDecoder.originEncodingOffset()) != SilenceOrigin.PERSON.value()
                && fields.blockLong(EnvelopeEncoder.actorSessionEncodingOffset()) == 0
                && fields.length[comment] > WINDOW.length
                && Arrays.equals(fields.text[comment], 0, WINDOW.length, WINDOW, 0, WINDOW.length);
    }

    private static byte[] bytes(final @Nullable String patient) {
        return patient == null ? NOBODY : patient.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] text(final TextFields fields, final int text) {
        return Arrays.copyOf(fields.text[text], fields.length[text]);
    }

    private static String words(final TextFields fields, final int text) {
        return new String(fields.text[text], 0, fields.length[text], StandardCharsets.UTF_8);
    }
}
