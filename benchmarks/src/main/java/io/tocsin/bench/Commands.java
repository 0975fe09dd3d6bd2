package io.tocsin.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.codecs.sbe.AcceptAlertEncoder;
import io.tocsin.codecs.sbe.CancelAlertEncoder;
import io.tocsin.codecs.sbe.ClearAlertEncoder;
import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.EnvelopeEncoder;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.RaiseAlertEncoder;
import io.tocsin.codecs.sbe.ReceiptBatchEncoder;
import io.tocsin.codecs.sbe.RejectAlertEncoder;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.ResolveAlertEncoder;
import io.tocsin.codecs.sbe.SessionClosedEncoder;
import io.tocsin.codecs.sbe.SessionOpenedEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TickEncoder;
import io.tocsin.codecs.sbe.UpdateAlertEncoder;
import org.agrona.MutableDirectBuffer;

/** Writes commands, each with its header at an offset, and answers its length. Every command with a command id wants an answer. Does not allocate. */
final class Commands {
    /** What a monitor would say. */
    static final String DESCRIPTION = "Monitor alarm: ventricular fibrillation, no pulse, resuscitation begun";

    private static final int UNITS = 100;
    /** Sources of people's clients, apart from those of interfaces. */
    static final long FIRST_CLIENT = 1_000_000;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final RaiseAlertEncoder raise = new RaiseAlertEncoder();
    private final UpdateAlertEncoder update = new UpdateAlertEncoder();
    private final ClearAlertEncoder clear = new ClearAlertEncoder();
    private final CancelAlertEncoder cancel = new CancelAlertEncoder();
    private final AcceptAlertEncoder accept = new AcceptAlertEncoder();
    private final RejectAlertEncoder reject = new RejectAlertEncoder();
    private final ResolveAlertEncoder resolve = new ResolveAlertEncoder();
    private final SessionOpenedEncoder sessionOpened = new SessionOpenedEncoder();
    private final SessionClosedEncoder sessionClosed = new SessionClosedEncoder();
    private final ReceiptBatchEncoder receipts = new ReceiptBatchEncoder();
    private final TickEncoder tick = new TickEncoder();
    private final byte[] id = new byte[Ids.MAX_BYTES];
    private final byte[] description = DESCRIPTION.getBytes(UTF_8);
    private final byte[] otherDescription =
            "Monitor alarm: pulse regained after two shocks, still not responding".getBytes(UTF_8);
    private final byte[] facility = "North Hospital".getBytes(UTF_8);
    private final byte[] department = "Cardiology".getBytes(UTF_8);
    private final byte[] filling = new byte[160];

    Commands() {
        java.util.Arrays.fill(filling, (byte) 'x');
    }

    /** Session of a person. */
    static long session(final int person) {
        return 1L + person;
    }

    /** A raise as a monitor's interface would send it, about 290 bytes; or as long as one can be. */
    int raise(
            final MutableDirectBuffer buffer,
            final int offset,
            final long commandId,
            final long key,
            final int patient,
            final Severity severity,
            final boolean longest) {
        raise.wrapAndApplyHeader(buffer, offset, header);
        envelope(raise.envelope(), Hospital.SOURCE, commandId, 0);
        // What may be silenced and put off is neither critical nor of a protected type.
        raise.emergencyType(severity == Severity.CRITICAL ? EmergencyType.CARDIAC_ARREST : EmergencyType.STROKE)
                .severity(severity)
                .consciousness(Consciousness.UNRESPONSIVE)
                .pain(RaiseAlertEncoder.painNullValue())
                .contentFlags(0)
                .reserved(0)
                .systolic(60_00)
                .diastolic(RaiseAlertEncoder.diastolicNullValue())
                .heartRate(180_00)
                .respiratoryRate(RaiseAlertEncoder.respiratoryRateNullValue())
                .temperature(RaiseAlertEncoder.temperatureNullValue())
                .spo2(82_00)
                .glucose(RaiseAlertEncoder.glucoseNullValue())
                .latitude(RaiseAlertEncoder.latitudeNullValue())
                .longitude(RaiseAlertEncoder.longitudeNullValue())
                .estimatedResponseMs(RaiseAlertEncoder.estimatedResponseMsNullValue())
                .createdAtNs(Hospital.START_NS + commandId)
                .deviceCondition(DeviceCondition.NULL_VAL);
        raise.specializationsCount(0);
        raise.putAlertKey(id, 0, Ids.key(key, id))
                .putPatientId(id, 0, Ids.patient(patient, id))
                .putDeviceId(id, 0, Ids.device(patient, id))
                .putFacilityName(facility, 0, facility.length)
                .putBuilding(filling, 0, longest ? 24 : 0)
                .putFloor(filling, 0, longest ? 8 : 1)
                .putDepartment(department, 0, department.length)
                .putUnitId(id, 0, Ids.unit(patient % UNITS, id))
                .putRoom(filling, 0, longest ? 16 : 4)
                .putBedId(id, 0, 0)
                .putAddress(filling, 0, longest ? 72 : 0)
                .putTypeText(filling, 0, longest ? 48 : 0);
        if (longest) {
            raise.putDescription(filling, 0, 160).putMetadata(filling, 0, 96).putPersonal(filling, 0, 96);
        } else {
            raise.putDescription(description, 0, description.length)
                    .putMetadata(filling, 0, 0)
                    .putPersonal(filling, 0, 0);
        }
        return raise.limit() - offset;
    }

