package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AcceptAlertDecoder;
import io.tocsin.codecs.sbe.AcceptResultDecoder;
import io.tocsin.codecs.sbe.ArriveAtBedsideDecoder;
import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.EscalateAlertDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.RedirectAlertDecoder;
import io.tocsin.codecs.sbe.RejectAlertDecoder;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.ReleaseAlertDecoder;
import io.tocsin.codecs.sbe.ResolveAlertDecoder;
import io.tocsin.codecs.sbe.Result;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads what people answer to an alert, checks its fields and hands it on. */
final class OraclePeople {
    private interface OnAlert {
        OracleAnswer apply(OracleAlert alert, int person);
    }

    private final OracleState state;
    private final OracleHandover handover;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    OraclePeople(final OracleState state, final OracleHandover handover) {
        this.state = state;
        this.handover = handover;
    }

    OracleAnswer carryOut(final int template, final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        return switch (template) {
            case AcceptAlertDecoder.TEMPLATE_ID ->
                answerOf(
                        envelope,
                        new AcceptAlertDecoder()
                                .wrapAndApplyHeader(buffer, 0, header)
                                .alertId(),
                        AuthorityAction.ACCEPT,
                        (alert, person) -> handover.accept(alert, person, envelope, "", 0));
            case AcceptResultDecoder.TEMPLATE_ID -> acceptResult(buffer, envelope);
            case RejectAlertDecoder.TEMPLATE_ID -> reject(buffer, envelope);
            case ResolveAlertDecoder.TEMPLATE_ID ->
                answerOf(
                        envelope,
                        new ResolveAlertDecoder()
                                .wrapAndApplyHeader(buffer, 0, header)
                                .alertId(),
                        AuthorityAction.RESOLVE,
                        handover::resolve);
            case ReleaseAlertDecoder.TEMPLATE_ID ->
                answerOf(
                        envelope,
                        new ReleaseAlertDecoder()
                                .wrapAndApplyHeader(buffer, 0, header)
                                .alertId(),
                        AuthorityAction.REJECT,
                        handover::release);
            case RedirectAlertDecoder.TEMPLATE_ID -> redirect(buffer, envelope);
            case EscalateAlertDecoder.TEMPLATE_ID -> escalate(buffer, envelope);
            default ->
                answerOf(
                        envelope,
                        new ArriveAtBedsideDecoder()
                                .wrapAndApplyHeader(buffer, 0, header)
                                .alertId(),
                        AuthorityAction.ACCEPT,
                        (alert, person) -> handover.arrive(alert, person, envelope));
        };
    }

    private OracleAnswer acceptResult(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final AcceptResultDecoder accept = new AcceptResultDecoder().wrapAndApplyHeader(buffer, 0, header);
        final long occurrence = accept.occurrence();
        final String readBack = OracleFields.latin(buffer, accept.limit(), accept.readBackLength());
        return readBack.length() > 72
                ? OracleAnswer.invalid(40)
                : answerOf(
                        envelope,
                        accept.alertId(),
                        AuthorityAction.ACCEPT,
                        (alert, person) -> handover.accept(alert, person, envelope, readBack, occurrence));
    }

    private OracleAnswer reject(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final RejectAlertDecoder reject = new RejectAlertDecoder().wrapAndApplyHeader(buffer, 0, header);
        if (reject.reasonRaw() > RejectReason.FALSE_ALARM.value()) {
            return OracleAnswer.invalid(3);
        }
        final RejectReason reason = reject.reason();
        return answerOf(
                envelope,
                reject.alertId(),
                AuthorityAction.REJECT,
                (alert, person) -> handover.reject(alert, person, reason));
    }

    private OracleAnswer redirect(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final RedirectAlertDecoder redirect = new RedirectAlertDecoder().wrapAndApplyHeader(buffer, 0, header);
        if (redirect.reasonRaw() > RejectReason.FALSE_ALARM.value()) {
            return OracleAnswer.invalid(3);
        }
        final RejectReason reason = redirect.reason();
        final long alertId = redirect.alertId();
        final String to = OracleFields.latin(buffer, redirect.limit(), redirect.personIdLength());
        final OracleAnswer id = OracleFields.id(to, 41);
        if (id.isRefusal()) {
            return id;
        }
        return to.isEmpty()
                ? OracleAnswer.invalid(41)
                : answerOf(
                        envelope,
                        alertId,
                        AuthorityAction.REJECT,
                        (alert, person) -> handover.redirect(alert, person, reason, to));
    }

    private OracleAnswer escalate(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final EscalateAlertDecoder escalate = new EscalateAlertDecoder().wrapAndApplyHeader(buffer, 0, header);
        final long step = escalate.step();
        final long round = escalate.round();
        final long loop = escalate.loop();
        return answerOf(
                envelope,
                escalate.alertId(),
                AuthorityAction.REJECT,
                (alert, person) -> handover.escalate(alert, person, step, round, loop));
    }

    /** A person's answer to an alert, if they may give it. */
    private OracleAnswer answerOf(
            final OracleEnvelope envelope, final long alertId, final AuthorityAction action, final OnAlert answer) {
        final OracleState.Session session = state.session(envelope.actorSession());
        if (session == null) {
            return OracleAnswer.of(Result.UNKNOWN_SESSION);
        }
        final OracleAlert alert = state.alerts.get(alertId);
        if (alert == null || alert.purpose.value() != envelope.purpose()) {
            return OracleAnswer.of(Result.UNKNOWN_ALERT);
        }
        final OracleAnswer forbidden = OracleAuthority.onAlert(state, envelope, session.person(), action, alert);
        return forbidden == null ? answer.apply(alert, session.person()) : forbidden;
    }
}
