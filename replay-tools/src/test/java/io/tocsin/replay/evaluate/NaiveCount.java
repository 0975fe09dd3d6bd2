package io.tocsin.replay.evaluate;

import io.tocsin.codecs.sbe.Bound;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The same counts the slow way, without engine, ring or clock: every patient's rows by hour, every limit by itself,
 * decimal text compared as decimal numbers.
 */
final class NaiveCount {
    private final Map<String, List<String[]>> rowsByPatient = new LinkedHashMap<>();
    private final List<String> names;

    /** @param lines a header with {@code PatientID} and rows, all good. */
    NaiveCount(final List<String> lines) {
        names = Arrays.asList(lines.get(0).split("\\|"));
        for (final String line : lines.subList(1, lines.size())) {
            final String[] fields = line.split("\\|");
            rowsByPatient
                    .computeIfAbsent(fields[0], unused -> new ArrayList<>())
                    .add(fields);
        }
        final int hour = names.indexOf("ICULOS");
        rowsByPatient.values().forEach(rows -> rows.sort(Comparator.comparing(row -> Integer.valueOf(row[hour]))));
    }

    /** As the report has them: {@code /KEY/thresholds/HR<50/readings} and so on. */
    Map<String, String> thresholds(final String key, final RuleSet rules) {
        final Map<String, String> counts = new LinkedHashMap<>();
        for (final LimitRule rule : rules.limits()) {
            final String place = "/" + key.replace("/", "~1") + "/thresholds/" + rule.name() + "/";
            count(place, rule, counts);
        }
        return counts;
    }

    private void count(final String place, final LimitRule rule, final Map<String, String> counts) {
        final int column = names.indexOf(rule.vital().column());
        final BigDecimal limit = BigDecimal.valueOf(rule.limitHundredths(), 2);
        int readings = 0;
        int violating = 0;
        int episodes = 0;
        final Set<String> patients = new HashSet<>();
        for (final Map.Entry<String, List<String[]>> patient : rowsByPatient.entrySet()) {
            boolean before = false;
            for (final String[] row : patient.getValue()) {
                if (!row[column].equals("NaN")) {
                    final int side = new BigDecimal(row[column]).compareTo(limit);
                    final boolean violates = rule.bound() == Bound.BELOW ? side < 0 : side > 0;
                    readings++;
                    violating += violates ? 1 : 0;
                    episodes += violates && !before ? 1 : 0;
                    if (violates) {
                        patients.add(patient.getKey());
                    }
                    before = violates;
                }
            }
        }
        counts.put(place + "readings", Integer.toString(readings));
        counts.put(place + "violating_readings", Integer.toString(violating));
        counts.put(place + "episodes", Integer.toString(episodes));
        counts.put(place + "patients", Integer.toString(patients.size()));
    }
}
