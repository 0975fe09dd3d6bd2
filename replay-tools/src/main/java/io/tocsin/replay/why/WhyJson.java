package io.tocsin.replay.why;

import java.io.PrintWriter;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The answer as one JSON object. Members are only ever added; whole numbers of 64 bits are decimal strings. */
final class WhyJson {
    private WhyJson() {}

    static void print(final Why why, final PrintWriter out) {
        final StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("alertId", Long.toUnsignedString(why.alertId()));
            json.writeBooleanProperty("found", why.found());
            json.writeStringProperty("raisedNs", Long.toString(why.raisedNs()));
            json.writeArrayPropertyStart("facts");
            why.facts().forEach(fact -> fact(json, fact, why.raisedNs()));
            json.writeEndArray();
            json.writeArrayPropertyStart("people");
            for (final Answer answer : why.answers()) {
                json.writeStartObject();
                json.writeStringProperty("person", answer.person());
                json.writeBooleanProperty("told", answer.verdict().isTold());
                json.writeStringProperty("verdict", answer.verdict().name());
                json.writeStringProperty("text", answer.text());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberProperty("unreadEvents", why.unread());
            json.writeEndObject();
        }
        out.println(text);
    }

    private static void fact(final JsonGenerator json, final Fact fact, final long raisedNs) {
        json.writeStartObject();
        json.writeStringProperty("eventSeq", Long.toUnsignedString(fact.eventSeq()));
        json.writeStringProperty("atNs", Long.toString(fact.atNs()));
        json.writeStringProperty("afterRaiseNs", Long.toString(fact.atNs() - raisedNs));
        json.writeStringProperty("event", fact.event());
        json.writeStringProperty("text", fact.text());
        json.writeArrayPropertyStart("clauses");
        for (final Reason reason : fact.reasons()) {
            json.writeStartObject();
            json.writeNumberProperty("id", reason.id());
            json.writeStringProperty("name", reason.name());
            json.writeStringProperty("text", reason.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("people");
        fact.people().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }
}
