package io.tocsin.transport.gateway;

import io.tocsin.AlertRouter;
import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CommandEncoder;
import io.tocsin.codecs.sbe.EnvelopeEncoder;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.RecordReadEncoder;
import io.tocsin.codecs.sbe.SessionClosedEncoder;
import io.tocsin.codecs.sbe.SessionOpenedEncoder;
import io.tocsin.codecs.sbe.SourceQueryEncoder;
import io.tocsin.engine.AlertEngine;
import io.tocsin.pipeline.AnswerLevels;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Where one loop's commands leave for the ring: encodes into one buffer and offers; never waits. Loop only. */
final class RingPort {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[AlertEngine.MAX_COMMAND_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final EnvelopeEncoder envelope = new EnvelopeEncoder();
    private final CommandEncoder commands = new CommandEncoder();
    private final SourceQueryEncoder sourceQuery = new SourceQueryEncoder();
    private final SessionOpenedEncoder opened = new SessionOpenedEncoder();
    private final SessionClosedEncoder closed = new SessionClosedEncoder();
    private final RecordReadEncoder read = new RecordReadEncoder();
    private final AlertRouter router;
    private final EpochNanoClock clock;
    private final int gatewayId;
    private final AnswerLevels levels;
    private final Level level;

    RingPort(final AlertRouter router, final EpochNanoClock clock, final int gatewayId) {
        this.router = router;
        this.clock = clock;
        this.gatewayId = gatewayId;
        levels = router.levels();
        level = levels.level();
    }

    /** What the router's answers mean at least. */
    Level level() {
        return level;
    }

    /** What the answer means that is delivered now. Delivery thread. */
    Level toldLevel() {
        return levels.told();
    }

    /** Whether an answer can mean what is asked of it; {@code null} = nothing. */
    boolean gives(final @Nullable Level asked) {
        return asked == null || levels.gives(asked);
    }

    /** Offers what a client said. OK: it entered, and the correlation is answered unless it is 0. */
    AnswerResult offer(final ClientMessage message, final long sourceId, final long sessionId, final long correlation) {
        final CommandEncoder.Origin origin =
                new CommandEncoder.Origin(sourceId, clock.nanoTime(), sessionId, correlation, gatewayId, level);
        return publish(commands.encode(message, origin, buffer, 0));
    }

    /** Asks how far a source has counted. */
    AnswerResult offerSourceQuery(final long sourceId, final long correlation) {
        sourceQuery.wrapAndApplyHeader(buffer, 0, header);
        envelope(sourceId, 0, correlation);
        return publish(MessageHeaderEncoder.ENCODED_LENGTH + sourceQuery.encodedLength());
    }

    /** Says that a person's client is connected, and what its proof permits; asks for redelivery if it said so before. */
    AnswerResult offerSessionOpened(
            final long sessionId,
            final String person,
            final int capabilities,
            final Permitted permitted,
            final long correlation) {
        final byte[] units = permitted.encodedUnits();
        opened.wrapAndApplyHeader(buffer, 0, header)
                .sessionId(sessionId)
                .gatewayId(gatewayId)
                .capabilities(capabilities)
                .scopes(permitted.scopes())
                .patientScopes(permitted.patientScopes())
                .personId(person)
                .putUnits(units, 0, units.length);
        envelope(0, sessionId, correlation);
        return publish(MessageHeaderEncoder.ENCODED_LENGTH + opened.encodedLength());
    }

    /** Says that a person's client is gone. */
    AnswerResult offerSessionClosed(final long sessionId) {
        closed.wrapAndApplyHeader(buffer, 0, header).sessionId(sessionId);
        envelope(0, sessionId, 0);
        return publish(MessageHeaderEncoder.ENCODED_LENGTH + closed.encodedLength());
    }

    /** Says that somebody is about to be shown something of patients. */
    AnswerResult offerRead(final ReadDesk.Read said, final Peer peer, final long correlation) {
        read.wrapAndApplyHeader(buffer, 0, header).kind(said.kind());
        envelope(peer.sourceId(), peer.sessionId(), correlation);
        final RecordReadEncoder.ShownEncoder shown =
                read.shownCount(said.shown().size());
        for (final long shownId : said.shown()) {
            shown.next().shownId(shownId);
        }
        read.patientId(said.patient())
                .unitId(said.unit())
                .bedId(said.bed())
                .deviceId(said.device())
                .who(said.who(peer));
        return publish(MessageHeaderEncoder.ENCODED_LENGTH + read.encodedLength());
    }

    private void envelope(final long sourceId, final long sessionId, final long correlation) {
        envelope.wrap(buffer, MessageHeaderEncoder.ENCODED_LENGTH)
                .sourceId(sourceId)
                .commandId(0)
                .claimedNs(0)
                .receivedNs(clock.nanoTime())
                .actorSession(sessionId)
                .correlation(correlation)
                .facility(0)
                .replyGateway(gatewayId)
                .keyId(0)
                .flags(0)
                .purpose(Purpose.PRODUCTION)
                .askedLevel(level);
    }

    private AnswerResult publish(final int length) {
        final long ticket = router.offer(buffer, 0, length);
        if (ticket > 0) {
            return AnswerResult.OK;
        }
        if (ticket == AlertRouter.BUSY) {
            return AnswerResult.BUSY;
        }
        if (ticket == AlertRouter.STORAGE_FULL) {
            return AnswerResult.STORAGE_FULL;
        }
        return ticket == AlertRouter.CLOSED ? AnswerResult.CLOSED : AnswerResult.MALFORMED;
    }
}
