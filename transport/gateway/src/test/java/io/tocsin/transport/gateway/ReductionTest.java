package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.Sight;
import io.tocsin.codecs.json.AlertCause;
import io.tocsin.codecs.json.AlertReport;
import io.tocsin.codecs.json.AlertRisk;
import io.tocsin.codecs.json.AlertText;
import io.tocsin.codecs.json.Channel;
import io.tocsin.codecs.json.Location;
import io.tocsin.codecs.json.MessageKind;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.ServerMessageWriter;
import io.tocsin.codecs.json.Shown;
import io.tocsin.codecs.json.Subject;
import io.tocsin.codecs.json.TreatmentLimit;
import io.tocsin.codecs.sbe.AlarmPriority;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.ConditionClass;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Harm;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Onset;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which fields of a delivery are left for whom, of an alert of which everything is known. What is not in a row does not leave the gateway. */
final class ReductionTest {
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":");

    /** The same of every delivery: a lane has no gaps. */
    private static final String ENVELOPE =
            "type seq prev kind message lane redelivery step offeredNs alert alertId purpose ";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "NOTHING,        shown",
        "SUMMARY,        shown responding condition patient raisedAtNs atBedside outcome",
        "METADATA,       shown emergency severity priority condition cause unit occurrence owner round loop deadlineNs"
                + " raisedAtNs stale atBedside needed mutedUntilNs mutedBy inhibitedBy snoozedUntilNs slots lead responses"
                + " ann estimatedResponseMs createdAtNs declared risk class harm onset alarmPriority channels outcome",
        "WITHOUT_VITALS, shown emergency severity priority condition cause unit occurrence owner round loop deadlineNs"
                + " raisedAtNs stale atBedside needed mutedUntilNs mutedBy inhibitedBy snoozedUntilNs slots lead responses"
                + " ann estimatedResponseMs createdAtNs declared risk class harm onset alarmPriority channels outcome"
                + " key source patient unidentified bed typeText description device location facility building floor"
                + " department room address latitude longitude specializations metadata name cut treatmentLimits",
        "WHOLE,          emergency severity priority condition cause unit occurrence owner round loop deadlineNs"
                + " raisedAtNs stale atBedside needed mutedUntilNs mutedBy inhibitedBy snoozedUntilNs slots lead responses"
                + " ann estimatedResponseMs createdAtNs declared risk class harm onset alarmPriority channels outcome"
                + " key source patient unidentified bed typeText description device location facility building floor"
                + " department room address latitude longitude specializations metadata name cut treatmentLimits"
                + " parameter rule value limit vitals heartRate",
    })
    void shouldLeaveTheseFieldsOnly(final Sight sight, final String fields) {
        final String json = text(Reduction.of(delivery(), sight));

        final Set<String> left = new TreeSet<>();
        final Matcher field = FIELD.matcher(json);
        while (field.find()) {
            left.add(field.group(1));
        }
        assertThat(left).isEqualTo(new TreeSet<>(List.of((ENVELOPE + fields).split(" ", -1))));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "NOTHING,  p-17 secret icu ann bob EMERGENT CARDIAC SMS RESOLVED",
        "SUMMARY,  secret icu ann bob EMERGENT CARDIAC SMS",
        "METADATA, p-17 secret icu-1 31 HEART NO_RESUSCITATION",
    })
    void shouldLeaveNoneOfTheseWords(final Sight sight, final String words) {
        assertThat(text(Reduction.of(delivery(), sight))).doesNotContain(words.split(" ", -1));
    }

    @ParameterizedTest(name = "{0} of a {1}")
    @CsvSource({
        "METADATA, DEVICE,  monitor-7 SOURCE_SILENT, icu-1 secret-key",
        "METADATA, PATIENT, SOURCE_SILENT,           monitor-7 icu-1 secret-key",
        "SUMMARY,  DEVICE,  SUMMARY,                 monitor-7 icu-1 SOURCE_SILENT",
        "NOTHING,  DEVICE,  NOTHING,                 monitor-7 icu-1 SOURCE_SILENT",
    })
    void shouldSayWhichDeviceATechnicalAlertIsAbout(
            final Sight sight, final Subject.Kind kind, final String shown, final String hidden) {
        final AlertCause silent =
                new AlertCause(Cause.TECHNICAL, null, TechnicalCondition.SOURCE_SILENT.value(), 30, 0);
        final String json = text(Reduction.of(delivery(alert(silent, new Subject(kind, "monitor-7"))), sight));

        assertThat(json).contains(shown.split(" ", -1)).doesNotContain(hidden.split(" ", -1));
    }

    /** Who may not see readings may know that there is a result to read back, not that it is a potassium, nor that it is 6.9: what was looked for tells much (HIV). */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "WITHOUT_VITALS, CRITICAL_RESULT bob LABORATORY p-17, Potassium 2823-3 6.9 mmol/l haemolysed",
        "WHOLE,          Potassium 2823-3 bob 6.9 mmol/l haemolysed, SECRET",
    })
    void shouldNotSayWhatWasFoundToWhoMayNotSeeReadings(final Sight sight, final String shown, final String hidden) {
        final AlertText result = new AlertText(
                "Potassium",
                "Potassium 6.9 mmol/l; haemolysed",
                "",
                Location.UNKNOWN,
                Map.of(),
                List.of(),
                Map.of("orderedBy", "bob", "code", "2823-3", "value", "6.9", "unit", "mmol/l", "kind", "LABORATORY"),
                0,
                0);
        final AlertCause declared = new AlertCause(Cause.DECLARED, null, 0, 0, 0);
        final Subject patient = new Subject(Subject.Kind.PATIENT, "p-17");
        final String json =
                text(Reduction.of(delivery(alert(EmergencyType.CRITICAL_RESULT, declared, patient, result)), sight));

        assertThat(json).contains(shown.split(" ", -1)).doesNotContain(hidden.split(" ", -1));
    }

    /** Who looks after devices knows which one has its leads off, not whose they are; of an infusion that stands still they know nothing but that it is there. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "DEVICE_TECHNICAL, METADATA,       LEADS_OFF monitor-3, p-17 bathroom",
        "DEVICE_TECHNICAL, WITHOUT_VITALS, LEADS_OFF monitor-3 p-17 bathroom, SECRET",
        "DEVICE_THERAPY,   METADATA,       DEVICE_THERAPY, LEADS_OFF monitor-3 p-17 bathroom",
        "DEVICE_THERAPY,   SUMMARY,        p-17, LEADS_OFF monitor-3 bathroom DEVICE_THERAPY",
    })
    void shouldSayWhatIsTheMatterWithADeviceToWhoSeesToIt(
            final EmergencyType type, final Sight sight, final String shown, final String hidden) {
        final AlertText text = new AlertText(
                "",
                "in the bathroom",
                "monitor-3",
                Location.UNKNOWN,
                Map.of(),
                List.of(),
                Map.of(),
                0,
                0,
                DeviceCondition.LEADS_OFF);
        final AlertCause declared = new AlertCause(Cause.DECLARED, null, 0, 0, 0);
        final Subject patient = new Subject(Subject.Kind.PATIENT, "p-17");
        final String json = text(Reduction.of(delivery(alert(type, declared, patient, text)), sight));

        assertThat(json).contains(shown.split(" ", -1)).doesNotContain(hidden.split(" ", -1));
    }

    private static String text(final ServerMessage.Delivery delivery) {
        return new String(ServerMessageWriter.write(delivery), StandardCharsets.UTF_8);
    }

    private static ServerMessage.Delivery delivery() {
        final AlertCause limit = new AlertCause(Cause.LIMIT, Parameter.HEART_RATE, 3, 3_100, 4_000);
        return delivery(alert(limit, new Subject(Subject.Kind.PATIENT, "p-17")));
    }

    private static ServerMessage.Delivery delivery(final AlertReport alert) {
        return new ServerMessage.Delivery(
                OutputKind.CLOSED,
                MessageKind.NOTIFICATION,
                Lane.OTHER,
                9,
                8,
                true,
                1,
                Set.of(Channel.SMS),
                5,
                6,
                "bob",
                Outcome.RESOLVED,
                alert);
    }

    private static AlertReport alert(final AlertCause cause, final Subject subject) {
        final AlertText secret = new AlertText(
                "secret type",
                "secret description",
                "secret device",
                new Location("secret", "secret", "secret", "secret", "secret room", "secret", 1, 1),
                Map.of(Parameter.HEART_RATE, 3_100),
                List.of("secret"),
                Map.of("name", "secret"),
                11,
                12);
        return alert(EmergencyType.CARDIAC_ARREST, cause, subject, secret);
    }

    private static AlertReport alert(
            final EmergencyType emergency, final AlertCause cause, final Subject subject, final AlertText text) {
        return new AlertReport(
                5,
                "secret-key",
                77,
                emergency,
                Severity.EMERGENT,
                Priority.HIGH,
                Condition.LATCHED,
                Purpose.TEST,
                cause,
                subject,
                true,
                "icu",
                "icu-1",
                2,
                "bob",
                1,
                2,
                3,
                4,
                true,
                5,
                true,
                6,
                7,
                8,
                9,
                10,
                Map.of("lead", "ann"),
                Map.of("ann", Response.ACCEPTED),
                text,
                new AlertReport.Cut(true, true, true),
                new AlertRisk(
                        Severity.URGENT,
                        ConditionClass.HIGH_RISK,
                        Harm.DEATH,
                        Onset.PROMPT,
                        AlarmPriority.HIGH,
                        List.of(TreatmentLimit.NO_RESUSCITATION)),
                Shown.WHOLE,
                false);
    }
}
