package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What opened an alert.
 *
 * @param kind      declared by a source, a limit, a score, or technical.
 * @param parameter of the limit; {@code null} for the others, and if readings are not shown: then there is no rule and no value either.
 * @param rule      number of the limit's rule, from 1, or the value of the technical condition; 0 for the others.
 * @param value     the reading in hundredths, the score as it is, or what the technical condition says; 0 if declared.
 * @param limit     in hundredths; 0 for the others.
 */
public record AlertCause(Cause kind, @Nullable Parameter parameter, int rule, int value, int limit) {
    /** A source raised it. */
    public static final AlertCause DECLARED = new AlertCause(Cause.DECLARED, null, 0, 0, 0);

    /** It is not shown. */
    public static final AlertCause NOT_SHOWN = new AlertCause(Cause.NULL_VAL, null, 0, 0, 0);
}
