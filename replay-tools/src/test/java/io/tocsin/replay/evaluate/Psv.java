package io.tocsin.replay.evaluate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Small data sets, in the form of the real one. */
public final class Psv {
    static final String PLAIN_HEADER = "HR|O2Sat|Temp|SBP|MAP|DBP|Resp|EtCO2|BaseExcess|HCO3|FiO2|pH|PaCO2|SaO2|AST|BUN"
            + "|Alkalinephos|Calcium|Chloride|Creatinine|Bilirubin_direct|Glucose|Lactate|Magnesium|Phosphate|Potassium"
            + "|Bilirubin_total|TroponinI|Hct|Hgb|PTT|WBC|Fibrinogen|Platelets|Age|Gender|Unit1|Unit2|HospAdmTime|ICULOS"
            + "|SepsisLabel";
    static final String HEADER = "PatientID|" + PLAIN_HEADER;

    private static final List<String> NAMES = Arrays.asList(HEADER.split("\\|"));

    private final List<String> lines = new ArrayList<>(List.of(HEADER));

    /** A row without readings but for those given as {@code name=value}. */
    static String row(final String patient, final int hour, final String... values) {
        final String[] fields = new String[NAMES.size()];
        Arrays.fill(fields, "NaN");
        fields[0] = patient;
        fields[NAMES.indexOf("ICULOS")] = Integer.toString(hour);
        fields[NAMES.indexOf("SepsisLabel")] = "0";
        for (final String value : values) {
            final int at = value.indexOf('=');
            fields[NAMES.indexOf(value.substring(0, at))] = value.substring(at + 1);
        }
        return String.join("|", fields);
    }

    /** The number of a column, from 1. */
    static int column(final String name) {
        return NAMES.indexOf(name) + 1;
    }

    /** What the header calls a column, from 1; behind the last nothing. */
    static String name(final int column) {
        return column > NAMES.size() ? "" : NAMES.get(column - 1);
    }

    public Psv add(final String patient, final int hour, final String... values) {
        return addLine(row(patient, hour, values));
    }

    public Psv addLine(final String line) {
        lines.add(line);
        return this;
    }

    List<String> lines() {
        return lines;
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    public Path writeTo(final Path file) throws IOException {
        return Files.writeString(file, text());
    }

    Path zipTo(final Path file) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text().getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
