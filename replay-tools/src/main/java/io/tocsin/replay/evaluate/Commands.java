package io.tocsin.replay.evaluate;

import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.CalibrationStatus;
import io.tocsin.codecs.sbe.ConfigBeginEncoder;
import io.tocsin.codecs.sbe.ConfigCommitEncoder;
import io.tocsin.codecs.sbe.ConfigPartEncoder;
import io.tocsin.codecs.sbe.CountersQueryEncoder;
import io.tocsin.codecs.sbe.EnvelopeEncoder;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.ReceiptBatchEncoder;
import io.tocsin.codecs.sbe.ResolveAlertEncoder;
import io.tocsin.codecs.sbe.SessionOpenedEncoder;
import io.tocsin.codecs.sbe.VitalsBatchEncoder;
import io.tocsin.engine.AlertEngine;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encodes commands, one at a time, into a buffer that is written anew by each. All ask for an answer, so that a refusal
 * is noticed where it happens. Three senders: the host, which configures and asks, the interface that brings readings,
 * and the desk's client. Only the last one's commands carry an id: the host never sends twice, and readings are
 * deduplicated by device.
 */
final class Commands {
    /** Displayed deliveries that one batch of receipts may name. */
    static final int MAX_DISPLAYED = 64;

    private static final long HOST = 0;
    private static final long INTERFACE = 1;
    private static final long DESK_CLIENT = 2;
    private static final long CONFIG_ID = 1;
    private static final long DESK_SESSION = 1;
    private static final int PART_OVERHEAD =
            MessageHeaderEncoder.ENCODED_LENGTH + ConfigPartEncoder.BLOCK_LENGTH + Short.BYTES;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[AlertEngine.MAX_COMMAND_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final VitalsBatchEncoder vitals = new VitalsBatchEncoder();
    private final ResolveAlertEncoder resolve = new ResolveAlertEncoder();
    private final ReceiptBatchEncoder receipts = new ReceiptBatchEncoder();
    private final VirtualClock clock;
    private long hostCommands;
    private long deskCommandId;

    Commands(final VirtualClock clock) {
        this.clock = clock;
    }

    /** Holds the last command encoded, from 0. */
    DirectBuffer buffer() {
        return buffer;
    }

    int configBegin() {
        final ConfigBeginEncoder begin = new ConfigBeginEncoder().wrapAndApplyHeader(buffer, 0, header);
        byHost(begin.envelope());
        begin.configId(CONFIG_ID);
        return lengthOf(begin.encodedLength());
    }

    /** Bytes of entries that fit one part. */
    static int partRoom() {
        return AlertEngine.MAX_COMMAND_LENGTH - PART_OVERHEAD;
    }

    int configPart(final int partNumber, final DirectBuffer entries, final int offset, final int length) {
        final ConfigPartEncoder part = new ConfigPartEncoder().wrapAndApplyHeader(buffer, 0, header);
        byHost(part.envelope());
        part.configId(CONFIG_ID).partNumber(partNumber).putEntries(entries, offset, length);
        return lengthOf(part.encodedLength());
    }

    int configCommit(final int entryCount, final long contentHash) {
        final ConfigCommitEncoder commit = new ConfigCommitEncoder().wrapAndApplyHeader(buffer, 0, header);
        byHost(commit.envelope());
        commit.configId(CONFIG_ID).entryCount(entryCount).contentHash(contentHash);
        return lengthOf(commit.encodedLength());
    }

    /**
     * The readings of one row; it must have some.
     *
     * @param table where it stands.
     * @param row   in the table.
     * @param count of its readings, from 1, what is said of oxygen among them.
     * @param oxygen 0, 100 or {@link VitalsTable#NOT_MEASURED}: nothing is said of it.
     */
    int vitals(final VitalsTable table, final int row, final int count, final int oxygen) {
        vitals.wrapAndApplyHeader(buffer, 0, header);
        envelope(vitals.envelope(), INTERFACE, 0, row + 1L, 0);
        final VitalsBatchEncoder.ReadingsEncoder readings = vitals.deviceSequence(0)
                .acuity(Acuity.CONTINUOUS)
                .measuredNs(0)
                .status(0)
                .statusOf(0)
                .batteryPercent(VitalsBatchEncoder.batteryPercentNullValue())
                .accuracy(VitalsBatchEncoder.accuracyNullValue())
                .accuracyOf(0)
                .calibration(CalibrationStatus.NULL_VAL)
                .readingsCount(count);
        for (int i = 0; i < Vital.count(); i++) {
            final int value = table.reading(row, i);
            if (value != VitalsTable.NOT_MEASURED) {
                readings.next().value(value).parameter(Vital.at(i).parameter());
            }
        }
        if (oxygen != VitalsTable.NOT_MEASURED) {
            readings.next().value(oxygen).parameter(Parameter.OXYGEN_THERAPY);
        }
        final byte[] patientId = table.patientIds().get(table.patientOf(row));
        vitals.putPatientId(patientId, 0, patientId.length).bedId("").deviceId("");
        return lengthOf(vitals.encodedLength());
    }

    int sessionOpened() {
        final SessionOpenedEncoder session = new SessionOpenedEncoder().wrapAndApplyHeader(buffer, 0, header);
        byDesk(session.envelope());
        session.sessionId(DESK_SESSION)
                .gatewayId(0)
                .capabilities(0)
                .scopes(0)
                .patientScopes(0)
                .personId(SiteEntries.DESK)
                .putUnits(new byte[0], 0, 0);
        return lengthOf(session.encodedLength());
    }

    int resolve(final long alertId) {
        resolve.wrapAndApplyHeader(buffer, 0, header);
        byDesk(resolve.envelope());
        resolve.alertId(alertId);
        return lengthOf(resolve.encodedLength());
    }

    int receipts(final DeskInbox inbox) {
        receipts.wrapAndApplyHeader(buffer, 0, header);
        byDesk(receipts.envelope());
        inbox.takeInto(receipts);
        return lengthOf(receipts.encodedLength());
    }

    int countersQuery() {
        final CountersQueryEncoder query = new CountersQueryEncoder().wrapAndApplyHeader(buffer, 0, header);
        byHost(query.envelope());
        return lengthOf(query.encodedLength());
    }

    /** Says which command an answer is for. */
    static String describe(final long sourceId, final long correlation) {
        if (sourceId == INTERFACE) {
            return "the readings of row " + correlation;
        }
        return "command " + correlation + " of the " + (sourceId == HOST ? "host" : "desk");
    }

    private void byHost(final EnvelopeEncoder envelope) {
        hostCommands++;
        envelope(envelope, HOST, 0, hostCommands, 0);
    }

    private void byDesk(final EnvelopeEncoder envelope) {
        deskCommandId++;
        envelope(envelope, DESK_CLIENT, deskCommandId, deskCommandId, DESK_SESSION);
    }

    private void envelope(
            final EnvelopeEncoder envelope,
            final long sourceId,
            final long commandId,
            final long correlation,
            final long actorSession) {
        envelope.sourceId(sourceId)
                .commandId(commandId)
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

    private static int lengthOf(final int bodyLength) {
        return MessageHeaderEncoder.ENCODED_LENGTH + bodyLength;
    }
}
