package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.ConfirmSilenceDecoder;
import io.tocsin.codecs.sbe.CreateSilenceDecoder;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.ExpireSilenceDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Silences: section 17. */
final class OracleSilences {
    private static final class Silence {
        long id;
        long startNs;
        long endNs;
        int author = -1;
        int confirmedBy = -1;
        int unit;
        int subject;
        int bed;
        String state = "ACTIVE";
        SilenceOrigin origin = SilenceOrigin.PERSON;
        int type;
        Severity severityAtMost = Severity.CRITICAL;
        int cause;
        int parameter;
        String comment = "";
        final List<OracleAlert> muted = new ArrayList<>();

        boolean isOver() {
            return state.equals("EXPIRED");
        }

        long dueNs() {
            return state.equals("PENDING") ? startNs : endNs;
        }
    }

    private static final int ANY = 255;
    private static final long HOUR_NS = 3_600_000_000_000L;

    private final OracleState state;
    private final TreeMap<Long, Silence> silences = new TreeMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long lastId;

    OracleSilences(final OracleState state) {
        this.state = state;
    }

    static boolean isCommand(final int template) {
        return template >= CreateSilenceDecoder.TEMPLATE_ID && template <= ConfirmSilenceDecoder.TEMPLATE_ID;
    }

    OracleAnswer carryOut(final int template, final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        return switch (template) {
            case CreateSilenceDecoder.TEMPLATE_ID -> create(buffer, envelope);
            case ExpireSilenceDecoder.TEMPLATE_ID -> expire(buffer, envelope);
            default -> confirm(buffer, envelope);
        };
    }

    private OracleAnswer create(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final CreateSilenceDecoder create = new CreateSilenceDecoder().wrapAndApplyHeader(buffer, 0, header);
        final OracleState.Session session = state.session(envelope.actorSession());
        if (session == null && (create.originRaw() == 0 || envelope.actorSession() != 0)) {
            return OracleAnswer.of(Result.UNKNOWN_SESSION);
        }
        final Silence silence = new Silence();
        silence.startNs = Math.max(create.startNs(), state.nowNs);
        silence.endNs = create.endNs();
        silence.author = session == null ? -1 : session.person();
        final OracleAnswer fields = fields(create, silence);
        if (fields.isRefusal()) {
            return fields;
        }
        final String unit = OracleFields.latin(buffer, create.limit(), create.unitIdLength());
        create.skipUnitId();
        final String patient = OracleFields.latin(buffer, create.limit(), create.patientIdLength());
        create.skipPatientId();
        final String bed = OracleFields.latin(buffer, create.limit(), create.bedIdLength());
        create.skipBedId();
        silence.comment = OracleFields.latin(buffer, create.limit(), create.commentLength());
        final int[] numbers = {47, 41, 49};
        final List<String> ids = List.of(unit, patient, bed);
        for (int i = 0; i < ids.size(); i++) {
            if (OracleFields.id(ids.get(i), numbers[i]).isRefusal()) {
                return OracleFields.id(ids.get(i), numbers[i]);
            }
        }
        if (silence.comment.isEmpty() || OracleFields.isTooLong(silence.comment, 160)) {
            return OracleAnswer.invalid(52);
        }
        silence.unit = state.site.units.indexOf(unit);
        silence.subject = patient.isEmpty() ? -1 : state.site.subjects.indexOf("P" + patient);
        silence.bed = state.site.beds.indexOf(bed);
        final int[] found = {silence.unit, silence.subject, silence.bed};
        for (int i = 0; i < ids.size(); i++) {
            if (!ids.get(i).isEmpty() && found[i] < 0) {
                return OracleAnswer.invalid(numbers[i]);
            }
        }
        final OracleAnswer forbidden = forbidden(silence, envelope);
        if (forbidden != null) {
            return forbidden;
        }
        final OracleAnswer may = may(silence);
        if (may.isRefusal()) {
            return may;
        }
        lastId++;
        silence.id = lastId;
        silence.state = silence.startNs > state.nowNs ? "PENDING" : "ACTIVE";
        silences.put(silence.id, silence);
        tell(silence);
        return OracleAnswer.of(Result.OK, silence.id);
    }

