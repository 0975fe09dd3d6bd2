package io.tocsin.replay.evaluate.ktas;

import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.replay.evaluate.BadRows;
import io.tocsin.replay.evaluate.BadRows.Reason;
import io.tocsin.replay.evaluate.CsvReader;
import io.tocsin.replay.evaluate.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Visits as Moon et al. published them. Of columns that are known only later no more than the two triage levels is read, to compare with. */
final class VisitReader {
    private static final Pattern LOST = Pattern.compile("[? ]*");

    private static final List<String> COLUMNS = List.of(
            "Age",
            "Chief_complain",
            "Mental",
            "KTAS_Nurse",
            "KTAS_expert",
            "Systolic BP",
            "Diastolic BP",
            "Heart Rate",
            "Respiratory Rate",
            "Body Temperature");

    private static final int AGE = 0;
    private static final int COMPLAINT = 1;
    private static final int MENTAL = 2;
    private static final int NURSE = 3;
    private static final int EXPERT = 4;
    private static final int FIRST_VITAL = 5;

    /** In the order of the columns from {@link #FIRST_VITAL}. */
    private static final List<Parameter> VITALS = List.of(
            Parameter.SYSTOLIC,
            Parameter.DIASTOLIC,
            Parameter.HEART_RATE,
            Parameter.RESPIRATORY_RATE,
            Parameter.TEMPERATURE);

    private static final Map<String, Consciousness> MENTAL_WORDS = Map.of(
            "Alert", Consciousness.ALERT,
            "Verbal Response", Consciousness.VOICE,
            "Pain Response", Consciousness.PAIN,
            "Unresponsive", Consciousness.UNRESPONSIVE);

    private static final Map<String, Boolean> LEVEL_WORDS = Map.of("Emergency", true, "Non-Emergency", false);

    /**
     * What a file holds.
     *
     * @param rows    usable and not.
     * @param badRows that were left out.
     * @param visits  in file order.
     */
    record Visits(long rows, BadRows badRows, List<Visit> visits) {}

    private final CsvReader row;

    private VisitReader(final CsvReader row) {
        this.row = row;
    }

    static Visits read(final Path file) throws InputException {
        final BadRows badRows = new BadRows();
        try (CsvReader row = new CsvReader(file, badRows, COLUMNS)) {
            final VisitReader reader = new VisitReader(row);
            final List<Visit> visits = new ArrayList<>();
            while (row.next()) {
                final Visit visit = reader.visit();
                if (visit != null) {
                    visits.add(visit);
                }
            }
            return new Visits(row.rows(), badRows, visits);
        }
    }

    private @Nullable Visit visit() {
        final AgeGroup age = ageGroup();
        final Consciousness mental = age == null ? null : word(MENTAL, MENTAL_WORDS);
        final Boolean nurse = mental == null ? null : word(NURSE, LEVEL_WORDS);
        final Boolean expert = nurse == null ? null : word(EXPERT, LEVEL_WORDS);
        final Map<Parameter, Integer> vitals = expert == null ? null : vitals();
        if (age == null || mental == null || nurse == null || expert == null || vitals == null) {
            return null;
        }
        return new Visit(row.line(), age, isLost(COMPLAINT) ? "" : row.text(COMPLAINT), mental, vitals, nurse, expert);
    }

    private @Nullable AgeGroup ageGroup() {
        if (isLost(AGE)) {
            return AgeGroup.NOT_STATED;
        }
        final Integer years = row.hundredths(AGE);
        if (years == null) {
            return null;
        }
        if (years >= 16_00) {
            return AgeGroup.ADULT;
        }
        return years >= 8_00
                ? AgeGroup.UNDER_16_YEARS
                : years >= 3_00 ? AgeGroup.UNDER_8_YEARS : AgeGroup.UNDER_3_YEARS;
    }

    private @Nullable Map<Parameter, Integer> vitals() {
        final Map<Parameter, Integer> vitals = new EnumMap<>(Parameter.class);
        for (int i = 0; i < VITALS.size(); i++) {
            if (!isLost(FIRST_VITAL + i)) {
                final Integer value = row.hundredths(FIRST_VITAL + i);
                if (value == null) {
                    return null;
                }
                vitals.put(VITALS.get(i), value);
            }
        }
        return vitals;
    }

    private <T> @Nullable T word(final int column, final Map<String, T> words) {
        final T meant = words.get(row.text(column));
        if (meant == null) {
            row.leaveOut(column, Reason.UNKNOWN_WORD);
        }
        return meant;
    }

    /** Nothing stands there, or question marks where the source has lost Korean text. */
    private boolean isLost(final int column) {
        return LOST.matcher(row.text(column)).matches();
    }
}
