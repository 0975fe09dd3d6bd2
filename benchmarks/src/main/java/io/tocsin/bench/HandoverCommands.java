package io.tocsin.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.codecs.sbe.ArriveAtBedsideEncoder;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.CreateSilenceEncoder;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.EndSnoozeEncoder;
import io.tocsin.codecs.sbe.EscalateAlertEncoder;
import io.tocsin.codecs.sbe.ExpireSilenceEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.RedirectAlertEncoder;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.ReleaseAlertEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceOrigin;
import io.tocsin.codecs.sbe.SnoozeAlertEncoder;
import org.agrona.MutableDirectBuffer;

/** Writes what people do with an alert besides answering it, and silences; otherwise as {@link Commands}. */
final class HandoverCommands {
    private static final long SNOOZE_MS = 600_000;
    private static final long SILENCE_NS = 3_600_000_000_000L;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ReleaseAlertEncoder release = new ReleaseAlertEncoder();
    private final RedirectAlertEncoder redirect = new RedirectAlertEncoder();
    private final EscalateAlertEncoder escalate = new EscalateAlertEncoder();
    private final ArriveAtBedsideEncoder arrive = new ArriveAtBedsideEncoder();
    private final SnoozeAlertEncoder snooze = new SnoozeAlertEncoder();
    private final EndSnoozeEncoder endSnooze = new EndSnoozeEncoder();
    private final CreateSilenceEncoder silence = new CreateSilenceEncoder();
    private final ExpireSilenceEncoder endSilence = new ExpireSilenceEncoder();
    private final byte[] comment = "Physiotherapy until ten".getBytes(UTF_8);
    private final byte[] id = new byte[Ids.MAX_BYTES];

    HandoverCommands() {}

    int release(
            final MutableDirectBuffer buffer,
            final int offset,
            final long commandId,
            final int person,
            final long alertId) {
        Commands.ofPerson(release.wrapAndApplyHeader(buffer, offset, header).envelope(), commandId, person);
        release.alertId(alertId);
        return release.limit() - offset;
    }

    int redirect(
            final MutableDirectBuffer buffer,
            final int offset,
            final long commandId,
            final int person,
            final long alertId,
            final int to) {
        Commands.ofPerson(redirect.wrapAndApplyHeader(buffer, offset, header).envelope(), commandId, person);
        redirect.alertId(alertId).reason(RejectReason.BUSY).putPersonId(id, 0, Ids.person(to, id));
        return redirect.limit() - offset;
    }

    /** Seen in the first step. */
    int escalate(
            final MutableDirectBuffer buffer,
            final int offset,
            final long commandId,
            final int person,
            final long alertId) {
        Commands.ofPerson(escalate.wrapAndApplyHeader(buffer, offset, header).envelope(), commandId, person);
        escalate.alertId(alertId).round(0).loop(0).step((short) 0);
        return escalate.limit() - offset;
    }

    int arrive(
            final MutableDirectBuffer buffer,
            final int offset,
            final long commandId,
            final int person,
            final long alertId) {
        Commands.ofPerson(arrive.wrapAndApplyHeader(buffer, offset, header).envelope(), commandId, person);
        arrive.alertId(alertId);
        return arrive.limit() - offset;
    }

    /** For ten minutes. */
    int snooze(
            final MutableDirectBuffer buffer,
            final int offset,
            final long commandId,
            final int person,
            final long alertId) {
        Commands.ofPerson(snooze.wrapAndApplyHeader(buffer, offset, header).envelope(), commandId, person);
        snooze.alertId(alertId).forMs(SNOOZE_MS);
        return snooze.limit() - offset;
    }

    int endSnooze(
            final MutableDirectBuffer buffer,
            final int offset,
            final long commandId,
            final int person,
            final long alertId) {
        Commands.ofPerson(endSnooze.wrapAndApplyHeader(buffer, offset, header).envelope(), commandId, person);
        endSnooze.alertId(alertId);
        return endSnooze.limit() - offset;
    }

    /** For an hour, of a patient, whatever is URGENT or less. */
    int silence(
            final MutableDirectBuffer buffer,
            final int offset,
            final long commandId,
            final int person,
            final int patient,
            final long nowNs) {
        Commands.ofPerson(silence.wrapAndApplyHeader(buffer, offset, header).envelope(), commandId, person);
        silence.startNs(0)
                .endNs(nowNs + SILENCE_NS)
                .emergencyType(EmergencyType.NULL_VAL)
                .severityAtMost(Severity.URGENT)
                .cause(Cause.NULL_VAL)
                .parameter((short) 0)
                .origin(SilenceOrigin.PERSON)
                .putUnitId(id, 0, 0)
                .putPatientId(id, 0, Ids.patient(patient, id))
                .putBedId(id, 0, 0)
                .putComment(comment, 0, comment.length);
        return silence.limit() - offset;
    }

    int endSilence(
            final MutableDirectBuffer buffer,
            final int offset,
            final long commandId,
            final int person,
            final long silenceId) {
        Commands.ofPerson(endSilence.wrapAndApplyHeader(buffer, offset, header).envelope(), commandId, person);
        endSilence.silenceId(silenceId);
        return endSilence.limit() - offset;
    }
}
