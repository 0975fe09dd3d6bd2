package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Response;

/** Somebody goes who was asked or has accepted: section 24. */
final class OracleRelief {
    private final OracleState state;
    private final OracleLadder ladder;

    OracleRelief(final OracleState state, final OracleLadder ladder) {
        this.state = state;
        this.ladder = ladder;
    }

    /** Whether others have to be asked. */
    boolean leave(final OracleAlert alert, final int person, final Clause clause) {
        if (OracleAlerts.hasOffer(alert, person, Response.ACCEPTED)) {
            OracleHandover.givenBack(state, alert, person);
        }
        ladder.answered(alert, person, Response.UNDEFINED, RejectReason.UNSPECIFIED, clause);
        return alert.condition != Condition.INACTIVE && (alert.asks() || !alert.isComplete());
    }

    /** Whether anybody is asked then who can be told. */
    boolean handTo(final OracleAlert alert, final int person, final int to, final Clause clause) {
        OracleHandover.handTo(state, ladder, alert, person, to, clause);
        return alert.people(Response.WAITING, Response.OFFERED).stream()
                .anyMatch(each -> state.isReachable(alert, each, OracleLadder.offer(alert, each).channels));
    }

    /** Who has left it is asked beside the others, unless they are already. */
    void askToo(final OracleAlert alert, final int person, final Clause clause) {
        if (!OracleAlerts.hasOffer(alert, person, Response.WAITING, Response.OFFERED)) {
            OracleHandover.handTo(state, ladder, alert, person, person, clause);
        }
    }

    void askAgain(final OracleAlert alert, final Clause clause) {
        ladder.askAgain(alert, clause);
    }

    boolean canReach(final OracleAlert alert, final int to) {
        return state.isReachable(to) && hasRoomFor(alert, to);
    }

    boolean hasRoomFor(final OracleAlert alert, final int to) {
        return alert.offers.containsKey(to) || OracleChoice.hasRoom(state, alert, false);
    }
}
