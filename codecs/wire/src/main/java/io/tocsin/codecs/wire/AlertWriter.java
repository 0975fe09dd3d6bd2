package io.tocsin.codecs.wire;

import static io.tocsin.codecs.wire.FrameOut.text;

import io.tocsin.codecs.json.AlertCause;
import io.tocsin.codecs.json.AlertReport;
import io.tocsin.codecs.json.AlertRisk;
import io.tocsin.codecs.json.AlertText;
import io.tocsin.codecs.json.Location;
import io.tocsin.codecs.json.Shown;
import io.tocsin.codecs.json.Subject;
import io.tocsin.codecs.json.TreatmentLimit;
import io.tocsin.codecs.sbe.CareCondition;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.ConditionClass;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.codecs.wire.frames.AlertReportEncoder;
import io.tocsin.codecs.wire.frames.AlertTextEncoder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the alerts inside messages. Any thread; allocates. */
final class AlertWriter {
    private AlertWriter() {}

    /** Writes an alert; answers where it ends. */
    static int report(final AlertReport alert, final FrameOut out, final int at) {
        final AlertReportEncoder encoder = new AlertReportEncoder().wrapAndApplyHeader(out.buffer(), at, out.header());
        final AlertCause cause = alert.cause();
        final AlertRisk risk = alert.risk();
        final boolean isClassified = risk.conditionClass() != ConditionClass.NONE;
        encoder.alertId(alert.alertId())
                .source(alert.source())
                .deadlineNs(alert.deadlineNs())
                .raisedAtNs(alert.raisedAtNs())
                .mutedUntilNs(alert.mutedUntilNs())
                .snoozedUntilNs(alert.snoozedUntilNs())
                .inhibitedBy(alert.inhibitedBy())
                .occurrence(alert.occurrence())
                .round(alert.round())
                .loop(alert.loop())
                .mutedBy(alert.mutedBy())
                .causeValue(cause.value())
                .causeLimit(cause.limit())
                .emergency(Words.EMERGENCY_TYPE.of(alert.emergency()))
                .severity(Words.SEVERITY.of(alert.severity()))
                .priority(Words.PRIORITY.of(alert.priority()))
                .condition(Words.CONDITION.of(alert.condition()))
                .purpose(Words.PURPOSE.of(alert.purpose()))
                .cause(Words.CAUSE.of(cause.kind()))
                .causeParameter(Words.PARAMETER.of(cause.parameter()))
                .causeRule((short)
                        (cause.kind() == Cause.SCORE ? cause.table() : cause.kind() == Cause.LIMIT ? cause.rule() : 0))
                .technicalCondition(Words.TECHNICAL_CONDITION.of(
                        cause.kind() == Cause.TECHNICAL ? TechnicalCondition.get((short) cause.rule()) : null))
                .careCondition(Words.CARE_CONDITION.of(
                        cause.kind() == Cause.CARE ? CareCondition.get((short) cause.rule()) : null))
                .subjectKind(Words.SUBJECT_KIND.of(
                        alert.subject() == null ? null : alert.subject().kind()))
                .step((short) (alert.step() < 0 ? Words.ABSENT : alert.step()))
                .needed((short) alert.needed())
                .shown(Words.SHOWN.of(alert.shown() == Shown.WHOLE ? null : alert.shown()))
                .declared(Words.SEVERITY.of(risk.declared() == alert.severity() ? null : risk.declared()))
                .conditionClass(Words.CONDITION_CLASS.of(isClassified ? risk.conditionClass() : null))
                .harm(Words.HARM.of(isClassified ? risk.harm() : null))
                .onset(Words.ONSET.of(isClassified ? risk.onset() : null))
                .alarmPriority(Words.ALARM_PRIORITY.of(isClassified ? risk.priority() : null));
        Bits.flags(alert, encoder.flags());
        groups(alert, encoder);
        encoder.key(text(alert.key()));
        final Subject subject = alert.subject();
        encoder.subject(subject == null ? "" : text(subject.id()))
                .patientName(subject == null ? "" : text(subject.name()))
                .unit(text(alert.unit()))
                .bed(text(alert.bed()))
                .owner(text(alert.owner()));
        texts(alert.text(), out, encoder);
        return encoder.limit();
    }

    private static void groups(final AlertReport alert, final AlertReportEncoder encoder) {
        final var limits = encoder.treatmentLimitsCount(
                FrameOut.count(alert.risk().limits().size()));
        for (final TreatmentLimit limit : alert.risk().limits()) {
            limits.next().treatmentLimit(Words.TREATMENT_LIMIT.of(limit));
        }
        final var slots = encoder.slotsCount(FrameOut.count(alert.slots().size()));
        for (final Map.Entry<String, String> slot : alert.slots().entrySet()) {
            slots.next().slot(text(slot.getKey())).person(text(slot.getValue()));
        }
        final var responses =
                encoder.responsesCount(FrameOut.count(alert.responses().size()));
        for (final Map.Entry<String, Response> response : alert.responses().entrySet()) {
            responses.next().response(Words.RESPONSE.of(response.getValue())).person(text(response.getKey()));
        }
    }

    /** Writes what the source said inside the message of an alert, or nothing if it said nothing. */
    static void texts(final AlertText said, final FrameOut out, final org.agrona.sbe.MessageEncoderFlyweight outer) {
        if (said.equals(AlertText.NONE)) {
            out.nothing(outer);
        } else {
            out.inside(outer, at -> said(said, out, at));
        }
    }

    private static int said(final AlertText said, final FrameOut out, final int at) {
        final AlertTextEncoder encoder = new AlertTextEncoder().wrapAndApplyHeader(out.buffer(), at, out.header());
        final Location location = said.location();
        encoder.createdAtNs(said.createdAtNs())
                .estimatedResponseMs(said.estimatedResponseMs())
                .latitude(degrees(location.latitudeE7()))
                .longitude(degrees(location.longitudeE7()))
                .deviceCondition(Words.DEVICE_CONDITION.of(said.deviceCondition()));
        final var vitals = encoder.vitalsCount(said.vitals().size());
        for (final Map.Entry<Parameter, Integer> reading : said.vitals().entrySet()) {
            vitals.next().parameter(Words.PARAMETER.of(reading.getKey())).value(reading.getValue());
        }
        final var specializations = encoder.specializationsCount(
                FrameOut.count(said.specializations().size()));
        said.specializations().forEach(specialization -> specializations.next().specialization(text(specialization)));
        final var metadata =
                encoder.metadataCount(FrameOut.count(said.metadata().size()));
        said.metadata()
                .forEach((name, value) -> metadata.next().name(text(name)).value(text(value)));
        encoder.typeText(text(said.typeText()))
                .description(text(said.description()))
                .device(text(said.device()))
                .facility(text(location.facility()))
                .building(text(location.building()))
                .floor(text(location.floor()))
                .department(text(location.department()))
                .room(text(location.room()))
                .address(text(location.address()));
        return encoder.limit();
    }

    /** Degrees as they are written: the null value if they are not stated. */
    static int degrees(final @Nullable Integer degreesE7) {
        return degreesE7 == null ? Integer.MIN_VALUE : degreesE7;
    }
}
