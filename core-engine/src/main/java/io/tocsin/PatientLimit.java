package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.SetPatientLimitEncoder;
import io.tocsin.codecs.text.EdgeText;
import io.tocsin.codecs.text.Hundredths;
import java.time.Instant;

/**
 * A limit of one patient, in the place of the ordinary limit of the rules; graver limits of the same parameter and bound stay as they are. Further out than those
 * rules go, it needs somebody who may, a reason, and an end within 24 h; the same end a limit of a bed needs. A CRITICAL limit is never widened. Immutable: every
 * method answers a changed copy.
 */
public final class PatientLimit {
    /** Most bytes of the comment, UTF-8. */
    public static final int MAX_COMMENT_BYTES = 80;

    private static final int NO_VALUE = SetPatientLimitEncoder.valueNullValue();

    final Parameter parameter;
    final Bound bound;
    /** Or the schema's null value: taken back. */
    final int hundredths;

    final String patient;
    final String bed;
    final long untilNs;
    final LimitReason reason;
    final String comment;

    private PatientLimit(
            final Parameter parameter,
            final Bound bound,
            final int hundredths,
            final String patient,
            final String bed,
            final long untilNs,
            final LimitReason reason,
            final String comment) {
        this.parameter = parameter;
        this.bound = bound;
        this.hundredths = hundredths;
        this.patient = patient;
        this.bed = bed;
        this.untilNs = untilNs;
        this.reason = reason;
        this.comment = comment;
    }

    /**
     * A lower limit, violated by readings strictly below it; whose it is is still to be said.
     *
     * @param parameter what is measured.
     * @param limit     in its unit, rounded to hundredths.
     * @return until it is taken back, with no reason stated.
     */
    public static PatientLimit below(final Parameter parameter, final double limit) {
        return of(parameter, Bound.BELOW, Hundredths.of("limit", limit));
    }

    /** An upper limit, violated by readings strictly above it, as {@link #below}. */
    public static PatientLimit above(final Parameter parameter, final double limit) {
        return of(parameter, Bound.ABOVE, Hundredths.of("limit", limit));
    }

    /**
     * Takes a patient's own limit back: the rule's counts again.
     *
     * @param parameter what is measured.
     * @param bound     which of the two.
     * @return whose it was is still to be said.
     */
    public static PatientLimit none(final Parameter parameter, final Bound bound) {
        return of(parameter, bound, NO_VALUE);
    }

    private static PatientLimit of(final Parameter parameter, final Bound bound, final int hundredths) {
        if (requireNonNull(parameter, "parameter") == Parameter.NULL_VAL
                || requireNonNull(bound, "bound") == Bound.NULL_VAL) {
            throw new IllegalArgumentException("NULL_VAL: a limit is the lower or the higher of a parameter");
        }
        return new PatientLimit(parameter, bound, hundredths, "", "", 0, LimitReason.UNSTATED, "");
    }

    /** Of this patient, known or not; at most 36 bytes. */
    public PatientLimit patient(final String patientId) {
        final String id = EdgeText.requiredId("patientId", patientId);
        return new PatientLimit(parameter, bound, hundredths, id, bed, untilNs, reason, comment);
    }

    /** Of whoever lies in this bed, if no patient is named; at most 36 bytes. */
    public PatientLimit bed(final String bedId) {
        final String id = EdgeText.requiredId("bedId", bedId);
        return new PatientLimit(parameter, bound, hundredths, patient, id, untilNs, reason, comment);
    }

    /** Until then; the limit of the rule counts again by itself. */
    public PatientLimit until(final Instant end) {
        final long endNs = Checks.epochNs("end", end);
        return new PatientLimit(parameter, bound, hundredths, patient, bed, endNs, reason, comment);
    }

    /**
     * Why.
     *
     * @param why      one of the reasons.
     * @param inWords  may be empty; what is longer than {@value #MAX_COMMENT_BYTES} bytes is cut.
     * @return a changed copy.
     */
    public PatientLimit because(final LimitReason why, final String inWords) {
        if (requireNonNull(why, "why") == LimitReason.NULL_VAL) {
            throw new IllegalArgumentException("why is NULL_VAL: leave it out if there is no reason");
        }
        final String words = EdgeText.cut(requireNonNull(inWords, "inWords"), MAX_COMMENT_BYTES);
        return new PatientLimit(parameter, bound, hundredths, patient, bed, untilNs, why, words);
    }
}
