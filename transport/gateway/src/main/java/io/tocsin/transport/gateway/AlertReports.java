package io.tocsin.transport.gateway;

import io.tocsin.AlertDetails;
import io.tocsin.AlertState;
import io.tocsin.AlertView;
import io.tocsin.Assessment;
import io.tocsin.Place;
import io.tocsin.Sight;
import io.tocsin.codecs.json.AlertCause;
import io.tocsin.codecs.json.AlertReport;
import io.tocsin.codecs.json.AlertRisk;
import io.tocsin.codecs.json.AlertText;
import io.tocsin.codecs.json.Location;
import io.tocsin.codecs.json.Shown;
import io.tocsin.codecs.json.Subject;
import io.tocsin.codecs.json.TreatmentLimit;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says an alert of the router in the words of the protocol. Any thread; allocates. */
final class AlertReports {
    private static final double DEGREES_E7 = 1e7;

    private AlertReports() {}

    /** For a delivery, whole: who else was told is not said. */
    static AlertReport forDelivery(final AlertState alert, final Set<io.tocsin.TreatmentLimit> limits) {
        return report(alert, Map.of(), limits, Map.of());
    }

    /** For an answer to a query, as far as it may be shown, with the name of the patient if it is among these. */
    static AlertReport forQuery(
            final AlertState alert, final Sight sight, final AlertView view, final Map<String, String> names) {
        final Map<String, Response> responses = new LinkedHashMap<>(alert.responses());
        if (sight == Sight.METADATA) {
            responses.keySet().removeIf(person -> Visibility.isOfPatient(person, view));
        }
        return Reduction.of(report(alert, responses, Set.of(), names), sight);
    }

    private static AlertReport report(
            final AlertState alert,
            final Map<String, Response> responses,
            final Set<io.tocsin.TreatmentLimit> limits,
            final Map<String, String> names) {
        final AlertDetails details = alert.details();
        return new AlertReport(
                alert.alertId(),
                alert.alertKey(),
                alert.sourceId(),
                alert.type(),
                alert.severity(),
                alert.priority(),
                alert.condition(),
                alert.purpose(),
                cause(alert.cause()),
                subject(alert.subject(), names),
                alert.unidentified(),
                alert.unit(),
                alert.bed(),
                alert.occurrence(),
                alert.owner() == null ? "" : alert.owner(),
                alert.step(),
                alert.round(),
                alert.deadlineNs(),
                alert.raisedAtNs(),
                alert.stale(),
                alert.loop(),
                alert.atBedside(),
                alert.needed() > 1 ? alert.needed() : 0,
                alert.mutedUntilNs(),
                alert.mutedBy(),
                alert.inhibitedBy(),
                alert.snoozedUntilNs(),
                alert.slots(),
                responses,
                text(details),
                new AlertReport.Cut(details.descriptionCut(), details.metadataCut(), details.textCut()),
                risk(alert.assessment(), limits),
                Shown.WHOLE,
                false);
    }

    private static AlertRisk risk(final Assessment assessment, final Set<io.tocsin.TreatmentLimit> limits) {
        final List<TreatmentLimit> told = limits.stream()
                .sorted()
                .map(limit -> TreatmentLimit.valueOf(limit.name()))
                .toList();
        return new AlertRisk(
                assessment.declared(),
                assessment.conditionClass(),
                assessment.harm(),
                assessment.onset(),
                assessment.priority(),
                told);
    }

    private static AlertCause cause(final io.tocsin.AlertCause cause) {
        // The number that stands for the rule of an advisory says nothing.
        final int rule = cause.kind() == Cause.TREND ? 0 : cause.rule();
        return new AlertCause(cause.kind(), cause.parameter(), rule, cause.value(), cause.limitValue());
    }

    private static @Nullable Subject subject(
            final io.tocsin.@Nullable Subject subject, final Map<String, String> names) {
        if (subject == null) {
            return null;
        }
        final Subject.Kind kind = Subject.Kind.valueOf(subject.kind().name());
        return new Subject(
                kind, subject.id(), kind == Subject.Kind.PATIENT ? names.getOrDefault(subject.id(), "") : "");
    }

    private static AlertText text(final AlertDetails details) {
        if (details.equals(AlertDetails.NONE)) {
            return AlertText.NONE;
        }
        return new AlertText(
                details.typeText(),
                details.description(),
                details.deviceId(),
                location(details.place()),
                details.vitals(),
                details.specializations(),
                details.metadata(),
                details.estimatedResponseMs(),
                details.createdAtNs(),
                details.deviceCondition());
    }

    private static Location location(final Place place) {
        final Double latitude = place.latitude();
        final Double longitude = place.longitude();
        final boolean hasPosition = latitude != null && longitude != null;
        return new Location(
                place.facilityName(),
                place.building(),
                place.floor(),
                place.department(),
                place.room(),
                place.address(),
                hasPosition ? degrees(latitude) : null,
                hasPosition ? degrees(longitude) : null);
    }

    private static @Nullable Integer degrees(final @Nullable Double degrees) {
        return degrees == null ? null : (int) Math.round(degrees * DEGREES_E7);
    }
}
