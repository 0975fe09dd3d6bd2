package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.AcceptAlertDecoder;
import io.tocsin.codecs.sbe.AcceptResultDecoder;
import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.RejectAlertDecoder;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.ResolveAlertDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.CriticalResults;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.response.AlertLife;
import io.tocsin.engine.response.Responses;
import org.agrona.DirectBuffer;

/** What people answer: accept, reject, resolve. */
public final class PeopleCommands {
    private static final int ACCEPT = AuthorityAction.ACCEPT.value();
    private static final int REJECT = AuthorityAction.REJECT.value();
    private static final int RESOLVE = AuthorityAction.RESOLVE.value();

    private final Alerts alerts;
    private final Offers offers;
    private final AlertLife life;
    private final Responses responses;
    private final AcceptAlertDecoder accept = new AcceptAlertDecoder();
    private final RejectAlertDecoder reject = new RejectAlertDecoder();
    private final ResolveAlertDecoder resolve = new ResolveAlertDecoder();
    private final Actor actor;
    private final ReadBacks readBacks;
    private final AcceptResultDecoder acceptResult = new AcceptResultDecoder();

    /**
     * Takes answers.
     *
     * @param alerts    open.
     * @param offers    their recipients.
     * @param actor     who acts.
     * @param life      of the alerts.
     * @param responses of the alerts.
     * @param readBacks of critical results.
     */
    public PeopleCommands(
            final Alerts alerts,
            final Offers offers,
            final Actor actor,
            final AlertLife life,
            final Responses responses,
            final ReadBacks readBacks) {
        this.alerts = alerts;
        this.offers = offers;
        this.actor = actor;
        this.life = life;
        this.responses = responses;
        this.readBacks = readBacks;
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
        if (actor.find(envelope, accept.alertId(), ACCEPT, answer)) {
            accept(envelope, answer);
        }
    }

    /**
     * Carries {@code AcceptResult} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void acceptResult(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        acceptResult.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        if (layout.textLength(0) > ReadBacks.MAX_BYTES) {
            answer.refuse(Result.INVALID_FIELD, AcceptResultDecoder.readBackId());
        } else if (actor.find(envelope, acceptResult.alertId(), ACCEPT, answer)) {
            readBacks.said(acceptResult.occurrence(), buffer, layout.textOffset(0), layout.textLength(0));
            accept(envelope, answer);
            readBacks.said(0, buffer, 0, 0);
        }
    }

    /** The actor takes the alert that was found, or is told why not. */
    void accept(final EnvelopeDecoder envelope, final Answer answer) {
        final int alert = actor.alert();
        final int offer = actor.offer();
        final int owner = alerts.owner[alert];
        if (actor.hasAccepted()) {
            return;
        }
        final byte state = offer == Offers.NONE ? Offers.WAITING : offers.state[offer];
        final boolean isAsked = state == Offers.OFFERED
                || state == Offers.UNDEFINED
                || state == Offers.REJECTED
                || actor.needsNoOffer(envelope, ACCEPT);
        if (!isAsked && !(state == Offers.WITHDRAWN && owner != Alerts.NONE)) {
            answer.refuse(Result.NOT_OFFERED, 0);
        } else if (owner != Alerts.NONE && (state == Offers.WITHDRAWN || !responses.isOpenTo(alert, offer))) {
            answer.refuse(Result.ALREADY_OWNED, 0);
        } else if (!actor.mayHavePlace()) {
            answer.refuse(Result.NOT_OFFERED, 0);
        } else if (readBacks.permit(alert, actor.person(), answer) && actor.hasPlace()) {
            responses.accept(alert, actor.offer());
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
        } else if (actor.find(envelope, reject.alertId(), REJECT, answer)) {
            final int offer = actor.offer();
            if (offer == Offers.NONE || !offers.isTold(offer)) {
                answer.refuse(Result.NOT_OFFERED, 0);
            } else {
                responses.reject(actor.alert(), offer, reason);
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
        if (actor.find(envelope, resolve.alertId(), RESOLVE, answer)) {
            // Whoever has a role that permits it needs no offer.
            if (actor.offer() == Offers.NONE && !actor.hasRole()) {
                answer.refuse(Result.NOT_OFFERED, 0);
            } else if (CriticalResults.isUnread(alerts, actor.alert())) {
                answer.refuse(Result.READ_BACK_NEEDED, alerts.value[actor.alert()]);
            } else {
                life.close(actor.alert(), Clause.RESOLVED_BY_PERSON, Outcome.RESOLVED, actor.person(), actor.person());
            }
        }
    }
}
