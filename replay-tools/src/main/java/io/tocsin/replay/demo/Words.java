package io.tocsin.replay.demo;

import io.tocsin.AlertCause;
import io.tocsin.AlertDetails;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.TechnicalCondition;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The schema's words as people say them. */
final class Words {
    private Words() {}

    /** What an alert is about, in a few words. */
    static String title(final EmergencyType type, final AlertDetails details, final AlertCause cause) {
        if (cause.kind() == Cause.LIMIT) {
            return name(cause.parameter())
                    + ' '
                    + number(cause.value())
                    + (cause.value() < cause.limitValue() ? " below " : " above ")
                    + number(cause.limitValue());
        }
        if (cause.kind() == Cause.SCORE) {
            return (cause.table() == 0 ? "NEWS2 score " : "score " + cause.table() + " of the site: ") + cause.value();
        }
        final TechnicalCondition technical = cause.technical();
        if (technical != null) {
            return plain(technical);
        }
        final DeviceCondition condition = details.deviceCondition();
        if (condition != null) {
            return plain(condition);
        }
        return details.typeText().isEmpty() ? plain(type) : details.typeText();
    }

    /** A value of an enum in plain letters. */
    static String plain(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String name(final @Nullable Parameter parameter) {
        if (parameter == null) {
            return "reading";
        }
        return switch (parameter) {
            case SPO2 -> "SpO2";
            case SYSTOLIC -> "systolic pressure";
            default -> plain(parameter);
        };
    }

    /** Hundredths as a number, without zeros that say nothing. */
    private static String number(final int hundredths) {
        final String text = String.format(Locale.ROOT, "%.2f", hundredths / 100.0);
        return text.replaceFirst("\\.?0+$", "");
    }
}
