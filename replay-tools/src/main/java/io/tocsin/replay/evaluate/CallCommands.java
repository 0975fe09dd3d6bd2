package io.tocsin.replay.evaluate;

import io.tocsin.codecs.sbe.AcceptAlertEncoder;
import io.tocsin.codecs.sbe.ConfigBeginEncoder;
import io.tocsin.codecs.sbe.ConfigCommitEncoder;
import io.tocsin.codecs.sbe.ConfigPartEncoder;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.EnvelopeEncoder;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.PositionReportedEncoder;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.ReceiptBatchEncoder;
import io.tocsin.codecs.sbe.ResolveAlertEncoder;
import io.tocsin.codecs.sbe.SessionOpenedEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.RaiseContent;
import io.tocsin.codecs.text.TextLimit;
import io.tocsin.engine.AlertEngine;
import io.tocsin.replay.evaluate.Responders.Responder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes the commands of calls and of the units that answer them, one at a time, into a buffer that is written anew by each. All ask for an answer. */
final class CallCommands {
    private static final long HOST = 0;
    private static final long CALL_TAKER = 1;
    private static final long CONFIG_ID = 1;
    private static final int PART_OVERHEAD =
            MessageHeaderEncoder.ENCODED_LENGTH + ConfigPartEncoder.BLOCK_LENGTH + Short.BYTES;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[AlertEngine.MAX_COMMAND_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final VirtualClock clock;
    private long correlation;

    CallCommands(final VirtualClock clock) {
        this.clock = clock;
    }

    /** Holds the last command encoded, from 0. */
    DirectBuffer buffer() {
        return buffer;
    }

    /** Bytes of entries that fit one part. */
    static int partRoom() {
        return AlertEngine.MAX_COMMAND_LENGTH - PART_OVERHEAD;
    }

    int configBegin() {
        final ConfigBeginEncoder begin = new ConfigBeginEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(begin.envelope(), HOST, 0);
        begin.configId(CONFIG_ID);
        return begin.limit();
    }

    int configPart(final int partNumber, final DirectBuffer entries, final int offset, final int length) {
        final ConfigPartEncoder part = new ConfigPartEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(part.envelope(), HOST, 0);
        part.configId(CONFIG_ID).partNumber(partNumber).putEntries(entries, offset, length);
        return part.limit();
    }

    int configCommit(final int entryCount, final long contentHash) {
        final ConfigCommitEncoder commit = new ConfigCommitEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(commit.envelope(), HOST, 0);
        commit.configId(CONFIG_ID).entryCount(entryCount).contentHash(contentHash);
        return commit.limit();
    }

    int sessionOpened(final long session, final String personId) {
        final SessionOpenedEncoder opened = new SessionOpenedEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(opened.envelope(), HOST, 0);
        opened.sessionId(session)
                .gatewayId(0)
                .capabilities(0)
                .scopes(0)
                .patientScopes(0)
                .personId(personId)
                .putUnits(new byte[0], 0, 0);
        return opened.limit();
    }

    /** A unit says where it is. */
    int position(final long session, final Responder unit) {
        final PositionReportedEncoder report = new PositionReportedEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(report.envelope(), HOST, session);
        report.latitude(unit.latitude())
                .longitude(unit.longitude())
                .atNs(clock.nanoTime())
                .personId("")
                .room("")
                .unitId("")
                .floor("")
                .building("")
                .campus("");
        return report.limit();
    }

    /** A call comes in. */
    int raise(final Call call) {
        final int length = new RaiseContent("line-" + call.line())
                .type(EmergencyType.OTHER)
                .severity(Severity.EMERGENT)
                .text(TextLimit.TYPE_TEXT, call.title())
                .position(call.latitude(), call.longitude())
                .createdAtNs(call.instantNs())
                .encode(buffer, 0);
        envelope(new EnvelopeEncoder().wrap(buffer, MessageHeaderEncoder.ENCODED_LENGTH), CALL_TAKER, 0);
        return length;
    }

    /** A unit's client has received everything up to a sequence. */
    int received(final long session, final long critical, final long other) {
        final ReceiptBatchEncoder receipts = new ReceiptBatchEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(receipts.envelope(), HOST, session);
        receipts.receivedCritical(critical).receivedOther(other).displayedCount(0);
        return receipts.limit();
    }

    int accept(final long session, final long alertId) {
        final AcceptAlertEncoder accept = new AcceptAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(accept.envelope(), HOST, session);
        accept.alertId(alertId);
        return accept.limit();
    }

    int resolve(final long session, final long alertId) {
        final ResolveAlertEncoder resolve = new ResolveAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(resolve.envelope(), HOST, session);
        resolve.alertId(alertId);
        return resolve.limit();
    }

    private void envelope(final EnvelopeEncoder envelope, final long sourceId, final long actorSession) {
        correlation++;
        envelope.sourceId(sourceId)
                .commandId(0)
                .claimedNs(clock.nanoTime())
                .receivedNs(clock.nanoTime())
                .actorSession(actorSession)
                .correlation(correlation)
                .facility(0)
                .replyGateway(0)
                .keyId(0)
                .flags(0)
                .purpose(Purpose.PRODUCTION)
                .askedLevel(Level.MEMORY);
    }
}
