package io.tocsin.atrest;

import io.tocsin.codecs.sbe.CreateSilenceDecoder;
import io.tocsin.codecs.sbe.DoseChangedDecoder;
import io.tocsin.codecs.sbe.PatientLimitChangedDecoder;
import io.tocsin.codecs.sbe.RecordDoseDecoder;
import io.tocsin.codecs.sbe.ReportResultDecoder;
import io.tocsin.codecs.sbe.ScheduleDoseDecoder;
import io.tocsin.codecs.sbe.SetPatientLimitDecoder;
import io.tocsin.codecs.sbe.SilenceChangedDecoder;
import org.jspecify.annotations.Nullable;

/** A message with one comment, or what is like one, that is sealed by itself: where it is, and whom it is about. Texts are numbered in the order of the schema. Immutable. */
enum TypedComment {
    RESULT(ReportResultDecoder.TEMPLATE_ID, 10, 9, 1, TypedComment.NONE, PatientTexts.MOST_DESCRIPTION_BYTES, true),
    SILENCE(CreateSilenceDecoder.TEMPLATE_ID, 4, 3, 1, 2, 160, false),
    LIMIT(SetPatientLimitDecoder.TEMPLATE_ID, 3, 2, 0, 1, 80, false),
    /** The medication. */
    DOSE(ScheduleDoseDecoder.TEMPLATE_ID, 3, 2, 1, TypedComment.NONE, 48, false),
    DOSE_WORD(RecordDoseDecoder.TEMPLATE_ID, 3, 2, 1, TypedComment.NONE, 80, false),
    /** An event, as what follows: opened only. */
    SILENCE_TOLD(SilenceChangedDecoder.TEMPLATE_ID, 1, 0, TypedComment.NONE, TypedComment.NONE, 0, false),
    LIMIT_TOLD(PatientLimitChangedDecoder.TEMPLATE_ID, 1, 0, TypedComment.NONE, TypedComment.NONE, 0, false),
    /** Both what is to be given and what was said of it. */
    DOSE_TOLD(DoseChangedDecoder.TEMPLATE_ID, 3, 2, TypedComment.NONE, TypedComment.NONE, 0, false);

    /** Of {@link #DOSE_TOLD}, beside its comment. */
    static final int MEDICATION = 1;

    /** No such text. */
    static final int NONE = -1;

    private static final TypedComment[] ALL = values();

    final int template;
    /** Of the message, the comment among them. */
    final int texts;

    final int comment;
    /** Text that names the patient. */
    final int patient;
    /** Text that names the bed, of somebody whom no patient's id names. */
    final int bed;

    private final int mostBytes;
    private final boolean isCut;

    TypedComment(
            final int template,
            final int texts,
            final int comment,
            final int patient,
            final int bed,
            final int mostBytes,
            final boolean isCut) {
        this.template = template;
        this.texts = texts;
        this.comment = comment;
        this.patient = patient;
        this.bed = bed;
        this.mostBytes = mostBytes;
        this.isCut = isCut;
    }

    /** That of a template; {@code null} = its messages have none. Does not allocate. */
    static @Nullable TypedComment of(final int template) {
        for (final TypedComment each : ALL) {
            if (each.template == template) {
                return each;
            }
        }
        return null;
    }

    /** Makes what is too long fit; or, where it would be refused, leaves so much that it still is, and stands sealed in the log. */
    void limit(final TextFields fields) {
        if (isCut) {
            fields.cutVisibly(comment, mostBytes);
        } else {
            // Not at a character's begin, which may be where it is short enough: no part of a character is shown to
            // anybody, as it is refused.
            fields.length[comment] = Math.min(fields.length[comment], mostBytes + 1);
        }
    }
}
