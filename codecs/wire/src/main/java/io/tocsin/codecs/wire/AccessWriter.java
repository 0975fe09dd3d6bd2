package io.tocsin.codecs.wire;

import static io.tocsin.codecs.wire.FrameOut.flag;
import static io.tocsin.codecs.wire.FrameOut.text;

import io.tocsin.codecs.json.BreakGlass;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.EndView;
import io.tocsin.codecs.json.ForgetPatient;
import io.tocsin.codecs.json.LiftRevocation;
import io.tocsin.codecs.json.RevocationReport;
import io.tocsin.codecs.json.RevocationsQuery;
import io.tocsin.codecs.json.RevokeAccess;
import io.tocsin.codecs.json.SessionReport;
import io.tocsin.codecs.json.SessionsQuery;
import io.tocsin.codecs.json.ViewReport;
import io.tocsin.codecs.json.ViewsQuery;
import io.tocsin.codecs.wire.frames.BreakGlassEncoder;
import io.tocsin.codecs.wire.frames.EndViewEncoder;
import io.tocsin.codecs.wire.frames.ForgetPatientEncoder;
import io.tocsin.codecs.wire.frames.LiftRevocationEncoder;
import io.tocsin.codecs.wire.frames.RevocationReportEncoder;
import io.tocsin.codecs.wire.frames.RevocationsQueryEncoder;
import io.tocsin.codecs.wire.frames.RevokeAccessEncoder;
import io.tocsin.codecs.wire.frames.SessionReportEncoder;
import io.tocsin.codecs.wire.frames.SessionsQueryEncoder;
import io.tocsin.codecs.wire.frames.ViewReportEncoder;
import io.tocsin.codecs.wire.frames.ViewsQueryEncoder;
import org.agrona.sbe.MessageEncoderFlyweight;
import org.jspecify.annotations.Nullable;

/** Writes what is said of who is let in, and who sees a patient for a time. Any thread; allocates. */
final class AccessWriter {
    private AccessWriter() {}

    /** What a client says of it; {@code null} if the message is about something else. */
    static @Nullable MessageEncoderFlyweight write(final ClientMessage message, final FrameOut out) {
        if (message instanceof RevokeAccess revoke) {
            return new RevokeAccessEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(revoke.commandId())
                    .claimedNs(revoke.claimedNs())
                    .session(revoke.session())
                    .issuedBeforeNs(revoke.issuedBeforeNs())
                    .untilNs(revoke.untilNs())
                    .kind(Words.REVOCATION_KIND.of(revoke.of()))
                    .subject(text(revoke.subject()))
                    .token(text(revoke.token()));
        } else if (message instanceof LiftRevocation lift) {
            return new LiftRevocationEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(lift.commandId())
                    .claimedNs(lift.claimedNs())
                    .kind(Words.REVOCATION_KIND.of(lift.of()))
                    .subject(text(lift.subject()))
                    .token(text(lift.token()));
        } else if (message instanceof BreakGlass broken) {
            return new BreakGlassEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(broken.commandId())
                    .claimedNs(broken.claimedNs())
                    .durationMs(broken.durationMs())
                    .reason(Words.VIEW_REASON.of(broken.reason()))
                    .patient(text(broken.patient()))
                    .comment(text(broken.comment()));
        } else if (message instanceof EndView end) {
            return new EndViewEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(end.commandId())
                    .claimedNs(end.claimedNs())
                    .patient(text(end.patient()))
                    .person(text(end.person()));
        } else if (message instanceof ForgetPatient forget) {
            return new ForgetPatientEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(forget.commandId())
                    .claimedNs(forget.claimedNs())
                    .reason(Words.FORGET_REASON.of(forget.reason()))
                    .patient(text(forget.patient()))
                    .comment(text(forget.comment()));
        } else if (message instanceof SessionsQuery query) {
            return new SessionsQueryEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .after(query.after())
                    .most((short) query.limit())
                    .reference(text(query.ref()));
        } else if (message instanceof RevocationsQuery query) {
            return new RevocationsQueryEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .after(query.after())
                    .most((short) query.limit())
                    .reference(text(query.ref()));
        } else if (message instanceof ViewsQuery query) {
            return new ViewsQueryEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .after(query.after())
                    .most((short) query.limit())
                    .reference(text(query.ref()));
        }
        return null;
    }

    static int session(final SessionReport session, final FrameOut out, final int at) {
        return new SessionReportEncoder()
                .wrapAndApplyHeader(out.buffer(), at, out.header())
                .session(session.session())
                .sinceNs(session.sinceNs())
                .issuedNs(session.issuedNs())
                .expiresNs(session.expiresNs())
                .role(Words.ROLE.of(session.role()))
                .proof(Words.PROOF.of(session.proof()))
                .person(text(session.person()))
                .client(text(session.client()))
                .address(text(session.address()))
                .token(text(session.token()))
                .limit();
    }

    static int revocation(final RevocationReport revocation, final FrameOut out, final int at) {
        return new RevocationReportEncoder()
                .wrapAndApplyHeader(out.buffer(), at, out.header())
                .issuedBeforeNs(revocation.issuedBeforeNs())
                .untilNs(revocation.untilNs())
                .kind(Words.REVOCATION_KIND.of(revocation.of()))
                .subject(text(revocation.subject()))
                .token(text(revocation.token()))
                .limit();
    }

    static int view(final ViewReport view, final FrameOut out, final int at) {
        return new ViewReportEncoder()
                .wrapAndApplyHeader(out.buffer(), at, out.header())
                .viewId(view.viewId())
                .sinceNs(view.sinceNs())
                .untilNs(view.untilNs())
                .active(flag(view.active()))
                .reason(Words.VIEW_REASON.of(view.reason()))
                .person(text(view.person()))
                .patient(text(view.patient()))
                .comment(text(view.comment()))
                .endedBy(text(view.endedBy()))
                .limit();
    }
}
