package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EndSnoozeDecoder;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SnoozeAlertDecoder;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.escalation.Clocks;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.response.Snoozes;
import io.tocsin.engine.suppression.SilenceGate;
import org.agrona.DirectBuffer;

/** {@code SnoozeAlert} and {@code EndSnooze}: the owner puts an alert off, or takes it up again. */
public final class SnoozeCommands {
    private static final int PAUSE = AuthorityAction.PAUSE.value();
    private static final int INACTIVE = Condition.INACTIVE.value();
    private static final int CRITICAL = Severity.CRITICAL.value();
    private static final int EMERGENT = Severity.EMERGENT.value();
    private static final int URGENT = Severity.URGENT.value();
    private static final long MS_NS = 1_000_000L;

    // IEC 60601-1-8 practice: what pauses an alarm of high priority ends by itself within ten minutes.
    private static final long MAX_EMERGENT_MS = 600_000;
    private static final long MAX_URGENT_MS = 3_600_000;
    /** As of a silence. */
    private static final long MAX_MS = 86_400_000;

    private final Alerts alerts;
    private final Actor actor;
    private final Clocks clocks;
    private final Snoozes snoozes;
    private final EventStream stream;
    private final SnoozeAlertDecoder snooze = new SnoozeAlertDecoder();
    private final EndSnoozeDecoder end = new EndSnoozeDecoder();

    /**
     * Puts alerts off.
     *
     * @param alerts  open.
     * @param actor   who acts.
     * @param clocks  of the alerts.
     * @param snoozes there are.
     * @param stream  for engine time.
     */
    public SnoozeCommands(
            final Alerts alerts,
            final Actor actor,
            final Clocks clocks,
            final Snoozes snoozes,
            final EventStream stream) {
        this.alerts = alerts;
        this.actor = actor;
        this.clocks = clocks;
        this.snoozes = snoozes;
        this.stream = stream;
    }

    /**
     * Carries {@code SnoozeAlert} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void snooze(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        snooze.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        if (snooze.forMs() == 0) {
            answer.refuse(Result.INVALID_FIELD, SnoozeAlertDecoder.forMsId());
        } else if (isOwner(envelope, snooze.alertId(), answer) && mayBePutOff(actor.alert(), answer)) {
            snoozes.snooze(actor.alert(), stream.nowNs() + snooze.forMs() * MS_NS);
        }
    }

    private boolean mayBePutOff(final int alert, final Answer answer) {
        final int severity = alerts.severity[alert];
        if (alerts.condition[alert] == INACTIVE) {
            answer.refuse(Result.NOT_ACTIVE, 0);
        } else if (severity == CRITICAL || SilenceGate.isProtected(alerts.type[alert])) {
            answer.refuse(Result.PROTECTED, SnoozeAlertDecoder.alertIdId());
        } else if (clocks.isAsking(alert)) {
            answer.refuse(Result.STILL_ASKING, 0);
        } else if (snooze.forMs() > mostMs(severity)) {
            answer.refuse(Result.TOO_LONG, SnoozeAlertDecoder.forMsId());
        } else {
            return true;
        }
        return false;
    }

    private static long mostMs(final int severity) {
        return severity == EMERGENT ? MAX_EMERGENT_MS : severity == URGENT ? MAX_URGENT_MS : MAX_MS;
    }

    /**
     * Carries {@code EndSnooze} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void end(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        end.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        if (isOwner(envelope, end.alertId(), answer) && snoozes.isSnoozed(actor.alert())) {
            snoozes.end(actor.alert(), Because.of(Clause.EXPIRED_BY_COMMAND));
        }
    }

    private boolean isOwner(final EnvelopeDecoder envelope, final long alertId, final Answer answer) {
        if (!actor.find(envelope, alertId, PAUSE, answer)) {
            return false;
        }
        if (alerts.owner[actor.alert()] != actor.person()) {
            answer.refuse(Result.NOT_OWNER, 0);
            return false;
        }
        return true;
    }
}
