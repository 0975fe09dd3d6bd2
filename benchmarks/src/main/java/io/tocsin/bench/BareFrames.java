package io.tocsin.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tocsin.codecs.wire.frames.AlertReportDecoder;
import io.tocsin.codecs.wire.frames.AlertReportEncoder;
import io.tocsin.codecs.wire.frames.AlertTextDecoder;
import io.tocsin.codecs.wire.frames.AlertTextEncoder;
import io.tocsin.codecs.wire.frames.Cause;
import io.tocsin.codecs.wire.frames.Condition;
import io.tocsin.codecs.wire.frames.DeliveryDecoder;
import io.tocsin.codecs.wire.frames.DeliveryEncoder;
import io.tocsin.codecs.wire.frames.EmergencyType;
import io.tocsin.codecs.wire.frames.Flag;
import io.tocsin.codecs.wire.frames.Lane;
import io.tocsin.codecs.wire.frames.MessageHeaderDecoder;
import io.tocsin.codecs.wire.frames.MessageHeaderEncoder;
import io.tocsin.codecs.wire.frames.MessageKind;
import io.tocsin.codecs.wire.frames.OutputKind;
import io.tocsin.codecs.wire.frames.Parameter;
import io.tocsin.codecs.wire.frames.Priority;
import io.tocsin.codecs.wire.frames.Purpose;
import io.tocsin.codecs.wire.frames.RaiseDecoder;
import io.tocsin.codecs.wire.frames.RaiseEncoder;
import io.tocsin.codecs.wire.frames.Severity;
import io.tocsin.codecs.wire.frames.SubjectKind;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The frames of {@link WireMessage} by bare flyweights: no checks, no messages, no texts. One thread; does not allocate. */
final class BareFrames {
    private static final byte[] KEY = "m3/asystole".getBytes(US_ASCII);
    private static final byte[] PATIENT = "p-17".getBytes(US_ASCII);
    private static final byte[] UNIT = "icu".getBytes(US_ASCII);
    private static final byte[] BED = "icu-1".getBytes(US_ASCII);
    private static final byte[] DESCRIPTION = "No pulse for 8 s".getBytes(US_ASCII);
    private static final byte[] DEVICE = "m3".getBytes(US_ASCII);
    private static final byte[] NONE = {};

    private final MutableDirectBuffer buffer;
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder read = new MessageHeaderDecoder();
    private final RaiseEncoder raise = new RaiseEncoder();
    private final RaiseDecoder raised = new RaiseDecoder();
    private final DeliveryEncoder delivery = new DeliveryEncoder();
    private final DeliveryDecoder delivered = new DeliveryDecoder();
    private final AlertReportEncoder report = new AlertReportEncoder();
    private final AlertReportDecoder reported = new AlertReportDecoder();
    private final AlertTextEncoder text = new AlertTextEncoder();
    private final AlertTextDecoder said = new AlertTextDecoder();

    BareFrames(final MutableDirectBuffer buffer) {
        this.buffer = buffer;
    }

    /** Whether what was written last is this frame. */
    boolean isFrame(final byte[] frame, final int length) {
        final byte[] mine = new byte[length];
        buffer.getBytes(0, mine);
        return Arrays.equals(frame, mine);
    }

    int writeRaise() {
        raise.wrapAndApplyHeader(buffer, 0, header)
                .commandId(17)
                .claimedNs(0)
                .emergency(EmergencyType.CARDIAC_ARREST)
                .severity(Severity.CRITICAL)
                .level(io.tocsin.codecs.wire.frames.Level.NULL_VAL)
                .purpose(Purpose.PRODUCTION)
                .putKey(KEY, 0, KEY.length)
                .putPatient(PATIENT, 0, PATIENT.length)
                .putUnit(UNIT, 0, UNIT.length)
                .putBed(BED, 0, BED.length)
                .putPersonal(NONE, 0, 0);
        return inside(raise.limit(), text(raise.limit() + Short.BYTES));
    }

