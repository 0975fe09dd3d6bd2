package io.tocsin;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.TechnicalCondition;
import org.jspecify.annotations.Nullable;

/**
 * What opened an alert.
 *
 * @param kind       declared by a source, a limit, a score, or technical.
 * @param parameter  of the limit; {@code null} for the others.
 * @param rule       number of the limit's rule, from 1, or the value of the technical condition; 0 for the others.
 * @param value      the reading that opened it in hundredths, the score as it is now, or what the technical condition says; 0 if declared.
 * @param limitValue the limit in hundredths; 0 for the others.
 */
public record AlertCause(Cause kind, @Nullable Parameter parameter, int rule, int value, int limitValue) {
    /** A source raised it. */
    static final AlertCause DECLARED = new AlertCause(Cause.DECLARED, null, 0, 0, 0);

    /**
     * What a technical alert is about.
     *
     * @return {@code null} if it is none.
     */
    public @Nullable TechnicalCondition technical() {
        return kind == Cause.TECHNICAL ? TechnicalCondition.get((short) rule) : null;
    }
}
