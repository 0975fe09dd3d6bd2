package io.tocsin.replay.evaluate.ktas;

import io.tocsin.RouterEvent.AlertRaised;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Severity;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** What the router made of one declaration for every visit: severities, what decided, and how that agrees with the expert. */
final class TriageTally {
    private final Agreement agreement = new Agreement();
    private final Map<Severity, Long> severities = new EnumMap<>(Severity.class);
    private final Map<Clause, Long> clauses = new EnumMap<>(Clause.class);

    /** An alert, as the router raised it. */
    void add(final AlertRaised raised, final boolean isExpertEmergency) {
        agreement.add(raised.severity().value() <= Severity.URGENT.value(), isExpertEmergency);
        severities.merge(raised.severity(), 1L, Long::sum);
        // The first clause is the one that decided; a second one that says the same severity is not counted.
        clauses.merge(raised.stamp().clauses().get(0), 1L, Long::sum);
    }

    Agreement agreement() {
        return agreement;
    }

    void write(final JsonGenerator json, final String name) {
        json.writeObjectPropertyStart(name);
        agreement.writeTable(json, "triage_vs_expert");
        agreement.writeShares(json);
        json.writeObjectPropertyStart("severities");
        severities.forEach((severity, count) -> json.writeNumberProperty(severity.name(), count));
        json.writeEndObject();
        json.writeObjectPropertyStart("decided_by");
        clauses.forEach((clause, count) -> json.writeNumberProperty(clause.name(), count));
        json.writeEndObject();
        json.writeEndObject();
    }
}