    int writeDelivery() {
        delivery.wrapAndApplyHeader(buffer, 0, header)
                .seq(12)
                .prev(11)
                .deadlineNs(1_767_225_610_000_000_000L)
                .offeredNs(1_767_225_600_500_000_000L)
                .kind(OutputKind.OFFER)
                .message(MessageKind.EMERGENCY_ALERT)
                .lane(Lane.CRITICAL)
                .redelivery(Flag.NO)
                .step((short) 0)
                .outcome(io.tocsin.codecs.wire.frames.Outcome.NULL_VAL);
        delivery.channels().clear().websocket(true).sms(true);
        delivery.putOwner(NONE, 0, 0);
        return inside(delivery.limit(), report(delivery.limit() + Short.BYTES));
    }

    private int report(final int at) {
        report.wrapAndApplyHeader(buffer, at, header)
                .alertId(5)
                .source(Long.parseUnsignedLong("9876543210123456789"))
                .deadlineNs(1_767_225_610_000_000_000L)
                .raisedAtNs(1_767_225_600_400_000_000L)
                .mutedUntilNs(0)
                .snoozedUntilNs(0)
                .inhibitedBy(0)
                .occurrence(1)
                .round(0)
                .loop(0)
                .mutedBy(0)
                .causeValue(0)
                .causeLimit(0)
                .emergency(EmergencyType.CARDIAC_ARREST)
                .severity(Severity.CRITICAL)
                .priority(Priority.CRITICAL)
                .condition(Condition.ACTIVE)
                .purpose(Purpose.PRODUCTION)
                .cause(Cause.DECLARED)
                .causeParameter(Parameter.NULL_VAL)
                .causeRule((short) 0)
                .technicalCondition(io.tocsin.codecs.wire.frames.TechnicalCondition.NULL_VAL)
                .careCondition(io.tocsin.codecs.wire.frames.CareCondition.NULL_VAL)
                .subjectKind(SubjectKind.PATIENT)
                .step((short) 0)
                .needed((short) 0)
                .shown(io.tocsin.codecs.wire.frames.Shown.NULL_VAL)
                .declared(Severity.NULL_VAL)
                .conditionClass(io.tocsin.codecs.wire.frames.ConditionClass.NULL_VAL)
                .harm(io.tocsin.codecs.wire.frames.Harm.NULL_VAL)
                .onset(io.tocsin.codecs.wire.frames.Onset.NULL_VAL)
                .alarmPriority(io.tocsin.codecs.wire.frames.AlarmPriority.NULL_VAL);
        report.flags().clear();
        report.treatmentLimitsCount(0);
        report.slotsCount(0);
        report.responsesCount(0);
        report.putKey(KEY, 0, KEY.length)
                .putSubject(PATIENT, 0, PATIENT.length)
                .putPatientName(NONE, 0, 0)
                .putUnit(UNIT, 0, UNIT.length)
                .putBed(BED, 0, BED.length)
                .putOwner(NONE, 0, 0);
        return inside(report.limit(), text(report.limit() + Short.BYTES));
    }

    private int text(final int at) {
        text.wrapAndApplyHeader(buffer, at, header)
                .createdAtNs(0)
                .estimatedResponseMs(0)
                .latitude(Integer.MIN_VALUE)
                .longitude(Integer.MIN_VALUE)
                .deviceCondition(io.tocsin.codecs.wire.frames.DeviceCondition.NULL_VAL);
        text.vitalsCount(1).next().parameter(Parameter.HEART_RATE).value(3_100);
        text.specializationsCount(0);
        text.metadataCount(0);
        text.putTypeText(NONE, 0, 0)
                .putDescription(DESCRIPTION, 0, DESCRIPTION.length)
                .putDevice(DEVICE, 0, DEVICE.length)
                .putFacility(NONE, 0, 0)
                .putBuilding(NONE, 0, 0)
                .putFloor(NONE, 0, 0)
                .putDepartment(NONE, 0, 0)
                .putRoom(NONE, 0, 0)
                .putAddress(NONE, 0, 0);
        return text.limit();
    }

    private int inside(final int at, final int end) {
        buffer.putShort(at, (short) (end - at - Short.BYTES), ByteOrder.LITTLE_ENDIAN);
        return end;
    }

