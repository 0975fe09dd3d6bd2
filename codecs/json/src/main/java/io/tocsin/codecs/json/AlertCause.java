package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.Hundredths;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What opened an alert.
 *
 * @param kind      declared by a source, a limit, a score, technical, a trend, or care.
 * @param parameter of the limit; {@code null} for the others, and if readings are not shown: then there is no rule and no value either.
 * @param rule      number of the limit's rule, from 1, the value of the technical or care condition, or 100 and the place of the score's table; 0 for NEWS2 and what was declared.
 * @param value     the reading in hundredths, the score or the points as they are, or what the condition says; 0 if declared.
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

    /**
     * A limit's alert in one sentence for people, such as "Critical vital sign alert: SpO2 86 % below 88 %".
     *
     * @param severity of the alert.
     * @return empty for the others, and if readings are not shown.
     */
    public String message(final Severity severity) {
        if (kind != Cause.LIMIT || parameter == null) {
            return "";
        }
        return (severity == Severity.CRITICAL ? "Critical vital sign alert: " : "Vital sign alert: ")
                + name(parameter)
                + ' '
                + Hundredths.format(value)
                + unit(parameter)
                + (value < limit ? " below " : " above ")
                + Hundredths.format(limit)
                + unit(parameter);
    }

    private static String name(final Parameter parameter) {
        return switch (parameter) {
            case SPO2 -> "SpO2";
            case ETCO2 -> "EtCO2";
            default -> parameter.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    private static String unit(final Parameter parameter) {
        return switch (parameter) {
            case HEART_RATE, RESPIRATORY_RATE -> "/min";
            case SPO2 -> " %";
            case TEMPERATURE -> " \u00b0C";
            case GLUCOSE -> " mg/dL";
            case CONSCIOUSNESS, PAIN, OXYGEN_THERAPY, NULL_VAL -> "";
            default -> " mmHg";
        };
    }
}
