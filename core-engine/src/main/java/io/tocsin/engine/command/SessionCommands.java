package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Presence;
import io.tocsin.codecs.sbe.ReceiptBatchDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.SessionClosedDecoder;
import io.tocsin.codecs.sbe.SessionOpenedDecoder;
import io.tocsin.engine.delivery.Dispatcher;
import io.tocsin.engine.delivery.Presences;
import io.tocsin.engine.delivery.SessionLimits;
import io.tocsin.engine.delivery.Sessions;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.DeliveryEvents;
import io.tocsin.engine.event.RoutingEvents;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.semantics.Semantics;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.store.IdTable;
import io.tocsin.engine.watch.LostDevices;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Who is connected, and what has arrived there. */
public final class SessionCommands {
    /** Field id of maxSessions in Genesis: the detail of TABLE_FULL. */
    private static final int MAX_SESSIONS_FIELD = 14;

    private static final int PERSON = 0;
    private static final int UNITS = 1;
    private static final int MALFORMED_UNITS = -2;
    private static final int SCOPES_END = SessionOpenedDecoder.BLOCK_LENGTH;
    /** The capabilities that this version knows; what other bits say is not kept. */
    private static final int KNOWN_CAPABILITIES = 0b11;

    private static final int MAX_DISPLAYED = 64;
    private static final int SEQ_OFFSET = ReceiptBatchDecoder.DisplayedDecoder.seqEncodingOffset();
    private static final int LANE_OFFSET = ReceiptBatchDecoder.DisplayedDecoder.laneEncodingOffset();
    private static final int SEQ_FIELD = ReceiptBatchDecoder.DisplayedDecoder.seqId();
    private static final int LANE_FIELD = ReceiptBatchDecoder.DisplayedDecoder.laneId();
    private static final int CRITICAL = Lane.CRITICAL.value();
    private static final int OTHER = Lane.OTHER.value();

    private final Semantics semantics;
    private final Site site;
    private final Sessions sessions;
    private final Presences presences;
    private final RoutingEvents routingEvents;
    private final Dispatcher dispatcher;
    private final LostDevices lostDevices;
    private final DeliveryEvents events;
    private final int maxGateways;
    /** Of the proof behind the session that is being opened. */
    private final int[] units = new int[SessionLimits.MAX_UNITS];

    private final SessionOpenedDecoder opened = new SessionOpenedDecoder();
    private final SessionClosedDecoder closed = new SessionClosedDecoder();
    private final ReceiptBatchDecoder receipts = new ReceiptBatchDecoder();

    /**
     * Takes note of sessions and receipts.
     *
     * @param semantics   that are in force.
     * @param site        with the people.
     * @param sessions    of people.
     * @param presences   what they said of being there.
     * @param routingEvents of presence.
     * @param dispatcher  of outputs.
     * @param lostDevices of people on duty.
     * @param events      of delivery.
     * @param maxGateways gateways are below it.
     */
    public SessionCommands(
            final Semantics semantics,
            final Site site,
            final Sessions sessions,
            final Presences presences,
            final RoutingEvents routingEvents,
            final Dispatcher dispatcher,
            final LostDevices lostDevices,
            final DeliveryEvents events,
            final int maxGateways) {
        this.semantics = semantics;
        this.site = site;
        this.sessions = sessions;
        this.presences = presences;
        this.routingEvents = routingEvents;
        this.dispatcher = dispatcher;
        this.lostDevices = lostDevices;
        this.events = events;
        this.maxGateways = maxGateways;
    }

