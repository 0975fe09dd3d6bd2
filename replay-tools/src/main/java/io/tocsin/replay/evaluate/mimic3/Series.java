package io.tocsin.replay.evaluate.mimic3;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Parameter;
import org.jspecify.annotations.Nullable;

/** What is read and has limits in the chart, and how its rows are called. The cuff and the invasive line have limits of their own. */
enum Series {
    HR("HR", Parameter.HEART_RATE),
    SPO2("SPO2", Parameter.SPO2),
    RESP("RESP", Parameter.RESPIRATORY_RATE),
    NBP_SYS("NBP", Parameter.SYSTOLIC),
    ABP_SYS("ABP", Parameter.ARTERIAL_SYSTOLIC);

    private final String limitName;
    private final Parameter parameter;

    Series(final String limitName, final Parameter parameter) {
        this.limitName = limitName;
        this.parameter = parameter;
    }

    Parameter parameter() {
        return parameter;
    }

    /** The series that a reading's code is of, or {@code null}. */
    static @Nullable Series ofReading(final String code) {
        for (final Series series : values()) {
            if (series.name().equals(code)) {
                return series;
            }
        }
        return null;
    }

    /** The series that a limit's code is of, or {@code null}. */
    static @Nullable Series ofLimit(final String code) {
        for (final Series series : values()) {
            if (code.equals(series.limitName + "_ALARM_LOW") || code.equals(series.limitName + "_ALARM_HIGH")) {
                return series;
            }
        }
        return null;
    }

    /** The series of a parameter; there is one. */
    static Series of(final Parameter parameter) {
        for (final Series series : values()) {
            if (series.parameter == parameter) {
                return series;
            }
        }
        throw new IllegalArgumentException("no series is of " + parameter);
    }

    /** What the report calls one of its limits. */
    String key(final Bound bound) {
        return name() + (bound == Bound.BELOW ? "_LOW" : "_HIGH");
    }
}
