package io.tocsin.replay;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A JSON file as places and values: {@code /a/b} of an object in an object, {@code /a/0} of an array in an object. */
public final class Json {
    private Json() {}

    public static Map<String, String> read(final Path file) {
        final Map<String, String> values = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), file)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    values.put(parser.streamReadContext().pathAsPointer().toString(), parser.getString());
                }
            }
        }
        return values;
    }
}
