package io.tocsin.replay.evaluate;

import io.tocsin.replay.evaluate.BadRows.BadRow;
import io.tocsin.replay.evaluate.BadRows.Reason;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** How every report is written: one object, in it one key that names the input, in it what the format says. */
public final class JsonReport {
    private JsonReport() {}

    /**
     * Writes beside the file first and moves it into its place, so that there is a whole report or none.
     *
     * @param file to write or to replace.
     * @param key  names the input, {@code FOLDER/STEM}.
     * @param body writes properties.
     * @throws EvaluationException if it cannot be written.
     */
    public static void write(final Path file, final String key, final Consumer<JsonGenerator> body) {
        WholeFile.write(file, out -> {
            try (JsonGenerator json = new JsonFactory().createGenerator(new Indented(), out, JsonEncoding.UTF8)) {
                json.writeStartObject();
                json.writeObjectPropertyStart(key);
                body.accept(json);
                json.writeEndObject();
                json.writeEndObject();
                json.writeRaw('\n');
            }
        });
    }

    /**
     * Writes {@code badRows}: how many rows were left out, by reason, and the first of them.
     *
     * @param json    inside an object.
     * @param badRows to tell.
     */
    public static void badRows(final JsonGenerator json, final BadRows badRows) {
        json.writeObjectPropertyStart("badRows");
        json.writeNumberProperty("count", badRows.count());
        json.writeObjectPropertyStart("byReason");
        for (final Map.Entry<Reason, Long> reason : badRows.counts().entrySet()) {
            json.writeNumberProperty(reason.getKey().text(), reason.getValue());
        }
        json.writeEndObject();
        json.writeArrayPropertyStart("first");
        for (final BadRow row : badRows.first()) {
            json.writeStartObject();
            json.writeStringProperty("file", row.file().toString());
            json.writeNumberProperty("line", row.line());
            json.writeNumberProperty("column", row.column());
            json.writeStringProperty("name", row.name());
            json.writeStringProperty("reason", row.reason().text());
            json.writeStringProperty("text", row.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /**
     * 16 hexadecimal digits: a JSON number would lose some.
     *
     * @param digest or hash.
     * @return digits.
     */
    public static String hex(final long digest) {
        final String digits = Long.toHexString(digest);
        return "0".repeat(Long.BYTES * 2 - digits.length()) + digits;
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