    private static OracleAnswer fields(final CreateSilenceDecoder create, final Silence silence) {
        if (create.startNs() < 0) {
            return OracleAnswer.invalid(2);
        }
        if (silence.endNs <= silence.startNs) {
            return OracleAnswer.invalid(3);
        }
        final int type = create.emergencyTypeRaw();
        if (type != ANY && (type == 0 || type > 13)) {
            return OracleAnswer.invalid(4);
        }
        silence.type = type == ANY ? 0 : type;
        if (!OracleFields.isSeverity(create.severityAtMostRaw())) {
            return OracleAnswer.invalid(5);
        }
        silence.severityAtMost = create.severityAtMost();
        silence.cause = create.causeRaw();
        if (silence.cause != ANY && silence.cause > 2) {
            return OracleAnswer.invalid(6);
        }
        silence.parameter = create.parameter();
        if (silence.parameter > 15) {
            return OracleAnswer.invalid(7);
        }
        if (create.originRaw() > 2) {
            return OracleAnswer.invalid(8);
        }
        silence.origin = create.origin();
        return OracleAnswer.OK;
    }

    private OracleAnswer may(final Silence silence) {
        final boolean namesNothing = silence.unit < 0
                && silence.subject < 0
                && silence.bed < 0
                && silence.type == 0
                && silence.cause == ANY
                && silence.parameter == 0;
        if (namesNothing) {
            return OracleAnswer.of(Result.MATCHES_EVERYTHING, 4);
        }
        if (isProtected(silence.type)) {
            return OracleAnswer.of(Result.PROTECTED, 4);
        }
        final long hours = silence.severityAtMost == Severity.CRITICAL ? 1 : 24;
        if (silence.endNs - silence.startNs > hours * HOUR_NS) {
            return OracleAnswer.of(Result.TOO_LONG, 3);
        }
        return silences.size() >= state.limits().silences() ? OracleAnswer.of(Result.TABLE_FULL, 26) : OracleAnswer.OK;
    }

    static boolean isProtected(final int type) {
        return type == EmergencyType.CARDIAC_ARREST.value() || type == EmergencyType.CHOKING.value();
    }

    private OracleAnswer expire(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final long id =
                new ExpireSilenceDecoder().wrapAndApplyHeader(buffer, 0, header).silenceId();
        if (id == 0 || id > lastId) {
            return OracleAnswer.of(Result.UNKNOWN_SILENCE, 2);
        }
        final Silence silence = silences.get(id);
        if (silence != null && !silence.isOver()) {
            final OracleAnswer forbidden = forbidden(silence, envelope);
            if (forbidden != null) {
                return forbidden;
            }
            end(silence, Clause.EXPIRED_BY_COMMAND);
        }
        return OracleAnswer.of(Result.OK, id);
    }

    private OracleAnswer confirm(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final long id = new ConfirmSilenceDecoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .silenceId();
        final OracleState.Session session = state.session(envelope.actorSession());
        if (session == null) {
            return OracleAnswer.of(Result.UNKNOWN_SESSION);
        }
        final Silence silence = silences.get(id);
        if (silence == null || silence.isOver()) {
            return OracleAnswer.of(Result.UNKNOWN_SILENCE, 2);
        }
        final OracleAnswer forbidden = forbidden(silence, envelope);
        if (forbidden != null) {
            return forbidden;
        }
        if (silence.author == session.person()) {
            return OracleAnswer.of(Result.SAME_PERSON);
        }
        if (silence.confirmedBy < 0) {
            silence.confirmedBy = session.person();
            tell(silence, Clause.CONFIRMED);
        }
        return OracleAnswer.of(Result.OK, id);
    }

    private @Nullable OracleAnswer forbidden(final Silence silence, final OracleEnvelope envelope) {
        return OracleAuthority.pause(state, envelope, silence.subject, silence.bed, silence.unit);
    }

    private void end(final Silence silence, final Clause... clauses) {
        silence.state = "EXPIRED";
        silence.endNs = Math.min(silence.endNs, state.nowNs);
        tell(silence, clauses);
        forgetIfDone(silence);
    }

