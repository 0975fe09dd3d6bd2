package io.tocsin.replay.journal;

import io.tocsin.codecs.sbe.AlertRaisedDecoder;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.OutputDispatchedDecoder;
import io.tocsin.codecs.sbe.SessionChangedDecoder;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;

/** Which alerts and sequences of a later round took the place of those of the first. Fed with the events of all rounds. One thread. */
final class GrownState {
    /** Lanes, as the schema numbers them. */
    static final int CRITICAL = 0;

    /** As {@link #CRITICAL}. */
    static final int OTHER = 1;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AlertRaisedDecoder raised = new AlertRaisedDecoder();
    private final SessionChangedDecoder session = new SessionChangedDecoder();
    private final OutputDispatchedDecoder dispatched = new OutputDispatchedDecoder();
    private final Map<Long, String> identities = new HashMap<>();
    private final Map<String, Long> newest = new HashMap<>();
    private final Map<Long, Long> people = new HashMap<>();
    private final Map<Long, Long> dispatchedSeqs = new HashMap<>();
    private Map<Long, Long> baseSeqs = Map.of();
    private boolean firstRound = true;

    /** From now on it is another round. */
    void beginRound() {
        firstRound = false;
        baseSeqs = new HashMap<>(dispatchedSeqs);
    }

    /** Takes note of an event. */
    void on(final DirectBuffer buffer, final int offset) {
        switch (header.wrap(buffer, offset).templateId()) {
            case AlertRaisedDecoder.TEMPLATE_ID -> onRaised(raised.wrapAndApplyHeader(buffer, offset, header));
            case SessionChangedDecoder.TEMPLATE_ID -> {
                session.wrapAndApplyHeader(buffer, offset, header);
                people.put(session.sessionId(), session.person());
            }
            case OutputDispatchedDecoder.TEMPLATE_ID -> {
                dispatched.wrapAndApplyHeader(buffer, offset, header);
                final int lane = dispatched.lane().value();
                for (final OutputDispatchedDecoder.RecipientsDecoder recipient : dispatched.recipients()) {
                    dispatchedSeqs.merge(laneOf(recipient.person(), lane), recipient.seq(), Math::max);
                }
            }
            default -> {
                // Nothing that a command of a later round refers to.
            }
        }
    }

    /** The alert that stands where one of the first round stood; the same number if there is none. */
    long successorOf(final long alertId) {
        final String identity = identities.get(alertId);
        return identity == null ? alertId : newest.getOrDefault(identity, alertId);
    }

    /** The sequence that stands where one of the first round stood, but none that was not dispatched yet; 0 = none. */
    long seq(final long sessionId, final int lane, final long recorded) {
        final Long person = people.get(sessionId);
        if (recorded == 0 || person == null) {
            return recorded;
        }
        final long place = laneOf(person, lane);
        return Math.min(baseSeqs.getOrDefault(place, 0L) + recorded, dispatchedSeqs.getOrDefault(place, 0L));
    }

    private void onRaised(final AlertRaisedDecoder alert) {
        final String identity = alert.cause() == Cause.DECLARED
                ? alert.sourceId() + "/" + alert.purpose() + "/" + alert.alertKey()
                : alert.cause() + "/" + alert.subject() + "/" + alert.rule();
        newest.put(identity, alert.alertId());
        if (firstRound) {
            identities.put(alert.alertId(), identity);
        }
    }

    private static long laneOf(final long person, final int lane) {
        return person << 1 | lane;
    }
}
