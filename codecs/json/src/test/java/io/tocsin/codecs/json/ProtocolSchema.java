package io.tocsin.codecs.json;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schema of the protocol, as it is in the jar. */
final class ProtocolSchema {
    private static final String ID = "urn:tocsin:alert.v1.json";

    private final JsonNode definitions;
    private final SchemaRegistry registry;
    private final Map<String, Schema> byName = new HashMap<>();

    ProtocolSchema() {
        final String text = resource("alert.v1.schema.json");
        definitions = JsonMapper.shared().readTree(text).get("$defs");
        registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(ID, text)));
    }

    static String resource(final String name) {
        try (InputStream in = Objects.requireNonNull(ClientMessage.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Names of the messages of one side, {@code client} or {@code server}, in the order of the schema. */
    List<String> messages(final String side) {
        final List<String> names = new ArrayList<>();
        for (final String name : definitions.propertyNames()) {
            if (name.startsWith(side + '.')) {
                names.add(name.substring(side.length() + 1));
            }
        }
        return names;
    }

    /** What the schema of one side refers to as its messages. */
    List<String> choices(final String side) {
        final List<String> names = new ArrayList<>();
        for (final JsonNode choice : definitions.get(side).get("oneOf")) {
            names.add(choice.get("$ref").asString().substring(("#/$defs/" + side + '.').length()));
        }
        return names;
    }

    /** Definitions that are lists of words, with their words. */
    Map<String, List<String>> words() {
        final Map<String, List<String>> words = new HashMap<>();
        for (final Map.Entry<String, JsonNode> definition : definitions.properties()) {
            if (definition.getValue().has("enum")) {
                final List<String> all = new ArrayList<>();
                definition.getValue().get("enum").forEach(word -> all.add(word.asString()));
                words.put(definition.getKey(), all);
            }
        }
        return words;
    }

    /** What is wrong with a message of one side by its schema; empty if nothing is. */
    Set<String> faults(final String side, final JsonNode message) {
        final String name = side + '.' + message.get("type").asString();
        final Set<String> faults = new LinkedHashSet<>();
        byName.computeIfAbsent(name, this::load).validate(message).forEach(error -> faults.add(error.toString()));
        return faults;
    }

    /** As {@link #faults}, by the schema that holds all messages of a side. */
    Set<String> faultsByChoice(final String side, final String message) {
        final Set<String> faults = new LinkedHashSet<>();
        byName.computeIfAbsent(side, this::load)
                .validate(message, InputFormat.JSON)
                .forEach(error -> faults.add(error.toString()));
        return faults;
    }

    private Schema load(final String name) {
        return registry.getSchema(SchemaLocation.of(ID + "#/$defs/" + name));
    }
}