    /**
     * Carries {@code SessionOpened} out.
     *
     * @param buffer holds the message.
     * @param layout of the message.
     * @param answer to fill in.
     */
    public void opened(final DirectBuffer buffer, final MessageLayout layout, final Answer answer) {
        opened.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final long sessionId = opened.sessionId();
        final long gateway = opened.gatewayId();
        final int length = layout.textLength(PERSON);
        if (sessionId == 0) {
            answer.refuse(Result.INVALID_FIELD, SessionOpenedDecoder.sessionIdId());
        } else if (gateway >= maxGateways) {
            answer.refuse(Result.INVALID_FIELD, SessionOpenedDecoder.gatewayIdId());
        } else if (length > IdTable.MAX_ID_BYTES) {
            answer.refuse(Result.ID_TOO_LONG, SessionOpenedDecoder.personIdId());
        } else if (length == 0) {
            answer.refuse(Result.INVALID_FIELD, SessionOpenedDecoder.personIdId());
        } else {
            final int unitCount = unitsOf(buffer, layout);
            if (unitCount == MALFORMED_UNITS) {
                answer.refuse(Result.INVALID_FIELD, SessionOpenedDecoder.unitsId());
                return;
            }
            final int person = site.people().find((byte) 0, buffer, layout.textOffset(PERSON), length);
            if (person == IdTable.ABSENT) {
                answer.refuse(Result.UNKNOWN_PERSON, 0);
            } else {
                final boolean isStated = layout.version() >= SessionOpenedDecoder.capabilitiesSinceVersion();
                final int capabilities = isStated ? opened.capabilities() & KNOWN_CAPABILITIES : 0;
                open(
                        sessionId,
                        person,
                        (int) gateway,
                        capabilities,
                        layout.blockLength() >= SCOPES_END && semantics.limitsSessions(),
                        unitCount,
                        answer);
            }
        }
    }

    /**
     * Carries {@code SessionClosed} out.
     *
     * @param buffer holds the message.
     * @param layout of the message.
     * @param answer to fill in.
     */
    public void closed(final DirectBuffer buffer, final MessageLayout layout, final Answer answer) {
        closed.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final int session = sessions.slotOf(closed.sessionId());
        if (session == Sessions.NONE) {
            answer.refuse(Result.UNKNOWN_SESSION, 0);
            return;
        }
        final int person = sessions.person(session);
        final int gateway = sessions.gateway(session);
        final int capabilities = sessions.capabilities(session);
        sessions.close(session);
        events.sessionChanged(
                Because.of(Clause.SESSION_CLOSED), closed.sessionId(), person, gateway, capabilities, false);
        dispatcher.disconnected(person, gateway);
        lostDevices.disconnected(person);
    }

    /**
     * Carries {@code ReceiptBatch} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void receipts(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        receipts.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        if (layout.groupCount() > MAX_DISPLAYED) {
            answer.refuse(Result.INVALID_FIELD, (int) ReceiptBatchDecoder.displayedDecoderId());
            return;
        }
        for (int i = 0; i < layout.groupCount(); i++) {
            if ((buffer.getByte(layout.elementOffset(i) + LANE_OFFSET) & 0xFF) > OTHER) {
                answer.refuse(Result.INVALID_FIELD, LANE_FIELD);
                return;
            }
        }
        final int session = sessions.slotOf(envelope.actorSession());
        if (session == Sessions.NONE) {
            answer.refuse(Result.UNKNOWN_SESSION, 0);
            return;
        }
        final int person = sessions.person(session);
        final long critical = receipts.receivedCritical();
        final long other = receipts.receivedOther();
        if (!dispatcher.isDispatched(person, CRITICAL, critical)) {
            answer.refuse(Result.INVALID_FIELD, ReceiptBatchDecoder.receivedCriticalId());
        } else if (!dispatcher.isDispatched(person, OTHER, other)) {
            answer.refuse(Result.INVALID_FIELD, ReceiptBatchDecoder.receivedOtherId());
        } else if (areDisplayedDispatched(buffer, layout, person)) {
            dispatcher.received(person, CRITICAL, critical);
            dispatcher.received(person, OTHER, other);
            for (int i = 0; i < layout.groupCount(); i++) {
                events.displayNoted(Because.NOTHING, person, lane(buffer, layout, i), seq(buffer, layout, i));
            }
        } else {
            answer.refuse(Result.INVALID_FIELD, SEQ_FIELD);
        }
    }

    /** Each once, of those that the site knows; the others are not kept: who opens sessions does so again when the site has others. */
    private int unitsOf(final DirectBuffer buffer, final MessageLayout layout) {
        final int length = layout.textLength(UNITS);
        if (length == 0 || !semantics.limitsSessions()) {
            return SessionLimits.ALL_UNITS;
        }
        int at = layout.textOffset(UNITS);
        final int end = at + length;
        final int stated = buffer.getByte(at++) & 0xFF;
        if (stated > SessionLimits.MAX_UNITS) {
            return MALFORMED_UNITS;
        }
        int count = 0;
        for (int i = 0; i < stated; i++) {
            final int idLength = at < end ? buffer.getByte(at++) & 0xFF : 0;
            if (idLength == 0 || idLength > IdTable.MAX_ID_BYTES || at + idLength > end) {
                return MALFORMED_UNITS;
            }
            final int unit = site.units().find((byte) 0, buffer, at, idLength);
            if (unit != IdTable.ABSENT && !isAmong(unit, count)) {
                units[count++] = unit;
            }
            at += idLength;
        }
        return at == end ? count : MALFORMED_UNITS;
    }

