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
import io.tocsin.codecs.text.EdgeText;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;

/** Reads, writes and encodes what messages say of who is let in, and who is forgotten. Any thread. */
final class Accesses {
    private static final Names<ViewReason> REASON = Names.of(ViewReason.class);
    private static final Names<ForgetReason> FORGET_REASON = Names.of(ForgetReason.class);
    private static final Names<RevocationKind> KIND = Names.of(RevocationKind.class);
    private static final Names<Role> ROLE = Names.of(Role.class);
    private static final Names<SessionReport.Proof> PROOF = Names.of(SessionReport.Proof.class);

    /** Four hours. */
    private static final long MAX_VIEW_MS = 14_400_000;

    private static final int MAX_COMMENT_BYTES = 160;

    private Accesses() {}

    static RevokeAccess revoke(final Fields fields) throws ProtocolException {
        return new RevokeAccess(
                fields.unsigned("commandId"),
                fields.optionalInstant("claimedNs"),
                fields.constant("of", KIND),
                fields.optionalId("subject"),
                fields.optionalText("token"),
                fields.optionalUnsigned("session"),
                fields.optionalInstant("issuedBeforeNs"),
                fields.optionalInstant("untilNs"));
    }

    static LiftRevocation lift(final Fields fields) throws ProtocolException {
        return new LiftRevocation(
                fields.unsigned("commandId"),
                fields.optionalInstant("claimedNs"),
                fields.constant("of", KIND),
                fields.optionalId("subject"),
                fields.optionalText("token"));
    }

    static BreakGlass breakGlass(final Fields fields) throws ProtocolException {
        return new BreakGlass(
                fields.unsigned("commandId"),
                fields.optionalInstant("claimedNs"),
                fields.id("patient"),
                fields.constant("reason", REASON),
                fields.optionalText("comment"),
                fields.optionalNumber("durationMs", 0, MAX_VIEW_MS, 0));
    }

    static EndView endView(final Fields fields) throws ProtocolException {
        return new EndView(
                fields.unsigned("commandId"),
                fields.optionalInstant("claimedNs"),
                fields.id("patient"),
                fields.optionalId("person"));
    }

    static ForgetPatient forget(final Fields fields) throws ProtocolException {
        return new ForgetPatient(
                fields.unsigned("commandId"),
                fields.optionalInstant("claimedNs"),
                fields.id("patient"),
                fields.constant("reason", FORGET_REASON),
                fields.optionalText("comment"));
    }

    static String type(final ClientMessage.Access command) {
        if (command instanceof ForgetPatient) {
            return "forgetPatient";
        }
        if (command instanceof BreakGlass) {
            return "breakGlass";
        }
        if (command instanceof EndView) {
            return "endView";
        }
        return command instanceof RevokeAccess ? "revoke" : "liftRevocation";
    }

    static void command(final ClientMessage.Access command, final JsonOut out) {
        if (command instanceof RevokeAccess revoke) {
            out.word("of", revoke.of()).text("subject", revoke.subject()).text("token", revoke.token());
            out.id("session", revoke.session())
                    .instant("issuedBeforeNs", revoke.issuedBeforeNs())
                    .instant("untilNs", revoke.untilNs());
        } else if (command instanceof LiftRevocation lift) {
            out.word("of", lift.of()).text("subject", lift.subject()).text("token", lift.token());
        } else if (command instanceof BreakGlass broken) {
            out.text("patient", broken.patient()).word("reason", broken.reason());
            out.text("comment", broken.comment()).number("durationMs", broken.durationMs());
        } else if (command instanceof EndView end) {
            out.text("patient", end.patient()).text("person", end.person());
        } else if (command instanceof ForgetPatient forget) {
            out.text("patient", forget.patient())
                    .word("reason", forget.reason())
                    .text("comment", forget.comment());
        }
    }

    /** Encodes a command; answers the bytes of its block and texts. */
    static int encode(
            final ClientMessage.Access command,
            final MutableDirectBuffer buffer,
            final int offset,
            final MessageHeaderEncoder header) {
        if (command instanceof RevokeAccess revoke) {
            return new RevokeAccessEncoder()
                    .wrapAndApplyHeader(buffer, offset, header)
                    .sessionId(revoke.session())
                    .issuedBeforeNs(revoke.issuedBeforeNs())
                    .untilNs(revoke.untilNs())
                    .kind(revoke.of())
                    .subject(EdgeText.optionalId("subject", revoke.subject()))
                    .tokenId(tokenId(revoke.token()))
                    .encodedLength();
        }
        if (command instanceof BreakGlass broken) {
            return new BreakGlassEncoder()
                    .wrapAndApplyHeader(buffer, offset, header)
                    .durationMs(broken.durationMs())
                    .reason(broken.reason())
                    .patientId(EdgeText.requiredId("patient", broken.patient()))
                    .comment(EdgeText.cut(broken.comment(), MAX_COMMENT_BYTES))
                    .encodedLength();
        }
        if (command instanceof EndView end) {
            return new EndViewEncoder()
                    .wrapAndApplyHeader(buffer, offset, header)
                    .patientId(EdgeText.requiredId("patient", end.patient()))
                    .personId(EdgeText.optionalId("person", end.person()))
                    .encodedLength();
        }
        if (command instanceof ForgetPatient forget) {
            // The host fills in what it knows of the patient's keys.
            return new ForgetPatientEncoder()
                    .wrapAndApplyHeader(buffer, offset, header)
                    .lastKey(0)
                    .keptUntilNs(0)
                    .reason(forget.reason())
                    .patientId(EdgeText.requiredId("patient", forget.patient()))
                    .comment(EdgeText.cut(forget.comment(), MAX_COMMENT_BYTES))
                    .encodedLength();
        }
        final LiftRevocation lift = (LiftRevocation) command;
        return new LiftRevocationEncoder()
                .wrapAndApplyHeader(buffer, offset, header)
                .kind(lift.of())
                .subject(EdgeText.optionalId("subject", lift.subject()))
                .tokenId(tokenId(lift.token()))
                .encodedLength();
    }

