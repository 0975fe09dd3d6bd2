package io.tocsin;

import io.tocsin.codecs.sbe.CareCondition;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.TechnicalCondition;
import org.jspecify.annotations.Nullable;

/**
 * What opened an alert.
 *
 * @param kind       declared by a source, a limit, a score, technical, or care.
 * @param parameter  of the limit; {@code null} for the others.
 * @param rule       number of the limit's rule, from 1, the value of the technical or care condition, or 100 and the place of the score's table; 0 for NEWS2 and what was declared.
 * @param value      the reading that opened it, or with which it came back, in hundredths, the score as it is now, or what the condition says; 0 if declared.
 * @param limitValue the limit in hundredths; 0 for the others.
 */
public record AlertCause(Cause kind, @Nullable Parameter parameter, int rule, int value, int limitValue) {
    private static final int SCORE_BASE = 100;

    /** A source raised it. */
    static final AlertCause DECLARED = new AlertCause(Cause.DECLARED, null, 0, 0, 0);

    /** The same by the rule of another place. */
    AlertCause ofRule(final int place) {
        return place == rule ? this : new AlertCause(kind, parameter, place, value, limitValue);
    }

    /**
     * What a technical alert is about.
     *
     * @return {@code null} if it is none.
     */
    public @Nullable TechnicalCondition technical() {
        return kind == Cause.TECHNICAL ? TechnicalCondition.get((short) rule) : null;
    }

    /**
     * What a care notice is about.
     *
     * @return {@code null} if it is none.
     */
    public @Nullable CareCondition care() {
        return kind == Cause.CARE ? CareCondition.get((short) rule) : null;
    }

    /**
     * Which score opened it.
     *
     * @return place of the score in the site's rules, from 1; 0 = NEWS2, or no score.
     */
    public int table() {
        return kind == Cause.SCORE && rule > SCORE_BASE ? rule - SCORE_BASE : 0;
    }
}
