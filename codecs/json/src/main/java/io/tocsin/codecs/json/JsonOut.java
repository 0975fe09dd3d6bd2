package io.tocsin.codecs.json;

import io.tocsin.codecs.text.Hundredths;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes one message; what is not stated is left out. One thread. */
final class JsonOut {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int USUAL_BYTES = 512;
    private static final int DEGREE_DECIMALS = 7;

    private final JsonGenerator json;

    private JsonOut(final JsonGenerator json) {
        this.json = json;
    }

    /** The bytes of an object. */
    static byte[] write(final Consumer<JsonOut> fields) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            fields.accept(new JsonOut(json));
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** A text, unless it is empty. */
    JsonOut text(final String name, final String text) {
        if (!text.isEmpty()) {
            json.writeStringProperty(name, Texts.wellFormed(text));
        }
        return this;
    }

    /** A 64-bit id or sequence, unless it is 0. */
    JsonOut id(final String name, final long id) {
        return id == 0 ? this : sequence(name, id);
    }

    /** A 64-bit sequence, 0 as well. */
    JsonOut sequence(final String name, final long sequence) {
        json.writeStringProperty(name, Long.toUnsignedString(sequence));
        return this;
    }

    /** An instant in epoch ns, unless it is 0. */
    JsonOut instant(final String name, final long epochNs) {
        if (epochNs != 0) {
            json.writeStringProperty(name, Long.toString(epochNs));
        }
        return this;
    }

    /** A number, unless it is 0. */
    JsonOut number(final String name, final long number) {
        return number == 0 ? this : count(name, number);
    }

    /** A number, 0 as well. */
    JsonOut count(final String name, final long number) {
        json.writeNumberProperty(name, number);
        return this;
    }

    /** A decimal. */
    JsonOut hundredths(final String name, final int hundredths) {
        json.writeName(name);
        json.writeNumber(Hundredths.format(hundredths));
        return this;
    }

    /** Degrees, if they are stated. */
    JsonOut degrees(final String name, final @Nullable Integer degreesE7) {
        if (degreesE7 != null) {
            json.writeName(name);
            json.writeNumber(BigDecimal.valueOf(degreesE7, DEGREE_DECIMALS)
                    .stripTrailingZeros()
                    .toPlainString());
        }
        return this;
    }

    /** True or false. */
    JsonOut flag(final String name, final boolean flag) {
        json.writeBooleanProperty(name, flag);
        return this;
    }

    /** A word, if it is stated. */
    JsonOut word(final String name, final @Nullable Enum<?> constant) {
        if (constant != null && Names.isWord(constant)) {
            json.writeStringProperty(name, Names.of(constant));
        }
        return this;
    }

    /** Words, unless there are none. */
    JsonOut words(final String name, final Collection<? extends Enum<?>> constants) {
        return texts(name, constants.stream().map(Names::of).toList());
    }

    /** Texts, unless there are none. */
    JsonOut texts(final String name, final Collection<String> texts) {
        if (!texts.isEmpty()) {
            json.writeArrayPropertyStart(name);
            texts.forEach(text -> json.writeString(Texts.wellFormed(text)));
            json.writeEndArray();
        }
        return this;
    }

    /** Pairs of texts, unless there are none. */
    JsonOut pairs(final String name, final Map<String, String> pairs) {
        if (!pairs.isEmpty()) {
            json.writeObjectPropertyStart(name);
            pairs.forEach((key, value) -> json.writeStringProperty(Texts.wellFormed(key), Texts.wellFormed(value)));
            json.writeEndObject();
        }
        return this;
    }

    /** An object. */
    JsonOut object(final String name, final Consumer<JsonOut> fields) {
        json.writeObjectPropertyStart(name);
        fields.accept(this);
        json.writeEndObject();
        return this;
    }

    /** An array of objects, empty as well. */
    <T> JsonOut objects(final String name, final Collection<T> objects, final Consumer<T> fields) {
        json.writeArrayPropertyStart(name);
        for (final T next : objects) {
            json.writeStartObject();
            fields.accept(next);
            json.writeEndObject();
        }
        json.writeEndArray();
        return this;
    }
}
