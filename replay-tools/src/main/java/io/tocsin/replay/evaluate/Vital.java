package io.tocsin.replay.evaluate;

import io.tocsin.codecs.sbe.Parameter;

/** The columns of the data set that are fed as readings. */
enum Vital {
    HEART_RATE("HR", Parameter.HEART_RATE),
    SPO2("O2Sat", Parameter.SPO2),
    TEMPERATURE("Temp", Parameter.TEMPERATURE),
    SYSTOLIC("SBP", Parameter.SYSTOLIC),
    MEAN_PRESSURE("MAP", Parameter.MEAN_PRESSURE),
    DIASTOLIC("DBP", Parameter.DIASTOLIC),
    RESPIRATORY_RATE("Resp", Parameter.RESPIRATORY_RATE),
    ETCO2("EtCO2", Parameter.ETCO2);

    private static final Vital[] VALUES = values();

    private final String column;
    private final Parameter parameter;

    Vital(final String column, final Parameter parameter) {
        this.column = column;
        this.parameter = parameter;
    }

    static int count() {
        return VALUES.length;
    }

    static Vital at(final int index) {
        return VALUES[index];
    }

    /** Place of the one with this column, or -1. */
    static int indexOf(final String column) {
        for (int i = 0; i < VALUES.length; i++) {
            if (VALUES[i].column.equals(column)) {
                return i;
            }
        }
        return -1;
    }

    /** The one that is this parameter; it must be one of them. */
    static Vital of(final Parameter parameter) {
        for (final Vital vital : VALUES) {
            if (vital.parameter == parameter) {
                return vital;
            }
        }
        throw new IllegalArgumentException(parameter + " is not in the data set");
    }

    String column() {
        return column;
    }

    Parameter parameter() {
        return parameter;
    }
}
