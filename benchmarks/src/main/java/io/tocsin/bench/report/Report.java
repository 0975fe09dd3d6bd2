package io.tocsin.bench.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * What a run has to say, for people and for machines. The keys of the JSON are a promise: later versions add some and take none away.
 *
 * @param verdict  comes first.
 * @param figures  in the order of the table.
 * @param notes    to be read with the figures.
 * @param warnings what makes the figures worth less, or the setting less safe than it looks.
 */
public record Report(Verdict verdict, List<Figure> figures, List<String> notes, List<String> warnings) {
    /** Copies. */
    public Report {
        figures = List.copyOf(figures);
        notes = List.copyOf(notes);
        warnings = List.copyOf(warnings);
    }

    /**
     * Prints it for people: verdict, table, notes, warnings.
     *
     * @param out is flushed.
     */
    public void print(final PrintWriter out) {
        out.println(verdict.line());
        out.println();
        final int width = figures.stream()
                .mapToInt(figure -> figure.name().length())
                .max()
                .orElse(0);
        out.printf(Locale.ROOT, "%-" + (width + 2) + "s%14s  %-14s%14s%8s%n", "figure", "measured", "", "raw", "ratio");
        for (final Figure figure : figures) {
            out.printf(
                    Locale.ROOT,
                    "%-" + (width + 2) + "s%14s  %-14s%14s%8s%n",
                    figure.name(),
                    Numbers.readable(figure.value()),
                    figure.unit(),
                    Numbers.readable(figure.raw()),
                    Numbers.readable(figure.ratio()));
        }
        section(out, "Conditions", conditions());
        section(out, "Notes", notes);
        section(out, "Warnings", warnings);
        out.flush();
    }

    /**
     * Writes it as JSON, beside the file first and then into its place, so that there is a whole report or none.
     *
     * @param file to write or to replace.
     * @throws IOException if it cannot be written.
     */
    public void writeTo(final Path file) throws IOException {
        final Path beside = file.resolveSibling(file.getFileName() + ".part");
        try (OutputStream out = Files.newOutputStream(beside);
                JsonGenerator json = new JsonFactory().createGenerator(new Indented(), out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringProperty("verdict", verdict.passed() ? "PASS" : "FAIL");
            json.writeStringProperty("reason", verdict.reason());
            json.writeArrayPropertyStart("figures");
            for (final Figure figure : figures) {
                write(json, figure);
            }
            json.writeEndArray();
            write(json, "notes", notes);
            write(json, "warnings", warnings);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (final JacksonException failed) {
            throw new IOException("cannot write " + beside, failed);
        }
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private List<String> conditions() {
        return figures.stream().map(Figure::conditions).distinct().toList();
    }

    private static void write(final JsonGenerator json, final Figure figure) {
        json.writeStartObject();
        json.writeStringProperty("name", figure.name());
        json.writeNumberProperty("value", figure.value());
        json.writeStringProperty("unit", figure.unit());
        number(json, "raw", figure.raw());
        number(json, "ratio", figure.ratio());
        json.writeStringProperty("conditions", figure.conditions());
        json.writeEndObject();
    }

    private static void write(final JsonGenerator json, final String name, final List<String> lines) {
        json.writeArrayPropertyStart(name);
        lines.forEach(json::writeString);
        json.writeEndArray();
    }

    private static void number(final JsonGenerator json, final String name, final double value) {
        if (Double.isFinite(value)) {
            json.writeNumberProperty(name, value);
        } else {
            json.writeNullProperty(name);
        }
    }

    private static void section(final PrintWriter out, final String title, final List<String> lines) {
        if (!lines.isEmpty()) {
            out.printf("%n%s%n", title);
            lines.forEach(line -> out.println("  " + line));
        }
    }

    private static final class Indented extends ObjectWriteContext.Base {
        private final PrettyPrinter printer = new DefaultPrettyPrinter();

        @Override
        public PrettyPrinter getPrettyPrinter() {
            return printer;
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }
}
