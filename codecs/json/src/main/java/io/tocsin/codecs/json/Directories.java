package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes what messages say of the directory of patients and of past alerts. Any thread. */
final class Directories {
    private static final Names<Cause> CAUSE = Names.of(Cause.class);
    private static final Names<EmergencyType> EMERGENCY = Names.of(EmergencyType.class);
    private static final Names<Outcome> OUTCOME = Names.of(Outcome.class);
    private static final Names<Purpose> PURPOSE = Names.of(Purpose.class);
    private static final Names<Severity> SEVERITY = Names.of(Severity.class);
    private static final int MAX_STEPS = Integer.MAX_VALUE;

    private Directories() {}

    static PatientQuery patientQuery(final Fields fields) throws ProtocolException {
        return new PatientQuery(fields.id("ref"), fields.id("patient"));
    }

    static void patientQuery(final PatientQuery query, final JsonOut out) {
        out.text("type", "patient").text("ref", query.ref()).text("patient", query.patient());
    }

    static PastAlertsQuery pastQuery(final Fields fields) throws ProtocolException {
        final String patient = fields.optionalId("patient");
        final String unit = fields.optionalId("unit");
        if (!patient.isEmpty() && !unit.isEmpty()) {
            throw fields.invalid("unit", "is one too many: alerts are asked for of a patient or of a unit");
        }
        return new PastAlertsQuery(
                fields.id("ref"), patient, unit, Queries.limit(fields), fields.optionalUnsigned("before"));
    }

    static void pastQuery(final PastAlertsQuery query, final JsonOut out) {
        out.text("type", "pastAlerts").text("ref", query.ref());
        out.text("patient", query.patient()).text("unit", query.unit()).count("limit", query.limit());
        out.id("before", query.before());
    }

    static ServerMessage.PatientShown patient(final Fields fields) throws ProtocolException {
        return new ServerMessage.PatientShown(
                fields.id("ref"),
                fields.id("patient"),
                fields.optionalText("name"),
                fields.optionalId("unit"),
                fields.optionalId("bed"),
                fields.ids("care"),
                fields.ids("emergencyContacts"),
                fields.texts("contacts"));
    }

    static void patient(final ServerMessage.PatientShown patient, final JsonOut out) {
        out.text("type", "patient").text("ref", patient.ref()).text("patient", patient.patient());
        out.text("name", patient.name()).text("unit", patient.unit()).text("bed", patient.bed());
        out.texts("care", patient.care())
                .texts("emergencyContacts", patient.emergencyContacts())
                .texts("contacts", patient.contacts());
    }

    static ServerMessage.PastAlerts past(final Fields fields) throws ProtocolException {
        final List<PastAlertReport> alerts = new ArrayList<>();
        for (final Fields alert : fields.objects("alerts", ClientMessage.MAX_ALERTS)) {
            alerts.add(new PastAlertReport(
                    alert.unsigned("alertId"),
                    AlertReader.subject(alert),
                    alert.optionalId("unit"),
                    alert.optionalId("bed"),
                    alert.constant("emergency", EMERGENCY),
                    alert.constant("severity", SEVERITY),
                    alert.constant("cause", CAUSE),
                    alert.constant("purpose", PURPOSE, Purpose.PRODUCTION),
                    alert.number("occurrence", 1, AlertReader.MAX_UINT32),
                    (int) alert.optionalNumber("steps", 0, MAX_STEPS, 0),
                    alert.optionalInstant("raisedNs"),
                    alert.optionalInstant("receivedNs"),
                    alert.optionalInstant("acceptedNs"),
                    alert.optionalId("acceptedBy"),
                    alert.optionalId("owner"),
                    alert.optionalInstant("atBedsideNs"),
                    alert.optionalInstant("closedNs"),
                    alert.optionalConstant("outcome", OUTCOME),
                    alert.optionalId("closedBy")));
        }
        return new ServerMessage.PastAlerts(fields.id("ref"), fields.flag("catchingUp"), alerts, fields.flag("more"));
    }

    static void past(final ServerMessage.PastAlerts past, final JsonOut out) {
        out.text("type", "pastAlerts").text("ref", past.ref()).flag("catchingUp", past.catchingUp());
        out.objects("alerts", past.alerts(), alert -> {
            out.sequence("alertId", alert.alertId());
            AlertWriter.subject(alert.subject(), out);
            out.text("unit", alert.unit()).text("bed", alert.bed());
            out.word("emergency", alert.emergency())
                    .word("severity", alert.severity())
                    .word("cause", alert.cause());
            if (alert.purpose() != Purpose.PRODUCTION) {
                out.word("purpose", alert.purpose());
            }
            out.count("occurrence", alert.occurrence()).number("steps", alert.steps());
            out.instant("raisedNs", alert.raisedNs())
                    .instant("receivedNs", alert.receivedNs())
                    .instant("acceptedNs", alert.acceptedNs())
                    .text("acceptedBy", alert.acceptedBy())
                    .text("owner", alert.owner())
                    .instant("atBedsideNs", alert.atBedsideNs())
                    .instant("closedNs", alert.closedNs())
                    .word("outcome", alert.outcome())
                    .text("closedBy", alert.closedBy());
        });
        out.flag("more", past.more());
    }
}
