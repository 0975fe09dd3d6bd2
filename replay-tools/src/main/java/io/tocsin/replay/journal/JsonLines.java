package io.tocsin.replay.journal;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.agrona.DirectBuffer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A JSON object a line. What is below {@code message} has the names of the schema. */
final class JsonLines implements LineWriter {
    private final PrintWriter out;
    private final MessageReader reader;
    private final JsonFactory factory = new JsonFactory();

    /**
     * Writes nothing yet.
     *
     * @param out      to write to.
     * @param personal whether personal data is written.
     * @param texts    opens what was typed about patients, if it can.
     */
    JsonLines(final PrintWriter out, final boolean personal, final PatientTexts texts) {
        this.out = out;
        reader = new MessageReader(personal, texts);
    }

    @Override
    public void command(
            final long seq,
            final long position,
            final long timestampNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        final StringWriter line = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty("kind", "command");
            json.writeStringProperty("commandSeq", Long.toString(seq));
            json.writeStringProperty("position", Long.toString(position));
            rest(json, timestampNs, buffer, offset, length);
        }
        print(line);
    }

    @Override
    public void event(final long eventSeq, final long commandSeq, final long timestampNs, final DirectBuffer event) {
        final StringWriter line = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty("kind", "event");
            json.writeStringProperty("eventSeq", Long.toUnsignedString(eventSeq));
            json.writeStringProperty("commandSeq", Long.toUnsignedString(commandSeq));
            rest(json, timestampNs, event, 0, event.capacity());
        }
        print(line);
    }

    private void rest(
            final JsonGenerator json,
            final long timestampNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        final int templateId = MessageReader.templateId(buffer, offset, length);
        json.writeStringProperty("timestampNs", Long.toString(timestampNs));
        json.writeStringProperty("time", Instants.text(timestampNs));
        json.writeStringProperty("type", Schema.current().name(templateId));
        json.writeNumberProperty("template", templateId);
        json.writeNumberProperty(
                "schemaVersion",
                length < MessageHeaderDecoder.ENCODED_LENGTH
                        ? 0
                        : new MessageHeaderDecoder().wrap(buffer, offset).version());
        json.writeNumberProperty("bytes", length);
        json.writeObjectPropertyStart("message");
        final int depth = json.streamWriteContext().getNestingDepth();
        final String wrong = reader.read(buffer, offset, length, new JsonSink(json));
        // What is damaged may have ended in the midst of anything.
        while (json.streamWriteContext().getNestingDepth() > depth) {
            endInnermost(json);
        }
        json.writeEndObject();
        if (wrong != null) {
            json.writeStringProperty("wrong", wrong);
        }
        json.writeEndObject();
    }

    private static void endInnermost(final JsonGenerator json) {
        if (json.streamWriteContext().inArray()) {
            json.writeEndArray();
        } else {
            json.writeEndObject();
        }
    }

    private void print(final StringWriter line) {
        out.print(line);
        out.print('\n');
    }
}
