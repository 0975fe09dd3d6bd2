package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.BeginBreakDecoder;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EndBreakDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Result;
import java.util.ArrayList;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/** Breaks: section 24. */
final class OracleBreaks {
    private static final long MS_NS = 1_000_000L;

    /** Who stands in until when. */
    record Cover(int person, long untilNs) {}

    private final OracleState state;
    private final OracleRelief relief;

    OracleBreaks(final OracleState state, final OracleRelief relief) {
        this.state = state;
        this.relief = relief;
    }

    static boolean isCommand(final int template) {
        return template == BeginBreakDecoder.TEMPLATE_ID || template == EndBreakDecoder.TEMPLATE_ID;
    }

    OracleAnswer carryOut(final int template, final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        return template == BeginBreakDecoder.TEMPLATE_ID ? begin(buffer, envelope) : end(envelope);
    }

    private OracleAnswer begin(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final BeginBreakDecoder begin =
                new BeginBreakDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        final long durationMs = begin.durationMs();
        if (durationMs < 60_000 || durationMs > 2 * 3_600_000) {
            return OracleAnswer.invalid(2);
        }
        final String name = OracleFields.latin(buffer, begin.limit(), begin.coverIdLength());
        final OracleAnswer id = OracleFields.id(name, 41);
        if (id.isRefusal()) {
            return id;
        }
        if (name.isEmpty()) {
            return OracleAnswer.invalid(41);
        }
        final OracleState.Session session = state.session(envelope.actorSession());
        if (session == null) {
            return OracleAnswer.of(Result.UNKNOWN_SESSION);
        }
        final int cover = state.site.people.indexOf(name);
        if (cover < 0) {
            return OracleAnswer.of(Result.UNKNOWN_PERSON);
        }
        if (cover == session.person()) {
            return OracleAnswer.invalid(41);
        }
        if (!OracleAuthority.mayEverAccept(state, cover)) {
            return new OracleAnswer(Result.FORBIDDEN, AuthorityAction.ACCEPT.value(), 0, 0, false);
        }
        if (state.covers.containsKey(cover) || !state.isReachable(cover)) {
            return OracleAnswer.of(Result.NOT_REACHABLE);
        }
        if (!envelope.isProduction()) {
            return OracleAnswer.of(Result.TEST_TRAFFIC);
        }
        goes(session.person(), new Cover(cover, state.nowNs + durationMs * MS_NS));
        return OracleAnswer.OK;
    }

    private void goes(final int person, final Cover cover) {
        state.covers.put(person, cover);
        tell(person, cover.person, cover.untilNs, 1, Clause.BREAK_BEGAN);
        for (final OracleAlert alert : new ArrayList<>(state.alerts.values())) {
            if (OracleAlerts.hasOffer(alert, person, Response.WAITING, Response.OFFERED, Response.ACCEPTED)
                    && alert.condition != Condition.INACTIVE
                    && relief.hasRoomFor(alert, cover.person)
                    && relief.leave(alert, person, Clause.BREAK_BEGAN)
                    && !relief.handTo(alert, person, cover.person, Clause.BREAK_COVER)) {
                relief.askAgain(alert, Clause.BREAK_BEGAN);
            }
        }
    }

    private OracleAnswer end(final OracleEnvelope envelope) {
        final OracleState.Session session = state.session(envelope.actorSession());
        if (session == null) {
            return OracleAnswer.of(Result.UNKNOWN_SESSION);
        }
        if (!envelope.isProduction()) {
            return OracleAnswer.of(Result.TEST_TRAFFIC);
        }
        isBack(session.person(), Clause.BACK_FROM_BREAK);
        return OracleAnswer.OK;
    }

    /** Who goes home covers nobody any more. */
    void coverHasGone(final int cover) {
        for (final int person : new ArrayList<>(state.covers.keySet())) {
            final Cover by = state.covers.get(person);
            if (by != null && by.person == cover && !state.plants.contains(Plant.COVER_GOES_HOME)) {
                isBack(person, Clause.BREAK_OVER);
            }
        }
    }

    private void isBack(final int person, final Clause clause) {
        final Cover cover = state.covers.remove(person);
        if (cover != null) {
            tell(person, cover.person, state.nowNs, 0, clause);
        }
    }

    private void tell(final int person, final int cover, final long untilNs, final int on, final Clause clause) {
        state.event(
                "BreakChanged",
                OracleState.clauses(clause),
                "untilNs",
                untilNs,
                "person",
                person,
                "cover",
                cover,
                "on",
                on);
    }

    long deadlineNs() {
        return state.covers.values().stream().mapToLong(Cover::untilNs).min().orElse(OracleAlert.NEVER);
    }

    void fire() {
        final long atNs = deadlineNs();
        for (final Map.Entry<Integer, Cover> each : state.covers.entrySet()) {
            if (each.getValue().untilNs == atNs) {
                isBack(each.getKey(), Clause.BREAK_OVER);
                return;
            }
        }
    }
}
