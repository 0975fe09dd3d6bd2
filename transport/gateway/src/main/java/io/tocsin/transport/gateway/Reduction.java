package io.tocsin.transport.gateway;

import io.tocsin.Sight;
import io.tocsin.codecs.json.AlertCause;
import io.tocsin.codecs.json.AlertReport;
import io.tocsin.codecs.json.AlertRisk;
import io.tocsin.codecs.json.AlertText;
import io.tocsin.codecs.json.Location;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.Shown;
import io.tocsin.codecs.json.Subject;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is left of an alert for somebody who may not see all of it. Each names what is shown, not what is hidden: a new field is hidden until somebody says otherwise.
 * Any thread; pure.
 */
final class Reduction {
    /** Pairs of a critical result that say nothing of what was found. */
    private static final List<String> OF_RESULTS = List.of("orderedBy", "kind");

    private Reduction() {}

    /**
     * An alert as far as it may be shown.
     *
     * @param whole of it.
     * @param sight of whom it is for.
     */
    static AlertReport of(final AlertReport whole, final Sight sight) {
        return switch (sight) {
            case WHOLE -> whole;
            case WITHOUT_VITALS -> withoutVitals(whole);
            case METADATA -> metadata(whole);
            case SUMMARY -> summary(whole);
            case NOTHING -> nothing(whole);
        };
    }

    /** A delivery as far as it may be shown. What it is about, and that it is one, is told in any case: a lane has no gaps. */
    static ServerMessage.Delivery of(final ServerMessage.Delivery whole, final Sight sight) {
        final AlertReport alert = of(whole.alert(), sight);
        final boolean hidesSteps = sight == Sight.SUMMARY || sight == Sight.NOTHING;
        return new ServerMessage.Delivery(
                whole.kind(),
                whole.message(),
                whole.lane(),
                whole.seq(),
                whole.prev(),
                whole.redelivery(),
                hidesSteps ? 0 : whole.step(),
                hidesSteps ? Set.of() : whole.channels(),
                hidesSteps ? 0 : whole.deadlineNs(),
                whole.offeredNs(),
                hidesSteps ? "" : whole.owner(),
                sight == Sight.NOTHING ? null : whole.outcome(),
                alert);
    }

    /**
     * Of a result what was found is what a reading is of a patient who is watched: it stands in the description and in pairs of its own; and what was looked for says it,
     * too. So is of a care notice what medication it is about.
     */
    private static AlertReport withoutVitals(final AlertReport whole) {
        final AlertText text = whole.text();
        final boolean isResult = whole.emergency() == EmergencyType.CRITICAL_RESULT;
        final boolean isTold = !isResult && whole.emergency() != EmergencyType.CARE_NOTICE;
        return shown(
                whole,
                Shown.WITHOUT_VITALS,
                whole.key(),
                whole.source(),
                whole.subject(),
                whole.unidentified(),
                whole.bed(),
                whole.responses(),
                new AlertText(
                        isResult ? "" : text.typeText(),
                        isTold ? text.description() : "",
                        text.device(),
                        text.location(),
                        Map.of(),
                        text.specializations(),
                        isTold ? text.metadata() : isResult ? withoutFinding(text.metadata()) : Map.of(),
                        text.estimatedResponseMs(),
                        text.createdAtNs(),
                        text.deviceCondition()),
                whole.cut(),
                whole.risk());
    }

    private static Map<String, String> withoutFinding(final Map<String, String> pairs) {
        final Map<String, String> left = new LinkedHashMap<>();
        for (final String name : OF_RESULTS) {
            final String text = pairs.get(name);
            if (text != null) {
                left.put(name, text);
            }
        }
        return left;
    }

