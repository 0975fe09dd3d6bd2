package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.BreakGlassEncoder;
import io.tocsin.codecs.sbe.EndViewEncoder;
import io.tocsin.codecs.sbe.ForgetPatientEncoder;
import io.tocsin.codecs.sbe.ForgetReason;
import io.tocsin.codecs.sbe.LiftRevocationEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.RevocationKind;
import io.tocsin.codecs.sbe.RevokeAccessEncoder;
import io.tocsin.codecs.sbe.ViewReason;
import org.agrona.concurrent.UnsafeBuffer;

/** As {@link HandEncoded}, the commands about who is let in. */
final class HandAccess {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    private HandAccess() {}

    static byte[] of(final Class<?> message) {
        final HandAccess hand = new HandAccess();
        return switch (message.getSimpleName()) {
            case "RevokeAccess" -> hand.revoke();
            case "LiftRevocation" -> hand.lift();
            case "BreakGlass" -> hand.breakGlass();
            case "EndView" -> hand.endView();
            case "ForgetPatient" -> hand.forget();
            default -> new byte[0];
        };
    }

    private byte[] revoke() {
        final RevokeAccessEncoder revoke = new RevokeAccessEncoder().wrapAndApplyHeader(buffer, 0, header);
        HandEncoded.envelope(revoke.envelope(), 41);
        revoke.sessionId(0).issuedBeforeNs(1_767_225_600_000_000_000L).untilNs(1_767_312_000_000_000_000L);
        return bytes(
                revoke.kind(RevocationKind.SUBJECT).subject("ann").tokenId("").encodedLength());
    }

    private byte[] lift() {
        final LiftRevocationEncoder lift = new LiftRevocationEncoder().wrapAndApplyHeader(buffer, 0, header);
        HandEncoded.envelope(lift.envelope(), 42);
        return bytes(lift.kind(RevocationKind.TOKEN)
                .subject("")
                .tokenId("4f1c-ann-7")
                .encodedLength());
    }

    private byte[] breakGlass() {
        final BreakGlassEncoder broken = new BreakGlassEncoder().wrapAndApplyHeader(buffer, 0, header);
        HandEncoded.envelope(broken.envelope(), 43);
        broken.durationMs(1_800_000).reason(ViewReason.OTHER);
        return bytes(broken.patientId("p-17")
                .comment("nobody else answers on this ward")
                .encodedLength());
    }

    private byte[] endView() {
        final EndViewEncoder end = new EndViewEncoder().wrapAndApplyHeader(buffer, 0, header);
        HandEncoded.envelope(end.envelope(), 44);
        return bytes(end.patientId("p-17").personId("ann").encodedLength());
    }

    private byte[] forget() {
        final ForgetPatientEncoder forget = new ForgetPatientEncoder().wrapAndApplyHeader(buffer, 0, header);
        HandEncoded.envelope(forget.envelope(), 45);
        forget.lastKey(0).keptUntilNs(0).reason(ForgetReason.OTHER);
        return bytes(
                forget.patientId("p-17").comment("moved to another hospital").encodedLength());
    }

    private byte[] bytes(final int length) {
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + length];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
