package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.authority.Authority;
import io.tocsin.engine.delivery.Sessions;

/** Who acts, on which alert, and what that alert's offer to them is. Shared by the commands of people, filled in anew for each. */
public final class Actor {
    private final Alerts alerts;
    private final Offers offers;
    private final Sessions sessions;
    private final Authority authority;
    private int person;
    private int alert;
    private int offer;

    /**
     * Finds people by their sessions.
     *
     * @param alerts   open.
     * @param offers   their recipients.
     * @param sessions of people.
     * @param authority of people.
     */
    public Actor(final Alerts alerts, final Offers offers, final Sessions sessions, final Authority authority) {
        this.alerts = alerts;
        this.offers = offers;
        this.sessions = sessions;
        this.authority = authority;
    }

    /** Finds who acts and on what; false if there is none, or if they may not do it. */
    boolean find(final EnvelopeDecoder envelope, final long alertId, final int action, final Answer answer) {
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
        if (authority.isUsed() && !authority.may(person, action, alert, envelope)) {
            answer.refuse(Result.FORBIDDEN, action);
            return false;
        }
        return true;
    }

    int person() {
        return person;
    }

    int alert() {
        return alert;
    }

    /** Of the alert to the person, or {@link Offers#NONE}. */
    int offer() {
        return offer;
    }

    /** Whether the person has a role. */
    boolean hasRole() {
        return authority.roleOf(person) != Authority.NO_ROLE;
    }

    /** Whether somebody else, whom the person names, may take responsibility for any alert at all. */
    boolean mayName(final int other) {
        return authority.mayEverAccept(other);
    }

    /** Whether the person may do something without an offer, by the unit or in an emergency. */
    boolean needsNoOffer(final EnvelopeDecoder envelope, final int action) {
        return authority.isUsed() && authority.needsNoOffer(person, action, alert, envelope);
    }

    /** Whether {@link #hasPlace} will say so. */
    boolean mayHavePlace() {
        return offer != Offers.NONE || (alerts.offerCount[alert] < Offers.MAX_PER_ALERT - 1 && offers.hasRoom(alert));
    }

    /** Whether the person is among the recipients, or finds a place there; the last is the fail-safe destination's. */
    boolean hasPlace() {
        if (offer == Offers.NONE && alerts.offerCount[alert] < Offers.MAX_PER_ALERT - 1) {
            offer = offers.add(alert, person);
        }
        return offer != Offers.NONE;
    }

    /** Whether the person was told of the alert and may still need it. */
    boolean isTold() {
        return offer != Offers.NONE && offers.isTold(offer);
    }

    /** Whether the person has taken the alert, alone or with others. */
    boolean hasAccepted() {
        return offer != Offers.NONE && offers.state[offer] == Offers.ACCEPTED;
    }
}
