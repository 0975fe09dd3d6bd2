package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Parameter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** What a reading can be at all, and so a limit: section 28. */
final class OraclePossible {
    /** Least and most of what a reading can be, in units; an invasive line as the cuff. */
    private static final Map<Parameter, List<String>> POSSIBLE = Map.ofEntries(
            Map.entry(Parameter.HEART_RATE, List.of("0", "350")),
            Map.entry(Parameter.RESPIRATORY_RATE, List.of("0", "300")),
            Map.entry(Parameter.SPO2, List.of("0", "100")),
            Map.entry(Parameter.SYSTOLIC, List.of("0", "375")),
            Map.entry(Parameter.DIASTOLIC, List.of("0", "375")),
            Map.entry(Parameter.MEAN_PRESSURE, List.of("14", "330")),
            Map.entry(Parameter.ARTERIAL_SYSTOLIC, List.of("0", "375")),
            Map.entry(Parameter.ARTERIAL_DIASTOLIC, List.of("0", "375")),
            Map.entry(Parameter.ARTERIAL_MEAN, List.of("14", "330")),
            Map.entry(Parameter.TEMPERATURE, List.of("14.2", "47")),
            Map.entry(Parameter.GLUCOSE, List.of("0", "2200")),
            Map.entry(Parameter.ETCO2, List.of("0", "150")),
            Map.entry(Parameter.PAIN, List.of("0", "10")),
            Map.entry(Parameter.CONSCIOUSNESS, List.of("0", "4")),
            Map.entry(Parameter.OXYGEN_THERAPY, List.of("0", "1")));

    private OraclePossible() {}

    static boolean is(final Parameter parameter, final int hundredths) {
        final List<String> range = POSSIBLE.getOrDefault(parameter, List.of());
        final BigDecimal value = BigDecimal.valueOf(hundredths, 2);
        return value.compareTo(new BigDecimal(range.get(0))) >= 0 && value.compareTo(new BigDecimal(range.get(1))) <= 0;
    }
}