    private static String tokenId(final String token) {
        return token.isEmpty() ? "" : EdgeText.alertKey(token);
    }

    static ClientMessage.AccessQuery query(final Fields fields) throws ProtocolException {
        final String ref = fields.id("ref");
        final int limit = Queries.limit(fields);
        if (fields.text("type").equals("views")) {
            return new ViewsQuery(ref, limit, fields.optionalUnsigned("after"));
        }
        return fields.text("type").equals("sessions")
                ? new SessionsQuery(ref, limit, fields.optionalUnsigned("after"))
                : new RevocationsQuery(ref, limit, fields.optionalUnsigned("after"));
    }

    static void query(final ClientMessage.AccessQuery query, final JsonOut out) {
        if (query instanceof SessionsQuery sessions) {
            out.text("type", "sessions").text("ref", sessions.ref()).count("limit", sessions.limit());
            out.id("after", sessions.after());
        } else if (query instanceof RevocationsQuery revocations) {
            out.text("type", "revocations").text("ref", revocations.ref()).count("limit", revocations.limit());
            out.id("after", revocations.after());
        } else if (query instanceof ViewsQuery views) {
            out.text("type", "views").text("ref", views.ref()).count("limit", views.limit());
            out.id("after", views.after());
        }
    }

    static ServerMessage.Sessions sessions(final Fields fields) throws ProtocolException {
        final List<SessionReport> reports = new ArrayList<>();
        for (final Fields report : fields.objects("sessions", ClientMessage.MAX_ALERTS)) {
            reports.add(new SessionReport(
                    report.unsigned("session"),
                    report.constant("role", ROLE),
                    report.optionalId("person"),
                    report.id("client"),
                    report.optionalText("address"),
                    report.optionalInstant("sinceNs"),
                    report.constant("proof", PROOF),
                    report.optionalId("token"),
                    report.optionalInstant("issuedNs"),
                    report.optionalInstant("expiresNs")));
        }
        return new ServerMessage.Sessions(fields.id("ref"), reports, fields.flag("more"));
    }

    static void sessions(final ServerMessage.Sessions answer, final JsonOut out) {
        out.text("type", "sessions").text("ref", answer.ref());
        out.objects("sessions", answer.sessions(), report -> {
            out.sequence("session", report.session()).word("role", report.role());
            out.text("person", report.person())
                    .text("client", report.client())
                    .text("address", report.address())
                    .instant("sinceNs", report.sinceNs())
                    .word("proof", report.proof())
                    .text("token", report.token())
                    .instant("issuedNs", report.issuedNs())
                    .instant("expiresNs", report.expiresNs());
        });
        out.flag("more", answer.more());
    }

    static ServerMessage.Revocations revocations(final Fields fields) throws ProtocolException {
        final List<RevocationReport> reports = new ArrayList<>();
        for (final Fields report : fields.objects("revocations", ClientMessage.MAX_ALERTS)) {
            reports.add(new RevocationReport(
                    report.constant("of", KIND),
                    report.optionalId("subject"),
                    report.optionalId("token"),
                    report.optionalInstant("issuedBeforeNs"),
                    report.optionalInstant("untilNs")));
        }
        return new ServerMessage.Revocations(
                fields.id("ref"), fields.optionalUnsigned("asOfEventSeq"), reports, fields.flag("more"));
    }

    static void revocations(final ServerMessage.Revocations answer, final JsonOut out) {
        out.text("type", "revocations").text("ref", answer.ref()).sequence("asOfEventSeq", answer.asOfEventSeq());
        out.objects(
                "revocations",
                answer.revocations(),
                report -> out.word("of", report.of())
                        .text("subject", report.subject())
                        .text("token", report.token())
                        .instant("issuedBeforeNs", report.issuedBeforeNs())
                        .instant("untilNs", report.untilNs()));
        out.flag("more", answer.more());
    }

    static ViewReport view(final Fields fields) throws ProtocolException {
        return new ViewReport(
                fields.unsigned("viewId"),
                fields.flag("active"),
                fields.id("person"),
                fields.id("patient"),
                fields.constant("reason", REASON),
                fields.optionalText("comment"),
                fields.optionalInstant("sinceNs"),
                fields.optionalInstant("untilNs"),
                fields.optionalId("endedBy"));
    }

    static void view(final ViewReport report, final JsonOut out) {
        out.sequence("viewId", report.viewId()).flag("active", report.active());
        out.text("person", report.person())
                .text("patient", report.patient())
                .word("reason", report.reason())
                .text("comment", report.comment())
                .instant("sinceNs", report.sinceNs())
                .instant("untilNs", report.untilNs())
                .text("endedBy", report.endedBy());
    }

    static ServerMessage.Views views(final Fields fields) throws ProtocolException {
        final List<ViewReport> reports = new ArrayList<>();
        for (final Fields report : fields.objects("views", ClientMessage.MAX_ALERTS)) {
            reports.add(view(report));
        }
        return new ServerMessage.Views(
                fields.id("ref"), fields.optionalUnsigned("asOfEventSeq"), reports, fields.flag("more"));
    }

    static void views(final ServerMessage.Views answer, final JsonOut out) {
        out.text("type", "views").text("ref", answer.ref()).sequence("asOfEventSeq", answer.asOfEventSeq());
        out.objects("views", answer.views(), report -> view(report, out));
        out.flag("more", answer.more());
    }
}
