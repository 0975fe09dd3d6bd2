package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Parameter;

/** What NEWS2 is computed from: the last values of a subject that are not too old. */
final class News2Inputs {
    private static final int HEART_RATE = Parameter.HEART_RATE.value();
    private static final int SPO2 = Parameter.SPO2.value();
    private static final int TEMPERATURE = Parameter.TEMPERATURE.value();
    private static final int SYSTOLIC = Parameter.SYSTOLIC.value();
    private static final int RESPIRATORY_RATE = Parameter.RESPIRATORY_RATE.value();
    private static final int CONSCIOUSNESS = Parameter.CONSCIOUSNESS.value();
    private static final int OXYGEN = Parameter.OXYGEN_THERAPY.value();

    /** Bit per parameter that it looks at. */
    static final int PARAMETERS = 1 << HEART_RATE
            | 1 << SPO2
            | 1 << TEMPERATURE
            | 1 << SYSTOLIC
            | 1 << RESPIRATORY_RATE
            | 1 << CONSCIOUSNESS
            | 1 << OXYGEN;

    private final LimitRules rules;
    private final Subjects subjects;

    News2Inputs(final LimitRules rules, final Subjects subjects) {
        this.rules = rules;
        this.subjects = subjects;
    }

    /** The score of a subject now, packed as {@link News2} says. */
    long evaluate(final int subject, final long nowNs) {
        int present = 0;
        present |= isFresh(subject, RESPIRATORY_RATE, nowNs - rules.fastAgeNs()) << News2.RESPIRATORY_RATE;
        present |= isFresh(subject, SPO2, nowNs - rules.fastAgeNs()) << News2.SPO2;
        present |= (subjects.has(subject, OXYGEN) ? 1 : 0) << News2.OXYGEN;
        present |= isFresh(subject, SYSTOLIC, nowNs - rules.pressureAgeNs()) << News2.SYSTOLIC;
        present |= isFresh(subject, HEART_RATE, nowNs - rules.fastAgeNs()) << News2.HEART_RATE;
        present |= (subjects.has(subject, CONSCIOUSNESS) ? 1 : 0) << News2.CONSCIOUSNESS;
        present |= isFresh(subject, TEMPERATURE, nowNs - rules.temperatureAgeNs()) << News2.TEMPERATURE;
        return News2.evaluate(
                present,
                subjects.value(subject, RESPIRATORY_RATE),
                subjects.value(subject, SPO2),
                subjects.spo2Scale(subject),
                subjects.value(subject, OXYGEN),
                subjects.value(subject, SYSTOLIC),
                subjects.value(subject, HEART_RATE),
                subjects.value(subject, CONSCIOUSNESS),
                subjects.value(subject, TEMPERATURE));
    }

    private int isFresh(final int subject, final int parameter, final long oldestNs) {
        return subjects.has(subject, parameter) && subjects.readAtNs(subject, parameter) >= oldestNs ? 1 : 0;
    }

    /** Why a score is told: its effective band. */
    static Clause clauseOf(final int band) {
        return switch (band) {
            case News2.BAND_HIGH -> Clause.NEWS2_HIGH;
            case News2.BAND_MEDIUM -> Clause.NEWS2_MEDIUM;
            case News2.BAND_LOW_MEDIUM -> Clause.NEWS2_SINGLE_THREE;
            default -> Clause.NEWS2_FELL;
        };
    }
}