    private boolean isAmong(final int unit, final int count) {
        int i = 0;
        while (i < count && units[i] != unit) {
            i++;
        }
        return i < count;
    }

    /** Whether the session is limited, or no more as it was. */
    private boolean limit(final int session, final boolean hasScopes, final int unitCount) {
        return sessions.limits()
                .set(
                        session,
                        hasScopes ? (int) opened.scopes() : 0,
                        hasScopes ? (int) opened.patientScopes() : 0,
                        units,
                        unitCount);
    }

    private void open(
            final long sessionId,
            final int person,
            final int gateway,
            final int capabilities,
            final boolean hasScopes,
            final int unitCount,
            final Answer answer) {
        final int session = sessions.slotOf(sessionId);
        final int former = sessions.gatewayOfPerson(person);
        if (session != Sessions.NONE) {
            if (sessions.person(session) == person) {
                if (limit(session, hasScopes, unitCount)) {
                    sessions.tellLimits(events, session);
                }
                dispatcher.connected(person, former);
            } else {
                answer.refuse(Result.INVALID_FIELD, SessionOpenedDecoder.sessionIdId());
            }
        } else if (sessions.open(sessionId, person, gateway, capabilities) == Sessions.NONE) {
            answer.refuse(Result.TABLE_FULL, MAX_SESSIONS_FIELD);
        } else {
            final int newest = sessions.slotOf(sessionId);
            events.sessionChanged(Because.NOTHING, sessionId, person, gateway, capabilities, true);
            if (limit(newest, hasScopes, unitCount)) {
                sessions.tellLimits(events, newest);
            }
            // Who comes back is there.
            if (former == Sessions.NONE && presences.isOffline(person)) {
                presences.change(person, Presence.ONLINE.value());
                routingEvents.presenceNoted(Because.NOTHING, person, Presence.ONLINE.value());
            }
            lostDevices.connected(person);
            dispatcher.connected(person, former);
        }
    }

    private boolean areDisplayedDispatched(final DirectBuffer buffer, final MessageLayout layout, final int person) {
        for (int i = 0; i < layout.groupCount(); i++) {
            if (!dispatcher.isDispatched(person, lane(buffer, layout, i), seq(buffer, layout, i))) {
                return false;
            }
        }
        return true;
    }

    private static int lane(final DirectBuffer buffer, final MessageLayout layout, final int index) {
        return buffer.getByte(layout.elementOffset(index) + LANE_OFFSET);
    }

    private static long seq(final DirectBuffer buffer, final MessageLayout layout, final int index) {
        return buffer.getLong(layout.elementOffset(index) + SEQ_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }
}
