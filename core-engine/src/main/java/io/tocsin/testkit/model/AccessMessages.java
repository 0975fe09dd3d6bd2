package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.BreakGlassEncoder;
import io.tocsin.codecs.sbe.EndViewEncoder;
import io.tocsin.codecs.sbe.ForgetPatientEncoder;
import io.tocsin.codecs.sbe.LiftRevocationEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.RevokeAccessEncoder;
import io.tocsin.codecs.sbe.ViewRulesEntryEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** Commands of access as bytes; values need not be valid. */
final class AccessMessages {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    byte[] revoke(
            final From from,
            final int kind,
            final long sessionId,
            final long issuedBeforeNs,
            final long untilNs,
            final String subject,
            final String tokenId) {
        final RevokeAccessEncoder revoke = new RevokeAccessEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(revoke.envelope());
        revoke.sessionId(sessionId).issuedBeforeNs(issuedBeforeNs).untilNs(untilNs);
        buffer.putByte(HEADER + RevokeAccessEncoder.kindEncodingOffset(), (byte) kind);
        revoke.subject(subject).tokenId(tokenId);
        return Commands.copy(buffer, revoke.limit());
    }

    byte[] breakGlass(
            final From from, final long durationMs, final int reason, final String patient, final String comment) {
        final BreakGlassEncoder broken = new BreakGlassEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(broken.envelope());
        broken.durationMs(durationMs);
        buffer.putByte(HEADER + BreakGlassEncoder.reasonEncodingOffset(), (byte) reason);
        broken.patientId(patient).comment(comment);
        return Commands.copy(buffer, broken.limit());
    }

    byte[] viewRules(final long mostMs, final int atOnce, final int perPerson) {
        final ViewRulesEntryEncoder rules = new ViewRulesEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        rules.mostMs(mostMs).atOnce(atOnce).perPerson((short) perPerson);
        return Commands.copy(buffer, rules.limit());
    }

    byte[] endView(final From from, final String patient, final String person) {
        final EndViewEncoder end = new EndViewEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(end.envelope());
        end.patientId(patient).personId(person);
        return Commands.copy(buffer, end.limit());
    }

    byte[] forget(
            final From from,
            final long lastKey,
            final long keptUntilNs,
            final int reason,
            final String patient,
            final String comment) {
        final ForgetPatientEncoder forget = new ForgetPatientEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(forget.envelope());
        forget.lastKey(lastKey).keptUntilNs(keptUntilNs);
        buffer.putByte(HEADER + ForgetPatientEncoder.reasonEncodingOffset(), (byte) reason);
        forget.patientId(patient).comment(comment);
        return Commands.copy(buffer, forget.limit());
    }

    byte[] lift(final From from, final int kind, final String subject, final String tokenId) {
        final LiftRevocationEncoder lift = new LiftRevocationEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(lift.envelope());
        buffer.putByte(HEADER + LiftRevocationEncoder.kindEncodingOffset(), (byte) kind);
        lift.subject(subject).tokenId(tokenId);
        return Commands.copy(buffer, lift.limit());
    }
}