    long readRaise() {
        raised.wrapAndApplyHeader(buffer, 0, read);
        long sum = raised.commandId()
                + raised.claimedNs()
                + raised.emergencyRaw()
                + raised.severityRaw()
                + raised.levelRaw()
                + raised.purposeRaw();
        raised.wrapKey(view);
        sum += seen();
        raised.wrapPatient(view);
        sum += seen();
        raised.wrapUnit(view);
        sum += seen();
        raised.wrapBed(view);
        sum += seen();
        raised.wrapPersonal(view);
        sum += seen();
        return sum + readText(raised.limit() + Short.BYTES);
    }

    long readDelivery() {
        delivered.wrapAndApplyHeader(buffer, 0, read);
        long sum = delivered.seq()
                + delivered.prev()
                + delivered.deadlineNs()
                + delivered.offeredNs()
                + delivered.kindRaw()
                + delivered.messageRaw()
                + delivered.laneRaw()
                + delivered.redeliveryRaw()
                + delivered.step()
                + (delivered.channels().sms() ? 1 : 0)
                + delivered.outcomeRaw();
        delivered.wrapOwner(view);
        sum += seen();
        return sum + readReport(delivered.limit() + Short.BYTES);
    }

    private long readReport(final int at) {
        reported.wrapAndApplyHeader(buffer, at, read);
        long sum = reported.alertId()
                + reported.source()
                + reported.deadlineNs()
                + reported.raisedAtNs()
                + reported.mutedUntilNs()
                + reported.snoozedUntilNs()
                + reported.inhibitedBy()
                + reported.occurrence()
                + reported.round()
                + reported.loop()
                + reported.mutedBy()
                + reported.causeValue()
                + reported.causeLimit()
                + reported.emergencyRaw()
                + reported.severityRaw()
                + reported.priorityRaw()
                + reported.conditionRaw()
                + reported.purposeRaw()
                + reported.causeRaw()
                + reported.causeParameterRaw()
                + reported.causeRule()
                + reported.technicalConditionRaw()
                + reported.careConditionRaw()
                + reported.subjectKindRaw()
                + reported.step()
                + reported.needed()
                + reported.shownRaw()
                + reported.declaredRaw()
                + reported.conditionClassRaw()
                + reported.harmRaw()
                + reported.onsetRaw()
                + reported.alarmPriorityRaw()
                + (reported.flags().stale() ? 1 : 0);
        sum += reported.treatmentLimits().count();
        sum += reported.slots().count();
        sum += reported.responses().count();
        reported.wrapKey(view);
        sum += seen();
        reported.wrapSubject(view);
        sum += seen();
        reported.wrapPatientName(view);
        sum += seen();
        reported.wrapUnit(view);
        sum += seen();
        reported.wrapBed(view);
        sum += seen();
        reported.wrapOwner(view);
        sum += seen();
        return sum + readText(reported.limit() + Short.BYTES);
    }

    private long readText(final int at) {
        said.wrapAndApplyHeader(buffer, at, read);
        long sum = said.createdAtNs()
                + said.estimatedResponseMs()
                + said.latitude()
                + said.longitude()
                + said.deviceConditionRaw();
        final AlertTextDecoder.VitalsDecoder vitals = said.vitals();
        while (vitals.hasNext()) {
            vitals.next();
            sum += vitals.parameterRaw() + vitals.value();
        }
        sum += said.specializations().count();
        sum += said.metadata().count();
        said.wrapTypeText(view);
        sum += seen();
        said.wrapDescription(view);
        sum += seen();
        said.wrapDevice(view);
        sum += seen();
        said.wrapFacility(view);
        sum += seen();
        said.wrapBuilding(view);
        sum += seen();
        said.wrapFloor(view);
        sum += seen();
        said.wrapDepartment(view);
        sum += seen();
        said.wrapRoom(view);
        sum += seen();
        said.wrapAddress(view);
        return sum + seen();
    }

    private int seen() {
        return view.capacity() == 0 ? 0 : view.getByte(0) + view.capacity();
    }
}
