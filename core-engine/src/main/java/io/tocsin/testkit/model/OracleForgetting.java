package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.ForgetPatientDecoder;
import io.tocsin.codecs.sbe.ForgetReason;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.ReportResultDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.ScheduleDoseDecoder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Patients who are forgotten: section 45. */
final class OracleForgetting {
    private final OracleState state;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    OracleForgetting(final OracleState state) {
        this.state = state;
    }

    static boolean isCommand(final int template) {
        return template == ForgetPatientDecoder.TEMPLATE_ID;
    }

    OracleAnswer carryOut(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        if (!state.versions.forgetsPatients()) {
            return OracleAnswer.of(Result.UNKNOWN_TEMPLATE);
        }
        final ForgetPatientDecoder said = new ForgetPatientDecoder().wrapAndApplyHeader(buffer, 0, header);
        final String patient = OracleFields.latin(buffer, said.limit(), said.patientIdLength());
        said.skipPatientId();
        final OracleAnswer wrong = wrong(said, patient, said.commentLength());
        if (wrong != null) {
            return wrong;
        }
        final OracleState.Session session = state.session(envelope.actorSession());
        if (session == null && envelope.actorSession() != 0) {
            return OracleAnswer.of(Result.UNKNOWN_SESSION);
        }
        final OracleAnswer refusal = session == null || isAdministrator(session.person())
                ? null
                : OracleGuard.alone(state, session.person(), AuthorityAction.REVOKE);
        if (refusal != null) {
            return refusal;
        }
        if (!envelope.isProduction()) {
            return OracleAnswer.of(Result.TEST_TRAFFIC);
        }
        if (said.keptUntilNs() > state.nowNs) {
            return OracleAnswer.of(Result.PROTECTED, 3);
        }
        final int subject = state.site.subjects.indexOf("P" + patient);
        if (state.alerts.values().stream()
                .anyMatch(alert -> (subject >= 0 && alert.subject == subject)
                        || patientOf(alert.content).equals(patient))) {
            return OracleAnswer.of(Result.PROTECTED, 40);
        }
        state.event(
                "PatientForgotten",
                List.of(Clause.PATIENT_FORGOTTEN),
                "sourceId",
                Long.toUnsignedString(envelope.sourceId()),
                "person",
                session == null ? -1 : session.person(),
                "lastKey",
                said.lastKey(),
                "reason",
                ForgetReason.get(said.reasonRaw()),
                "patientId",
                patient);
        return OracleAnswer.OK;
    }

    /** Whom the alert's content names now; empty = nobody. */
    private static String patientOf(final byte[] content) {
        if (content.length == 0) {
            return "";
        }
        final UnsafeBuffer buffer = new UnsafeBuffer(content);
        final MessageHeaderDecoder of = new MessageHeaderDecoder().wrap(buffer, 0);
        switch (of.templateId()) {
            case RaiseAlertDecoder.TEMPLATE_ID -> {
                final RaiseAlertDecoder raise = new RaiseAlertDecoder().wrapAndApplyHeader(buffer, 0, of);
                raise.specializations().forEach(RaiseAlertDecoder.SpecializationsDecoder::skipName);
                raise.skipAlertKey();
                return OracleFields.latin(buffer, raise.limit(), raise.patientIdLength());
            }
            case ReportResultDecoder.TEMPLATE_ID -> {
                final ReportResultDecoder report = new ReportResultDecoder().wrapAndApplyHeader(buffer, 0, of);
                report.skipAlertKey();
                return OracleFields.latin(buffer, report.limit(), report.patientIdLength());
            }
            case ScheduleDoseDecoder.TEMPLATE_ID -> {
                final ScheduleDoseDecoder dose = new ScheduleDoseDecoder().wrapAndApplyHeader(buffer, 0, of);
                dose.skipDoseId();
                return OracleFields.latin(buffer, dose.limit(), dose.patientIdLength());
            }
            default -> {
                return "";
            }
        }
    }

    private static @Nullable OracleAnswer wrong(
            final ForgetPatientDecoder said, final String patient, final int commentLength) {
        if (said.lastKey() == 0) {
            return OracleAnswer.invalid(2);
        }
        if (said.keptUntilNs() < 0) {
            return OracleAnswer.invalid(3);
        }
        if (said.reasonRaw() < 1 || said.reasonRaw() > 4) {
            return OracleAnswer.invalid(4);
        }
        if (patient.isEmpty()) {
            return OracleAnswer.invalid(40);
        }
        if (patient.length() > 36) {
            return OracleAnswer.of(Result.ID_TOO_LONG, 40);
        }
        return commentLength > 160 || (said.reasonRaw() == 4 && commentLength < 10) ? OracleAnswer.invalid(52) : null;
    }

    private boolean isAdministrator(final int person) {
        final OracleSite.Operations promise = state.site.operations;
        return promise != null && promise.administrators().contains(person);
    }
}