    private static AlertReport metadata(final AlertReport whole) {
        final AlertText text = whole.text();
        final AlertRisk risk = whole.risk();
        final boolean isTechnical = isOfNoPatient(whole);
        // Whoever sees to devices has to know which one, and what is the matter with it; whose it is stays hidden.
        final boolean isOfDevice = whole.emergency() == EmergencyType.DEVICE_TECHNICAL;
        return shown(
                whole,
                Shown.METADATA,
                "",
                0,
                isTechnical ? whole.subject() : null,
                false,
                "",
                whole.responses(),
                new AlertText(
                        "",
                        "",
                        isTechnical || isOfDevice ? text.device() : "",
                        Location.UNKNOWN,
                        Map.of(),
                        List.of(),
                        Map.of(),
                        text.estimatedResponseMs(),
                        text.createdAtNs(),
                        isOfDevice ? text.deviceCondition() : null),
                AlertReport.Cut.NOTHING,
                new AlertRisk(
                        risk.declared(), risk.conditionClass(), risk.harm(), risk.onset(), risk.priority(), List.of()));
    }

    /** How an alert stands, with as much of what its source said as is given here. */
    private static AlertReport shown(
            final AlertReport whole,
            final Shown shown,
            final String key,
            final long source,
            final @Nullable Subject subject,
            final boolean unidentified,
            final String bed,
            final Map<String, Response> responses,
            final AlertText text,
            final AlertReport.Cut cut,
            final AlertRisk risk) {
        return new AlertReport(
                whole.alertId(),
                key,
                source,
                whole.emergency(),
                whole.severity(),
                whole.priority(),
                whole.condition(),
                whole.purpose(),
                unmeasured(whole.cause()),
                subject,
                unidentified,
                whole.unit(),
                bed,
                whole.occurrence(),
                whole.owner(),
                whole.step(),
                whole.round(),
                whole.deadlineNs(),
                whole.raisedAtNs(),
                whole.stale(),
                whole.loop(),
                whole.atBedside(),
                whole.needed(),
                whole.mutedUntilNs(),
                whole.mutedBy(),
                whole.inhibitedBy(),
                whole.snoozedUntilNs(),
                whole.slots(),
                responses,
                text,
                cut,
                risk,
                shown,
                false);
    }

    /** For the patient and the family; whose patient it is they know, and severity is no word for them (compliance, section 3: softened). */
    private static AlertReport summary(final AlertReport whole) {
        final Subject subject = whole.subject();
        final boolean isPatient = subject != null && subject.kind() == Subject.Kind.PATIENT;
        return bare(
                whole,
                Shown.SUMMARY,
                whole.condition(),
                isPatient ? subject : null,
                whole.raisedAtNs(),
                whole.atBedside(),
                !whole.owner().isEmpty());
    }

    private static AlertReport nothing(final AlertReport whole) {
        return bare(whole, Shown.NOTHING, Condition.NULL_VAL, null, 0, false, false);
    }

    private static AlertReport bare(
            final AlertReport whole,
            final Shown shown,
            final Condition condition,
            final @Nullable Subject subject,
            final long raisedAtNs,
            final boolean atBedside,
            final boolean responding) {
        return new AlertReport(
                whole.alertId(),
                "",
                0,
                EmergencyType.NULL_VAL,
                Severity.NULL_VAL,
                Priority.NULL_VAL,
                condition,
                whole.purpose(),
                AlertCause.NOT_SHOWN,
                subject,
                false,
                "",
                "",
                0,
                "",
                -1,
                0,
                0,
                raisedAtNs,
                false,
                0,
                atBedside,
                0,
                0,
                0,
                0,
                0,
                Map.of(),
                Map.of(),
                AlertText.NONE,
                AlertReport.Cut.NOTHING,
                AlertRisk.declared(Severity.NULL_VAL),
                shown,
                responding);
    }

    /** What the router says of its own parts; should one ever stand for a patient, it counts as the patient's. */
    private static boolean isOfNoPatient(final AlertReport whole) {
        final Subject subject = whole.subject();
        return whole.cause().kind() == Cause.TECHNICAL && (subject == null || subject.kind() == Subject.Kind.DEVICE);
    }

    /** What opened the alert, without what was measured. What the router says of its own parts is of no patient. */
    private static AlertCause unmeasured(final AlertCause cause) {
        if (cause.kind() == Cause.SCORE) {
            return AlertCause.ofScore(cause.table(), 0);
        }
        if (cause.kind() == Cause.CARE) {
            return new AlertCause(Cause.CARE, null, cause.rule(), 0, 0);
        }
        return cause.kind() == Cause.TECHNICAL ? cause : new AlertCause(cause.kind(), null, 0, 0, 0);
    }
}