    private void forgetIfDone(final Silence silence) {
        if (silence.isOver() && silence.muted.isEmpty()) {
            silences.remove(silence.id);
        }
    }

    long dueNs() {
        final Silence due = due();
        return due == null ? OracleAlert.NEVER : due.dueNs();
    }

    private @Nullable Silence due() {
        Silence due = null;
        for (final Silence silence : silences.values()) {
            if (due == null || silence.dueNs() < due.dueNs()) {
                due = silence;
            }
        }
        return due;
    }

    /** The least deadline is here. */
    void fire() {
        final Silence silence = due();
        if (silence == null) {
            throw new IllegalStateException("nothing is silenced");
        }
        if (silence.state.equals("PENDING")) {
            silence.state = "ACTIVE";
            tell(silence);
        } else if (!silence.isOver()) {
            end(silence);
        } else {
            if (!silence.muted.isEmpty()) {
                silence.muted.remove(0).stepDeadlineNs = state.nowNs;
            }
            forgetIfDone(silence);
        }
    }

    /** Until when a silence mutes the alert that would begin now; 0 = none does. */
    long mutedAnewUntilNs(final OracleAlert alert) {
        Silence covering = null;
        for (final Silence silence : silences.values()) {
            if (covers(silence, alert) && (covering == null || silence.endNs > covering.endNs)) {
                covering = silence;
            }
        }
        if (covering == null) {
            return 0;
        }
        alert.mutedBy = covering.id;
        covering.muted.add(alert);
        OracleGate.muted(state, alert, covering.endNs, Clause.SILENCED);
        return covering.endNs;
    }

    /** It holds the alert no more. */
    void forget(final OracleAlert alert) {
        final Silence silence = silences.get(alert.mutedBy);
        if (silence != null) {
            silence.muted.remove(alert);
        }
        alert.mutedBy = 0;
    }

    /** A result, and a care notice, are meant by name alone. */
    static boolean isMeant(final int type, final OracleAlert alert) {
        return type == alert.type.value()
                || (type == 0
                        && alert.type != EmergencyType.CRITICAL_RESULT
                        && alert.type != EmergencyType.DEVICE_THERAPY
                        && alert.type != EmergencyType.CARE_NOTICE
                        && (alert.type != EmergencyType.DEVICE_TECHNICAL
                                || alert.severity.compareTo(Severity.EMERGENT) > 0));
    }

    private boolean covers(final Silence silence, final OracleAlert alert) {
        final boolean isCritical =
                alert.severity == Severity.CRITICAL && !state.plants.contains(Plant.ONE_SILENCES_CRITICAL);
        return !silence.isOver()
                && silence.startNs <= state.nowNs
                && silence.endNs > state.nowNs
                && !isProtected(alert.type.value())
                && alert.severity.value() >= silence.severityAtMost.value()
                && !(isCritical && silence.confirmedBy < 0)
                && (silence.unit < 0 || silence.unit == alert.unit)
                && (silence.subject < 0 || silence.subject == alert.subject)
                && (silence.bed < 0 || silence.bed == alert.bed)
                && isMeant(silence.type, alert)
                && (silence.cause == ANY || silence.cause == alert.cause.value())
                && (silence.parameter == 0 || silence.parameter == alert.parameter);
    }

    private void tell(final Silence silence, final Clause... clauses) {
        state.event(
                "SilenceChanged",
                OracleState.clauses(clauses),
                "startNs",
                silence.startNs,
                "endNs",
                silence.endNs,
                "silenceId",
                silence.id,
                "author",
                silence.author,
                "confirmedBy",
                silence.confirmedBy,
                "unit",
                silence.unit,
                "subject",
                silence.subject,
                "bed",
                silence.bed,
                "state",
                silence.state,
                "origin",
                silence.origin,
                "emergencyType",
                silence.type,
                "severityAtMost",
                silence.severityAtMost,
                "cause",
                silence.cause,
                "parameter",
                silence.parameter,
                "comment",
                silence.comment);
    }
}
