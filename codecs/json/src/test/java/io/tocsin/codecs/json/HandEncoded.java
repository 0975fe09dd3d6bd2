package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.AcceptAlertEncoder;
import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.ArriveAtBedsideEncoder;
import io.tocsin.codecs.sbe.BeginBreakEncoder;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.CalibrationStatus;
import io.tocsin.codecs.sbe.CancelAlertEncoder;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.ClearAlertEncoder;
import io.tocsin.codecs.sbe.ConfirmSilenceEncoder;
import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.CreateSilenceEncoder;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.DeviceKind;
import io.tocsin.codecs.sbe.DoseOutcome;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.EndBreakEncoder;
import io.tocsin.codecs.sbe.EndSnoozeEncoder;
import io.tocsin.codecs.sbe.EnvelopeEncoder;
import io.tocsin.codecs.sbe.EscalateAlertEncoder;
import io.tocsin.codecs.sbe.ExpireSilenceEncoder;
import io.tocsin.codecs.sbe.GrantViewersEncoder;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.MonitoringList;
import io.tocsin.codecs.sbe.MonitoringType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.PositionReportedEncoder;
import io.tocsin.codecs.sbe.Presence;
import io.tocsin.codecs.sbe.PresenceChangedEncoder;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.RaiseAlertEncoder;
import io.tocsin.codecs.sbe.ReceiptBatchEncoder;
import io.tocsin.codecs.sbe.RecordDoseEncoder;
import io.tocsin.codecs.sbe.RedirectAlertEncoder;
import io.tocsin.codecs.sbe.RejectAlertEncoder;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.ReleaseAlertEncoder;
import io.tocsin.codecs.sbe.ReportResultEncoder;
import io.tocsin.codecs.sbe.ResolveAlertEncoder;
import io.tocsin.codecs.sbe.ResultKind;
import io.tocsin.codecs.sbe.ScheduleDoseEncoder;
import io.tocsin.codecs.sbe.SetPatientLimitEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceOrigin;
import io.tocsin.codecs.sbe.SnoozeAlertEncoder;
import io.tocsin.codecs.sbe.StartMonitoringEncoder;
import io.tocsin.codecs.sbe.StopMonitoringEncoder;
import io.tocsin.codecs.sbe.UpdateAlertEncoder;
import io.tocsin.codecs.sbe.VitalsBatchEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** The commands of the page's examples, written down a second time with nothing but the generated flyweights. */
final class HandEncoded {
    static final CommandEncoder.Origin ORIGIN = new CommandEncoder.Origin(77, 1_234, 555, 99, 3, Level.DISK);

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    private HandEncoded() {}

    /** Empty for what is no command. */
    static byte[] of(final Class<?> message) {
        final HandEncoded hand = new HandEncoded();
        return switch (message.getSimpleName()) {
            case "Raise" -> hand.raise();
            case "Update" -> hand.update();
            case "Clear" -> hand.clear();
            case "Cancel" -> hand.cancel();
            case "Vitals" -> hand.vitals();
            case "Accept" -> hand.accept();
            case "Reject" -> hand.reject();
            case "Resolve" -> hand.resolve();
            case "Release" -> hand.release();
            case "Redirect" -> hand.redirect();
            case "Escalate" -> hand.escalate();
            case "Arrive" -> hand.arrive();
            case "Snooze" -> hand.snooze();
            case "EndSnooze" -> hand.endSnooze();
            case "Silence" -> hand.silence();
            case "ConfirmSilence" -> hand.confirmSilence();
            case "EndSilence" -> hand.endSilence();
            case "Position" -> hand.position();
            case "PresenceChange" -> hand.presence();
            case "BeginBreak" -> hand.beginBreak();
            case "EndBreak" -> hand.endBreak();
            case "ReportResult" -> hand.result();
            case "ScheduleDose" -> hand.scheduleDose();
            case "RecordDose" -> hand.recordDose();
            case "StartMonitoring" -> hand.startMonitoring();
            case "StopMonitoring" -> hand.stopMonitoring();
            case "GrantViewers" -> hand.grantViewers();
            case "SetLimit" -> hand.setLimit();
            case "Receipts" -> hand.receipts();
            default -> HandAccess.of(message);
        };
    }

    private byte[] raise() {
        final RaiseAlertEncoder raise = new RaiseAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(raise.envelope(), 17)
                .claimedNs(1_767_225_600_000_000_000L)
                .purpose(Purpose.TEST)
                .askedLevel(Level.OS);
        raise.emergencyType(EmergencyType.OTHER)
                .severity(Severity.CRITICAL)
                .consciousness(Consciousness.UNRESPONSIVE)
                .pain((short) 3)
                .systolic(5850)
                .diastolic(3000)
                .heartRate(3100)
                .respiratoryRate(400)
                .temperature(3660)
                .spo2(7125)
                .glucose(10_400)
                .latitude(481_374_300)
                .longitude(115_754_900)
                .estimatedResponseMs(300_000)
                .createdAtNs(1_767_225_599_000_000_000L)
                .deviceCondition(DeviceCondition.NULL_VAL);
        raise.specializationsCount(1).next().name("cardiology");
        raise.alertKey("m3/asystole")
                .patientId("p-17")
                .deviceId("m3")
                .facilityName("North")
                .building("B")
                .floor("2")
                .department("Medicine")
                .unitId("icu")
                .room("2.14")
                .bedId("icu-1")
                .address("1 Hill Road")
                .typeText("Asystole")
                .description("No pulse for 8 s")
                .metadata("lead=II")
                .personal("Ann Example, 1960");
        return bytes(raise.encodedLength());
    }

