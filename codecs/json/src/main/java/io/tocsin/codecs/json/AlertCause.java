package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What opened an alert.
 *
 * @param kind      declared by a source, a limit, a score, or technical.
 * @param parameter of the limit; {@code null} for the others, and if readings are not shown: then there is no rule and no value either.
 * @param rule      number of the limit's rule, from 1, the value of the technical condition, or 100 and the place of the score's table; 0 for NEWS2 and what was declared.
 * @param value     the reading in hundredths, the score as it is, or what the technical condition says; 0 if declared.
 * @param limit     in hundredths; 0 for the others.
 */
public record AlertCause(Cause kind, @Nullable Parameter parameter, int rule, int value, int limit) {
    /** Most tables of scores beside NEWS2. */
    public static final int MAX_TABLES = 8;

    private static final int SCORE_BASE = 100;

    /** A source raised it. */
    public static final AlertCause DECLARED = new AlertCause(Cause.DECLARED, null, 0, 0, 0);

    /** It is not shown. */
    public static final AlertCause NOT_SHOWN = new AlertCause(Cause.NULL_VAL, null, 0, 0, 0);

    /**
     * A score opened it.
     *
     * @param table place of the score in the site's rules, from 1; 0 = NEWS2.
     * @param value the score as it is.
     * @return the cause.
     */
    public static AlertCause ofScore(final int table, final int value) {
        return new AlertCause(Cause.SCORE, null, table == 0 ? 0 : SCORE_BASE + table, value, 0);
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
