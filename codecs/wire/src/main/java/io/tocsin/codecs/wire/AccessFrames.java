package io.tocsin.codecs.wire;

import io.tocsin.codecs.json.BreakGlass;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.EndView;
import io.tocsin.codecs.json.ForgetPatient;
import io.tocsin.codecs.json.LiftRevocation;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.RevocationReport;
import io.tocsin.codecs.json.RevocationsQuery;
import io.tocsin.codecs.json.RevokeAccess;
import io.tocsin.codecs.json.SessionReport;
import io.tocsin.codecs.json.SessionsQuery;
import io.tocsin.codecs.json.ViewReport;
import io.tocsin.codecs.json.ViewsQuery;
import io.tocsin.codecs.wire.frames.BreakGlassDecoder;
import io.tocsin.codecs.wire.frames.EndViewDecoder;
import io.tocsin.codecs.wire.frames.ForgetPatientDecoder;
import io.tocsin.codecs.wire.frames.LiftRevocationDecoder;
import io.tocsin.codecs.wire.frames.RevocationReportDecoder;
import io.tocsin.codecs.wire.frames.RevocationsQueryDecoder;
import io.tocsin.codecs.wire.frames.RevokeAccessDecoder;
import io.tocsin.codecs.wire.frames.SessionReportDecoder;
import io.tocsin.codecs.wire.frames.SessionsQueryDecoder;
import io.tocsin.codecs.wire.frames.ViewReportDecoder;
import io.tocsin.codecs.wire.frames.ViewsQueryDecoder;
import org.jspecify.annotations.Nullable;

/** Reads what is said of who is let in, and who sees a patient for a time. Any thread; allocates. */
final class AccessFrames {
    /** Four hours. */
    private static final long MAX_VIEW_MS = 14_400_000;

    private AccessFrames() {}

    /** What a client says of it; {@code null} if the message is about something else. */
    static @Nullable ClientMessage read(final FrameIn in) throws ProtocolException {
        return switch (in.templateId()) {
            case RevokeAccessDecoder.TEMPLATE_ID -> {
                final RevokeAccessDecoder revoke = in.as(new RevokeAccessDecoder());
                yield new RevokeAccess(
                        in.unsigned("commandId", revoke.commandId()),
                        in.instant("claimedNs", revoke.claimedNs()),
                        in.word("of", Words.REVOCATION_KIND, revoke.kindRaw()),
                        in.id("subject"),
                        in.text("token"),
                        revoke.session(),
                        in.instant("issuedBeforeNs", revoke.issuedBeforeNs()),
                        in.instant("untilNs", revoke.untilNs()));
            }
            case LiftRevocationDecoder.TEMPLATE_ID -> {
                final LiftRevocationDecoder lift = in.as(new LiftRevocationDecoder());
                yield new LiftRevocation(
                        in.unsigned("commandId", lift.commandId()),
                        in.instant("claimedNs", lift.claimedNs()),
                        in.word("of", Words.REVOCATION_KIND, lift.kindRaw()),
                        in.id("subject"),
                        in.text("token"));
            }
            case BreakGlassDecoder.TEMPLATE_ID -> {
                final BreakGlassDecoder broken = in.as(new BreakGlassDecoder());
                yield new BreakGlass(
                        in.unsigned("commandId", broken.commandId()),
                        in.instant("claimedNs", broken.claimedNs()),
                        in.requiredId("patient"),
                        in.word("reason", Words.VIEW_REASON, broken.reasonRaw()),
                        in.text("comment"),
                        in.number("durationMs", broken.durationMs(), 0, MAX_VIEW_MS));
            }
            case EndViewDecoder.TEMPLATE_ID -> {
                final EndViewDecoder end = in.as(new EndViewDecoder());
                yield new EndView(
                        in.unsigned("commandId", end.commandId()),
                        in.instant("claimedNs", end.claimedNs()),
                        in.requiredId("patient"),
                        in.id("person"));
            }
            case ForgetPatientDecoder.TEMPLATE_ID -> {
                final ForgetPatientDecoder forget = in.as(new ForgetPatientDecoder());
                yield new ForgetPatient(
                        in.unsigned("commandId", forget.commandId()),
                        in.instant("claimedNs", forget.claimedNs()),
                        in.requiredId("patient"),
                        in.word("reason", Words.FORGET_REASON, forget.reasonRaw()),
                        in.text("comment"));
            }
            case SessionsQueryDecoder.TEMPLATE_ID -> {
                final SessionsQueryDecoder query = in.as(new SessionsQueryDecoder());
                yield new SessionsQuery(in.requiredId("ref"), most(in, query.most()), query.after());
            }
            case RevocationsQueryDecoder.TEMPLATE_ID -> {
                final RevocationsQueryDecoder query = in.as(new RevocationsQueryDecoder());
                yield new RevocationsQuery(in.requiredId("ref"), most(in, query.most()), query.after());
            }
            case ViewsQueryDecoder.TEMPLATE_ID -> {
                final ViewsQueryDecoder query = in.as(new ViewsQueryDecoder());
                yield new ViewsQuery(in.requiredId("ref"), most(in, query.most()), query.after());
            }
            default -> null;
        };
    }

    private static int most(final FrameIn in, final int most) throws ProtocolException {
        return in.most("limit", most, ClientMessage.MAX_ALERTS);
    }

    static SessionReport session(final FrameIn in) throws ProtocolException {
        final SessionReportDecoder session = in.as(new SessionReportDecoder());
        return in.whole(new SessionReport(
                in.unsigned("session", session.session()),
                in.word("role", Words.ROLE, session.roleRaw()),
                in.id("person"),
                in.requiredId("client"),
                in.text("address"),
                in.instant("sinceNs", session.sinceNs()),
                in.word("proof", Words.PROOF, session.proofRaw()),
                in.id("token"),
                in.instant("issuedNs", session.issuedNs()),
                in.instant("expiresNs", session.expiresNs())));
    }

    static RevocationReport revocation(final FrameIn in) throws ProtocolException {
        final RevocationReportDecoder revocation = in.as(new RevocationReportDecoder());
        return in.whole(new RevocationReport(
                in.word("of", Words.REVOCATION_KIND, revocation.kindRaw()),
                in.id("subject"),
                in.id("token"),
                in.instant("issuedBeforeNs", revocation.issuedBeforeNs()),
                in.instant("untilNs", revocation.untilNs())));
    }

    static ViewReport view(final FrameIn in) throws ProtocolException {
        final ViewReportDecoder view = in.as(new ViewReportDecoder());
        return in.whole(new ViewReport(
                in.unsigned("viewId", view.viewId()),
                in.flag("active", view.activeRaw()),
                in.requiredId("person"),
                in.requiredId("patient"),
                in.word("reason", Words.VIEW_REASON, view.reasonRaw()),
                in.text("comment"),
                in.instant("sinceNs", view.sinceNs()),
                in.instant("untilNs", view.untilNs()),
                in.id("endedBy")));
    }
}
