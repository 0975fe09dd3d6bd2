package io.tocsin.codecs.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * One message as objects ({@code Map}), arrays ({@code List}), {@code String}, {@link Digits}, {@code Boolean} and {@link Null}, within the limits of the protocol.
 * Fields come in any order and the type says what they mean, so a message is held whole before it is understood; it is small.
 */
final class JsonTree {
    /** Most bytes of a message, in both directions. */
    static final int MAX_BYTES = 65_536;

    private static final int MAX_NESTING = 16;
    private static final int MAX_STRING = 8_192;
    private static final int MAX_NUMBER = 32;
    private static final int MAX_NAME = 256;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Names are the client's to choose: they are not kept in tables that all connections share.
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxStringLength(MAX_STRING)
                    .maxNumberLength(MAX_NUMBER)
                    .maxNameLength(MAX_NAME)
                    .maxDocumentLength(MAX_BYTES)
                    .build())
            .build();

    private JsonTree() {}

    /** A number by its text. */
    record Digits(String text) {}

    /** JSON's null: as if the field were not there. */
    enum Null {
        /** The only one. */
        INSTANCE
    }

    /** Reads a message. Any thread. */
    static Map<String, Object> read(final ByteBuffer utf8) throws ProtocolException {
        if (utf8.remaining() > MAX_BYTES) {
            throw new ProtocolException(ErrorCode.TOO_LARGE, "", "a message has at most " + MAX_BYTES + " bytes");
        }
        // In one piece: a decoder takes bytes of a direct buffer one by one, at several times the price.
        final byte[] bytes = new byte[utf8.remaining()];
        utf8.get(bytes);
        final CharBuffer text;
        try {
            // Strict: no replacement characters, and never another encoding that the first bytes look like.
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (final CharacterCodingException notUtf8) {
            throw new ProtocolException(ErrorCode.NOT_JSON, "", "the message is not UTF-8");
        }
        try (JsonParser parser =
                FACTORY.createParser(ObjectReadContext.empty(), text.array(), text.arrayOffset(), text.remaining())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new ProtocolException(ErrorCode.NOT_JSON, "", "a message is one JSON object");
            }
            final Map<String, Object> message = object(parser);
            if (parser.nextToken() != null) {
                throw new ProtocolException(ErrorCode.NOT_JSON, "", "something follows the JSON object");
            }
            return message;
        } catch (final StreamConstraintsException tooLarge) {
            throw new ProtocolException(
                    ErrorCode.TOO_LARGE,
                    "",
                    "a message has at most " + MAX_NESTING + " levels, texts of " + MAX_STRING
                            + " characters, names of " + MAX_NAME + " and numbers of " + MAX_NUMBER);
        } catch (final JacksonException notJson) {
            throw new ProtocolException(
                    ErrorCode.NOT_JSON,
                    "",
                    "not JSON at character " + Math.max(0, notJson.getLocation().getCharOffset()));
        }
    }

    private static Map<String, Object> object(final JsonParser parser) throws ProtocolException {
        final Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            final String name = parser.currentName();
            parser.nextToken();
            if (fields.put(name, value(parser)) != null) {
                throw new ProtocolException(
                        ErrorCode.INVALID_FIELD,
                        Texts.shown(path(parser.streamReadContext())),
                        "the field is there twice");
            }
        }
        return fields;
    }

    private static List<Object> array(final JsonParser parser) throws ProtocolException {
        final List<Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser));
        }
        return values;
    }

    private static Object value(final JsonParser parser) throws ProtocolException {
        final JsonToken token = parser.currentToken();
        if (token == null) {
            throw new ProtocolException(ErrorCode.NOT_JSON, "", "the message ends too early");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Digits(parser.getString());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> Null.INSTANCE;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new ProtocolException(ErrorCode.NOT_JSON, "", "not JSON");
        };
    }

    /** Where the parser stands, as errors write it: {@code readings[0].value}. */
    private static String path(final TokenStreamContext context) {
        final TokenStreamContext parent = context.getParent();
        final String above = parent == null ? "" : path(parent);
        if (context.inArray()) {
            return above + '[' + context.getCurrentIndex() + ']';
        }
        if (!context.inObject()) {
            return above;
        }
        return above.isEmpty() ? context.currentName() : above + '.' + context.currentName();
    }
}