    private byte[] update() {
        final UpdateAlertEncoder update = new UpdateAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(update.envelope(), 18);
        update.alertId(5).severity(Severity.URGENT).alertKey("").description("Pulse is back");
        return bytes(update.encodedLength());
    }

    private byte[] clear() {
        final ClearAlertEncoder clear = new ClearAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(clear.envelope(), 19).purpose(Purpose.TEST);
        clear.alertId(0).alertKey("m3/asystole");
        return bytes(clear.encodedLength());
    }

    private byte[] cancel() {
        final CancelAlertEncoder cancel = new CancelAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(cancel.envelope(), 20);
        cancel.alertId(5).alertKey("");
        return bytes(cancel.encodedLength());
    }

    private byte[] vitals() {
        final VitalsBatchEncoder vitals = new VitalsBatchEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(vitals.envelope(), 0);
        vitals.deviceSequence(991)
                .acuity(Acuity.POST_OPERATIVE)
                .measuredNs(1_750_000_000_000_000_000L)
                .status(1 << 10)
                .statusOf(1 << 2)
                .batteryPercent((short) 15)
                .calibration(CalibrationStatus.DUE)
                .accuracy(20)
                .accuracyOf(1 << 3);
        final VitalsBatchEncoder.ReadingsEncoder readings = vitals.readingsCount(4);
        readings.next().value(7200).parameter(Parameter.HEART_RATE);
        readings.next().value(3665).parameter(Parameter.TEMPERATURE);
        readings.next().value(0).parameter(Parameter.CONSCIOUSNESS);
        readings.next().value(100).parameter(Parameter.OXYGEN_THERAPY);
        vitals.patientId("p-17").bedId("icu-1").deviceId("m3");
        return bytes(vitals.encodedLength());
    }

    private byte[] accept() {
        final AcceptAlertEncoder accept = new AcceptAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(accept.envelope(), 3).flags(0b011);
        return bytes(accept.alertId(5).encodedLength());
    }

    private byte[] position() {
        final PositionReportedEncoder position = new PositionReportedEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(position.envelope(), 13).claimedNs(1_767_225_600_000_000_000L);
        position.latitude(481_374_300)
                .longitude(115_754_900)
                .atNs(1_767_225_600_000_000_000L)
                .personId("medic-1")
                .room("2.14")
                .unitId("icu")
                .floor("2")
                .building("B")
                .campus("North");
        return bytes(position.encodedLength());
    }

    private byte[] presence() {
        final PresenceChangedEncoder presence = new PresenceChangedEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(presence.envelope(), 14);
        return bytes(presence.presence(Presence.BUSY).personId("").encodedLength());
    }

    private byte[] beginBreak() {
        final BeginBreakEncoder pause = new BeginBreakEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(pause.envelope(), 21);
        return bytes(pause.durationMs(1_200_000).coverId("bob").encodedLength());
    }

    private byte[] endBreak() {
        final EndBreakEncoder end = new EndBreakEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(end.envelope(), 22);
        return bytes(end.encodedLength());
    }

    private byte[] scheduleDose() {
        final ScheduleDoseEncoder dose = new ScheduleDoseEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(dose.envelope(), 31);
        dose.dueNs(1_767_225_600_000_000_000L).windowMs(1_800_000).critical((short) 1);
        dose.doseId("mar-4711").patientId("p-17");
        return bytes(dose.medication("cefuroxime 1.5 g i.v.").encodedLength());
    }

    private byte[] recordDose() {
        final RecordDoseEncoder dose = new RecordDoseEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(dose.envelope(), 32).flags(0b011);
        dose.atNs(1_767_225_900_000_000_000L)
                .outcome(DoseOutcome.HELD)
                .doseId("mar-4711")
                .patientId("p-17");
        return bytes(dose.comment("pressure 84/50").encodedLength());
    }

    private byte[] result() {
        final ReportResultEncoder result = new ReportResultEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(result.envelope(), 30);
        result.severity(Severity.CRITICAL).kind(ResultKind.LABORATORY).resultedAtNs(1_767_225_599_000_000_000L);
        result.alertKey("lab-77/2823-3").patientId("p-17").unitId("").bedId("").orderedBy("dr-lin");
        result.code("2823-3").name("Potassium").value("6.9").valueUnit("mmol/l");
        return bytes(result.comment("not haemolysed").encodedLength());
    }