    int update(final MutableDirectBuffer buffer, final int offset, final long commandId, final long alertId) {
        update.wrapAndApplyHeader(buffer, offset, header);
        envelope(update.envelope(), Hospital.SOURCE, commandId, 0);
        update.alertId(alertId)
                .severity(Severity.NULL_VAL)
                .putAlertKey(id, 0, 0)
                .putDescription(otherDescription, 0, otherDescription.length);
        return update.limit() - offset;
    }

    int clear(final MutableDirectBuffer buffer, final int offset, final long commandId, final long key) {
        clear.wrapAndApplyHeader(buffer, offset, header);
        envelope(clear.envelope(), Hospital.SOURCE, commandId, 0);
        clear.alertId(0).putAlertKey(id, 0, Ids.key(key, id));
        return clear.limit() - offset;
    }

    int cancel(final MutableDirectBuffer buffer, final int offset, final long commandId, final long key) {
        cancel.wrapAndApplyHeader(buffer, offset, header);
        envelope(cancel.envelope(), Hospital.SOURCE, commandId, 0);
        cancel.alertId(0).putAlertKey(id, 0, Ids.key(key, id));
        return cancel.limit() - offset;
    }

    int accept(
            final MutableDirectBuffer buffer,
            final int offset,
            final long commandId,
            final int person,
            final long alertId) {
        ofPerson(accept.wrapAndApplyHeader(buffer, offset, header).envelope(), commandId, person);
        accept.alertId(alertId);
        return accept.limit() - offset;
    }

    int reject(
            final MutableDirectBuffer buffer,
            final int offset,
            final long commandId,
            final int person,
            final long alertId) {
        ofPerson(reject.wrapAndApplyHeader(buffer, offset, header).envelope(), commandId, person);
        reject.alertId(alertId).reason(RejectReason.BUSY);
        return reject.limit() - offset;
    }

    int resolve(
            final MutableDirectBuffer buffer,
            final int offset,
            final long commandId,
            final int person,
            final long alertId) {
        ofPerson(resolve.wrapAndApplyHeader(buffer, offset, header).envelope(), commandId, person);
        resolve.alertId(alertId);
        return resolve.limit() - offset;
    }

    int sessionOpened(final MutableDirectBuffer buffer, final int offset, final long commandId, final int person) {
        sessionOpened.wrapAndApplyHeader(buffer, offset, header);
        envelope(sessionOpened.envelope(), FIRST_CLIENT + person, commandId, 0);
        sessionOpened
                .sessionId(session(person))
                .gatewayId(1)
                .capabilities(0)
                .scopes(0)
                .patientScopes(0)
                .putPersonId(id, 0, Ids.person(person, id))
                .putUnits(id, 0, 0);
        return sessionOpened.limit() - offset;
    }

    int sessionClosed(final MutableDirectBuffer buffer, final int offset, final long commandId, final int person) {
        sessionClosed.wrapAndApplyHeader(buffer, offset, header);
        envelope(sessionClosed.envelope(), FIRST_CLIENT + person, commandId, 0);
        sessionClosed.sessionId(session(person));
        return sessionClosed.limit() - offset;
    }

    /** Everything up to these sequences was received; the last one of the lane CRITICAL, if there is one, was shown. */
    int receipts(
            final MutableDirectBuffer buffer,
            final int offset,
            final long commandId,
            final int person,
            final long critical,
            final long other) {
        ofPerson(receipts.wrapAndApplyHeader(buffer, offset, header).envelope(), commandId, person);
        receipts.receivedCritical(critical).receivedOther(other);
        final ReceiptBatchEncoder.DisplayedEncoder displayed = receipts.displayedCount(critical == 0 ? 0 : 1);
        if (critical != 0) {
            displayed.next().seq(critical).lane(Lane.CRITICAL);
        }
        return receipts.limit() - offset;
    }

    int tick(final MutableDirectBuffer buffer, final int offset) {
        tick.wrapAndApplyHeader(buffer, offset, header);
        envelope(tick.envelope(), 0, 0, 0);
        return tick.limit() - offset;
    }

    /** What every command of a person says, who has a session. */
    static void ofPerson(final EnvelopeEncoder envelope, final long commandId, final int person) {
        envelope(envelope, FIRST_CLIENT + person, commandId, session(person));
    }

    static void envelope(
            final EnvelopeEncoder envelope, final long sourceId, final long commandId, final long session) {
        envelope.sourceId(sourceId)
                .commandId(commandId)
                .claimedNs(Hospital.START_NS)
                .receivedNs(Hospital.START_NS)
                .actorSession(session)
                .correlation(commandId)
                .facility(0)
                .replyGateway(1)
                .keyId(0)
                .flags(0)
                .purpose(Purpose.PRODUCTION)
                .askedLevel(Level.MEMORY);
    }
}
