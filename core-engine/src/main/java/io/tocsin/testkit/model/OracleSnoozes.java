package io.tocsin.testkit.model;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EndSnoozeDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SnoozeAlertDecoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** What owners put off: section 25. */
final class OracleSnoozes {
    private static final long MS_NS = 1_000_000L;

    private final OracleState state;
    private final OracleLadder ladder;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    OracleSnoozes(final OracleState state, final OracleLadder ladder) {
        this.state = state;
        this.ladder = ladder;
    }

    static boolean isCommand(final int template) {
        return template == SnoozeAlertDecoder.TEMPLATE_ID || template == EndSnoozeDecoder.TEMPLATE_ID;
    }

    OracleAnswer carryOut(final int template, final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        return template == SnoozeAlertDecoder.TEMPLATE_ID ? snooze(buffer, envelope) : end(buffer, envelope);
    }

    private OracleAnswer snooze(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final SnoozeAlertDecoder snooze = new SnoozeAlertDecoder().wrapAndApplyHeader(buffer, 0, header);
        final long alertId = snooze.alertId();
        final long forMs = snooze.forMs();
        if (forMs == 0) {
            return OracleAnswer.invalid(3);
        }
        final OracleAnswer refusal = notOfOwner(envelope, alertId);
        if (refusal != null) {
            return refusal;
        }
        final OracleAlert alert = requireNonNull(state.alerts.get(alertId));
        if (alert.condition == Condition.INACTIVE) {
            return OracleAnswer.of(Result.NOT_ACTIVE, alert);
        }
        if (alert.severity == Severity.CRITICAL || OracleSilences.isProtected(alert.type.value())) {
            return new OracleAnswer(Result.PROTECTED, 2, alertId, 0, false);
        }
        if (alert.asks()) {
            return OracleAnswer.of(Result.STILL_ASKING, alert);
        }
        final long minutes = switch (alert.severity) {
            case EMERGENT -> 10;
            case URGENT -> 60;
            default -> 24 * 60;
        };
        if (forMs > minutes * 60_000) {
            return new OracleAnswer(Result.TOO_LONG, 3, alertId, 0, false);
        }
        alert.snoozedUntilNs = state.nowNs + forMs * MS_NS;
        state.event(
                "AlertSnoozed",
                OracleState.clauses(Clause.SNOOZED),
                "alertId",
                alertId,
                "untilNs",
                alert.snoozedUntilNs,
                "person",
                alert.owner);
        return OracleAnswer.ok(alert);
    }

    private OracleAnswer end(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final long alertId =
                new EndSnoozeDecoder().wrapAndApplyHeader(buffer, 0, header).alertId();
        final OracleAnswer refusal = notOfOwner(envelope, alertId);
        if (refusal != null) {
            return refusal;
        }
        final OracleAlert alert = requireNonNull(state.alerts.get(alertId));
        if (alert.isSnoozed()) {
            ended(state, alert, Clause.EXPIRED_BY_COMMAND);
        }
        return OracleAnswer.ok(alert);
    }

    private @Nullable OracleAnswer notOfOwner(final OracleEnvelope envelope, final long alertId) {
        final OracleState.Session session = state.session(envelope.actorSession());
        if (session == null) {
            return OracleAnswer.of(Result.UNKNOWN_SESSION);
        }
        final OracleAlert alert = state.alerts.get(alertId);
        if (alert == null || alert.purpose.value() != envelope.purpose()) {
            return OracleAnswer.of(Result.UNKNOWN_ALERT);
        }
        final OracleAnswer forbidden =
                OracleAuthority.onAlert(state, envelope, session.person(), AuthorityAction.PAUSE, alert);
        if (forbidden != null) {
            return forbidden;
        }
        return alert.owner == session.person() ? null : OracleAnswer.of(Result.NOT_OWNER, alert);
    }

    /** Somebody acts on it, or it is over. */
    static void letGo(final OracleState state, final OracleAlert alert) {
        if (alert.isSnoozed()) {
            ended(state, alert);
        }
    }

    private static void ended(final OracleState state, final OracleAlert alert, final Clause... clauses) {
        alert.snoozedUntilNs = OracleAlert.NEVER;
        state.event("SnoozeEnded", OracleState.clauses(clauses), "alertId", alert.alertId, "person", alert.owner);
    }

    long dueNs() {
        return state.alerts.values().stream()
                .mapToLong(alert -> alert.snoozedUntilNs)
                .min()
                .orElse(OracleAlert.NEVER);
    }

    /** The first that is due, of several the oldest. */
    void fire() {
        final long dueNs = dueNs();
        state.alerts.values().stream()
                .filter(alert -> alert.snoozedUntilNs == dueNs)
                .findFirst()
                .ifPresent(alert -> comesBack(alert, Clause.SNOOZE_ENDED));
    }

    /** As if newly received: who owns it does no longer. */
    void comesBack(final OracleAlert alert, final Clause why) {
        final int person = alert.owner;
        ended(state, alert, why);
        if (state.plants.contains(Plant.SNOOZE_NEVER_ENDS)) {
            return;
        }
        OracleHandover.givenBack(state, alert, person);
        ladder.answered(alert, person, Response.UNDEFINED, RejectReason.UNSPECIFIED, Clause.SNOOZE_ENDED);
        if (alert.hasOwner()) {
            ladder.resume(alert);
        } else {
            ladder.startAgain(alert);
        }
    }
}
