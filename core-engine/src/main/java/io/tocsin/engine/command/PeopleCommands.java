package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.AcceptAlertDecoder;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.RejectAlertDecoder;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.ResolveAlertDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.delivery.Sessions;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.response.AlertLife;
import org.agrona.DirectBuffer;

/** What people answer: accept, reject, resolve. */
public final class PeopleCommands {
    private final Alerts alerts;
    private final Offers offers;
    private final Sessions sessions;
    private final AlertLife life;
    private final AcceptAlertDecoder accept = new AcceptAlertDecoder();
    private final RejectAlertDecoder reject = new RejectAlertDecoder();
    private final ResolveAlertDecoder resolve = new ResolveAlertDecoder();
    private int person;
    private int alert;
    private int offer;

    /**
     * Takes answers.
     *
     * @param alerts   open.
     * @param offers   their recipients.
     * @param sessions of people.
     * @param life     of the alerts.
     */
    public PeopleCommands(final Alerts alerts, final Offers offers, final Sessions sessions, final AlertLife life) {
        this.alerts = alerts;
        this.offers = offers;
        this.sessions = sessions;
        this.life = life;
    }

    /**
     * Carries {@code AcceptAlert} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void accept(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        accept.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        if (!find(envelope, accept.alertId(), answer)) {
            return;
        }
        final int owner = alerts.owner[alert];
        if (offer != Offers.NONE && owner == person) {
            return;
        }
        final byte state = offer == Offers.NONE ? Offers.WAITING : offers.state[offer];
        final boolean isAsked = state == Offers.OFFERED || state == Offers.UNDEFINED || state == Offers.REJECTED;
        if (!isAsked && !(state == Offers.WITHDRAWN && owner != Alerts.NONE)) {
            answer.refuse(Result.NOT_OFFERED, 0);
        } else if (owner != Alerts.NONE) {
            answer.refuse(Result.ALREADY_OWNED, 0);
        } else {
            life.accept(alert, offer);
        }
    }

    /**
     * Carries {@code RejectAlert} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void reject(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        reject.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final int reason = reject.reasonRaw();
        if (reason > RejectReason.FALSE_ALARM.value()) {
            answer.refuse(Result.INVALID_FIELD, RejectAlertDecoder.reasonId());
        } else if (find(envelope, reject.alertId(), answer)) {
            if (offer == Offers.NONE || !offers.isTold(offer)) {
                answer.refuse(Result.NOT_OFFERED, 0);
            } else {
                life.reject(alert, offer, reason);
            }
        }
    }

    /**
     * Carries {@code ResolveAlert} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void resolve(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        resolve.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        if (find(envelope, resolve.alertId(), answer)) {
            if (offer == Offers.NONE) {
                answer.refuse(Result.NOT_OFFERED, 0);
            } else {
                life.close(alert, Clause.RESOLVED_BY_PERSON, Outcome.RESOLVED, person, person);
            }
        }
    }

    private boolean find(final EnvelopeDecoder envelope, final long alertId, final Answer answer) {
        final int session = sessions.slotOf(envelope.actorSession());
        if (session == Sessions.NONE) {
            answer.refuse(Result.UNKNOWN_SESSION, 0);
            return false;
        }
        person = sessions.person(session);
        alert = alerts.slotOf(alertId);
        if (alert == Alerts.NONE || alerts.purpose[alert] != envelope.purposeRaw()) {
            answer.refuse(Result.UNKNOWN_ALERT, 0);
            return false;
        }
        offer = offers.find(alert, person);
        answer.alertId = alertId;
        return true;
    }
}
