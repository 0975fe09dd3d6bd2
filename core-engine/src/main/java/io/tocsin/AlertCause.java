package io.tocsin;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What opened an alert.
 *
 * @param kind       declared by a source, a limit, or a score.
 * @param parameter  of the limit; {@code null} for the others.
 * @param rule       number of the limit's rule, from 1; 0 for the others.
 * @param value      the reading that opened it in hundredths, or the score as it is now; 0 if declared.
 * @param limitValue the limit in hundredths; 0 for the others.
 */
public record AlertCause(Cause kind, @Nullable Parameter parameter, int rule, int value, int limitValue) {
    /** A source raised it. */
    static final AlertCause DECLARED = new AlertCause(Cause.DECLARED, null, 0, 0, 0);
}
