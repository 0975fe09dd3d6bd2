package io.tocsin.replay.journal;

import tools.jackson.core.JsonGenerator;

/** One message as the members of a JSON object, with the names of the schema. Whole numbers of 64 bits and instants are decimal strings, as on the wire. */
final class JsonSink implements FieldSink {
    private final JsonGenerator json;

    /**
     * A sink.
     *
     * @param json stands in an object.
     */
    JsonSink(final JsonGenerator json) {
        this.json = json;
    }

    @Override
    public void number(final String name, final String decimal, final boolean wide) {
        name(name);
        if (wide) {
            json.writeString(decimal);
        } else {
            json.writeNumber(decimal);
        }
    }

    @Override
    public void instant(final String name, final long epochNs) {
        name(name);
        json.writeString(Long.toString(epochNs));
    }

    @Override
    public void word(final String name, final String value) {
        name(name);
        json.writeString(value);
    }

    @Override
    public void text(final String name, final String value) {
        name(name);
        json.writeString(value);
    }

    @Override
    public void withheld(final String name, final int bytes) {
        name(name);
        json.writeStartObject();
        json.writeNumberProperty("withheldBytes", bytes);
        json.writeEndObject();
    }

    @Override
    public void begin(final String name) {
        name(name);
        json.writeStartObject();
    }

    @Override
    public void beginMessage(final String name, final String type) {
        begin(name);
        json.writeStringProperty("type", type);
    }

    @Override
    public void end() {
        json.writeEndObject();
    }

    @Override
    public void beginList(final String name) {
        name(name);
        json.writeStartArray();
    }

    @Override
    public void endList() {
        json.writeEndArray();
    }

    private void name(final String name) {
        if (!name.isEmpty()) {
            json.writeName(name);
        }
    }
}
