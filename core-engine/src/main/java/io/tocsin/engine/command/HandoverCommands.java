package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.ArriveAtBedsideDecoder;
import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.EscalateAlertDecoder;
import io.tocsin.codecs.sbe.GenesisDecoder;
import io.tocsin.codecs.sbe.RedirectAlertDecoder;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.ReleaseAlertDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.delivery.Dispatcher;
import io.tocsin.engine.escalation.Ladder;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.response.Responses;
import io.tocsin.engine.site.Policies;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.store.IdTable;
import org.agrona.DirectBuffer;

/** How people hand an alert on: release, redirect, escalate; and that they are at the bedside. */
public final class HandoverCommands {
    private static final int INACTIVE = Condition.INACTIVE.value();
    private static final int PERSON = 0;
    private static final int ACCEPT = AuthorityAction.ACCEPT.value();
    private static final int REJECT = AuthorityAction.REJECT.value();

    private final Alerts alerts;
    private final Site site;
    private final Dispatcher dispatcher;
    private final Ladder ladder;
    private final Actor actor;
    private final Responses responses;
    private final PeopleCommands people;
    private final ReleaseAlertDecoder release = new ReleaseAlertDecoder();
    private final RedirectAlertDecoder redirect = new RedirectAlertDecoder();
    private final EscalateAlertDecoder escalate = new EscalateAlertDecoder();
    private final ArriveAtBedsideDecoder arrive = new ArriveAtBedsideDecoder();

    /**
     * Hands alerts on.
     *
     * @param alerts     open.
     * @param site       with the people.
     * @param dispatcher for who is reachable.
     * @param ladder     of their steps.
     * @param actor      who acts.
     * @param responses  of the alerts.
     * @param people     for who arrives at an alert that nobody owns.
     */
    public HandoverCommands(
            final Alerts alerts,
            final Site site,
            final Dispatcher dispatcher,
            final Ladder ladder,
            final Actor actor,
            final Responses responses,
            final PeopleCommands people) {
        this.alerts = alerts;
        this.site = site;
        this.dispatcher = dispatcher;
        this.ladder = ladder;
        this.actor = actor;
        this.responses = responses;
        this.people = people;
    }

    /**
     * Carries {@code ReleaseAlert} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void release(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        release.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        if (actor.find(envelope, release.alertId(), REJECT, answer)) {
            if (!actor.hasAccepted()) {
                answer.refuse(Result.NOT_OWNER, 0);
            } else {
                responses.release(actor.alert(), actor.offer());
            }
        }
    }

    /**
     * Carries {@code RedirectAlert} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void redirect(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        redirect.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final int length = layout.textLength(PERSON);
        if (redirect.reasonRaw() > RejectReason.FALSE_ALARM.value()) {
            answer.refuse(Result.INVALID_FIELD, RedirectAlertDecoder.reasonId());
        } else if (length > IdTable.MAX_ID_BYTES) {
            answer.refuse(Result.ID_TOO_LONG, RedirectAlertDecoder.personIdId());
        } else if (length == 0) {
            answer.refuse(Result.INVALID_FIELD, RedirectAlertDecoder.personIdId());
        } else if (actor.find(envelope, redirect.alertId(), REJECT, answer)) {
            final int to = site.people().find((byte) 0, buffer, layout.textOffset(PERSON), length);
            final int refusal = refusalOf(to);
            if (refusal != Result.OK.value()) {
                answer.refuse(Result.get(refusal), detailOf(refusal));
            } else {
                responses.redirect(actor.alert(), actor.offer(), redirect.reasonRaw(), to);
            }
        }
    }

    private int refusalOf(final int to) {
        if (!actor.isTold()) {
            return Result.NOT_OFFERED.value();
        }
        if (alerts.condition[actor.alert()] == INACTIVE) {
            return Result.NOT_ACTIVE.value();
        }
        if (to == IdTable.ABSENT) {
            return Result.UNKNOWN_PERSON.value();
        }
        if (to == actor.person()) {
            return Result.INVALID_FIELD.value();
        }
        if (!actor.mayName(to)) {
            return Result.FORBIDDEN.value();
        }
        if (!dispatcher.isReachable(to)) {
            return Result.NOT_REACHABLE.value();
        }
        return (ladder.hasRoomFor(actor.alert(), to) ? Result.OK : Result.TABLE_FULL).value();
    }

    private static int detailOf(final int refusal) {
        if (refusal == Result.INVALID_FIELD.value()) {
            return RedirectAlertDecoder.personIdId();
        }
        if (refusal == Result.FORBIDDEN.value()) {
            return ACCEPT;
        }
        return refusal == Result.TABLE_FULL.value() ? GenesisDecoder.maxOffersId() : 0;
    }

    /**
     * Carries {@code EscalateAlert} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void escalate(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        escalate.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        if (!actor.find(envelope, escalate.alertId(), REJECT, answer)) {
            return;
        }
        final int alert = actor.alert();
        if (actor.offer() == Offers.NONE) {
            answer.refuse(Result.NOT_OFFERED, 0);
        } else if (alerts.condition[alert] == INACTIVE) {
            answer.refuse(Result.NOT_ACTIVE, 0);
        } else if (alerts.policy[alert] != Policies.NONE
                && Math.max(0, alerts.step[alert]) == escalate.step()
                && alerts.round[alert] == (int) escalate.round()
                && alerts.loop[alert] == (int) escalate.loop()) {
            ladder.escalate(alert, Because.of(Clause.ESCALATED_BY_PERSON));
        }
    }

    /**
     * Carries {@code ArriveAtBedside} out. Who is there takes the alert.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void arrive(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        arrive.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        if (!actor.find(envelope, arrive.alertId(), ACCEPT, answer)) {
            return;
        }
        if (!actor.hasAccepted()) {
            people.accept(envelope, answer);
        }
        if (!answer.isRefusal()) {
            responses.arrive(actor.alert(), actor.offer());
        }
    }
}