    private byte[] startMonitoring() {
        final StartMonitoringEncoder start = new StartMonitoringEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(start.envelope(), 23);
        start.type(MonitoringType.TELEMETRY);
        final StartMonitoringEncoder.DevicesEncoder devices = start.devicesCount(2);
        devices.next().kind(DeviceKind.EKG_MONITOR).deviceId("ekg-4");
        devices.next().kind(DeviceKind.PULSE_OXIMETER).deviceId("oxi-4");
        return bytes(start.patientId("p-17").bedId("").encodedLength());
    }

    private byte[] grantViewers() {
        final GrantViewersEncoder grant = new GrantViewersEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(grant.envelope(), 24);
        grant.monitoringId(3).list(MonitoringList.RECIPIENTS);
        final GrantViewersEncoder.PeopleEncoder people = grant.peopleCount(2);
        people.next().personId("ann");
        people.next().personId("bob");
        return bytes(grant.encodedLength());
    }

    private byte[] stopMonitoring() {
        final StopMonitoringEncoder stop = new StopMonitoringEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(stop.envelope(), 25);
        return bytes(stop.monitoringId(3).encodedLength());
    }

    private byte[] setLimit() {
        final SetPatientLimitEncoder limit = new SetPatientLimitEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(limit.envelope(), 33);
        limit.untilNs(1_767_268_800_000_000_000L).value(14_000).parameter(Parameter.HEART_RATE);
        limit.bound(Bound.ABOVE).reason(LimitReason.TREATMENT);
        return bytes(limit.patientId("p-17")
                .bedId("")
                .comment("pacing wire, cardiology knows")
                .encodedLength());
    }

    private byte[] reject() {
        final RejectAlertEncoder reject = new RejectAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(reject.envelope(), 4);
        return bytes(reject.alertId(5).reason(RejectReason.BUSY).encodedLength());
    }

    private byte[] resolve() {
        final ResolveAlertEncoder resolve = new ResolveAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(resolve.envelope(), 5);
        return bytes(resolve.alertId(5).encodedLength());
    }

    private byte[] release() {
        final ReleaseAlertEncoder release = new ReleaseAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(release.envelope(), 6);
        return bytes(release.alertId(5).encodedLength());
    }

    private byte[] redirect() {
        final RedirectAlertEncoder redirect = new RedirectAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(redirect.envelope(), 7);
        redirect.alertId(5).reason(RejectReason.NOT_QUALIFIED).personId("bob");
        return bytes(redirect.encodedLength());
    }

    private byte[] escalate() {
        final EscalateAlertEncoder escalate = new EscalateAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(escalate.envelope(), 8);
        return bytes(escalate.alertId(5).round(0).loop(2).step((short) 1).encodedLength());
    }

    private byte[] silence() {
        final CreateSilenceEncoder silence = new CreateSilenceEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(silence.envelope(), 10);
        silence.startNs(1_767_226_200_000_000_000L)
                .endNs(1_767_228_000_000_000_000L)
                .emergencyType(EmergencyType.NULL_VAL)
                .severityAtMost(Severity.URGENT)
                .cause(Cause.LIMIT)
                .parameter(Parameter.SPO2.value())
                .origin(SilenceOrigin.PERSON)
                .unitId("icu")
                .patientId("")
                .bedId("icu-1")
                .comment("the probe is being changed");
        return bytes(silence.encodedLength());
    }

    private byte[] confirmSilence() {
        final ConfirmSilenceEncoder confirm = new ConfirmSilenceEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(confirm.envelope(), 11);
        return bytes(confirm.silenceId(3).encodedLength());
    }

    private byte[] endSilence() {
        final ExpireSilenceEncoder expire = new ExpireSilenceEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(expire.envelope(), 12);
        return bytes(expire.silenceId(3).encodedLength());
    }

    private byte[] arrive() {
        final ArriveAtBedsideEncoder arrive = new ArriveAtBedsideEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(arrive.envelope(), 9);
        return bytes(arrive.alertId(5).encodedLength());
    }

    private byte[] snooze() {
        final SnoozeAlertEncoder snooze = new SnoozeAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(snooze.envelope(), 15);
        return bytes(snooze.alertId(5).forMs(600_000).encodedLength());
    }

    private byte[] endSnooze() {
        final EndSnoozeEncoder end = new EndSnoozeEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(end.envelope(), 16);
        return bytes(end.alertId(5).encodedLength());
    }

    private byte[] receipts() {
        final ReceiptBatchEncoder receipts = new ReceiptBatchEncoder().wrapAndApplyHeader(buffer, 0, header);
        envelope(receipts.envelope(), 0);
        receipts.receivedCritical(12).receivedOther(41);
        receipts.displayedCount(1).next().seq(12).lane(Lane.CRITICAL);
        return bytes(receipts.encodedLength());
    }

    static EnvelopeEncoder envelope(final EnvelopeEncoder envelope, final long commandId) {
        return envelope.sourceId(77)
                .commandId(commandId)
                .receivedNs(1_234)
                .actorSession(555)
                .correlation(99)
                .replyGateway(3)
                .purpose(Purpose.PRODUCTION)
                .askedLevel(Level.DISK);
    }

    private byte[] bytes(final int messageLength) {
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + messageLength];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
