package io.tocsin.replay.evaluate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Which column of one file is what, by its header line. Columns may stand in any order; those that no rule reads may be
 * missing, others must not come.
 */
final class PsvLayout {
    /** Between two fields. */
    static final byte SEPARATOR = '|';

    /** Roles of columns; those from 0 on are an index into {@link Vital}. */
    static final int IGNORED = -1;

    static final int PATIENT = -2;
    static final int HOUR = -3;
    static final int SEPSIS = -4;
    static final int INSPIRED_OXYGEN = -5;

    private static final String PATIENT_COLUMN = "PatientID";
    private static final String HOUR_COLUMN = "ICULOS";
    private static final String SEPSIS_COLUMN = "SepsisLabel";
    private static final String INSPIRED_OXYGEN_COLUMN = "FiO2";
    private static final Set<String> IGNORED_COLUMNS = Set.of(
            "BaseExcess",
            "HCO3",
            "pH",
            "PaCO2",
            "SaO2",
            "AST",
            "BUN",
            "Alkalinephos",
            "Calcium",
            "Chloride",
            "Creatinine",
            "Bilirubin_direct",
            "Glucose",
            "Lactate",
            "Magnesium",
            "Phosphate",
            "Potassium",
            "Bilirubin_total",
            "TroponinI",
            "Hct",
            "Hgb",
            "PTT",
            "WBC",
            "Fibrinogen",
            "Platelets",
            "Age",
            "Gender",
            "Unit1",
            "Unit2",
            "HospAdmTime");

    private final List<String> names;
    private final int[] roles;

    private PsvLayout(final List<String> names, final int[] roles) {
        this.names = names;
        this.roles = roles;
    }

    /**
     * @param file   for the message.
     * @param header the first line.
     * @throws InputException if a column is unknown, comes twice or is missing; a missing one is reported behind the
     *     last.
     */
    static PsvLayout of(final Path file, final String header) throws InputException {
        final List<String> names =
                new ArrayList<>(Arrays.asList(header.split("\\" + (char) SEPARATOR, Integer.MAX_VALUE)));
        final int[] roles = new int[names.size()];
        for (int i = 0; i < roles.length; i++) {
            final String name = names.get(i);
            if (names.indexOf(name) < i) {
                throw InputException.at(file, 1, i + 1, "column '" + name + "' comes twice");
            }
            roles[i] = roleOf(file, i + 1, name);
        }
        for (final Vital vital : Vital.values()) {
            require(file, names, vital.column());
        }
        require(file, names, HOUR_COLUMN);
        require(file, names, SEPSIS_COLUMN);
        return new PsvLayout(names, roles);
    }

    /** How many fields a row has. */
    int fieldCount() {
        return roles.length;
    }

    /** What the field is, by its place from 0. */
    int role(final int field) {
        return roles[field];
    }

    /** What the header calls the field, by its place from 0. */
    String name(final int field) {
        return field < names.size() ? names.get(field) : "";
    }

    /** Without such a column the file is one patient's. */
    boolean hasPatientColumn() {
        return names.contains(PATIENT_COLUMN);
    }

    private static int roleOf(final Path file, final int column, final String name) throws InputException {
        final int vital = Vital.indexOf(name);
        if (vital >= 0) {
            return vital;
        }
        if (IGNORED_COLUMNS.contains(name)) {
            return IGNORED;
        }
        return switch (name) {
            case PATIENT_COLUMN -> PATIENT;
            case HOUR_COLUMN -> HOUR;
            case SEPSIS_COLUMN -> SEPSIS;
            case INSPIRED_OXYGEN_COLUMN -> INSPIRED_OXYGEN;
            default -> throw InputException.at(file, 1, column, "unknown column '" + printable(name) + "'");
        };
    }

    private static void require(final Path file, final List<String> names, final String name) throws InputException {
        if (!names.contains(name)) {
            throw InputException.at(file, 1, names.size() + 1, "column '" + name + "' is missing");
        }
    }

    /** At most 40 characters, none of which moves a cursor. */
    static String printable(final String text) {
        final String cut = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }

    static String printable(final byte[] bytes, final int from, final int to) {
        return printable(new String(bytes, from, Math.min(to - from, 200), StandardCharsets.UTF_8));
    }
}
